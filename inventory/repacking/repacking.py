"""Repacking: goods off the shelf, others onto it for the same money, under one paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, PackId, ProductId, ShopId
from core.models import Shop
from core.money import Money, total
from core.quantity import MILLI, NONE, Quantity
from core.shops import get_shop, today_in
from inventory import ownership, stock
from inventory.models import MoveKind, Pack, Product, ProductKind
from inventory.numbering import Series, take_number
from inventory.repacking import dating, spreading
from inventory.repacking.entries import repacking_entry
from inventory.repacking.models import Repacking, RepackingLine, Side
from inventory.repacking.spreading import Filled
from inventory.shelves import Cause
from inventory.stock import Arrival
from ledger import journal
from members.entries import Event

ONE = Quantity(MILLI)


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of a pack, to be opened or filled."""

    pack_id: PackId
    count: Quantity
    content: Quantity | None = None
    """Of filled goods: how much of what is opened is in one base unit of them."""
    share: int | None = None
    """Of filled goods: the parts of the cost they bear."""


@dataclass(frozen=True, slots=True)
class NewRepacking:
    """What is opened and what is filled from it; ``key`` is made by the form."""

    key: UUID
    opened: Wanted
    filled: Sequence[Wanted]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods of a repacking that may be repacked, with their base units."""

    product: Product
    pack: Pack
    wanted: Wanted
    quantity: Quantity
    content: Quantity | None = None

    @property
    def product_id(self) -> ProductId:
        return ProductId(self.product.id)

    @property
    def as_shelved(self) -> stock.Goods:
        return self.product_id, self.quantity

    @property
    def as_filled(self) -> Filled:
        """What the rules need to know of them."""
        return Filled(self.quantity, self.content, self.wanted.share)


@dataclass(frozen=True, slots=True)
class Checked:
    """A repacking that can be done."""

    opened: Goods
    filled: tuple[Goods, ...]

    @property
    def as_shelved(self) -> list[stock.Goods]:
        """What comes onto the shelves."""
        return [goods.as_shelved for goods in self.filled]

    @property
    def as_filled(self) -> list[Filled]:
        return [goods.as_filled for goods in self.filled]


def repack(
    session: Session, shop: Shop, new: NewRepacking, *, at: datetime, by: OperatorId | None
) -> Repacking:
    """Open goods and fill others from them; what the opened ones cost, the others cost together.

    More than the shelf holds may be opened, as more may be sold: what stands there decides.
    """
    shop_id = ShopId(shop.id)
    journal.lock_shop(session, shop_id)
    known = session.get(Repacking, new.key)
    if known is not None:
        return known
    goods = checked(session, new)
    paper = Repacking(
        id=new.key, number=take_number(session, shop, Series.REPACK), shop_id=shop_id,
        note=new.note, packed_at=at, packed_by=by,
    )  # fmt: skip
    cause = Cause(MoveKind.REPACK, source_of(paper.id), at)
    day = dating.first_day(session, goods.opened.as_shelved, shop_id=shop_id, on=today_in(shop, at))
    values, settlement = _move(session, cause, goods, shop_id)
    keep(session, paper, _lines(paper, goods, values))
    dating.note(session, goods.as_shelved, day, shop_id=shop_id, source=cause.source, at=at)
    book(session, paper, settlement, at=at)
    audit.record(session, "repacking.done", at=at, by=by, shop_id=shop_id, subject=paper.number,
                 name=goods.opened.product.name, products=len(goods.filled),
                 value=values[0].amount)  # fmt: skip
    return paper


def _move(
    session: Session, cause: Cause, goods: Checked, shop_id: ShopId
) -> tuple[list[Money], Money]:
    """Off the shelves and onto them: what each cost, the opened first, and what that settled."""
    (gone,) = stock.take_out(session, cause, [goods.opened.as_shelved], shop_id=shop_id)
    values = spreading.spread(gone.cost, goods.as_filled)
    arrivals = [
        Arrival(product_id, quantity, value)
        for (product_id, quantity), value in zip(goods.as_shelved, values, strict=True)
    ]
    came = stock.put_in(session, cause, arrivals, shop_id=shop_id)
    return [gone.cost, *values], total(receipt.settlement for receipt in came)


def checked(session: Session, new: NewRepacking) -> Checked:
    """The goods of a repacking. Raises InvalidInput for what cannot be repacked."""
    opened = goods_of(session, new.opened, field="opened_count")
    if not new.filled:
        raise InvalidInput(_("Belum ada barang yang diisi."), field="goods")
    filled = []
    for wanted in new.filled:
        goods = goods_of(session, wanted, opened=opened.product)
        if goods.product_id == opened.product_id:
            raise InvalidInput(
                _("%(name)s dibuka dan diisi sekaligus: pilih barang lain.",
                  name=goods.product.name),
                field="goods",
            )  # fmt: skip
        filled.append(goods)
    found = Checked(opened, tuple(filled))
    if spreading.weights(found.as_filled) is None:
        raise InvalidInput(_cannot_spread(found), field="goods")
    return found


def goods_of(
    session: Session, wanted: Wanted, *, field: str = "goods", opened: Product | None = None
) -> Goods:
    """So many of a pack. Raises InvalidInput for what is not the co-op's own goods on a shelf.

    What is counted in the same unit as the goods ``opened`` for it holds one of them each.
    """
    pack = session.get_one(Pack, wanted.pack_id)
    product = session.get_one(Product, pack.product_id)
    if product.kind is not ProductKind.GOODS:
        raise InvalidInput(
            _("%(name)s bukan barang biasa; tidak dapat dikemas ulang.", name=product.name),
            field=field,
        )
    ownership.check_own(product, field=field)
    quantity = Quantity(wanted.count.milli * pack.factor.milli // MILLI)
    is_whole = product.fractions or not quantity.milli % MILLI
    if quantity <= NONE or not is_whole:
        raise InvalidInput(
            _("Jumlah %(name)s harus utuh dan lebih dari nol.", name=product.name), field=field
        )
    is_alike = opened is not None and opened.base_unit == product.base_unit
    return Goods(product, pack, wanted, quantity, wanted.content or (ONE if is_alike else None))


def by_number(session: Session, number: str, *, within: ShopId | None) -> Repacking:
    """The paper with this number. Raises NotFound, also for another shop's (``within``)."""
    found = session.scalars(
        select(Repacking).where(Repacking.number == number.upper())
    ).one_or_none()
    if found is None or within not in (None, found.shop_id):
        raise NotFound(_("Tidak ada surat kemas ulang %(number)s.", number=number))
    return found


def lines_of(session: Session, paper: Repacking) -> list[RepackingLine]:
    """What was opened and what was filled, in its order."""
    found = select(RepackingLine).where(RepackingLine.repacking_id == paper.id)
    return list(session.scalars(found.order_by(RepackingLine.position)))


def source_of(paper_id: UUID) -> str:
    """What its moves and its entry are known by."""
    return f"repacking:{paper_id}"


def keep(session: Session, paper: Repacking, lines: Sequence[RepackingLine]) -> None:
    """Write the paper, complete."""
    session.add(paper)
    session.flush()
    session.add_all(lines)
    session.flush()


def book(session: Session, paper: Repacking, settlement: Money, *, at: datetime) -> None:
    """Book what the shelves' value changed by; as a rule that is nothing."""
    today = today_in(get_shop(session, paper.shop_id), at)
    told = _("Kemas ulang %(number)s", number=paper.number)
    entry = repacking_entry(Event(paper.shop_id, today, source_of(paper.id), told), settlement)
    if entry is not None:
        journal.post(session, entry, at=at)


def _lines(paper: Repacking, goods: Checked, values: Sequence[Money]) -> list[RepackingLine]:
    """The opened goods first, then the filled; ``values`` in the same order."""
    every = [(Side.OPENED, goods.opened), *((Side.FILLED, one) for one in goods.filled)]
    return [
        RepackingLine(
            repacking_id=paper.id, position=position, side=side, product_id=one.product_id,
            pack_id=one.wanted.pack_id, packs=one.wanted.count, quantity=one.quantity,
            content=one.content, share=one.wanted.share, value=values[position],
        )
        for position, (side, one) in enumerate(every)
    ]  # fmt: skip


def _cannot_spread(goods: Checked) -> str:
    if any(filled.wanted.share is not None for filled in goods.filled):
        return _("Isi bagian biaya di setiap baris, atau kosongkan semuanya.")
    return _(
        "Isi berapa %(unit)s %(name)s di tiap satuan, atau bagian biaya di setiap baris.",
        unit=goods.opened.product.base_unit,
        name=goods.opened.product.name,
    )
