"""Whatever happens to goods in two shops: shelves, moves, papers and books agree.

Hypothesis makes up the stories; after each act everything is compared with a tally kept without
the program, and with what ``lumbung check`` asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import checks
from core.errors import InvalidInput
from core.ids import PartyId
from inventory.consignment.models import EndingKind, PaidBy
from inventory.models import Stock, StockMove
from inventory.write_offs.models import WriteOffKind
from ledger import chart
from ledger.models import JournalEntry, Posting
from tests.support import storekeeping
from tests.support.store_room import (
    CONSIGNED,
    OWN,
    SHOPS,
    Furnished,
    StoreRoom,
    by_source,
    furnish,
    moved,
)
from tests.support.storekeeping import Bought, Counting, Repacked, UnderWay
from wsgi import create_registry

REGISTRY = create_registry()
PHASES = (Phase.generate,)
"""To understand a failure, add ``Phase.shrink``: it takes minutes."""

shops, own, cakes = st.sampled_from(SHOPS), st.sampled_from(OWN), st.sampled_from(CONSIGNED)
few = st.integers(1, 9)
bottled = st.sampled_from(("mie", "air"))
"""Goods that are sold by the piece."""
any_of = st.integers(0, 99)
"""Which of what there is: the remainder is taken."""
suppliers = st.integers(0, 1)
fit = st.booleans()
parts_of_a_kilogram = st.integers(1, 4_999)
sold_lines = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("mie", "air", *CONSIGNED)), few.map(lambda units: units * 1000)),
        st.tuples(st.just("beras"), parts_of_a_kilogram),
    ),
    min_size=1,
    max_size=3,
)


class Story(RuleBasedStateMachine):
    """Two shops for an hour."""

    def __init__(self, session: Session, furnished: Furnished, check_every: int) -> None:
        super().__init__()
        self.check_every = check_every
        self.acts = 0
        self.point = session.begin_nested()
        self.room = StoreRoom(session, furnished)
        self.bought: list[Bought] = []
        self.under_way: list[UnderWay] = []
        self.counting: list[Counting] = []
        self.repacked: list[Repacked] = []
        self.opened: set[tuple[str, str]] = set()

    def teardown(self) -> None:
        try:
            self._check()
        finally:
            self.point.rollback()

    @initialize(shop=shops, units=st.integers(1, 60), value=st.integers(0, 99_999))
    def begin(self, shop: str, units: int, value: int) -> None:
        self._open(shop, "mie", units, value)

    @rule(shop=shops, name=own, units=few, value=st.integers(0, 9_999))
    def open_stock(self, shop: str, name: str, units: int, value: int) -> None:
        if (shop, name) not in self.opened:
            self._open(shop, name, units, value)

    def _open(self, shop: str, name: str, units: int, value: int) -> None:
        self.opened.add((shop, name))
        storekeeping.open_stock(self.room, shop, name, units * 1000, value)

    @rule(shop=shops, which=suppliers, name=own, packs=few, price=st.integers(0, 9_999),
          free=st.integers(0, 2), damaged=st.integers(0, 1))  # fmt: skip
    def receive(self, **goods: Any) -> None:
        self.bought.append(storekeeping.buy(self.room, pack=0, **goods))

    @rule(shop=shops, packs=st.integers(1, 2), price=st.integers(1, 199_999))
    def receive_cartons(self, **goods: Any) -> None:
        self.bought.append(
            storekeeping.buy(self.room, which=0, name="mie", pack=1, free=0, damaged=0, **goods)
        )

    @rule(shop=shops, lines=sold_lines, to_member=st.booleans(),
          minutes_ago=st.sampled_from((0, 0, 0, 3)))  # fmt: skip
    def sell(self, shop: str, lines: list[tuple[str, int]], **how: Any) -> None:
        self.room.sell(shop, lines, **how)

    @rule(shop=shops, name=st.sampled_from((*OWN, *CONSIGNED)))
    def sell_all(self, shop: str, name: str) -> None:
        """So that shelves become empty, and their last rupiah goes."""
        if (held := self.room.tally.held(shop, name)) > 0:
            self.room.sell(shop, [(name, held)], to_member=False, minutes_ago=0)

    @precondition(lambda self: self.room.sold)
    @rule(which=any_of, line=any_of, milli=parts_of_a_kilogram, fit=fit)
    def give_back(self, which: int, line: int, milli: int, *, fit: bool) -> None:
        sold = self.room.sold[which % len(self.room.sold)]
        place = line % len(sold.left)
        if sold.names[place] != "beras":
            milli = max(milli // 1000, 1) * 1000
        if milli := min(milli, sold.left[place]):
            self.room.give_back(sold, place, milli, fit=fit)

    @rule(shop=shops, name=st.sampled_from(("mie", "beras", *CONSIGNED)), units=few, fit=fit)
    def give_back_unproven(self, shop: str, name: str, units: int, *, fit: bool) -> None:
        self.room.give_back_unproven(shop, name, units * 1000, fit=fit)

    @precondition(lambda self: self.bought)
    @rule(which=any_of, packs=few)
    def send_back(self, which: int, packs: int) -> None:
        bought = self.bought[which % len(self.bought)]
        if packs := min(packs, bought.packs + bought.free - bought.gone):
            storekeeping.send_back(self.room, bought, packs)

    @rule(shop=shops, name=bottled, price=st.integers(1, 9_999), free=st.integers(0, 2))
    def send_back_piece_by_piece(self, **acts: Any) -> None:
        storekeeping.send_back_piece_by_piece(self.room, **acts)

    @precondition(lambda self: self.bought)
    @rule(which=any_of, more=st.integers(-500, 500), vat=st.integers(0, 999))
    def invoice(self, which: int, more: int, vat: int) -> None:
        bought = self.bought[which % len(self.bought)]
        if not bought.is_invoiced:
            storekeeping.invoice(self.room, bought, more=more, vat=vat)

    @rule(shop=shops, which=suppliers, percent=st.integers(1, 100))
    def pay(self, shop: str, which: int, percent: int) -> None:
        storekeeping.pay(self.room, shop, which, percent)

    @rule(sender=shops, name=own, units=few)
    def send(self, sender: str, name: str, units: int) -> None:
        self.under_way.append(storekeeping.send(self.room, sender, name, units))

    @precondition(lambda self: self.under_way)
    @rule(which=any_of, units=few, act=st.sampled_from((storekeeping.arrive, storekeeping.lose)))
    def end_of_the_way(
        self, which: int, units: int, act: Callable[[StoreRoom, UnderWay, int], None]
    ) -> None:
        way = self.under_way[which % len(self.under_way)]
        if units := min(units, way.left):
            act(self.room, way, units)

    @rule(shop=shops)
    def begin_count(self, shop: str) -> None:
        self.counting.append(storekeeping.begin_count(self.room, shop))

    @precondition(lambda self: self.counting)
    @rule(which=any_of, name=own, off_by=st.integers(-3, 3))
    def count(self, which: int, name: str, off_by: int) -> None:
        counting = self.counting[which % len(self.counting)]
        storekeeping.count(self.room, counting, name, off_by)

    @precondition(lambda self: self.counting)
    @rule(which=any_of, name=own, units=few)
    def count_more(self, which: int, name: str, units: int) -> None:
        counting = self.counting[which % len(self.counting)]
        storekeeping.count_more(self.room, counting, name, units)

    @rule(shop=shops, name=bottled, units=few, sold=few)
    def count_on_two_shelves(self, **acts: Any) -> None:
        storekeeping.count_on_two_shelves(self.room, **acts)

    @precondition(lambda self: any(counting.found for counting in self.counting))
    @rule(which=any_of)
    def post_count(self, which: int) -> None:
        begun = [counting for counting in self.counting if counting.found]
        self.counting.remove(chosen := begun[which % len(begun)])
        storekeeping.post_count(self.room, chosen)

    @rule(shop=shops, name=own, units=st.integers(1, 60), kind=st.sampled_from(WriteOffKind))
    def write_off(self, shop: str, name: str, units: int, kind: WriteOffKind) -> None:
        storekeeping.write_off(self.room, shop, name, units * 1000, kind)

    @rule(shop=shops, milli=parts_of_a_kilogram, filled=st.dictionaries(
        st.sampled_from(("mie", "air")), few, min_size=1))  # fmt: skip
    def repack(self, shop: str, milli: int, filled: dict[str, int]) -> None:
        self.repacked.append(storekeeping.repack(self.room, shop, milli, filled))

    @precondition(lambda self: self.repacked)
    @rule(which=any_of)
    def undo_repacking(self, which: int) -> None:
        storekeeping.undo_repacking(self.room, self.repacked.pop(which % len(self.repacked)))

    @rule(shop=shops, name=cakes, pieces=few)
    def bring(self, shop: str, name: str, pieces: int) -> None:
        storekeeping.bring(self.room, shop, name, pieces)

    @rule(shop=shops, name=cakes, pieces=few,
          kind=st.sampled_from((EndingKind.TAKEN_HOME, EndingKind.SPOILT)))  # fmt: skip
    def end(self, shop: str, name: str, pieces: int, kind: EndingKind) -> None:
        if (pieces := min(pieces, self.room.tally.held(shop, name) // 1000)) > 0:
            storekeeping.end(self.room, shop, name, kind, pieces)

    @rule(shop=shops, name=cakes, left=st.integers(0, 9))
    def count_left(self, shop: str, name: str, left: int) -> None:
        storekeeping.count_left(self.room, shop, name, left)

    @rule(shop=shops, shares=st.dictionaries(
        st.sampled_from((PaidBy.SAFE, PaidBy.BANK, PaidBy.SAVINGS)), st.integers(1, 33),
        min_size=1))  # fmt: skip
    def settle(self, shop: str, shares: dict[PaidBy, int]) -> None:
        storekeeping.settle(self.room, shop, shares)

    @rule(shop=shops, name=cakes)
    def what_is_a_producers_goes_no_other_way(self, shop: str, name: str) -> None:
        """Not bought, not sent on, not written off: nobody would know whose loss it is."""
        room = self.room
        for act in (
            lambda: storekeeping.open_stock(room, shop, name, 1_000, 0),
            lambda: storekeeping.buy(room, shop, 0, name, pack=0, packs=1, price=1, free=0,
                                     damaged=0),
            lambda: storekeeping.send(room, shop, name, 1),
            lambda: storekeeping.write_off(room, shop, name, 1_000, WriteOffKind.LOST),
            lambda: storekeeping.repack(room, shop, 1_000, {name: 1}),
        ):  # fmt: skip
            with pytest.raises(InvalidInput), room.session.begin_nested():
                act()

    @invariant()
    def shelves_hold_what_moved(self) -> None:
        """By the tally and by the moves; and where there are no goods there is no rupiah."""
        room, tally = self.room, self.room.tally
        for shop in SHOPS:
            for name, goods in room.of.goods.items():
                place = (room.shop_id(shop), goods.id)
                row = room.session.get(Stock, place, populate_existing=True)
                milli, value = (row.quantity.milli, row.value.amount) if row else (0, 0)
                assert milli == tally.held(shop, name), (shop, name)
                assert value * milli >= 0, (shop, name)
                assert milli or not value, (shop, name)
                assert (milli, value) == moved(room.session, place), (shop, name)

    @invariant()
    def each_source_moved_as_much_as_it_booked(self) -> None:
        moved = by_source(
            self.room.session,
            select(StockMove.shop_id, StockMove.source, func.sum(StockMove.value))
            .group_by(StockMove.shop_id, StockMove.source),
        )  # fmt: skip
        booked = by_source(
            self.room.session,
            select(JournalEntry.shop_id, JournalEntry.source, func.sum(Posting.amount))
            .join(Posting, Posting.entry_id == JournalEntry.id)
            .where(Posting.account == chart.MERCHANDISE)
            .group_by(JournalEntry.shop_id, JournalEntry.source),
        )
        assert moved == booked

    @invariant()
    def everybody_is_owed_what_the_papers_say(self) -> None:
        room, tally = self.room, self.room.tally
        for shop in SHOPS:
            for supplier in room.of.suppliers:
                owed = self._owed(shop, supplier.id, chart.NOT_INVOICED, chart.PAYABLES)
                assert owed == tally.suppliers[shop, supplier.id], (shop, supplier.name)
            owed = self._owed(shop, room.of.consignor.id, chart.CONSIGNMENT_PAYABLES)
            assert owed == tally.producer[shop], shop

    def _owed(self, shop: str, party: Any, *accounts: str) -> int:
        found = self.room.session.scalar(
            select(func.sum(Posting.amount))
            .join(JournalEntry, JournalEntry.id == Posting.entry_id)
            .where(JournalEntry.shop_id == self.room.shop_id(shop))
            .where(Posting.party_id == PartyId(party), Posting.account.in_(accounts))
        )
        return -found.amount if found else 0

    @invariant()
    def what_is_under_way_is_in_the_books(self) -> None:
        """By pieces; ``lumbung check`` compares the value with 1-1350."""
        for way in self.under_way:
            assert (way.transfer.closed_at is None) == bool(way.left)

    @invariant()
    def lumbung_check_finds_nothing(self) -> None:
        self.acts += 1
        if self.acts % self.check_every == 0:
            self._check()

    def _check(self) -> None:
        self.room.session.flush()
        found = checks.run(self.room.session, REGISTRY)
        assert [each for each in found if not each.holds] == []


def _tell(session: Session, *, stories: int, acts: int, check_every: int) -> None:
    furnished = furnish(session)

    class Told(Story):
        def __init__(self) -> None:
            super().__init__(session, furnished, check_every)

    run_state_machine_as_test(
        Told,
        settings=settings(
            max_examples=stories,
            stateful_step_count=acts,
            derandomize=True,
            deadline=None,
            phases=PHASES,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_short_stories(session: Session) -> None:
    _tell(session, stories=6, acts=25, check_every=13)


@pytest.mark.long
def test_many_long_stories(session: Session) -> None:
    _tell(session, stories=25, acts=40, check_every=10)
