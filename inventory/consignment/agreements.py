"""What was agreed with producers, from a day on; the past is not rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Date, and_, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, PartyId, ProductId
from core.money import ZERO, Money
from inventory.consignment.models import Agreement, Bearer, Consignor, NetPrice
from inventory.consignment.terms import ALL, Terms
from inventory.models import Product

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed with a producer."""

    basis_points: int
    """The co-op's part of what buyers pay."""
    cycle_days: int = 1
    shelf_days: int | None = None
    loss_bearer: Bearer = Bearer.SHOP
    spoilage_bearer: Bearer = Bearer.PRODUCER


def agree(
    session: Session,
    consignor: Consignor,
    agreed: Agreed,
    *,
    valid_from: date,
    at: datetime,
    by: OperatorId | None,
) -> Agreement:
    """Let this hold from a day on; what held before ends the day before.

    What was sold keeps its fee: that is fixed in the sold line. The same day again is put right.
    Raises InvalidInput for a fee that is none, or a day before one that is set already.
    """
    _check(agreed)
    consignor_id = PartyId(consignor.id)
    newest = session.scalars(
        select(Agreement).where(Agreement.consignor_id == consignor_id)
        .order_by(Agreement.valid_from.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if newest is not None and newest.valid_from == valid_from:
        session.delete(newest)
        session.flush()
    else:
        _close(newest, valid_from)
    row = Agreement(
        consignor_id=consignor_id,
        basis_points=agreed.basis_points,
        cycle_days=agreed.cycle_days,
        shelf_days=agreed.shelf_days,
        loss_bearer=agreed.loss_bearer,
        spoilage_bearer=agreed.spoilage_bearer,
        valid_from=valid_from,
        set_by=by,
        set_at=at,
    )
    session.add(row)
    session.flush()
    audit.record(session, "consignor.agreed", at=at, by=by, subject=str(consignor.number),
                 basis_points=agreed.basis_points, valid_from=valid_from.isoformat())  # fmt: skip
    return row


def set_net_price(
    session: Session,
    product: Product,
    amount: Money,
    *,
    valid_from: date,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Let a producer get this for a base unit from a day on, whatever the buyer pays."""
    if product.consignor_id is None:
        raise InvalidInput(_("%(name)s bukan barang titipan.", name=product.name))
    if amount < ZERO:
        raise InvalidInput(_("Harga bersih tidak boleh negatif."), field="net_price")
    newest = session.scalars(
        select(NetPrice).where(NetPrice.product_id == product.id)
        .order_by(NetPrice.valid_from.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if newest is not None and newest.valid_from == valid_from:
        session.delete(newest)
    else:
        _close(newest, valid_from)
    session.add(NetPrice(product_id=ProductId(product.id), amount=amount, valid_from=valid_from,
                         set_by=by, set_at=at))  # fmt: skip
    session.flush()
    audit.record(session, "consigned.net_price", at=at, by=by, subject=product.code,
                 amount=amount.amount, valid_from=valid_from.isoformat())  # fmt: skip


def drop_net_price(
    session: Session, product: Product, *, valid_from: date, at: datetime, by: OperatorId | None
) -> None:
    """Let the fee of the agreement hold for a product again from a day on; nothing without one."""
    standing = session.scalars(
        select(NetPrice).where(
            NetPrice.product_id == product.id,
            or_(NetPrice.valid_to.is_(None), NetPrice.valid_to >= literal(valid_from, Date)),
        )
    ).all()
    for row in standing:
        row.valid_to = valid_from - _A_DAY
        if row.valid_from >= valid_from:
            session.delete(row)
    session.flush()
    if standing:
        audit.record(session, "consigned.net_price", at=at, by=by, subject=product.code,
                     valid_from=valid_from.isoformat())  # fmt: skip


def history(session: Session, consignor_id: PartyId) -> list[Agreement]:
    """Everything that was agreed with a producer, the newest first."""
    return list(
        session.scalars(
            select(Agreement)
            .where(Agreement.consignor_id == consignor_id)
            .order_by(Agreement.valid_from.desc())
        )
    )


def net_price_of(session: Session, product: Product, *, on: date) -> Money | None:
    """What a producer gets for a base unit on a day; None where the agreement decides."""
    return session.scalar(
        select(NetPrice.amount).where(
            NetPrice.product_id == product.id, _on(NetPrice.valid_from, NetPrice.valid_to, on)
        )
    )


def holding(session: Session, consignor_id: PartyId, *, on: date) -> Agreement | None:
    """What is agreed with a producer on a day; None when nothing was."""
    return session.scalars(
        select(Agreement).where(
            Agreement.consignor_id == consignor_id,
            _on(Agreement.valid_from, Agreement.valid_to, on),
        )
    ).one_or_none()


def terms_of(session: Session, product: Product, *, on: date) -> Terms | None:
    """What of a product's price is its producer's on a day; None when it is the co-op's own.

    Where nothing was agreed for that day everything is the producer's.
    """
    if product.consignor_id is None:
        return None
    agreement = holding(session, product.consignor_id, on=on)
    net_price = net_price_of(session, product, on=on)
    return Terms(product.consignor_id, agreement.basis_points if agreement else 0, net_price)


def _on(
    first: InstrumentedAttribute[date], last: InstrumentedAttribute[date | None], day: date
) -> ColumnElement[bool]:
    return and_(first <= day, or_(last.is_(None), last >= literal(day, Date)))


def _close(newest: Agreement | NetPrice | None, valid_from: date) -> None:
    if newest is None:
        return
    if newest.valid_from >= valid_from:
        raise InvalidInput(
            _("Sudah ada ketentuan yang berlaku sejak hari itu atau sesudahnya."),
            field="valid_from",
        )
    if newest.valid_to is None or newest.valid_to >= valid_from:
        newest.valid_to = valid_from - _A_DAY


def _check(agreed: Agreed) -> None:
    if not 0 <= agreed.basis_points <= ALL:
        raise InvalidInput(_("Komisi antara 0 dan 100 persen."), field="commission")
    if agreed.cycle_days < 1 or (agreed.shelf_days is not None and agreed.shelf_days < 1):
        raise InvalidInput(_("Jumlah hari paling sedikit satu."), field="cycle_days")
