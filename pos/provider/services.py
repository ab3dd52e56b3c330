"""What became of services after they were sold: pulsa that arrived, a token, a bill that failed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, SaleId, ShopId
from inventory.models import ProductKind
from ledger import journal
from pos.models import Sale, SaleLine
from pos.provider.models import ServiceState, State


def note_state(
    session: Session,
    sale_id: UUID,
    position: int,
    state: State,
    *,
    token: str = "",
    note: str = "",
    within: ShopId | None,
    at: datetime,
    by: OperatorId,
) -> ServiceState | None:
    """Note what somebody learned about a sold service; None when that was known already.

    Raises NotFound for what is no service, InvalidInput for a token of what did not succeed.
    """
    sale, line = _line(session, sale_id, position, within)
    if token and state is not State.SUCCESS:
        raise InvalidInput(_("Token hanya ada kalau transaksinya sukses."), field="token")
    journal.lock_shop(session, ShopId(sale.shop_id))
    newest = newest_state(session, sale_id, position)
    before = (newest.state, newest.token, newest.note) if newest else (State.PENDING, "", "")
    if before == (state, token, note):
        return None
    row = ServiceState(
        sale_id=SaleId(sale_id),
        position=position,
        state=state,
        token=token,
        note=note,
        noted_by=by,
        noted_at=at,
    )
    session.add(row)
    session.flush()
    audit.record(session, "service.state_noted", at=at, by=by, shop_id=ShopId(sale.shop_id),
                 subject=sale.number, service=line.name, state=state.value)  # fmt: skip
    return row


def newest_state(session: Session, sale_id: UUID, position: int) -> ServiceState | None:
    """What is known last of a sold service; None while nobody has said anything."""
    return session.scalars(
        select(ServiceState)
        .where(ServiceState.sale_id == sale_id, ServiceState.position == position)
        .order_by(ServiceState.noted_at.desc(), ServiceState.id.desc())
        .limit(1)
    ).one_or_none()


def tokens(session: Session, sale_id: UUID) -> dict[int, str]:
    """The tokens of a sale's services by line, for copies of its receipt."""
    rows = session.scalars(
        select(ServiceState)
        .where(ServiceState.sale_id == sale_id)
        .order_by(ServiceState.noted_at, ServiceState.id)
    )
    found = {row.position: row.token for row in rows}
    return {position: token for position, token in found.items() if token}


def _line(
    session: Session, sale_id: UUID, position: int, within: ShopId | None
) -> tuple[Sale, SaleLine]:
    sale, line = session.get(Sale, sale_id), session.get(SaleLine, (sale_id, position))
    if sale is None or line is None or line.kind is not ProductKind.SERVICE:
        raise NotFound(_("Jasa ini tidak ada."))
    if within not in (None, sale.shop_id):
        raise NotFound(_("Jasa ini tidak ada."))
    return sale, line
