"""What the page of a member reads of the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.models import Operator
from core.money import Money
from core.seals import Seals
from members.balances import NOTHING, balances
from members.models import Member, MemberStatus
from members.people import admission, consents, household, identities, statuses
from members.people.consents import Purpose
from members.people.models import AuthorisedBuyer, Heir, StatusChange
from members.people.statuses import GONE


@dataclass(frozen=True, slots=True)
class Decision:
    """Something a member became."""

    status: MemberStatus
    holds_from: date
    reason: str
    decided_by: str
    recorded_at: datetime
    recorded_by: str
    """A name; empty when the program itself wrote it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a member said of a use of her data; never asked: ``given`` and ``at`` are None."""

    purpose: Purpose
    given: bool | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a person."""

    nik: str
    """Masked; empty when it is not known."""
    decisions: tuple[Decision, ...]
    """Newest first."""
    heirs: Sequence[Heir]
    buyers: Sequence[AuthorisedBuyer]
    agreements: tuple[Agreement, ...]
    lacking: Money
    """Of the pokok, before she can be admitted; says nothing of a member."""
    is_unsettled: bool
    """She is a member no more, and something of hers is still in the books."""

    @property
    def can_take_back(self) -> bool:
        return len(self.decisions) > 1


def about(session: Session, seals: Seals, member: Member, *, today: date) -> About:
    """What the page of a member shows of her."""
    member_id = MemberId(member.id)
    return About(
        identities.masked(session, seals, member),
        decisions(session, member_id),
        household.heirs(session, member_id),
        household.buyers(session, member_id),
        agreements(session, member_id),
        admission.lacking(session, member, on=today),
        member.status in GONE and balances(session, member_id) != NOTHING,
    )


def decisions(session: Session, member_id: MemberId) -> tuple[Decision, ...]:
    """Everything a member has been, newest first."""
    history = statuses.history(session, member_id)
    names = _names(session, history)
    return tuple(
        Decision(
            row.status,
            row.holds_from,
            row.reason,
            row.decided_by,
            row.recorded_at,
            names.get(row.recorded_by, ""),
        )
        for row in history
    )


def agreements(session: Session, member_id: MemberId) -> tuple[Agreement, ...]:
    """What she said of each use of her data."""
    said = consents.newest(session, member_id)
    found = ((purpose, said.get(purpose)) for purpose in Purpose)
    return tuple(
        Agreement(purpose, row.given if row else None, row.at if row else None)
        for purpose, row in found
    )


def _names(session: Session, history: Sequence[StatusChange]) -> dict[object, str]:
    ids = {row.recorded_by for row in history if row.recorded_by is not None}
    found = session.execute(select(Operator.id, Operator.name).where(Operator.id.in_(ids)))
    return {row.id: row.name for row in found}
