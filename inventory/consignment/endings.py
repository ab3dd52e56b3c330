"""Consigned goods that leave the shelf unsold: taken home, spoilt, or gone without being rung up.

Whether the producer is owed for them all the same was agreed with the producer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, PackId, PartyId, ProductId, ShopId, new_id
from core.models import Shop
from core.money import ZERO, Money, total
from core.quantity import MILLI, NONE, Quantity
from inventory import prices, products, stock
from inventory.consignment import agreements, queries
from inventory.consignment.consigned_sales import SoldEvent
from inventory.consignment.entries import Loss, loss_entry
from inventory.consignment.intakes import check_owner
from inventory.consignment.models import Bearer, Consignor, Ending, EndingKind
from inventory.consignment.standing import Standing
from inventory.models import MoveKind, Pack, PriceList, Product
from inventory.shelves import Cause
from inventory.stock import Goods
from ledger import journal

_MOVES = {
    EndingKind.TAKEN_HOME: MoveKind.TAKEN_HOME,
    EndingKind.SPOILT: MoveKind.WRITE_OFF,
    EndingKind.LOST: MoveKind.COUNT,
}


@dataclass(frozen=True, slots=True)
class Ended:
    """So much of a product, in base units, and what its producer is owed for it."""

    product_id: ProductId
    kind: EndingKind
    quantity: Quantity
    owed: Money


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where, when and by whom something ended."""

    shop: Shop
    consignor: Consignor
    on: date
    at: datetime
    by: OperatorId | None
    key: UUID = field(default_factory=new_id)
    """Made with the form: sent twice, it is booked once."""

    @property
    def event(self) -> SoldEvent:
        return SoldEvent(f"consignment_ending:{self.key}", ShopId(self.shop.id), self.on)


def end(session: Session, occasion: Occasion, kind: EndingKind, goods: Sequence[Goods]) -> Money:
    """Take unsold goods off the shelves; returns what the producer is owed for them all the same.

    Raises InvalidInput for goods that are not the producer's, and for more than stand there.
    """
    journal.lock_shop(session, ShopId(occasion.shop.id))
    if _is_known(session, occasion):
        return ZERO
    standings = queries.standings(session, shop_id=ShopId(occasion.shop.id),
                                  consignor_id=PartyId(occasion.consignor.id))  # fmt: skip
    for product_id, quantity in goods:
        check_owner(session, occasion.consignor, product_id)
        _check(session, product_id, quantity, standings.get((occasion.shop.id, product_id)))
    return _book(session, occasion, kind, goods)


def count_left(
    session: Session, occasion: Occasion, left: Sequence[Goods]
) -> Mapping[ProductId, Standing]:
    """*Hitung sisa*: set the shelves to what is left; what is gone and was not rung up is lost.

    Returns what became of each product until then: ``missing`` says what the till did not ring up,
    ``gone`` what was sold by the count.
    """
    shop_id = ShopId(occasion.shop.id)
    journal.lock_shop(session, shop_id)
    standings = queries.standings(session, shop_id=shop_id,
                                  consignor_id=PartyId(occasion.consignor.id))  # fmt: skip
    before = {
        product_id: standings.get((shop_id, product_id), Standing()) for product_id, _n in left
    }
    if _is_known(session, occasion):
        return before
    missing = []
    for product_id, counted in left:
        check_owner(session, occasion.consignor, product_id)
        if counted < NONE:
            raise InvalidInput(_("Sisa tidak boleh kurang dari nol."), field="left")
        if lost := before[product_id].missing(counted):
            missing.append((product_id, lost))
    _book(session, occasion, EndingKind.LOST, missing)
    return before


def _book(session: Session, occasion: Occasion, kind: EndingKind, goods: Sequence[Goods]) -> Money:
    """Move the shelves, keep what ended and book what is owed for it."""
    event, consignor = occasion.event, occasion.consignor
    if not goods:
        return ZERO
    cause = Cause(_MOVES[kind], event.source, occasion.at)
    differences = [(product_id, -quantity) for product_id, quantity in goods]
    stock.adjust(session, cause, differences, shop_id=event.shop_id)
    ended = [
        Ended(product_id, kind, quantity, _owed(session, occasion, kind, product_id, quantity))
        for product_id, quantity in goods
    ]
    keep(session, event, ended, at=occasion.at, by=occasion.by)
    owed = total(one.owed for one in ended)
    words = f"Titipan {occasion.shop.code} {consignor.number}"
    entry = loss_entry(Loss(event.source, event.shop_id, event.booked_on, words,
                            PartyId(consignor.id), owed))  # fmt: skip
    if entry is not None:
        journal.post(session, entry, at=occasion.at)
    audit.record(session, "consignment.ended", at=occasion.at, by=occasion.by,
                 shop_id=event.shop_id, subject=str(consignor.number), ending=kind.value,
                 amount=owed.amount)  # fmt: skip
    return owed


def _owed(
    session: Session,
    occasion: Occasion,
    kind: EndingKind,
    product_id: ProductId,
    quantity: Quantity,
) -> Money:
    """As if they had been sold at today's price, where the shop bears it."""
    agreement = agreements.holding(session, PartyId(occasion.consignor.id), on=occasion.on)
    bearers = {
        EndingKind.LOST: agreement.loss_bearer if agreement else Bearer.SHOP,
        EndingKind.SPOILT: agreement.spoilage_bearer if agreement else Bearer.PRODUCER,
    }
    product = products.get(session, product_id)
    terms = agreements.terms_of(session, product, on=occasion.on)
    if terms is None or bearers.get(kind) is not Bearer.SHOP:
        return ZERO
    price = _price(session, product, abs_of(quantity), occasion)
    owed = terms.payable(price, abs_of(quantity))
    return owed if quantity > NONE else -owed


def abs_of(quantity: Quantity) -> Quantity:
    """As many, whichever way they went."""
    return quantity if quantity >= NONE else -quantity


def _price(session: Session, product: Product, quantity: Quantity, occasion: Occasion) -> Money:
    """What buyers who are no members would have paid that day; nothing without a price."""
    pack = session.scalars(
        select(Pack).where(Pack.product_id == product.id).order_by(Pack.position).limit(1)
    ).one()
    pack_id = PackId(pack.id)
    known = prices.current(session, [pack_id], on=occasion.on, shop_id=ShopId(occasion.shop.id))
    each = known.get((pack_id, PriceList.GENERAL), ZERO)
    return each.portion(quantity.units * MILLI / pack.factor.milli)


def _is_known(session: Session, occasion: Occasion) -> bool:
    """Whether this form was booked before."""
    known = select(Ending.id).where(Ending.source == occasion.event.source).limit(1)
    return session.scalar(known) is not None


def _check(
    session: Session, product_id: ProductId, quantity: Quantity, standing: Standing | None
) -> None:
    if quantity <= NONE:
        raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="quantity")
    if quantity > (standing.on_hand if standing else NONE):
        name = products.get(session, product_id).name
        raise InvalidInput(_("Sisa %(name)s di rak tidak sebanyak itu.", name=name),
                           field="quantity")  # fmt: skip


def keep(
    session: Session,
    event: SoldEvent,
    ended: Iterable[Ended],
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Note what ended; the caller has moved the shelves and books what is owed."""
    for one in ended:
        consignor_id = products.get(session, one.product_id).consignor_id
        if consignor_id is None:
            raise ValueError(f"no consigned goods: {one}")
        session.add(
            Ending(
                shop_id=event.shop_id,
                consignor_id=consignor_id,
                product_id=one.product_id,
                kind=one.kind,
                source=event.source,
                quantity=one.quantity,
                owed=one.owed,
                ended_on=event.booked_on,
                ended_at=at,
                ended_by=by,
            )
        )
    session.flush()
