"""Agreeing to what a clerk may not do alone: on the spot, by telephone, or afterwards.

What happened is never refused. A document claims who agreed; a claim without a grant of somebody
with the right waits for a manager (*menunggu pengesahan*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, operators
from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.i18n import _
from core.ids import OperatorId, ShopId, new_id
from core.money import ZERO, Money
from core.operators import OperatorView
from core.permissions import Permission
from pos.approvals import codes
from pos.approvals.models import Approval, ApprovalGrant, ApprovalReview
from pos.documents import Approval as Claim
from pos.documents import ApprovalAction, ApprovalMethod, Header
from pos.models import Till
from pos.tills import TillView

TWO_NAMES = frozenset({ApprovalAction.COUNT})
"""What even somebody with the right does not vouch for alone. A witness vouches for the count; what
it is short of follows from that, however much."""


def grant_by_pin(
    session: Session,
    till: TillView,
    approver: OperatorView,
    *,
    action: ApprovalAction,
    amount: Money,
    at: datetime,
) -> ApprovalGrant:
    """Note that somebody agreed at the till with a PIN; the caller has checked the PIN.

    Raises PermissionDenied for somebody without the right, or of another shop only.
    """
    _may_approve(approver, till)
    key = new_id()
    return _grant(
        session, till, approver, ApprovalMethod.PIN, action, amount, code=str(key), at=at
    )  # fmt: skip


def grant_by_code(
    session: Session,
    till: TillView,
    approver: OperatorView,
    *,
    action: ApprovalAction,
    amount: Money,
    challenge: str,
    at: datetime,
) -> str:
    """The code to read out for the challenge that a till shows.

    Raises InvalidInput for a challenge that is no four digits, PermissionDenied as by PIN.
    """
    _may_approve(approver, till)
    if not codes.CHALLENGE.fullmatch(challenge):
        raise InvalidInput(_("Ketik empat angka yang tampil di layar kasir."), field="challenge")
    token_hash = session.get_one(Till, till.id).token_hash
    code = codes.code_for(codes.key_of(token_hash), action, amount.amount, challenge)
    _grant(session, till, approver, ApprovalMethod.CODE, action, amount,
           code=f"{challenge}-{code}", at=at)  # fmt: skip
    return code


def note(
    session: Session,
    till: TillView,
    header: Header,
    claims: Sequence[Claim],
    needed: Mapping[ApprovalAction, Money],
    *,
    subject: str,
    requested_by: OperatorId,
    received_at: datetime,
) -> list[ApprovalAction]:
    """Write down what a document needed somebody else for; returns what nobody has proven yet.

    ``needed`` holds what went beyond the rights of a clerk, with the amount of each. Nothing is
    written for a requester who holds the right, except where two names are wanted.
    """
    if not needed:
        return []
    holds_right = _holds_right(session, requested_by)
    unproven = []
    for action, amount in needed.items():
        if holds_right and action not in TWO_NAMES:
            continue
        claim = next((claim for claim in claims if claim.action is action), None)
        grant = _grant_behind(session, till, claim, amount) if claim else None
        if grant is not None and grant.granted_by == requested_by:
            grant = None
        session.add(
            Approval(
                document_id=header.id,
                action=action,
                shop_id=till.shop_id,
                till_id=till.id,
                subject=subject,
                amount=amount,
                method=claim.method if claim else None,
                claimed_by=claim.by if claim else None,
                grant_id=grant.id if grant else None,
                requested_by=requested_by,
                requested_at=received_at,
            )
        )
        if grant is None:
            unproven.append(action)
    session.flush()
    return unproven


def review(
    session: Session,
    document_id: UUID,
    action: ApprovalAction,
    *,
    agreed: bool,
    note: str,
    within: ShopId | None,
    at: datetime,
    by: OperatorId,
) -> ApprovalReview:
    """Judge afterwards what a clerk did alone; raises for one's own doing or a second time.

    ``within``: the shop of who judges; what another shop did is not there. None: all shops.
    """
    approval = session.get(Approval, (document_id, action))
    if approval is None or within not in (None, approval.shop_id):
        raise NotFound(_("Persetujuan ini tidak ada."))
    if approval.requested_by == by:
        raise BusinessError(_("Yang meminta tidak dapat mengesahkan sendiri."))
    if approval.grant_id or session.get(ApprovalReview, (document_id, action)) is not None:
        raise BusinessError(_("Persetujuan ini sudah diputuskan."))
    if not agreed and not note.strip():
        raise InvalidInput(_("Tulis mengapa tidak disetujui."), field="note")
    judged = ApprovalReview(
        document_id=document_id,
        action=action,
        agreed=agreed,
        note=note.strip(),
        reviewed_by=by,
        reviewed_at=at,
    )
    session.add(judged)
    session.flush()
    audit.record(session, "approval.reviewed", at=at, by=by, shop_id=approval.shop_id,
                 subject=approval.subject, approved=agreed, kind=action.value)  # fmt: skip
    return judged


def _grant(
    session: Session,
    till: TillView,
    approver: OperatorView,
    method: ApprovalMethod,
    action: ApprovalAction,
    amount: Money,
    *,
    code: str,
    at: datetime,
) -> ApprovalGrant:
    grant = ApprovalGrant(
        till_id=till.id,
        action=action,
        method=method,
        amount=amount,
        code=code,
        granted_by=approver.id,
        granted_at=at,
    )
    session.add(grant)
    session.flush()
    audit.record(session, "approval.granted", at=at, by=approver.id, shop_id=till.shop_id,
                 subject=till.code, kind=action.value, amount=amount.amount)  # fmt: skip
    return grant


def _may_approve(approver: OperatorView, till: TillView) -> None:
    if not approver.may(Permission.APPROVE):
        raise PermissionDenied(_("Peran Anda tidak boleh menyetujui."))
    if approver.shop_id not in (None, till.shop_id):
        raise PermissionDenied(_("Anda hanya boleh menyetujui di toko Anda sendiri."))


def _holds_right(session: Session, operator_id: OperatorId) -> bool:
    operator = operators.view_of(session, operator_id)
    return operator is not None and operator.may(Permission.APPROVE)


def _grant_behind(
    session: Session, till: TillView, claim: Claim, amount: Money
) -> ApprovalGrant | None:
    """The unused grant a claim names: of this till and action, for at least the amount."""
    least = ZERO if claim.action in TWO_NAMES else amount
    return session.scalars(
        select(ApprovalGrant)
        .outerjoin(Approval, Approval.grant_id == ApprovalGrant.id)
        .where(
            ApprovalGrant.till_id == till.id,
            ApprovalGrant.code == claim.code,
            ApprovalGrant.action == claim.action,
            ApprovalGrant.amount >= least,
            Approval.document_id.is_(None),
        )
    ).first()
