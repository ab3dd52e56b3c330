"""Neighbours who leave their own cakes and coffee in the example's shops (titip jual)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, PackId, PartyId, ProductId, new_id
from core.models import Shop
from core.money import ZERO, Money
from core.quantity import MILLI, NONE, Quantity
from inventory import packs, prices, products
from inventory.consignment import consignors, endings, intakes, queries, settling
from inventory.consignment.agreements import Agreed
from inventory.consignment.consignors import ConsignorDetails
from inventory.consignment.endings import Occasion
from inventory.consignment.models import Consignor, EndingKind, PaidBy
from inventory.consignment.settling import Payment
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from pos.demo.baskets import Basket, Wanted
from pos.demo.company import Company
from pos.demo.goods import Goods, GoodsPack
from pos.demo.people import PRODUCER, Neighbour
from pos.demo.places import Place
from pos.demo.prices import PackKey

LAST_DAYS = 45
"""They began so many days before the end of the year."""
TAKES_IN_100 = 45
"""Buyers who take something of theirs."""
LOST_IN_100 = 4
"""Days on which a piece is gone that nobody rang up."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a producer makes."""

    code: str
    name: str
    category: str
    price: int
    brought: int
    """Pieces brought at a time."""

    @property
    def goods(self) -> Goods:
        pack = GoodsPack("pcs", MILLI, self.price)
        return Goods(self.code, self.name, self.category, (pack,), fractions=False, demand=0)


@dataclass(frozen=True, slots=True)
class Producer:
    """A neighbour of one of the shops."""

    name: str
    phone: str
    place: str
    agreed: Agreed
    offers: tuple[Offer, ...]
    member: Neighbour | None = None
    """The same person in the register."""

    @property
    def comes_daily(self) -> bool:
        return self.agreed.cycle_days == 1


PRODUCERS = (
    Producer(
        "Bu Nurul Hidayah", "0811-0000-0301", "WSB", Agreed(1_500, shelf_days=1),
        (
            Offer("801", "Risoles ayam", "Jajanan", 3_000, 6),
            Offer("802", "Lemper ayam", "Jajanan", 2_500, 6),
            Offer("803", "Donat kentang", "Jajanan", 2_500, 5),
        ),
    ),
    Producer(
        "Inaq Rohani", "0811-0000-0302", "LTM", Agreed(2_000, cycle_days=7),
        (
            Offer("811", "Kopi bubuk Sembalun 200 g", "Kopi & teh", 24_000, 8),
            Offer("812", "Abon ikan 100 g", "Lauk", 18_000, 6),
        ),
        PRODUCER,
    ),
)  # fmt: skip


class Consigning:
    """What they bring in the morning, what is sold of it, and what they are paid."""

    def __init__(
        self, session: Session, company: Company, members: Mapping[int, MemberId], *, last: date
    ) -> None:
        self._session = session
        self._members = members
        self._company = company
        self._random = Random("titipan")
        self._first = last - timedelta(days=LAST_DAYS - 1)
        self._rows: dict[Producer, Consignor] = {}
        self._left: dict[str, int] = defaultdict(int)
        """Pieces on the shelf, by the code of the goods."""

    def morning(self, place: Place, day: date, at: datetime) -> None:
        """Take in what is brought; what does not spoil comes when little is left."""
        if day < self._first:
            return
        for producer in _of(place):
            row = self._rows.get(producer) or self._welcome(producer, day, at)
            low = all(self._left[offer.code] <= offer.brought // 3 for offer in producer.offers)
            if producer.comes_daily or low:
                brought = [(self._product(o), Quantity.of(o.brought)) for o in producer.offers]
                intakes.take(self._session, self._shop(place), row, brought,
                             on=day, at=at, by=self._manager)  # fmt: skip
                for offer in producer.offers:
                    self._left[offer.code] += offer.brought

    def with_theirs(self, basket: Basket) -> Basket:
        """A basket into which a piece or two of theirs may go as well."""
        offers = [
            offer
            for producer in _of(basket.visit.place)
            for offer in producer.offers
            if self._left[offer.code]
        ]
        if not offers or self._random.randrange(100) >= TAKES_IN_100:
            return basket
        offer = self._random.choice(offers)
        pieces = min(self._random.choice((1, 1, 2, 3)), self._left[offer.code])
        self._left[offer.code] -= pieces
        wanted = Wanted(
            PackKey(offer.code, 0), offer.goods, offer.price, pieces * MILLI,
            offer.price * pieces, None,
        )  # fmt: skip
        return replace(basket, lines=(*basket.lines, wanted))

    def evening(self, place: Place, day: date, at: datetime) -> None:
        """Count what is left, give back what does not keep, and pay on the agreed day."""
        for producer in _of(place):
            row = self._rows.get(producer)
            if row is None:
                continue
            if producer.comes_daily:
                self._clear(producer, Occasion(self._shop(place), row, day, at, self._manager))
            if (day - self._first).days % producer.agreed.cycle_days == 0:
                self._pay(place, row, day, at)

    def _welcome(self, producer: Producer, day: date, at: datetime) -> Consignor:
        member_id = self._members[producer.member.place] if producer.member else None
        details = ConsignorDetails(producer.name, phone=producer.phone, member_id=member_id)
        row = consignors.add(self._session, details, producer.agreed,
                             on=day, at=at, by=self._manager)  # fmt: skip
        self._rows[producer] = row
        for offer in producer.offers:
            product = products.create(
                self._session,
                ProductDetails(
                    name=offer.name, base_unit="pcs", code=offer.code, category=offer.category
                ),
                [PackDetails("pcs", Quantity(MILLI), ())],
                at=at,
                by=self._manager,
            )
            consignors.take_product(self._session, product, row, at=at, by=self._manager)
            pack_id = PackId(packs.all_of(self._session, product)[0].id)
            self._company.products[offer.code] = ProductId(product.id)
            self._company.packs[PackKey(offer.code, 0)] = pack_id
            prices.put(self._session, [NewPrice(pack_id, Money(offer.price))], Period(day),
                       at=at, by=self._manager)  # fmt: skip
        return row

    def _clear(self, producer: Producer, occasion: Occasion) -> None:
        left = []
        for offer in producer.offers:
            pieces = self._left[offer.code]
            lost = pieces > 0 and self._random.randrange(100) < LOST_IN_100
            left.append((self._product(offer), Quantity.of(pieces - lost)))
            self._left[offer.code] = 0
        endings.count_left(self._session, occasion, left)
        home = [(product_id, quantity) for product_id, quantity in left if quantity > NONE]
        if home:
            taking = replace(occasion, key=new_id())
            endings.end(self._session, taking, EndingKind.TAKEN_HOME, home)

    def _pay(self, place: Place, row: Consignor, day: date, at: datetime) -> None:
        shop = self._shop(place)
        owed = queries.owed(self._session, self._company.shops[place.code], PartyId(row.id))
        if owed > ZERO:
            settling.settle(self._session, shop, row, Payment({PaidBy.SAFE: owed}),
                            on=day, at=at, by=self._manager)  # fmt: skip

    def _product(self, offer: Offer) -> ProductId:
        return self._company.products[offer.code]

    def _shop(self, place: Place) -> Shop:
        return self._session.get_one(Shop, self._company.shops[place.code])

    @property
    def _manager(self) -> OperatorId:
        return self._company.operators["manajer"]


def _of(place: Place) -> list[Producer]:
    return [producer for producer in PRODUCERS if producer.place == place.code]
