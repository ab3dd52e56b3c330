"""What the pages of transfers read: the list, and one with its lines and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.ids import ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory.models import Pack, Product
from inventory.papers import Paper
from inventory.queries import contains
from inventory.transfers.models import (
    StepKind,
    Transfer,
    TransferLine,
    TransferStep,
    TransferStepLine,
)
from inventory.transfers.on_the_way import NOTHING, on_the_way


class State(StrEnum):
    """Which transfers a list shows."""

    OPEN = "di-jalan"
    CLOSED = "selesai"
    ALL = "semua"


@dataclass(frozen=True, slots=True)
class TransferSearch:
    """What a list of transfers is asked for."""

    words: str = ""
    """A number, or goods."""
    state: State = State.OPEN
    shop_id: ShopId | None = None
    """Sent from or to it; None: any of those in reach."""


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer as the list shows one."""

    number: str
    sender: str
    sender_zone: str
    receiver: str
    sent_at: datetime
    is_closed: bool
    lines: int
    value: Money


@dataclass(frozen=True, slots=True)
class LineView:
    """Goods of a transfer and what became of them, in base units."""

    position: int
    code: str
    name: str
    unit: str
    pack: str
    """Unit of the pack as it was typed."""
    packs: Quantity
    sent: Quantity
    arrived: Quantity
    lost: Quantity
    left: Quantity
    value: Money
    left_value: Money


@dataclass(frozen=True, slots=True)
class StepView:
    """An arrival or a loss, and who noted it."""

    kind: StepKind
    noted_at: datetime
    noted_by: str
    note: str
    goods: tuple[tuple[str, Quantity, str], ...]
    """Name, quantity and unit."""
    value: Money


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer as its page shows it."""

    number: str
    note: str
    sender: Shop
    receiver: Shop
    sent_at: datetime
    sent_by: str
    closed_at: datetime | None
    lines: tuple[LineView, ...]
    steps: tuple[StepView, ...]

    @property
    def value(self) -> Money:
        return total(line.value for line in self.lines)

    @property
    def left_value(self) -> Money:
        return total(line.left_value for line in self.lines)

    @property
    def left(self) -> tuple[LineView, ...]:
        """Lines of which something is on the way."""
        return tuple(line for line in self.lines if line.left)


def transfer_page(
    session: Session, search: TransferSearch, *, reach: Collection[ShopId], number: int
) -> Page[TransferRow]:
    """Transfers from or to the shops in reach, the newest first."""
    sender, receiver = aliased(Shop), aliased(Shop)
    wanted = list(_wanted(search, reach))
    count = session.scalar(select(func.count()).select_from(Transfer).where(*wanted)) or 0
    rows = session.execute(
        select(Transfer, sender.code, sender.time_zone, receiver.code)
        .join(sender, sender.id == Transfer.from_shop_id)
        .join(receiver, receiver.id == Transfer.to_shop_id)
        .where(*wanted)
        .order_by(Transfer.sent_at.desc(), Transfer.number.desc())
        .offset(offset(number))
        .limit(SIZE)
    ).all()
    worth = _worth(session, [row[0].id for row in rows])
    found = tuple(
        TransferRow(of.number, origin, zone, target, of.sent_at, of.closed_at is not None,
                    *worth[of.id])
        for of, origin, zone, target in rows
    )  # fmt: skip
    return Page(found, number, count)


def open_value(session: Session, reach: Collection[ShopId]) -> Money:
    """What is on the way from or to these shops is worth, at cost."""
    mine = (
        select(Transfer.id)
        .where(or_(Transfer.from_shop_id.in_(reach), Transfer.to_shop_id.in_(reach)))
        .where(Transfer.closed_at.is_(None))
    )
    sent = session.scalar(
        select(func.sum(TransferLine.value)).where(TransferLine.transfer_id.in_(mine))
    )
    gone = session.scalar(
        select(func.sum(TransferStepLine.value))
        .join(TransferStep, TransferStep.id == TransferStepLine.step_id)
        .where(TransferStep.transfer_id.in_(mine))
    )
    return (sent or ZERO) - (gone or ZERO)


def papers_of(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """The papers behind moves of goods that were sent."""
    rows = session.execute(select(Transfer.id, Transfer.number).where(Transfer.id.in_(keys)))
    return {key: _paper(number) for key, number in rows}


def papers_of_steps(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """The papers behind moves of goods that arrived."""
    rows = session.execute(
        select(TransferStep.id, Transfer.number)
        .join(Transfer, Transfer.id == TransferStep.transfer_id)
        .where(TransferStep.id.in_(keys))
    )
    return {key: _paper(number) for key, number in rows}


def _paper(number: str) -> Paper:
    return Paper(number, "inventory.transfers.show", {"number": number})


def view_of(session: Session, transfer: Transfer) -> TransferView:
    """A transfer with its lines, and what became of them in the order it was noted."""
    steps = _steps(session, transfer)
    return TransferView(
        number=transfer.number,
        note=transfer.note,
        sender=session.get_one(Shop, transfer.from_shop_id),
        receiver=session.get_one(Shop, transfer.to_shop_id),
        sent_at=transfer.sent_at,
        sent_by=_name(session, transfer.sent_by),
        closed_at=transfer.closed_at,
        lines=tuple(_lines(session, transfer, steps)),
        steps=tuple(_step_views(session, transfer, steps)),
    )


_StepGoods = tuple[TransferStep, list[TransferStepLine]]


def _wanted(search: TransferSearch, reach: Collection[ShopId]) -> Iterator[ColumnElement[bool]]:
    shops = reach if search.shop_id is None else {search.shop_id}
    yield or_(Transfer.from_shop_id.in_(shops), Transfer.to_shop_id.in_(shops))
    if search.state is State.OPEN:
        yield Transfer.closed_at.is_(None)
    if search.state is State.CLOSED:
        yield Transfer.closed_at.is_not(None)
    if search.words:
        with_goods = (
            select(TransferLine.transfer_id)
            .join(Product, Product.id == TransferLine.product_id)
            .where(TransferLine.transfer_id == Transfer.id, *contains(search.words))
            .exists()
        )
        yield or_(Transfer.number.icontains(search.words, autoescape=True), with_goods)


def _worth(session: Session, keys: list[UUID]) -> dict[UUID, tuple[int, Money]]:
    rows = session.execute(
        select(TransferLine.transfer_id, func.count(), func.sum(TransferLine.value))
        .where(TransferLine.transfer_id.in_(keys))
        .group_by(TransferLine.transfer_id)
    )
    return {key: (lines, value) for key, lines, value in rows}


def _steps(session: Session, transfer: Transfer) -> list[_StepGoods]:
    goods: dict[UUID, list[TransferStepLine]] = defaultdict(list)
    rows = session.scalars(
        select(TransferStepLine)
        .join(TransferStep, TransferStep.id == TransferStepLine.step_id)
        .where(TransferStep.transfer_id == transfer.id)
        .order_by(TransferStepLine.position)
    )
    for row in rows:
        goods[row.step_id].append(row)
    found = session.scalars(
        select(TransferStep)
        .where(TransferStep.transfer_id == transfer.id)
        .order_by(TransferStep.noted_at, TransferStep.id)
    )
    return [(step, goods[step.id]) for step in found]


def _lines(session: Session, transfer: Transfer, steps: list[_StepGoods]) -> Iterator[LineView]:
    left = on_the_way(session, transfer)
    rows = session.execute(
        select(TransferLine, Product, Pack.unit)
        .join(Product, Product.id == TransferLine.product_id)
        .join(Pack, Pack.id == TransferLine.pack_id)
        .where(TransferLine.transfer_id == transfer.id)
        .order_by(TransferLine.position)
    )
    for line, product, unit in rows:
        goods = left.get(line.position, NOTHING)
        yield LineView(
            position=line.position, code=product.code, name=product.name,
            unit=product.base_unit, pack=unit, packs=line.packs, sent=line.quantity,
            arrived=_of(steps, StepKind.ARRIVED, line.position),
            lost=_of(steps, StepKind.LOST, line.position),
            left=goods.quantity, value=line.value, left_value=goods.value,
        )  # fmt: skip


def _of(steps: list[_StepGoods], kind: StepKind, position: int) -> Quantity:
    found = (
        row.quantity
        for step, rows in steps
        for row in rows
        if step.kind is kind and row.position == position
    )
    return sum(found, NONE)


def _step_views(
    session: Session, transfer: Transfer, steps: list[_StepGoods]
) -> Iterator[StepView]:
    rows = session.execute(
        select(TransferLine.position, Product.name, Product.base_unit)
        .join(Product, Product.id == TransferLine.product_id)
        .where(TransferLine.transfer_id == transfer.id)
    )
    called = {position: (name, unit) for position, name, unit in rows}
    for step, goods in steps:
        told = tuple((called[of.position][0], of.quantity, called[of.position][1]) for of in goods)
        yield StepView(step.kind, step.noted_at, _name(session, step.noted_by), step.note, told,
                       total(of.value for of in goods))  # fmt: skip


def _name(session: Session, operator_id: UUID | None) -> str:
    found = session.get(Operator, operator_id) if operator_id else None
    return found.name if found else ""
