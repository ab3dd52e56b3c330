"""A month of three producers, told a second time in plain rupiah beside the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import Money
from core.quantity import Quantity
from inventory.consignment import agreements, consigned_goods, endings, intakes, settling
from inventory.consignment.agreements import Agreed
from inventory.consignment.consigned_goods import Repriced
from inventory.consignment.endings import Occasion
from inventory.consignment.models import Bearer, Consignor, EndingKind, PaidBy
from inventory.consignment.settling import Payment
from tests.support.consignment import add_cake, add_consignor, on_shelf
from tests.support.returns import back, returning
from tests.support.sales import Body, flags_of, open_shift, sale, send
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, TODAY, Goods, World

CHANGED = 15
"""The day of the month on which everything becomes dearer."""


@dataclass
class Expected:
    """A producer's month, in plain rupiah."""

    owed: int = 0
    fee: int = 0
    kept: int = 0
    paid: dict[PaidBy, int] = field(default_factory=dict)


@dataclass
class Month:
    """The shop of the month and what it must come to."""

    session: Session
    world: World
    shift_id: str
    nurul: Consignor
    siti: Consignor
    darmi: Consignor
    risoles: Goods
    lemper: Goods
    bolu: Goods
    day: int = 0
    counters: count[int] = field(default_factory=lambda: count(1))
    expected: dict[int, Expected] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return TODAY + timedelta(days=self.day)

    def at(self, hour: int) -> datetime:
        """An instant of the day, in the shop's morning or afternoon."""
        return NOW + timedelta(days=self.day, hours=hour)

    @property
    def is_dearer(self) -> bool:
        return self.day >= CHANGED

    def of(self, consignor: Consignor) -> Expected:
        return self.expected.setdefault(consignor.number, Expected())

    def price(self, goods: Goods) -> int:
        then, now = {
            self.risoles.id: (5_000, 5_500), self.lemper.id: (3_000, 3_200),
            self.bolu.id: (2_500, 2_600),
        }[goods.id]  # fmt: skip
        return now if self.is_dearer else then

    def payable(self, goods: Goods, pieces: int) -> int:
        """What the producer gets for so many sold together, today."""
        if goods is self.bolu:
            return pieces * (2_100 if self.is_dearer else 2_000)
        percent = (18 if self.is_dearer else 15) if goods is self.risoles else 20
        amount = pieces * self.price(goods)
        return amount - (amount * percent + 50) // 100

    def bring(self, consignor: Consignor, goods: Goods, pieces: int) -> None:
        """The same as yesterday; the first day it is typed."""
        again = intakes.last_brought(self.session, self.world.shop_id, consignor)
        brought = again or [(goods.id, Quantity.of(pieces))]
        intakes.take(self.session, self.world.wsb, consignor, brought, on=self.today,
                     at=self.at(0), by=self.world.clerk_id)  # fmt: skip

    def sell(self, consignor: Consignor, goods: Goods, pieces: int, *, of_member: bool) -> Body:
        body = sale(self.world, self.shift_id, [(goods, pieces * 1_000, self.price(goods))],
                    counter=next(self.counters), at=self.at(1),
                    member_id=self.world.member_id if of_member else None)  # fmt: skip
        send(self.session, self.world, body, received_at=self.at(1))
        assert not flags_of(self.session, body)
        self._owe(consignor, goods, pieces)
        return body

    def _owe(self, consignor: Consignor, goods: Goods, pieces: int, sign: int = 1) -> None:
        owed = self.payable(goods, pieces)
        self.of(consignor).owed += sign * owed
        self.of(consignor).fee += sign * (pieces * self.price(goods) - owed)

    def give_back(self, body: Body, consignor: Consignor, payable: int, *, fit: bool) -> None:
        """All of a sale comes back, at the price and fee of the day it was sold."""
        line = body["lines"][0]
        went = back(body, 0, line["quantity"], line["amount"], fit=fit)
        send(self.session, self.world,
             returning(self.world, self.shift_id, [went], counter=next(self.counters), sale=body,
                       at=self.at(2)), received_at=self.at(2))  # fmt: skip
        self.of(consignor).owed -= payable
        self.of(consignor).fee -= line["amount"] - payable

    def occasion(self, consignor: Consignor) -> Occasion:
        return Occasion(self.world.wsb, consignor, self.today, self.at(6), self.world.clerk_id)

    def end(self, consignor: Consignor, goods: Goods, kind: EndingKind, pieces: int) -> None:
        endings.end(self.session, self.occasion(consignor), kind, [(goods.id, Quantity.of(pieces))])

    def count(self, consignor: Consignor, goods: Goods, missing: int) -> None:
        """The evening count finds some fewer than the till says; the shop bears it."""
        left = on_shelf(self.session, self.world, goods) - Quantity.of(missing)
        endings.count_left(self.session, self.occasion(consignor), [(goods.id, left)])
        if missing:
            lost = self.payable(goods, missing)
            self.of(consignor).owed += lost
            self.of(consignor).kept += lost

    def pay(self, consignor: Consignor, amounts: dict[PaidBy, int]) -> None:
        wanted = {way: Money(amount) for way, amount in amounts.items() if amount}
        payment = Payment(wanted, "TRF-9", consent=PaidBy.KASBON in wanted)
        row = settling.settle(self.session, self.world.wsb, consignor, payment, on=self.today,
                              at=self.at(7), by=self.world.clerk_id)  # fmt: skip
        told = self.of(consignor)
        assert row.owed == Money(told.owed)
        for way, amount in amounts.items():
            told.owed -= amount
            told.paid[way] = told.paid.get(way, 0) + amount

    def make_dearer(self) -> None:
        for goods, net in ((self.risoles, None), (self.lemper, None), (self.bolu, Money(2_100))):
            new = Repriced(Money(self.price(goods)), net, self.today)
            consigned_goods.reprice(self.session, goods.product, new, at=self.at(0), by=None)
        agreements.agree(self.session, self.nurul, Agreed(1_800), valid_from=self.today,
                         at=self.at(0), by=None)  # fmt: skip


def begin(session: Session) -> Month:
    """The first morning."""
    world = stocked_coop(session)
    nurul = add_consignor(session, member_id=world.member_id)
    weekly = Agreed(2_000, cycle_days=7, shelf_days=3, spoilage_bearer=Bearer.SHOP)
    siti = add_consignor(session, weekly, name="Bu Siti")
    second = MemberId(world.members[1].id)
    darmi = add_consignor(session, Agreed(0, cycle_days=30), name="Bu Darmi", member_id=second)
    goods = (add_cake(session, nurul), add_cake(session, siti, name="Lemper", price=3_000),
             add_cake(session, darmi, name="Bolu", price=2_500))  # fmt: skip
    agreements.set_net_price(session, goods[2].product, Money(2_000),
                             valid_from=TODAY, at=NOW, by=None)  # fmt: skip
    return Month(session, world, open_shift(session, world, float_=0), nurul, siti, darmi, *goods)
