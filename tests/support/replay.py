"""Real sales replayed through the use cases of the shop, and what became of each line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from core.db import Database
from core.ids import MemberId, ProductId, new_id
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import stock
from inventory.models import Pack, Price, PriceList, Product, ProductKind
from inventory.purchasing import goods_receipts
from inventory.purchasing.goods_receipts import Arrived, Delivery
from inventory.stock import Arrival
from inventory.suppliers.models import Supplier
from inventory.write_offs import write_offs
from inventory.write_offs.models import WriteOffKind, WriteOffStatus
from inventory.write_offs.write_offs import NewWriteOff
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.statuses import NewStatus
from tests.support.purchases import add_supplier
from tests.support.real_sales import (
    SERVICES,
    Bought,
    Invoice,
    Plan,
    RealLine,
    What,
    in_utc,
    parts,
    plan,
)
from tests.support.returns import Back, back, returning, unproven
from tests.support.sales import Body, opening, sale, send
from tests.support.world import Goods, World, make_coop

MOST_LINES = 500
"""A till's longest receipt."""
AT_ONCE = 100
"""Invoices in a transaction."""
BEFORE = date(2010, 1, 1)
"""All of it happened later."""


@dataclass
class Left:
    """What a buyer has not brought back of a sold line."""

    body: Body
    position: int
    units: int


@dataclass
class Replay:
    """A shop in which a year of somebody else's happens again."""

    database: Database
    events: Sequence[Invoice]
    plan: Plan = field(init=False)
    world: World = field(init=False)
    supplier: Supplier = field(init=False)
    shift_id: str = ""
    goods: dict[str, Goods] = field(default_factory=dict)
    buyers: dict[str, MemberId] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)
    """How many lines of the file were booked in which way, or why they were not."""
    counter: int = 0
    sold: dict[tuple[str, str, int], list[Left]] = field(default_factory=lambda: defaultdict(list))
    """By buyer, goods and price."""

    def __post_init__(self) -> None:
        self.plan = plan(self.events)

    def run(self, *, done: Callable[[int], object] = id) -> None:
        """Everything, in its order; ``done`` hears how many invoices are in the books."""
        with self.database.transaction() as session:
            self._furnish(session)
        months = iter(sorted(self.plan.months))
        bought_until = ""
        for start in range(0, len(self.events), AT_ONCE):
            with self.database.transaction() as session:
                for event in self.events[start : start + AT_ONCE]:
                    while f"{event.at:%Y-%m}" > bought_until:
                        bought_until = next(months)
                        self._buy(session, bought_until)
                    self._book(session, event)
            done(min(start + AT_ONCE, len(self.events)))

    def _furnish(self, session: Session) -> None:
        self.world = make_coop(session)
        self._make_goods(session)
        self._make_members(session)
        body = opening(self.world, at=in_utc(self.events[0].at))
        send(session, self.world, body, received_at=in_utc(self.events[0].at))
        self.shift_id = str(body["id"])
        self.supplier = add_supplier(session)

    def _make_goods(self, session: Session) -> None:
        at, first = in_utc(self.events[0].at), dict[str, RealLine]()
        for event in self.events:
            for line in event.lines:
                first.setdefault(line.code, line)
        made = {code: _product(line, at) for code, line in first.items()}
        session.add_all(made.values())
        session.flush()
        for code, product in made.items():
            pack = Pack(product_id=ProductId(product.id), unit="pcs", factor=Quantity.of(1))
            self.goods[code] = Goods(product, (pack,))
        session.add_all(goods.packs[0] for goods in self.goods.values())
        session.flush()
        session.add_all(
            Price(pack_id=self.goods[code].pack_id, list=PriceList.GENERAL, valid_from=BEFORE,
                  amount=Money(max(line.pence, 1)), set_at=at)
            for code, line in first.items()
        )  # fmt: skip
        session.flush()

    def _make_members(self, session: Session) -> None:
        for customer in sorted({event.customer for event in self.events} - {""}):
            member = Member(
                number=int(customer), name=f"Anggota {customer}", shop_id=self.world.shop_id,
                status=MemberStatus.ACTIVE, joined_on=BEFORE,
                created_at=in_utc(self.events[0].at), changed_at=in_utc(self.events[0].at),
            )  # fmt: skip
            session.add(member)
            session.flush()
            first = NewStatus(member.status, BEFORE)
            statuses.begin(session, member, first, at=member.created_at, by=None)
            self.buyers[customer] = MemberId(member.id)
        session.flush()

    def _buy(self, session: Session, month: str) -> None:
        """The opening stock, or what a supplier brings before a month begins."""
        at = in_utc(datetime.fromisoformat(f"{month}-01")) - timedelta(hours=1)
        bought = self.plan.months[month]
        if month == min(self.plan.months):
            arrivals = [
                Arrival(self.goods[one.code].id, Quantity.of(one.units),
                        Money(one.units * one.each))
                for one in bought
            ]  # fmt: skip
            stock.enter_opening(session, arrivals, shop_id=self.world.shop_id,
                                booked_on=at.date(), at=at, by=None)  # fmt: skip
            return
        for start in range(0, len(bought), MOST_LINES):
            delivery = Delivery(tuple(map(self._arrived, bought[start : start + MOST_LINES])))
            goods_receipts.receive(session, self.world.wsb, self.supplier, delivery, at=at,
                                   by=None)  # fmt: skip

    def _arrived(self, one: Bought) -> Arrived:
        return Arrived(self.goods[one.code].pack_id, Quantity.of(one.units), Money(one.each))

    def _book(self, session: Session, event: Invoice) -> None:
        if event.what is What.BAD_DEBT:
            self.lines["not booked: a correction of debts, no goods"] += len(event.lines)
        elif event.what is What.WRITE_OFF:
            self._write_off(session, event)
        elif event.what is What.RETURN:
            self._take_back(session, event)
        else:
            for lines in parts(event.lines, MOST_LINES):
                self._sell(session, event, lines)

    def _sell(self, session: Session, event: Invoice, lines: Sequence[RealLine]) -> None:
        sold = [(self.goods[line.code], line.units * 1000, line.pence) for line in lines]
        body = sale(self.world, self.shift_id, sold, counter=self._counter(),
                    member_id=self.buyers.get(event.customer), at=in_utc(event.at))  # fmt: skip
        for row, line in zip(body["lines"], lines, strict=True):
            if line.code in SERVICES:
                row["cost"] = 0
        send(session, self.world, body, received_at=in_utc(event.at))
        self.lines["sold"] += len(lines)
        if event.customer:
            for position, line in enumerate(lines):
                place = (event.customer, line.code, line.pence)
                self.sold[place].append(Left(body, position, line.units))

    def _take_back(self, session: Session, event: Invoice) -> None:
        """A return for each sale that is found, and one without a receipt for the rest."""
        by_sale: dict[str, list[Back]] = defaultdict(list)
        sales: dict[str, Body] = {}
        for line in event.lines:
            left = self._left(event.customer, line)
            amount, milli = -line.units * line.pence, -line.units * 1000
            if left is None:
                by_sale[""].append(unproven(self.goods[line.code], milli, amount))
                self.lines["returned without a receipt"] += 1
                continue
            left.units += line.units
            sales[left.body["id"]] = left.body
            by_sale[left.body["id"]].append(back(left.body, left.position, milli, amount))
            self.lines["returned"] += 1
        for key, lines in by_sale.items():
            self._return(session, event, lines, sales.get(key))

    def _return(
        self, session: Session, event: Invoice, lines: Sequence[Back], sold: Body | None
    ) -> None:
        member = self.buyers.get(event.customer)
        body = returning(self.world, self.shift_id, lines, counter=self._counter(), sale=sold,
                         member_id=member, at=in_utc(event.at))  # fmt: skip
        send(session, self.world, body, received_at=in_utc(event.at))

    def _left(self, customer: str, line: RealLine) -> Left | None:
        """The newest sale to the same buyer at the same price of which as many are left."""
        if not customer:
            return None
        known = self.sold.get((customer, line.code, line.pence), ())
        return next((left for left in reversed(known) if left.units >= -line.units), None)

    def _write_off(self, session: Session, event: Invoice) -> None:
        at, by = in_utc(event.at), self.world.operator_id(Role.MANAGER)
        new = NewWriteOff(new_id(), WriteOffKind.LOST, event.lines[0].name[:60])
        paper = write_offs.begin(session, self.world.wsb, new, at=at, by=by)
        for line in event.lines:
            product = self.goods[line.code].product
            write_offs.put_line(session, paper, product, Quantity.of(-line.units), by=by)
        if write_offs.complete(session, paper, at=at, by=by) is WriteOffStatus.WAITING:
            write_offs.agree(session, paper, at=at, by=self.world.operator_id(Role.TREASURER))
        self.lines["written off"] += len(event.lines)

    def _counter(self) -> int:
        self.counter += 1
        return self.counter


def _product(line: RealLine, at: datetime) -> Product:
    kind = ProductKind.SERVICE if line.code in SERVICES else ProductKind.GOODS
    return Product(code=line.code, name=line.name or line.code, base_unit="pcs", kind=kind,
                   created_at=at, changed_at=at)  # fmt: skip
