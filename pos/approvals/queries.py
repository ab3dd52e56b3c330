"""What the page of approvals and the tills read; values, never statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from core.ids import ShopId
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from pos.approvals.models import Approval, ApprovalReview
from pos.documents import ApprovalAction, ApprovalMethod
from pos.models import Document, DocumentKind, Till


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """Something a clerk did that needed somebody else."""

    document_id: UUID
    action: ApprovalAction
    subject: str
    amount: Money
    method: ApprovalMethod | None
    claimed_by: str | None
    requested_by: str
    requested_by_id: UUID
    requested_at: datetime
    till: str
    time_zone: str
    kind: DocumentKind | None
    """Of the document that needed somebody else."""
    shift_id: UUID | None
    agreed: bool | None
    """None while nobody has judged it."""
    note: str
    reviewed_by: str | None
    reviewed_at: datetime | None


def approvals(
    session: Session,
    *,
    within: ShopId | None,
    reviewed: bool,
    page: int,
    action: ApprovalAction | None = None,
) -> Page[ApprovalRow]:
    """Approvals that nobody had proven, newest first: those still waiting, or those judged."""
    conditions = _conditions(within, reviewed=reviewed)
    if action:
        conditions.append(Approval.action == action)
    count = session.scalar(
        select(func.count())
        .select_from(Approval)
        .outerjoin(ApprovalReview, _OF_APPROVAL)
        .where(*conditions)
    )
    clerk, claimed, judge = aliased(Operator), aliased(Operator), aliased(Operator)
    rows: Iterable[Sequence[Any]] = session.execute(
        select(
            Approval.document_id,
            Approval.action,
            Approval.subject,
            Approval.amount,
            Approval.method,
            claimed.name,
            clerk.name,
            clerk.id,
            Approval.requested_at,
            Shop.code + "-" + Till.name,
            Shop.time_zone,
            Document.kind,
            Document.shift_id,
            ApprovalReview.agreed,
            func.coalesce(ApprovalReview.note, ""),
            judge.name,
            ApprovalReview.reviewed_at,
        )
        .join(Shop, Shop.id == Approval.shop_id)
        .join(Till, Till.id == Approval.till_id)
        .join(clerk, clerk.id == Approval.requested_by)
        .outerjoin(claimed, claimed.id == Approval.claimed_by)
        .outerjoin(Document, Document.id == Approval.document_id)
        .outerjoin(ApprovalReview, _OF_APPROVAL)
        .outerjoin(judge, judge.id == ApprovalReview.reviewed_by)
        .where(*conditions)
        .order_by(Approval.requested_at.desc(), Approval.document_id)
        .limit(SIZE)
        .offset(offset(page))
    )
    return Page(tuple(ApprovalRow(*row) for row in rows), page, count or 0)


def waiting(session: Session, *, within: ShopId | None) -> int:
    """How many approvals wait for somebody."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Approval)
            .outerjoin(ApprovalReview, _OF_APPROVAL)
            .where(*_conditions(within, reviewed=False))
        )
        or 0
    )


_OF_APPROVAL = and_(
    ApprovalReview.document_id == Approval.document_id,
    ApprovalReview.action == Approval.action,
)


def _conditions(within: ShopId | None, *, reviewed: bool) -> list[ColumnElement[bool]]:
    state = ApprovalReview.reviewed_at
    conditions: list[ColumnElement[bool]] = [
        Approval.grant_id.is_(None),
        state.is_not(None) if reviewed else state.is_(None),
    ]
    if within:
        conditions.append(Approval.shop_id == within)
    return conditions
