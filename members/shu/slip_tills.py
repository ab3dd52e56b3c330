"""Slips of the surplus on the printers of the tills: where they come out, what is queued there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core import slip_printing
from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.slip_printing import Place, Slip
from members import register
from members.office.models import OfficeMoney
from members.shu import told
from members.shu.payouts import Payment
from members.shu.waiting import WaitingRow


def shop_of(session: Session, number: int, own: ShopId | None) -> ShopId:
    """Whose tills print for a member: where whoever asks works, else where she is registered."""
    return own or ShopId(register.by_number(session, number).shop_id)


def places(session: Session, number: int, own: ShopId | None) -> Sequence[Place]:
    """The tills at which her slip can come out."""
    return slip_printing.places(session, shop_of(session, number, own))


def is_paid(session: Session, payment: Payment) -> bool:
    """Whether this payment was made before, so that nothing more is printed for it."""
    return session.get(OfficeMoney, payment.key) is not None


def print_with(
    session: Session, row: WaitingRow, till: str, own: ShopId | None, *, at: datetime,
    by: OperatorId,
) -> int:  # fmt: skip
    """Queue the slips of the years that are paid; returns how many. Raises InvalidInput for a till
    that does not print."""
    shop_id = shop_of(session, row.number, own)
    if till not in {str(place.till_id) for place in slip_printing.places(session, shop_id)}:
        raise InvalidInput(_("Pilih kasir yang punya printer."), field="till")
    sources = told.sources_of(session, MemberId(row.member_id), row.by_year)
    for source in sources:
        slip_printing.print_slip(
            session, Slip(source, str(row.number), shop_id), till, at=at, by=by
        )
    return len(sources)
