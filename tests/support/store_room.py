"""A co-op in two shops whose goods are bought, sold, moved and counted, and what must be there.

Everything goes through the use cases; beside it ``Tally`` remembers in plain numbers what each
shop must hold and owe afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, PackId, ShopId
from core.models import Shop
from core.money import Money
from core.permissions import Role
from inventory.consignment.agreements import set_net_price
from inventory.consignment.models import Consignor
from inventory.models import StockMove
from inventory.suppliers.models import Supplier
from pos import tills
from tests.support.consignment import add_cake, add_consignor
from tests.support.purchases import add_supplier
from tests.support.returns import back, returning, unproven
from tests.support.sales import Body, open_shift, sale, send
from tests.support.world import NOW, PRICED_FROM, Goods, World, make_coop

PRICES = {"mie": 3_500, "air": 4_100, "beras": 14_000, "risoles": 5_000, "lemper": 4_333}
PER_PIECE = {"risoles": 4_250, "lemper": 3_100}
"""What the producer gets for one: 85 percent of her price, or a net price."""
OWN, CONSIGNED = ("mie", "air", "beras"), ("risoles", "lemper")
SHOPS = ("WSB", "LTM")


@dataclass(frozen=True)
class Furnished:
    """What every story begins with: a till with an open shift in each shop, suppliers, cakes."""

    worlds: dict[str, World]
    """By code of the shop; they differ in the till."""
    shifts: dict[str, str]
    goods: dict[str, Goods]
    suppliers: tuple[Supplier, Supplier]
    consignor: Consignor

    @property
    def world(self) -> World:
        return self.worlds["WSB"]

    def shop(self, code: str) -> Shop:
        return {"WSB": self.world.wsb, "LTM": self.world.ltm}[code]

    def pack(self, name: str, position: int = 0) -> PackId:
        return PackId(self.goods[name].packs[position].id)


def furnish(session: Session) -> Furnished:
    """Write it all and flush."""
    here = make_coop(session)
    row, _token = tills.add(session, here.ltm, "T1", at=NOW, by=None)
    session.flush()
    worlds = {"WSB": here, "LTM": replace(here, till=row)}
    consignor = add_consignor(session, member_id=MemberId(here.members[1].id))
    cakes = {name: add_cake(session, consignor, name=name, price=PRICES[name])
             for name in CONSIGNED}  # fmt: skip
    set_net_price(
        session, cakes["lemper"].product, Money(PER_PIECE["lemper"]),
        valid_from=PRICED_FROM, at=NOW, by=None,
    )  # fmt: skip
    return Furnished(
        worlds,
        {code: open_shift(session, world) for code, world in worlds.items()},
        here.goods | cakes,
        (add_supplier(session), add_supplier(session, "UD Makmur")),
        consignor,
    )


@dataclass
class Tally:
    """What must be there, kept without the program."""

    moves: list[tuple[str, str, datetime, int]] = field(default_factory=list)
    """Shop, goods, when, and how many thousandths came (+) or left (-)."""
    suppliers: Counter[tuple[str, UUID]] = field(default_factory=Counter)
    """What each shop owes to each, invoiced or not."""
    producer: Counter[str] = field(default_factory=Counter)

    def move(self, shop: str, goods: str, at: datetime, milli: int) -> None:
        self.moves.append((shop, goods, at, milli))

    def held(self, shop: str, goods: str, *, until: datetime | None = None) -> int:
        """Everything that moved, or what had moved at an instant."""
        return sum(
            milli
            for where, what, at, milli in self.moves
            if (where, what) == (shop, goods) and (until is None or at <= until)
        )


@dataclass
class SoldHere:
    """A sale, and what has not come back of each line."""

    shop: str
    body: Body
    names: tuple[str, ...]
    left: list[int]


@dataclass
class StoreRoom:
    """The acts of one story. Each takes place a minute after the one before."""

    session: Session
    of: Furnished
    tally: Tally = field(default_factory=Tally)
    now: datetime = NOW
    counters: Counter[str] = field(default_factory=Counter)
    sold: list[SoldHere] = field(default_factory=list)

    @property
    def manager(self) -> OperatorId:
        return self.of.world.operator_id(Role.MANAGER)

    @property
    def treasurer(self) -> OperatorId:
        return self.of.world.operator_id(Role.TREASURER)

    def shop_id(self, code: str) -> ShopId:
        return ShopId(self.of.shop(code).id)

    def later(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def moved(self, shop: str, goods: str, milli: int, *, at: datetime | None = None) -> None:
        self.tally.move(shop, goods, at or self.now, milli)

    def sell(
        self, shop: str, lines: Sequence[tuple[str, int]], *, to_member: bool, minutes_ago: int
    ) -> None:
        """Ring up goods as the till does; it may have been offline meanwhile."""
        at = self.later() - timedelta(minutes=minutes_ago)
        sold = [(self.of.goods[name], milli, PRICES[name]) for name, milli in lines]
        member = self.of.world.member_id if to_member else None
        body = sale(self.of.worlds[shop], self.of.shifts[shop], sold,
                    counter=self._counter(shop), member_id=member, at=at)  # fmt: skip
        self._send(shop, body)
        names = tuple(name for name, _milli in lines)
        self.sold.append(SoldHere(shop, body, names, [milli for _name, milli in lines]))
        for name, milli in lines:
            self.moved(shop, name, -milli, at=at)
            self.owed_for(shop, name, milli)

    def give_back(self, sold: SoldHere, position: int, milli: int, *, fit: bool) -> None:
        """A buyer brings back a part of a line."""
        name = sold.names[position]
        line = back(sold.body, position, milli, (PRICES[name] * milli + 500) // 1000, fit=fit)
        body = returning(self.of.worlds[sold.shop], self.of.shifts[sold.shop], [line],
                         counter=self._counter(sold.shop), sale=sold.body,
                         at=self.later())  # fmt: skip
        self._send(sold.shop, body)
        sold.left[position] -= milli
        self._came_back(sold.shop, name, milli, fit=fit)

    def give_back_unproven(self, shop: str, name: str, milli: int, *, fit: bool) -> None:
        """A buyer brings something without a receipt."""
        line = unproven(self.of.goods[name], milli, PRICES[name] * milli // 1000, fit=fit)
        body = returning(self.of.worlds[shop], self.of.shifts[shop], [line],
                         counter=self._counter(shop), at=self.later())  # fmt: skip
        self._send(shop, body)
        self._came_back(shop, name, milli, fit=fit)

    def owed_for(self, shop: str, name: str, milli: int) -> None:
        """The producer is owed for so much; less when it came back."""
        self.tally.producer[shop] += PER_PIECE.get(name, 0) * milli // 1000

    def _came_back(self, shop: str, name: str, milli: int, *, fit: bool) -> None:
        self.owed_for(shop, name, -milli)
        if fit:
            self.moved(shop, name, milli)

    def _counter(self, shop: str) -> int:
        self.counters[shop] += 1
        return self.counters[shop]

    def _send(self, shop: str, body: Body) -> None:
        body["number"] = f"{shop}-T1-A-{body['counter']:06d}"
        send(self.session, self.of.worlds[shop], body, received_at=self.now)


def moved(session: Session, place: tuple[Any, Any]) -> tuple[int, int]:
    """Thousandths and rupiah, by the moves of a product in a shop."""
    row = session.execute(
        select(func.sum(StockMove.quantity), func.sum(StockMove.value)).where(
            StockMove.shop_id == place[0], StockMove.product_id == place[1]
        )
    ).one()
    return (row[0].milli, row[1].amount) if row[0] else (0, 0)


def by_source(session: Session, rows: Select[*tuple[Any, ...]]) -> dict[tuple[Any, str], int]:
    """Rupiah by shop and source, of rows that hold these three; sources of nothing left out."""
    found: Counter[tuple[Any, str]] = Counter()
    for shop_id, source, value in session.execute(rows):
        found[shop_id, source] += value.amount
    return {key: value for key, value in found.items() if value}
