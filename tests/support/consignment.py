"""A producer and her cakes, for the small co-operative of ``world``."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.ids import MemberId, PackId, PartyId
from core.money import Money, total
from core.quantity import NONE, Quantity
from inventory import packs, prices, products
from inventory.consignment import consignors, intakes
from inventory.consignment.agreements import Agreed
from inventory.consignment.consignors import ConsignorDetails
from inventory.consignment.models import Consignor, Intake
from inventory.models import Stock
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from ledger import chart
from ledger.models import Posting
from tests.support.world import NOW, PRICED_FROM, TODAY, Goods, World

FIFTEEN = Agreed(1_500)
"""Fifteen percent, the evening of the same day."""


def add_consignor(
    session: Session,
    agreed: Agreed = FIFTEEN,
    *,
    name: str = "Bu Nurul",
    member_id: MemberId | None = None,
) -> Consignor:
    details = ConsignorDetails(name, member_id=member_id)
    return consignors.add(session, details, agreed, on=PRICED_FROM, at=NOW, by=None)


def add_cake(
    session: Session, consignor: Consignor, *, name: str = "Risoles", price: int = 5_000
) -> Goods:
    """A product of hers, by the piece."""
    product = products.create(session, ProductDetails(name, "pcs"), [PackDetails("pcs")],
                              at=NOW, by=None)  # fmt: skip
    consignors.take_product(session, product, consignor, at=NOW, by=None)
    pack = packs.of_product(session, product, "pcs")
    new = NewPrice(PackId(pack.id), Money(price))
    prices.put(session, [new], Period(PRICED_FROM), at=NOW, by=None)
    return Goods(product, (pack,))


def bring(
    session: Session, world: World, consignor: Consignor, goods: Goods, pieces: int
) -> Intake:
    brought = [(goods.id, Quantity.of(pieces))]
    return intakes.take(session, world.wsb, consignor, brought, on=TODAY, at=NOW, by=None)


def on_shelf(session: Session, world: World, goods: Goods) -> Quantity:
    held = session.get(Stock, (world.shop_id, goods.id))
    return held.quantity if held else NONE


def owed_to(session: Session, consignor: Consignor) -> Money:
    """What the books say she is to be paid."""
    rows = session.query(Posting).filter_by(
        party_id=PartyId(consignor.id), account=chart.CONSIGNMENT_PAYABLES
    )
    return -total(row.amount for row in rows)
