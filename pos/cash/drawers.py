"""Opening the drawer without a sale: always possible, always noted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core import audit
from core.money import Money
from pos import shift_facts
from pos.approvals import approvals
from pos.approvals import settings as approval_settings
from pos.cash.documents import DrawerOpenedDocument
from pos.documents import ApprovalAction, Booked
from pos.printing import jobs
from pos.shift_facts import ShiftClaims
from pos.tills import TillView


def book(
    session: Session, till: TillView, document: DrawerOpenedDocument, received_at: datetime
) -> Booked:
    """Note that the drawer was opened, and open it when that is now."""
    header = document.header
    claims = shift_facts.check(session, till, document, received_at=received_at)
    _note_approval(session, till, document, claims, received_at=received_at)
    audit.record(session, "drawer.opened", at=received_at, by=claims.operator_id,
                 shop_id=till.shop_id, subject=till.code, reason=document.reason,
                 odd=list(claims.odd))  # fmt: skip
    if abs(received_at - header.at) <= jobs.DRAWER_WAITS:
        jobs.kick_drawer(session, till, source=f"drawer:{header.id}", at=received_at)
    return Booked({}, document.shift_id)


def _note_approval(
    session: Session,
    till: TillView,
    document: DrawerOpenedDocument,
    claims: ShiftClaims,
    *,
    received_at: datetime,
) -> None:
    """Where the shop wants somebody else for it: any limit but 0 asks for one."""
    action = ApprovalAction.DRAWER
    limit = approval_settings.limit(session, action, on=claims.day, shop_id=till.shop_id)
    needed = {action: Money(0)} if limit else {}
    approvals.note(session, till, document.header, document.approvals, needed,
                   subject=till.code, requested_by=claims.operator_id,
                   received_at=received_at)  # fmt: skip
