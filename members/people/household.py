"""Who belongs to a member: heirs, and those of her household who buy in her name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId
from members import register
from members.cleaning import card_code, member_name, phone_number, plain
from members.models import Member
from members.people.models import AuthorisedBuyer, Heir


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of a member's household, as typed."""

    name: str
    relation: str = ""
    phone: str = ""
    card: str = ""
    """A buyer's own; an heir has none."""


def add_heir(
    session: Session, member: Member, heir: Relative, *, at: datetime, by: OperatorId | None
) -> Heir:
    """Note who is paid when the member dies."""
    row = Heir(
        member_id=MemberId(member.id),
        name=member_name(heir.name),
        relation=plain(heir.relation, field="relation"),
        phone=phone_number(heir.phone),
        created_at=at,
    )
    session.add(row)
    _note(session, "member.heir_added", member, at=at, by=by)
    return row


def add_buyer(
    session: Session, member: Member, buyer: Relative, *, at: datetime, by: OperatorId | None
) -> AuthorisedBuyer:
    """Let somebody buy in the member's name, with a card or without; the tills hear of it."""
    card = card_code(buyer.card)
    register.check_card(session, card)
    row = AuthorisedBuyer(
        member_id=MemberId(member.id),
        name=member_name(buyer.name),
        relation=plain(buyer.relation, field="relation"),
        phone=phone_number(buyer.phone),
        card=card,
        created_at=at,
    )
    session.add(row)
    member.changed_at = at
    _note(session, "member.buyer_added", member, at=at, by=by)
    return row


def retire_heir(
    session: Session, member: Member, heir_id: UUID, *, at: datetime, by: OperatorId | None
) -> None:
    """Somebody is no heir any more; she stays on record. Raises NotFound."""
    heir = session.get(Heir, heir_id)
    if heir is None or heir.member_id != member.id or not heir.active:
        raise NotFound(_("Ahli waris ini tidak tercatat pada anggota itu."))
    heir.active = False
    _note(session, "member.heir_retired", member, at=at, by=by)


def retire_buyer(
    session: Session, member: Member, buyer_id: UUID, *, at: datetime, by: OperatorId | None
) -> None:
    """Somebody may not buy in the member's name any more; her card is free again.

    Raises NotFound.
    """
    buyer = session.get(AuthorisedBuyer, buyer_id)
    if buyer is None or buyer.member_id != member.id or not buyer.active:
        raise NotFound(_("Pembeli ini tidak tercatat pada anggota itu."))
    buyer.active, buyer.card = False, None
    member.changed_at = at
    _note(session, "member.buyer_retired", member, at=at, by=by)


def heirs(session: Session, member_id: MemberId) -> list[Heir]:
    """A member's heirs of now, in the order they were noted."""
    found = select(Heir).where(Heir.member_id == member_id, Heir.active)
    return list(session.scalars(found.order_by(Heir.created_at, Heir.id)))


def buyers(session: Session, member_id: MemberId) -> list[AuthorisedBuyer]:
    """Who may buy in a member's name now."""
    found = select(AuthorisedBuyer).where(
        AuthorisedBuyer.member_id == member_id, AuthorisedBuyer.active
    )
    return list(session.scalars(found.order_by(AuthorisedBuyer.created_at, AuthorisedBuyer.id)))


def _note(
    session: Session, action: str, member: Member, *, at: datetime, by: OperatorId | None
) -> None:
    session.flush()
    audit.record(session, action, at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
