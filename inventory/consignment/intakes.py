"""What producers bring, as an intake note; *sama seperti kemarin* brings the same again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, PartyId, ProductId, ShopId, new_id
from core.models import Shop
from core.money import ZERO
from core.quantity import NONE
from inventory import products, stock
from inventory.consignment.models import Consignor, Intake, IntakeLine
from inventory.models import MoveKind
from inventory.numbering import Series, take_number
from inventory.shelves import Cause
from inventory.stock import Arrival, Goods
from ledger import journal


def take(
    session: Session,
    shop: Shop,
    consignor: Consignor,
    brought: Sequence[Goods],
    *,
    on: date,
    at: datetime,
    by: OperatorId | None,
    key: UUID | None = None,
) -> Intake:
    """Put what a producer brought on the shelves, in base units; it is worth nothing to the books.

    ``key`` is made with the form: sent twice, it is taken once.
    Raises InvalidInput for goods that are not the producer's, for none, and of a producer who
    leaves nothing here any more.
    """
    shop_id = ShopId(shop.id)
    _check(session, consignor, brought)
    journal.lock_shop(session, shop_id)
    key = key or new_id()
    known = session.get(Intake, key)
    if known is not None:
        return known
    intake = Intake(
        id=key,
        shop_id=shop_id,
        consignor_id=PartyId(consignor.id),
        number=take_number(session, shop, Series.CONSIGNED),
        taken_at=at,
        taken_on=on,
        taken_by=by,
    )
    session.add(intake)
    session.flush()
    session.add_all(
        IntakeLine(intake_id=intake.id, position=position, product_id=product_id, quantity=quantity)
        for position, (product_id, quantity) in enumerate(brought)
    )
    cause = Cause(MoveKind.CONSIGNED, intake_source(intake.id), at)
    arrivals = [Arrival(product_id, quantity, ZERO) for product_id, quantity in brought]
    stock.put_in(session, cause, arrivals, shop_id=shop_id)
    audit.record(session, "consignment.taken", at=at, by=by, shop_id=shop_id,
                 subject=intake.number, consignor=consignor.number)  # fmt: skip
    return intake


def intake_source(intake_id: UUID) -> str:
    """What an intake's moves and its paper are known by."""
    return f"consigned:{intake_id}"


def last_brought(session: Session, shop_id: ShopId, consignor: Consignor) -> list[Goods]:
    """What the producer brought the last time, to be taken again; nothing the first time.

    Products that are no longer sold are left out.
    """
    newest = session.scalar(
        select(Intake.id)
        .where(Intake.consignor_id == consignor.id, Intake.shop_id == shop_id)
        .order_by(Intake.number.desc())
        .limit(1)
    )
    lines = session.scalars(
        select(IntakeLine).where(IntakeLine.intake_id == newest).order_by(IntakeLine.position)
    )
    return [
        (line.product_id, line.quantity)
        for line in lines
        if products.get(session, line.product_id).active
    ]


def _check(session: Session, consignor: Consignor, brought: Sequence[Goods]) -> None:
    if not consignor.active:
        raise InvalidInput(
            _("%(name)s sudah tidak menitipkan barang di sini.", name=consignor.name)
        )
    if not brought:
        raise InvalidInput(_("Isi paling sedikit satu barang yang dititipkan."), field="quantity")
    for product_id, quantity in brought:
        check_owner(session, consignor, product_id)
        if quantity <= NONE:
            raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="quantity")


def check_owner(session: Session, consignor: Consignor, product_id: ProductId) -> None:
    """Raise InvalidInput for a product that is not this producer's."""
    product = products.get(session, product_id)
    if product.consignor_id != consignor.id:
        raise InvalidInput(
            _("%(name)s bukan barang %(consignor)s.", name=product.name, consignor=consignor.name),
            field="product",
        )
