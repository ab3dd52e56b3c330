"""What a member agreed to have done with her data (UU 27/2022): what holds is the newest word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.ids import MemberId, OperatorId
from members.models import Member
from members.people.models import Consent


class Purpose(StrEnum):
    """What her data may be used for beyond what the law asks of a co-operative."""

    MESSAGES = "messages"
    """Reminders and news by telephone."""
    PHOTO = "photo"
    """Her picture in the register and on her card."""
    PROGRAMME_REPORT = "programme_report"
    """Told by name to whoever funds a programme."""


def newest(session: Session, member_id: MemberId) -> Mapping[Purpose, Consent]:
    """The last word of a member on each purpose; one she never spoke of is absent."""
    rows = session.scalars(
        select(Consent).where(Consent.member_id == member_id).order_by(Consent.at, Consent.id)
    )
    known = tuple(Purpose)
    return {Purpose(row.purpose): row for row in rows if row.purpose in known}


def is_given(session: Session, member_id: MemberId, purpose: Purpose) -> bool:
    """Whether she agreed, and did not take it back."""
    found = newest(session, member_id).get(purpose)
    return found is not None and found.given


def record(
    session: Session, member: Member, purpose: Purpose, *, given: bool, at: datetime,
    by: OperatorId | None,
) -> None:  # fmt: skip
    """Write down that a member agrees, or agrees no more; saying the same again is nothing new.

    ``by`` is None when she did so herself, on her pages.
    """
    found = newest(session, MemberId(member.id)).get(purpose)
    if (found.given if found else None) is given:
        return
    session.add(
        Consent(member_id=MemberId(member.id), purpose=purpose.value, given=given, at=at, by=by)
    )
    session.flush()
    action = "member.consent_given" if given else "member.consent_withdrawn"
    audit.record(session, action, at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number), purpose=purpose.value)  # fmt: skip
