"""Counting a shop: blind, by several, while selling goes on; posted by another person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.ids import OperatorId, ProductId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import invariants, stock
from inventory.batches import batches, endings
from inventory.batches.batches import NewBatch
from inventory.batches.models import BatchEnd
from inventory.counts import counts, findings, posting
from inventory.counts import invariants as own_invariants
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import CountLine, CountResult, CountStatus, ScopeKind, StockCount
from inventory.models import MoveKind, Product, ProductKind, Stock, StockMove
from inventory.shelves import Cause
from ledger import chart, journal
from tests.support.shelves import stocked_coop, turn_into
from tests.support.world import NOW, TODAY, World


@dataclass(slots=True)
class Hall:
    """Wonosobo being counted; each step a minute after the one before."""

    session: Session
    world: World
    paper: StockCount
    at: datetime = NOW

    def later(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def count(
        self, name: str, units: int, *, role: Role = Role.CLERK, again: bool = False,
        key: UUID | None = None,
    ) -> CountLine:  # fmt: skip
        entry = Entry(key or new_id(), self.id_of(name), Quantity.of(units), "", again)
        by = self.world.operator_id(role)
        return counts.count(self.session, self.paper, entry, at=self.later(), by=by)

    def sell(self, name: str, units: int) -> None:
        """Goods leave, and what they cost is booked as lost to keep the books true."""
        at, source = self.later(), f"write_off:{new_id()}"
        journal.lock_shop(self.session, self.world.shop_id)
        stock.take_out(
            self.session, Cause(MoveKind.SALE, source, at),
            [(self.id_of(name), Quantity.of(units))], shop_id=self.world.shop_id,
        )  # fmt: skip

    def review(self) -> None:
        counts.review(self.session, self.paper, at=self.later(), by=self.by)

    def post(self, role: Role = Role.MANAGER) -> None:
        by = self.world.operator_id(role)
        posting.post(self.session, self.paper, at=self.later(), by=by)

    @property
    def by(self) -> OperatorId:
        return self.world.operator_id(Role.MANAGER)

    def id_of(self, name: str) -> ProductId:
        return self.world.goods[name].id

    def differences(self) -> dict[str, int]:
        found = findings.differences(self.session, self.paper)
        names = {goods.id: name for name, goods in self.world.goods.items()}
        return {names[key]: one.quantity.milli // 1000 for key, one in found.items()}

    def held(self, name: str) -> tuple[int, int]:
        key = (self.world.shop_id, self.id_of(name))
        row = self.session.get_one(Stock, key, populate_existing=True)
        return row.quantity.milli // 1000, row.value.amount


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


@pytest.fixture
def hall(session: Session, world: World) -> Hall:
    return Hall(session, world, opened(session, world, NewCount(new_id(), ScopeKind.ALL)))


def opened(session: Session, world: World, new: NewCount) -> StockCount:
    by = world.operator_id(Role.MANAGER)
    return counts.open_count(session, world.wsb, new, at=NOW, by=by)


def test_what_several_counted_adds_up_and_a_recount_replaces_it(hall: Hall) -> None:
    hall.count("mie", 30)
    hall.count("mie", 8, role=Role.MANAGER)
    assert hall.differences() == {"mie": -2}
    hall.count("mie", 39, again=True)
    hall.count("beras", 50)
    assert hall.differences() == {"mie": -1, "beras": 0}


def test_selling_before_and_after_counting_changes_no_difference(hall: Hall) -> None:
    hall.sell("mie", 5)
    hall.count("mie", 33)
    hall.sell("mie", 7)
    assert hall.differences() == {"mie": -2}


def test_goods_that_moved_between_two_entries_are_to_be_counted_again(hall: Hall) -> None:
    hall.count("mie", 30)
    hall.sell("mie", 1)
    hall.count("mie", 9)
    found = findings.differences(hall.session, hall.paper)
    assert found[hall.id_of("mie")].moved_meanwhile
    hall.count("mie", 39, again=True)
    found = findings.differences(hall.session, hall.paper)
    assert not found[hall.id_of("mie")].moved_meanwhile


def test_the_shelves_and_the_books_are_set_right(session: Session, hall: Hall) -> None:
    hall.count("mie", 37)
    hall.count("beras", 52)
    hall.review()
    hall.post()
    assert (hall.held("mie"), hall.held("beras")) == ((37, 103_600), (52, 624_000))
    assert journal.balance(session, chart.LOSS_OF_GOODS) == Money(8_400)
    assert journal.balance(session, chart.STOCK_OVER) == Money(-24_000)
    for check in (invariants.moves, invariants.stock, invariants.value, own_invariants.posted):
        assert list(check(session)) == []
    assert hall.paper.status is CountStatus.POSTED


def test_what_is_sold_between_counting_and_posting_stays_sold(hall: Hall) -> None:
    hall.count("mie", 37)
    hall.sell("mie", 10)
    hall.review()
    hall.sell("mie", 2)
    hall.post()
    assert hall.held("mie")[0] == 25
    kept = hall.session.scalars(select(CountResult)).one()
    assert (kept.counted, kept.expected) == (Quantity.of(37), Quantity.of(40))


def test_what_was_not_counted_stays_as_it_is(hall: Hall) -> None:
    hall.count("mie", 40)
    hall.review()
    hall.post()
    assert hall.held("beras") == (50, 600_000)
    kinds = hall.session.scalars(select(StockMove.kind))
    assert MoveKind.COUNT not in set(kinds)


def test_none_left_is_an_answer_too(hall: Hall) -> None:
    hall.count("mie", 0)
    assert hall.differences() == {"mie": -40}


def test_where_none_are_found_the_dates_are_over_too(hall: Hall) -> None:
    """What came after counting keeps its date, what is still there too."""
    session, shop_id = hall.session, hall.world.shop_id
    day = TODAY + timedelta(days=9)

    def note(name: str) -> None:
        new = NewBatch(hall.id_of(name), day, Quantity.of(5))
        batches.note(session, [new], shop_id=shop_id, source=f"receipt:{new_id()}", at=hall.at)

    note("mie")
    note("beras")
    hall.count("mie", 0)
    hall.count("beras", 3)
    hall.later()
    note("mie")
    hall.review()
    hall.post()
    named = endings.ended_by(session, counts.source_of(hall.paper))
    assert {key: [of.quantity for of in dates] for key, dates in named.items()} == {
        hall.id_of("mie"): [Quantity.of(5)]
    }
    ended = session.scalars(select(BatchEnd)).one()
    assert (ended.reason, ended.ended_by) == (hall.paper.number, hall.by)


def test_whoever_counted_does_not_post(hall: Hall) -> None:
    hall.count("mie", 40)
    hall.count("beras", 50, role=Role.MANAGER)
    hall.review()
    for role in (Role.CLERK, Role.MANAGER):
        with pytest.raises(PermissionDenied, match="ikut menghitung"):
            hall.post(role)
    hall.post(Role.TREASURER)


def test_a_count_goes_its_way_step_by_step(hall: Hall) -> None:
    with pytest.raises(BusinessError, match="Belum ada yang dihitung"):
        hall.review()
    hall.count("mie", 39)
    with pytest.raises(BusinessError, match="Selesaikan dulu"):
        hall.post()
    hall.review()
    with pytest.raises(BusinessError, match="sudah tidak dihitung"):
        hall.count("mie", 40)
    counts.reopen(hall.session, hall.paper, at=hall.later(), by=hall.by)
    hall.count("mie", 40, again=True)
    hall.review()
    hall.post()
    for step in (hall.review, hall.post):
        with pytest.raises(BusinessError):
            step()
    with pytest.raises(BusinessError, match="sudah selesai"):
        counts.drop(hall.session, hall.paper, at=hall.later(), by=hall.by)


def test_a_dropped_count_moves_nothing(hall: Hall) -> None:
    hall.count("mie", 1)
    counts.drop(hall.session, hall.paper, at=hall.later(), by=hall.by)
    assert hall.held("mie") == (40, 112_000)
    with pytest.raises(BusinessError):
        hall.post()


def test_a_form_sent_twice_counts_once(hall: Hall) -> None:
    key = new_id()
    assert hall.count("mie", 20, key=key) is hall.count("mie", 20, key=key)
    assert hall.differences() == {"mie": -20}
    again = opened(hall.session, hall.world, NewCount(hall.paper.id, ScopeKind.ALL))
    assert again is hall.paper


@pytest.mark.parametrize("units", [-1, 8_995_522_000_015])
def test_a_number_that_cannot_be_is_refused(hall: Hall, units: int) -> None:
    with pytest.raises(InvalidInput, match="tidak mungkin"):
        hall.count("mie", units)


def test_only_what_is_to_be_counted_is(session: Session, world: World) -> None:
    session.get_one(Product, world.goods["mie"].id).category = "Mi"
    session.flush()
    of_mi = opened(session, world, NewCount(new_id(), ScopeKind.CATEGORY, category="Mi"))
    chosen = (world.goods["beras"].id, world.goods["beras"].id)
    of_rice = opened(session, world, NewCount(new_id(), ScopeKind.CHOSEN, products=chosen))
    for paper, inside, outside in ((of_mi, "mie", "beras"), (of_rice, "beras", "mie")):
        hall = Hall(session, world, paper)
        hall.count(inside, 1)
        with pytest.raises(InvalidInput, match="tidak termasuk"):
            hall.count(outside, 1)


def test_services_and_empties_are_not_counted_here(session: Session, hall: Hall) -> None:
    turn_into(session, hall.world.goods["gas"], ProductKind.SERVICE)
    turn_into(session, hall.world.goods["air"], ProductKind.CONTAINER)
    for name in ("gas", "air"):
        with pytest.raises(InvalidInput, match="tidak termasuk"):
            hall.count(name, 1)


def test_a_retired_product_that_is_left_is_counted(session: Session, hall: Hall) -> None:
    for name in ("mie", "gula"):
        session.get_one(Product, hall.id_of(name)).active = False
    session.flush()
    hall.count("mie", 40)
    with pytest.raises(InvalidInput, match="tidak termasuk"):
        hall.count("gula", 1)


@pytest.mark.parametrize(
    ("scope", "field"), [(ScopeKind.CATEGORY, "category"), (ScopeKind.CHOSEN, "products")]
)
def test_a_count_of_some_goods_names_them(scope: ScopeKind, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        NewCount(new_id(), scope)
    assert caught.value.field == field


def test_whoever_works_in_another_shop_finds_no_count(session: Session, hall: Hall) -> None:
    number = hall.paper.number
    assert number == "WSB-SO-000001"
    assert counts.by_number(session, number.lower(), within=hall.world.shop_id) is hall.paper
    for asked, within in ((number, ShopId(hall.world.ltm.id)), ("WSB-SO-000009", None)):
        with pytest.raises(NotFound):
            counts.by_number(session, asked, within=within)
