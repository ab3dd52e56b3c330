"""What the pages of repacking read: the list, one paper, and how it went the last time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.errors import NotFound
from core.i18n import _
from core.ids import ProductId, ShopId
from core.models import Operator, Shop
from core.money import Money, total
from core.paging import SIZE, Page, offset
from core.quantity import Quantity
from inventory.models import Pack, Product
from inventory.papers import Paper
from inventory.repacking import spreading
from inventory.repacking.models import Repacking, RepackingLine, Side
from inventory.repacking.spreading import Filled, Yield


@dataclass(frozen=True, slots=True)
class LineView:
    """Goods on a paper."""

    side: Side
    code: str
    name: str
    unit: str
    """Of the pack as it was typed."""
    base_unit: str
    packs: Quantity
    quantity: Quantity
    content: Quantity | None
    share: int | None
    value: Money

    @property
    def key(self) -> str:
        """Code and unit: ``101 dus``."""
        return f"{self.code} {self.unit}"

    @property
    def per_pack(self) -> Money:
        """What one pack cost, rounded."""
        return self.value.portion(1 / self.packs.units)


@dataclass(frozen=True, slots=True)
class RepackingView:
    """A paper with its goods."""

    id: UUID
    number: str
    shop_id: ShopId
    shop: str
    """The shop's code."""
    time_zone: str
    packed_at: datetime
    packed_by: str
    note: str
    reverses: str
    """The number of the paper that this one takes back; empty as a rule."""
    taken_back_by: str
    """The number of the paper that took this one back; empty as a rule."""
    lines: tuple[LineView, ...]

    @property
    def opened(self) -> tuple[LineView, ...]:
        return tuple(line for line in self.lines if line.side is Side.OPENED)

    @property
    def filled(self) -> tuple[LineView, ...]:
        return tuple(line for line in self.lines if line.side is Side.FILLED)

    @property
    def value(self) -> Money:
        """What went from goods to goods."""
        return total(line.value for line in self.opened)

    @property
    def yielded(self) -> Yield | None:
        """How much came of what was opened; None where that says nothing."""
        if self.reverses:
            return None
        goods = [Filled(line.quantity, line.content) for line in self.filled]
        return spreading.yielded(self.opened[0].quantity, goods)


def page(
    session: Session, sought: str, *, shops: Sequence[ShopId], number: int
) -> Page[RepackingView]:
    """Papers of these shops, newest first."""
    wanted = _heads().where(Repacking.shop_id.in_(shops), *_spelled(sought))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(Repacking.packed_at.desc(), Repacking.number.desc())
    rows = session.execute(newest.offset(offset(number)).limit(SIZE)).all()
    return Page(_views(session, rows), number, count)


def view(session: Session, number: str, *, within: ShopId | None) -> RepackingView:
    """One paper. Raises NotFound, also for another shop's (``within``)."""
    of_shop = [] if within is None else [Repacking.shop_id == within]
    wanted = _heads().where(Repacking.number == number.upper(), *of_shop)
    rows = session.execute(wanted).all()
    if not rows:
        raise NotFound(_("Tidak ada surat kemas ulang %(number)s.", number=number))
    return _views(session, rows)[0]


def last(
    session: Session, product_id: ProductId, *, shop_id: ShopId, before: datetime | None = None
) -> RepackingView | None:
    """How these goods were opened the last time in a shop; mistakes do not count."""
    took_back = aliased(Repacking)
    earlier = [] if before is None else [Repacking.packed_at < before]
    opened = (
        select(Repacking.id)
        .join(RepackingLine, RepackingLine.repacking_id == Repacking.id)
        .outerjoin(took_back, took_back.reverses_id == Repacking.id)
        .where(RepackingLine.product_id == product_id, RepackingLine.side == Side.OPENED)
        .where(Repacking.shop_id == shop_id, Repacking.reverses_id.is_(None))
        .where(took_back.id.is_(None), *earlier)
        .order_by(Repacking.packed_at.desc(), Repacking.number.desc())
        .limit(1)
    )
    key = session.scalar(opened)
    if key is None:
        return None
    return _views(session, session.execute(_heads().where(Repacking.id == key)).all())[0]


def papers(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """What a stock card says of these."""
    found = session.execute(select(Repacking.id, Repacking.number).where(Repacking.id.in_(keys)))
    return {
        key: Paper(number, "inventory.repacking.show", {"number": number}) for key, number in found
    }


def _heads() -> Select[*tuple[Any, ...]]:
    taken, took = aliased(Repacking), aliased(Repacking)
    return (
        select(
            Repacking.id, Repacking.number, Repacking.shop_id, Shop.code, Shop.time_zone,
            Repacking.packed_at, func.coalesce(Operator.name, ""), Repacking.note,
            func.coalesce(taken.number, ""), func.coalesce(took.number, ""),
        )
        .join(Shop, Shop.id == Repacking.shop_id)
        .outerjoin(Operator, Operator.id == Repacking.packed_by)
        .outerjoin(taken, taken.id == Repacking.reverses_id)
        .outerjoin(took, took.reverses_id == Repacking.id)
    )  # fmt: skip


def _views(session: Session, heads: Iterable[Any]) -> tuple[RepackingView, ...]:
    rows = [tuple(head) for head in heads]
    lines = _lines(session, [row[0] for row in rows])
    return tuple(RepackingView(*(*row, tuple(lines[row[0]]))) for row in rows)


def _lines(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[LineView]]:
    found: dict[UUID, list[LineView]] = defaultdict(list)
    rows = session.execute(
        select(
            RepackingLine.repacking_id, RepackingLine.side, Product.code, Product.name, Pack.unit,
            Product.base_unit, RepackingLine.packs, RepackingLine.quantity, RepackingLine.content,
            RepackingLine.share, RepackingLine.value,
        )
        .join(Product, Product.id == RepackingLine.product_id)
        .join(Pack, Pack.id == RepackingLine.pack_id)
        .where(RepackingLine.repacking_id.in_(keys))
        .order_by(RepackingLine.repacking_id, RepackingLine.position)
    )  # fmt: skip
    for key, *line in rows:
        found[key].append(LineView(*line))
    return found


def _spelled(sought: str) -> list[ColumnElement[bool]]:
    """In its number, its note, or the name or code of goods on it."""
    if not sought:
        return []
    every = sought.lower().split()
    named = and_(*(func.lower(Product.name).contains(word, autoescape=True) for word in every))
    with_goods = (
        select(RepackingLine.repacking_id)
        .join(Product, Product.id == RepackingLine.product_id)
        .where(or_(named, Product.code == sought.upper()))
    )
    return [
        or_(
            Repacking.number.contains(sought.upper(), autoescape=True),
            func.lower(Repacking.note).contains(sought.lower(), autoescape=True),
            Repacking.id.in_(with_goods),
        )
    ]
