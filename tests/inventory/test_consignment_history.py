"""Random histories of two producers, told a second time in plain numbers beside the program.

Always: received = sold + taken home + spoilt + lost + on hand, and what is unpaid by party is
minus the balance of 2-1020.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.ids import PartyId
from core.money import Money
from core.quantity import Quantity
from inventory.consignment import endings, invariants, paper_queries, queries, settling
from inventory.consignment.agreements import Agreed
from inventory.consignment.consigned_sales import ConsignedLine, SoldEvent, note
from inventory.consignment.endings import Occasion
from inventory.consignment.models import Bearer, Consignor, EndingKind, PaidBy
from inventory.consignment.settling import Payment
from inventory.consignment.terms import Terms
from inventory.models import MoveKind
from inventory.shelves import Cause
from inventory.stock import ComingBack, take_back, take_out
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from tests.support.consignment import add_cake, add_consignor, bring, on_shelf, owed_to
from tests.support.world import NOW, TODAY, Goods, World, make_coop

PRICES = (5_000, 3_300)
SHARES = (1_500, 2_075)
ACTS = st.tuples(
    st.sampled_from(("bring", "sell", "sell", "return", "home", "spoil", "count", "pay", "pay")),
    st.integers(0, 1),
    st.integers(1, 9),
)


@dataclass
class Told:
    """What became of a producer's goods and money, in plain numbers."""

    received: int = 0
    sold: int = 0
    home: int = 0
    spoilt: int = 0
    lost: int = 0
    owed: int = 0
    carried: int = 0
    """What the last slip left unpaid."""

    @property
    def left(self) -> int:
        return self.received - self.sold - self.home - self.spoilt - self.lost


@dataclass
class History:
    """A shop with two producers and one cake of each."""

    session: Session
    world: World
    stands: list[tuple[Consignor, Goods]]
    told: dict[int, Told] = field(default_factory=lambda: defaultdict(Told))
    sources: count[int] = field(default_factory=lambda: count(1))

    def act(self, what: str, which: int, many: int) -> None:
        getattr(self, f"_{what}")(which, many)

    def _owed(self, which: int, pieces: int) -> int:
        amount = pieces * PRICES[which]
        return amount - (amount * SHARES[which] + 5_000) // 10_000

    def _bring(self, which: int, many: int) -> None:
        bring(self.session, self.world, *self.stands[which], many)
        self.told[which].received += many

    def _sell(self, which: int, many: int) -> None:
        """Also more than stands there."""
        told = self.told[which]
        self._move(*self.stands[which], which, many)
        told.sold += many
        told.owed += self._owed(which, many)

    def _return(self, which: int, many: int) -> None:
        told = self.told[which]
        self._move(*self.stands[which], which, -many)
        told.sold -= many
        told.owed -= self._owed(which, many)

    def _move(self, consignor: Consignor, goods: Goods, which: int, pieces: int) -> None:
        """What the counter does, or undoes."""
        session, shop_id, party = self.session, self.world.shop_id, PartyId(consignor.id)
        source, many = f"sale:{next(self.sources)}", Quantity.of(abs(pieces))
        amount = Money(PRICES[which] * abs(pieces))
        payable = Terms(party, SHARES[which]).payable(amount, many)
        if pieces < 0:
            amount, payable = -amount, -payable
        journal.lock_shop(session, shop_id)
        cause = Cause(MoveKind.SALE if pieces > 0 else MoveKind.RETURN, source, NOW)
        if pieces > 0:
            take_out(session, cause, [(goods.id, many)], shop_id=shop_id)
        else:
            take_back(session, cause, [ComingBack(goods.id, many, Money(0), True)],
                      shop_id=shop_id)  # fmt: skip
        line = ConsignedLine(0, party, goods.id, Quantity.of(pieces), amount, payable)
        note(session, SoldEvent(source, shop_id, TODAY), [line])
        journal.post(session, Entry(shop_id, TODAY, source, source, (
            debit(chart.DRAWER, amount), credit(chart.OTHER_COMMISSION, amount - payable),
            credit(chart.CONSIGNMENT_PAYABLES, payable, party_id=party),
        )), at=NOW)  # fmt: skip

    def _home(self, which: int, many: int) -> None:
        told = self.told[which]
        told.home += self._end(which, EndingKind.TAKEN_HOME, min(many, told.left))

    def _spoil(self, which: int, many: int) -> None:
        told = self.told[which]
        gone = self._end(which, EndingKind.SPOILT, min(many, told.left))
        told.spoilt += gone
        told.owed += self._owed(which, gone) if which else 0

    def _end(self, which: int, kind: EndingKind, many: int) -> int:
        consignor, goods = self.stands[which]
        if (many := max(many, 0)) > 0:
            endings.end(self.session, self._occasion(consignor), kind,
                        [(goods.id, Quantity.of(many))])  # fmt: skip
        return many

    def _count(self, which: int, many: int) -> None:
        """So many are left, whatever there should be."""
        (consignor, goods), told = self.stands[which], self.told[which]
        lost = told.left - many
        left = [(goods.id, Quantity.of(many))]
        endings.count_left(self.session, self._occasion(consignor), left)
        told.lost += lost
        told.owed += 0 if which else self._owed(which, abs(lost)) * (1 if lost > 0 else -1)

    def _pay(self, which: int, many: int) -> None:
        """A part of what is owed, or all of it."""
        (consignor, _goods), told = self.stands[which], self.told[which]
        if (amount := told.owed * many // 9) <= 0:
            return
        row = settling.settle(self.session, self.world.wsb, consignor,
                              Payment({PaidBy.SAFE: Money(amount)}), on=TODAY, at=NOW,
                              by=None)  # fmt: skip
        slip = paper_queries.slip(self.session, row.number)
        assert slip.before == Money(told.carried)
        assert slip.before + slip.payable + slip.kept == slip.owed == Money(told.owed)
        told.owed -= amount
        told.carried = told.owed
        assert slip.remaining == Money(told.owed)

    def _occasion(self, consignor: Consignor) -> Occasion:
        return Occasion(self.world.wsb, consignor, TODAY, NOW, None)

    def agrees(self) -> None:
        """The program says what is told here."""
        session, shop_id = self.session, self.world.shop_id
        standings = queries.standings(session, shop_id=shop_id)
        for which, (consignor, goods) in enumerate(self.stands):
            told = self.told[which]
            assert on_shelf(session, self.world, goods) == Quantity.of(told.left)
            assert owed_to(session, consignor) == Money(told.owed)
            if standing := standings.get((shop_id, goods.id)):
                assert (standing.received, standing.sold, standing.on_hand) == (
                    Quantity.of(told.received), Quantity.of(told.sold), Quantity.of(told.left)
                )  # fmt: skip
        assert [*invariants.goods(session), *invariants.money(session)] == []


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(ACTS, min_size=12, max_size=30))
def test_no_cake_and_no_rupiah_is_lost(session: Session, acts: list[tuple[str, int, int]]) -> None:
    with session.begin_nested() as attempt:
        world = make_coop(session)
        first = Agreed(SHARES[0])
        other = replace(first, basis_points=SHARES[1], loss_bearer=Bearer.PRODUCER,
                        spoilage_bearer=Bearer.SHOP)  # fmt: skip
        stands = []
        for name, agreed, price in (("Bu Nurul", first, PRICES[0]), ("Bu Siti", other, PRICES[1])):
            consignor = add_consignor(session, agreed, name=name)
            stands.append((consignor, add_cake(session, consignor, name=name, price=price)))
        history = History(session, world, stands)
        for act in acts:
            history.act(*act)
        history.agrees()
        attempt.rollback()
