"""What the page of a product reads: its packs and prices; and how goods are searched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import PackId
from core.models import Shop
from core.money import Money
from core.quantity import Quantity
from inventory import packs, prices
from inventory.gtin import compact, is_gtin, shown
from inventory.models import Barcode, Pack, Price, PriceList, Product

LEAST_LETTERS = 3
"""Of a name; fewer are a code that was mistyped."""
MOST_NAMED = 5


def contains(words: str) -> list[ColumnElement[bool]]:
    """Every word is in the name, or the whole is the code or a barcode."""
    if not words:
        return []
    name = func.lower(Product.name)
    named = (name.contains(word, autoescape=True) for word in words.lower().split())
    return [or_(and_(*named), by_code(words))]


def by_code(words: str) -> ColumnElement[bool]:
    """The whole is the code of a product or a barcode on one of its packs."""
    squeezed = compact(words)
    key = squeezed.zfill(14) if is_gtin(squeezed) else squeezed.upper()
    by_barcode = (
        select(Barcode.code)
        .join(Pack, Pack.id == Barcode.pack_id)
        .where(Pack.product_id == Product.id, Barcode.code == key)
        .exists()
    )
    return or_(Product.code == words.upper(), by_barcode)


def meant(session: Session, text: str) -> Pack:
    """The pack that somebody means who may only know a name: by barcode or code, else the only
    goods whose name holds every word.

    Raises NotFound, with the codes of what it could be.
    """
    try:
        return packs.find(session, text)
    except NotFound:
        words = " ".join(text.split())
        alike = _alike(session, words)
        if not alike:
            raise
    if len(alike) == 1:
        return packs.find(session, alike[0].code)
    raise NotFound(
        _("Ada beberapa barang bernama %(words)s: %(goods)s. Ketik kodenya.", words=words,
          goods=", ".join(f"{each.code} {each.name}" for each in alike))
    )  # fmt: skip


def _alike(session: Session, words: str) -> Sequence[Product]:
    if len(words) < LEAST_LETTERS:
        return []
    return session.scalars(
        select(Product)
        .where(Product.active, *contains(words))
        .order_by(func.lower(Product.name), Product.code)
        .limit(MOST_NAMED)
    ).all()


def categories(session: Session) -> list[str]:
    """Every category in use."""
    return list(
        session.scalars(
            select(Product.category)
            .where(Product.category != "")
            .distinct()
            .order_by(Product.category)
        )
    )


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A price in the history of a pack."""

    list: PriceList
    shop: str | None
    """The shop's code; None: all shops."""
    amount: Money
    least: Quantity
    """From how much of the pack on; zero but for wholesale."""
    valid_from: date
    valid_to: date | None
    holds: bool
    """Today."""
    is_coming: bool

    def is_in_reach(self, shops: Sequence[tuple[str, str]]) -> bool:
        """Whether somebody with these shops, by code and name, may end it."""
        return self.shop is None or self.shop in {code for code, _name in shops}


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack with its codes and prices."""

    id: PackId
    unit: str
    factor: Quantity
    is_active: bool
    barcodes: tuple[str, ...]
    """As printed."""
    price: Money | None
    """For everybody, in all shops, today."""
    member_price: Money | None
    lines: tuple[PriceLine, ...]
    """Newest first."""

    @property
    def shop_prices(self) -> tuple[PriceLine, ...]:
        """Usual and members' prices of single shops that hold today."""
        usual = (PriceList.GENERAL, PriceList.MEMBER)
        return tuple(line for line in self.lines if line.holds and line.shop and line.list in usual)

    @property
    def other_prices(self) -> tuple[PriceLine, ...]:
        """Wholesale and credit prices that hold today, the smallest quantity first."""
        usual = (PriceList.GENERAL, PriceList.MEMBER)
        others = (line for line in self.lines if line.holds and line.list not in usual)
        return tuple(sorted(others, key=lambda line: (line.list, line.least, line.shop or "")))


def pack_views(session: Session, product: Product, *, on: date) -> tuple[PackView, ...]:
    """The packs of a product, the first of which its code means."""
    every = packs.all_of(session, product)
    keys = [PackId(pack.id) for pack in every]
    codes, lines = _codes(session, keys), _price_lines(session, keys, on)
    now = prices.current(session, keys, on=on)
    return tuple(
        PackView(
            id=key,
            unit=pack.unit,
            factor=pack.factor,
            is_active=pack.active,
            barcodes=tuple(codes[key]),
            price=now.get((key, PriceList.GENERAL)),
            member_price=now.get((key, PriceList.MEMBER)),
            lines=tuple(lines[key]),
        )
        for key, pack in zip(keys, every, strict=True)
    )


def _codes(session: Session, pack_ids: Sequence[PackId]) -> dict[PackId, list[str]]:
    found: dict[PackId, list[str]] = defaultdict(list)
    for barcode in session.scalars(
        select(Barcode).where(Barcode.pack_id.in_(pack_ids)).order_by(Barcode.code)
    ):
        found[barcode.pack_id].append(shown(barcode.code))
    return found


def _price_lines(
    session: Session, pack_ids: Sequence[PackId], on: date
) -> dict[PackId, list[PriceLine]]:
    found: dict[PackId, list[PriceLine]] = defaultdict(list)
    rows = session.execute(
        select(Price, Shop.code)
        .outerjoin(Shop, Shop.id == Price.shop_id)
        .where(Price.pack_id.in_(pack_ids))
        .order_by(Price.valid_from.desc(), Price.set_at.desc())
    )
    taken: set[tuple[object, ...]] = set()
    for price, shop in rows:
        place = (price.pack_id, price.list, price.shop_id, price.least)
        is_on = price.valid_from <= on and (price.valid_to is None or price.valid_to >= on)
        holds = is_on and place not in taken
        taken |= {place} if holds else set()
        found[price.pack_id].append(
            PriceLine(
                price.list, shop, price.amount, price.least, price.valid_from, price.valid_to,
                holds=holds, is_coming=price.valid_from > on,
            )
        )  # fmt: skip
    return found
