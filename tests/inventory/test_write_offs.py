"""Writing goods off: at the cost of the shelf; above a limit a day it takes two people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import settings
from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.ids import OperatorId, ShopId, new_id
from core.models import AuditRecord
from core.money import ZERO, Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import invariants
from inventory.models import MoveKind, ProductKind, Stock, StockMove
from inventory.write_offs import invariants as own_invariants
from inventory.write_offs import review, write_offs
from inventory.write_offs.models import WriteOff, WriteOffKind, WriteOffLine, WriteOffStatus
from inventory.write_offs.settings import ALONE_AT_MOST
from inventory.write_offs.write_offs import NewWriteOff
from ledger import chart, journal
from tests.support.containers import add_cylinder
from tests.support.shelves import stocked_coop, turn_into
from tests.support.world import NOW, TODAY, World

AMOUNTS = st.integers(0, 10_000_000).map(Money)


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who writes goods off."""

    session: Session
    world: World
    role: Role = Role.MANAGER
    days: list[int] = field(default_factory=lambda: [0])

    @property
    def by(self) -> OperatorId:
        return self.world.operator_id(self.role)

    def begin(self, kind: WriteOffKind = WriteOffKind.DAMAGED, key: UUID | None = None) -> WriteOff:
        new = NewWriteOff(key or new_id(), kind, "jatuh")
        return write_offs.begin(self.session, self.world.wsb, new, at=NOW, by=self.by)

    def put(self, paper: WriteOff, name: str, milli: int) -> WriteOffLine:
        product = self.world.goods[name].product
        return write_offs.put_line(self.session, paper, product, Quantity(milli), by=self.by)

    def write(self, name: str, milli: int, kind: WriteOffKind = WriteOffKind.DAMAGED) -> WriteOff:
        paper = self.begin(kind)
        self.put(paper, name, milli)
        at = NOW + timedelta(days=self.days[0])
        write_offs.complete(self.session, paper, at=at, by=self.by)
        return paper

    def agree(self, paper: WriteOff) -> None:
        write_offs.agree(self.session, paper, at=NOW, by=self.by)


@pytest.fixture
def manager(session: Session, world: World) -> Writer:
    return Writer(session, world)


@pytest.fixture
def treasurer(session: Session, world: World) -> Writer:
    return Writer(session, world, Role.TREASURER)


def held(session: Session, world: World, name: str) -> tuple[int, int]:
    row = session.get_one(Stock, (world.shop_id, world.goods[name].id), populate_existing=True)
    return row.quantity.milli, row.value.amount


def all_is_well(session: Session) -> bool:
    checks = (invariants.moves, invariants.stock, invariants.value, own_invariants.booked)
    return [list(check(session)) for check in checks] == [[], [], [], []]


# Whether one person may do it alone


@pytest.mark.parametrize(
    ("value", "alone", "limit", "needed"),
    [
        (100_000, 0, 100_000, False),
        (100_001, 0, 100_000, True),
        (1, 100_000, 100_000, True),
        (0, 500_000, 100_000, False),
        (1, 0, 0, True),
    ],
)
def test_above_the_limit_of_a_day_a_second_person_is_needed(
    value: int, alone: int, limit: int, needed: bool
) -> None:
    found = review.needs_second_person(Money(value), alone_today=Money(alone), limit=Money(limit))
    assert found is needed


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_cutting_a_paper_in_two_never_avoids_the_second_person(
    first: Money, second: Money, limit: Money
) -> None:
    whole = review.needs_second_person(first + second, alone_today=ZERO, limit=limit)
    one = review.needs_second_person(first, alone_today=ZERO, limit=limit)
    other = review.needs_second_person(second, alone_today=first, limit=limit)
    assert (one or other) == whole


# Booking


def test_a_loss_leaves_the_shelf_at_its_cost(
    session: Session, world: World, manager: Writer
) -> None:
    paper = manager.write("mie", 3_000)
    assert (paper.status, paper.value, paper.number) == (
        WriteOffStatus.BOOKED, Money(8_400), "WSB-BK-000001",
    )  # fmt: skip
    assert held(session, world, "mie") == (37_000, 103_600)
    assert journal.balance(session, chart.LOSS_OF_GOODS) == Money(8_400)
    assert journal.balance(session, chart.USED_BY_SHOP) == ZERO
    assert all_is_well(session)


def test_what_the_shop_used_is_an_expense(session: Session, manager: Writer) -> None:
    manager.write("beras", 500, WriteOffKind.USED)
    assert journal.balance(session, chart.USED_BY_SHOP) == Money(6_000)
    assert journal.balance(session, chart.LOSS_OF_GOODS) == ZERO


def test_the_last_piece_takes_the_last_rupiah(
    session: Session, world: World, manager: Writer, treasurer: Writer
) -> None:
    manager.write("mie", 13_000)
    treasurer.agree(manager.write("mie", 27_000))
    assert held(session, world, "mie") == (0, 0)
    assert journal.balance(session, chart.LOSS_OF_GOODS) == Money(112_000)
    assert all_is_well(session)


def test_goods_on_one_paper_add_up_and_can_be_taken_off_it(
    session: Session, world: World, manager: Writer
) -> None:
    paper = manager.begin()
    manager.put(paper, "mie", 1_000)
    manager.put(paper, "beras", 250)
    manager.put(paper, "mie", 2_000)
    lines = write_offs.lines_of(session, paper)
    assert [(line.position, line.quantity.milli) for line in lines] == [(1, 3_000), (2, 250)]
    beras = world.goods["beras"].product
    write_offs.take_line_out(session, paper, beras, by=manager.by)
    write_offs.take_line_out(session, paper, beras, by=manager.by)
    write_offs.complete(session, paper, at=NOW, by=manager.by)
    kinds = session.scalars(select(StockMove.kind).where(StockMove.kind != MoveKind.OPENING))
    assert list(kinds) == [MoveKind.WRITE_OFF]


def test_sending_the_form_twice_begins_one_paper(session: Session, manager: Writer) -> None:
    key = new_id()
    assert manager.begin(key=key) is manager.begin(key=key)
    assert manager.begin().number == "WSB-BK-000002"


def test_empties_and_goods_without_a_cost_are_written_off_without_money(
    session: Session, world: World, manager: Writer
) -> None:
    world.goods["tabung"] = add_cylinder(session, world)
    paper = manager.write("tabung", 2_000)
    assert (paper.status, paper.value) == (WriteOffStatus.BOOKED, ZERO)
    assert manager.write("gula", 1_000).status is WriteOffStatus.BOOKED
    assert all_is_well(session)


# What is refused


def test_an_empty_paper_is_not_completed(session: Session, manager: Writer) -> None:
    paper = manager.begin()
    with pytest.raises(BusinessError, match="Belum ada barang"):
        write_offs.complete(session, paper, at=NOW, by=manager.by)


def test_only_what_stands_on_a_shelf_and_more_than_nothing(
    session: Session, world: World, manager: Writer
) -> None:
    turn_into(session, world.goods["air"], ProductKind.SERVICE)
    paper = manager.begin()
    with pytest.raises(InvalidInput, match="tidak ada di rak"):
        manager.put(paper, "air", 1_000)
    with pytest.raises(InvalidInput, match="lebih dari nol"):
        manager.put(paper, "mie", 0)


def test_what_is_complete_is_not_changed_any_more(
    session: Session, world: World, manager: Writer
) -> None:
    for paper in (manager.write("mie", 1_000), manager.write("beras", 40_000)):
        with pytest.raises(BusinessError, match="tidak dapat diubah"):
            manager.put(paper, "mie", 1_000)
        with pytest.raises(BusinessError, match="tidak dapat diubah"):
            write_offs.complete(session, paper, at=NOW, by=manager.by)


def test_nobody_fills_the_paper_of_somebody_else(manager: Writer, treasurer: Writer) -> None:
    with pytest.raises(PermissionDenied):
        treasurer.put(manager.begin(), "mie", 1_000)


def test_whoever_works_in_another_shop_finds_no_paper(
    session: Session, world: World, manager: Writer
) -> None:
    paper = manager.begin()
    assert write_offs.by_number(session, paper.number.lower(), within=world.shop_id) is paper
    assert write_offs.by_number(session, paper.number, within=None) is paper
    for number, within in ((paper.number, ShopId(world.ltm.id)), ("WSB-BK-999999", None)):
        with pytest.raises(NotFound):
            write_offs.by_number(session, number, within=within)


# Two people


def test_above_the_limit_nothing_moves_until_another_agrees(
    session: Session, world: World, manager: Writer, treasurer: Writer
) -> None:
    paper = manager.write("beras", 20_000)
    assert (paper.status, paper.value) == (WriteOffStatus.WAITING, Money(240_000))
    assert held(session, world, "beras") == (50_000, 600_000)
    with pytest.raises(PermissionDenied, match="sendiri"):
        manager.agree(paper)
    treasurer.agree(paper)
    assert (paper.status, paper.closed_by) == (WriteOffStatus.BOOKED, treasurer.by)
    assert held(session, world, "beras") == (30_000, 360_000)
    with pytest.raises(BusinessError, match="tidak menunggu"):
        treasurer.agree(paper)
    assert all_is_well(session)


def test_small_papers_of_one_day_add_up(session: Session, manager: Writer) -> None:
    statuses = [manager.write("beras", 4_000).status for _paper in range(3)]
    assert statuses == [WriteOffStatus.BOOKED, WriteOffStatus.BOOKED, WriteOffStatus.WAITING]
    manager.days[0] = 1
    assert manager.write("beras", 4_000).status is WriteOffStatus.BOOKED


def test_what_two_people_booked_does_not_use_up_the_limit(
    manager: Writer, treasurer: Writer
) -> None:
    treasurer.agree(manager.write("beras", 20_000))
    assert manager.write("beras", 4_000).status is WriteOffStatus.BOOKED


def test_the_limit_is_a_setting_that_holds_from_a_day_on(session: Session, manager: Writer) -> None:
    settings.put(session, ALONE_AT_MOST, "0", valid_from=TODAY, at=NOW, by=None)
    assert manager.write("mie", 1_000).status is WriteOffStatus.WAITING


def test_what_waits_is_booked_at_the_cost_of_the_day_it_leaves(
    session: Session, world: World, manager: Writer, treasurer: Writer
) -> None:
    waiting = manager.write("beras", 50_000)
    manager.write("beras", 1_000)
    treasurer.agree(waiting)
    assert waiting.value == Money(600_000)
    assert held(session, world, "beras") == (-1_000, -12_000)
    assert all_is_well(session)


def test_a_paper_that_comes_to_nothing_moves_nothing(
    session: Session, world: World, manager: Writer, treasurer: Writer
) -> None:
    for paper in (manager.begin(), manager.write("beras", 20_000)):
        write_offs.drop(session, paper, at=NOW, by=treasurer.by)
        assert paper.status is WriteOffStatus.DROPPED
        with pytest.raises(BusinessError, match="sudah selesai"):
            write_offs.drop(session, paper, at=NOW, by=treasurer.by)
    assert held(session, world, "beras") == (50_000, 600_000)
    assert all_is_well(session)


def test_each_step_is_in_the_audit_log(
    session: Session, manager: Writer, treasurer: Writer
) -> None:
    paper = manager.write("beras", 20_000)
    treasurer.agree(paper)
    noted = session.scalars(select(AuditRecord).where(AuditRecord.subject == paper.number)).all()
    assert [(record.action, record.operator_id) for record in noted] == [
        ("write_off.completed", manager.by), ("write_off.agreed", treasurer.by),
    ]  # fmt: skip
    assert noted[1].details == {"kind": "damaged", "value": 240_000}


def test_a_paper_that_does_not_agree_with_the_shelves_is_named(
    session: Session, manager: Writer
) -> None:
    paper = manager.write("mie", 1_000)
    session.execute(update(WriteOff).where(WriteOff.id == paper.id).values(value=Money(1)))
    session.expire_all()
    assert list(own_invariants.booked(session)) == [
        "Barang keluar WSB-BK-000001 tidak cocok dengan kartu stoknya."
    ]
    session.execute(update(WriteOff).values(value=Money(2_800), status=WriteOffStatus.DROPPED))
    session.expire_all()
    assert len(list(own_invariants.booked(session))) == 1
