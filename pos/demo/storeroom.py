"""The last days in the example's store rooms: a count, breakage, goods for another shop, orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import OperatorId, PackId, ProductId, ShopId, new_id
from core.models import Shop
from core.quantity import NONE, Quantity
from inventory.assortment import assortment
from inventory.counts import counts, posting
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import ScopeKind
from inventory.facts import facts
from inventory.facts.facts import Facts
from inventory.facts.permits import PermitDetails, PermitKind
from inventory.models import Product, Stock
from inventory.purchasing import orders
from inventory.purchasing.matching import Wanted
from inventory.purchasing.orders import OrderDetails
from inventory.suppliers.models import Supplier, SupplierGoods
from inventory.transfers import sending, transfers
from inventory.transfers.sending import Packed, Sending
from inventory.transfers.transfers import Step
from inventory.write_offs import write_offs
from inventory.write_offs.models import WriteOffKind
from inventory.write_offs.write_offs import NewWriteOff
from pos.demo import sellers
from pos.demo.company import Company
from pos.demo.diary import local_instant
from pos.demo.goods import FRESH
from pos.demo.places import BY_CODE, Place
from pos.demo.prices import PackKey

EVENING = time(21, 20)
HERE, THERE = BY_CODE["WSB"], BY_CODE["KRW"]
COUNTED = "Sembako"
MISCOUNTED = {"104": -250, "105": -1_000}
"""Thousandths found more or less than the books say, by the code of the goods."""
BROKEN = "104"
SENT = ("106", "107")
HOME_MADE = "125"


@dataclass(frozen=True, slots=True)
class Storeroom:
    """The store rooms, and the year that is drawing to its end."""

    session: Session
    company: Company
    last: date

    def live(self, day: date) -> None:
        """What happens there on a day, after the shops have shut."""
        match (self.last - day).days:
            case 40:
                self._know_the_goods(day)
            case 9:
                self._break(day)
            case 6:
                self._send(day)
            case 3:
                self._count(day)
            case 0:
                self._order(day)

    def _know_the_goods(self, day: date) -> None:
        """What is grown nearby, and whose permit has to be renewed soon."""
        at, by = local_instant(HERE, day, EVENING), self._by("manajer")
        for product in self.session.scalars(select(Product).where(Product.category.in_(FRESH))):
            near = Facts(is_local=True)
            facts.put(self.session, product, near, at=at, by=by)
        soon = PermitDetails(PermitKind.PIRT, "2093273010001-27", self.last + timedelta(days=60))
        facts.put(self.session, self._product(HOME_MADE), Facts(is_local=True, permits=(soon,)),
                  at=at, by=by)  # fmt: skip
        for code in ("101", "104", "106"):
            assortment.set_least(self.session, self._product(code), Quantity.of(20),
                                 shop_id=self._shop_id(HERE), at=at, by=by)  # fmt: skip

    def _break(self, day: date) -> None:
        at, by = local_instant(HERE, day, EVENING), self._by("manajer")
        paper = write_offs.begin(
            self.session, self._shop(HERE),
            NewWriteOff(new_id(), WriteOffKind.DAMAGED, "Rak jatuh"), at=at, by=by,
        )  # fmt: skip
        half = Quantity(500)
        write_offs.put_line(self.session, paper, self._product(BROKEN), half, by=by)
        write_offs.complete(self.session, paper, at=at, by=by)

    def _send(self, day: date) -> None:
        """Goods for another shop; of the last of them a piece is missing when they arrive."""
        by = self._by("manajer")
        goods = [Packed(self._pack(code), Quantity.of(4)) for code in SENT]
        sent = sending.send(
            self.session, Sending(new_id(), self._shop(HERE), self._shop(THERE), goods),
            at=local_instant(HERE, day, EVENING), by=by,
        )  # fmt: skip
        arrived = {0: Quantity.of(4), 1: Quantity.of(3)}
        morning = local_instant(THERE, day + timedelta(days=1), time(5, 30))
        transfers.arrive(self.session, sent, Step(new_id(), arrived), at=morning, by=by)

    def _count(self, day: date) -> None:
        """The clerk counts the staples; somebody else looks at the differences and books them."""
        at, clerk = local_instant(HERE, day, EVENING), self._by("kasir-wsb")
        paper = counts.open_count(
            self.session, self._shop(HERE), NewCount(new_id(), ScopeKind.CATEGORY, COUNTED),
            at=at, by=clerk,
        )  # fmt: skip
        held = self.session.execute(
            select(Product.id, Product.code, Stock.quantity)
            .join(Stock, Stock.product_id == Product.id)
            .where(Product.category == COUNTED, Stock.shop_id == self._shop_id(HERE))
            .where(Product.consignor_id.is_(None))
            .order_by(Product.code)
        )
        for product_id, code, quantity in held.all():
            found = max(quantity + Quantity(MISCOUNTED.get(code, 0)), NONE)
            counts.count(self.session, paper, Entry(new_id(), ProductId(product_id), found),
                         at=at, by=clerk)  # fmt: skip
        counts.review(self.session, paper, at=at, by=clerk)
        posting.post(self.session, paper, at=at, by=self._by("manajer"))

    def _order(self, day: date) -> None:
        """One order is on its way, one is still being written."""
        at, by = local_instant(HERE, day, EVENING), self._by("manajer")
        for seller, is_sent in ((sellers.STAPLES, True), (sellers.GROCERIES, False)):
            supplier = self.session.scalars(
                select(Supplier).where(Supplier.name == seller.name)
            ).one()
            known = self.session.scalars(
                select(SupplierGoods)
                .where(SupplierGoods.supplier_id == supplier.id)
                .order_by(SupplierGoods.last_on.desc(), SupplierGoods.last_price.desc())
                .limit(5)
            )
            wanted = tuple(Wanted(each.pack_id, Quantity.of(5), each.last_price) for each in known)
            if not wanted:  # a short year: nothing was ever bought there
                continue
            order = orders.draft(self.session, self._shop(HERE), supplier, OrderDetails(wanted),
                                 today=day, at=at, by=by)  # fmt: skip
            if is_sent:
                orders.send(self.session, order, today=day, at=at, by=by)

    def _product(self, code: str) -> Product:
        return self.session.get_one(Product, self.company.products[code])

    def _pack(self, code: str) -> PackId:
        return self.company.packs[PackKey(code, 0)]

    def _shop(self, place: Place) -> Shop:
        return self.session.get_one(Shop, self._shop_id(place))

    def _shop_id(self, place: Place) -> ShopId:
        return self.company.shops[place.code]

    def _by(self, login: str) -> OperatorId:
        return self.company.operators[login]
