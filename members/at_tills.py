"""What a till keeps of the members, and what it may ask about one: no phone, no address.

So that credit and savings work without a server, a till keeps what each member may still owe, and
the savings of those whose home shop is its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import MemberId, ShopId
from core.money import ZERO, Money
from core.settings import read
from core.shops import get_shop, today_in
from members import credit
from members.balances import NOTHING, Balances, balances, every_balance
from members.credit import OpenBon, coming, next_due
from members.dues import dues, owing
from members.dues.owing import Left
from members.instalments import Instalment
from members.models import Member, MemberStatus
from members.people.models import AuthorisedBuyer
from members.settings import (
    CREDIT_BLOCKED_AFTER,
    CREDIT_DAYS,
    CREDIT_INSTALMENTS_MOST,
    POKOK_AMOUNT,
    WAJIB_AMOUNT,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """The till's shop, and its day."""

    shop_id: ShopId
    today: date
    wajib: Money
    """What every member pays this month."""

    @property
    def unasked(self) -> Left:
        """What an active member is to pay who has paid nothing and has no dues yet."""
        return Left(self.wajib)


def members(
    session: Session, shop_id: ShopId, *, at: datetime, ids: Collection[MemberId] | None = None
) -> list[dict[str, Any]]:
    """What a shop's tills keep of every active member, by number, or of those with these ids.

    Whoever books members' money touches the member (``standing.touch``), so a change shows there.
    """
    place = _place(session, shop_id, at=at)
    wanted = select(Member).where(Member.status == MemberStatus.ACTIVE).order_by(Member.number)
    if ids is not None:
        wanted = wanted.where(Member.id.in_(ids))
    known = every_balance(session, ids)
    bons = credit.every_open_bon(session, ids)
    left = owing.left_of_everybody(session, place.today, place.wajib, ids)
    found = session.scalars(wanted).all()
    cards = buyer_cards(session, ids)
    return [
        _kept(row, place, known.get(MemberId(row.id), NOTHING), bons.get(MemberId(row.id), ()))
        | _wajib(left.get(MemberId(row.id), place.unasked))
        | ({"buyer_cards": cards[MemberId(row.id)]} if MemberId(row.id) in cards else {})
        for row in found
    ]


def candidates(session: Session) -> list[dict[str, Any]]:
    """Who waits to be admitted, by number: they pay their first pokok at a till, and buy as
    anybody does."""
    rows = session.execute(
        select(Member.id, Member.number, Member.name, Member.card)
        .where(Member.status == MemberStatus.CANDIDATE)
        .order_by(Member.number)
    )
    return [
        {"id": str(row.id), "number": str(row.number), "name": row.name, "card": row.card,
         "is_candidate": True}
        for row in rows
    ]  # fmt: skip


def buyer_cards(
    session: Session, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, list[str]]:
    """What else than her own card means a member: those of her household who buy in her name."""
    rows = select(AuthorisedBuyer.member_id, AuthorisedBuyer.card).where(
        AuthorisedBuyer.active, AuthorisedBuyer.card.is_not(None)
    )
    if ids is not None:
        rows = rows.where(AuthorisedBuyer.member_id.in_(ids))
    found: dict[MemberId, list[str]] = defaultdict(list)
    for row in session.execute(rows.order_by(AuthorisedBuyer.card)):
        found[MemberId(row.member_id)].append(row.card or "")
    return found


def money_of(
    session: Session, member_id: MemberId, shop_id: ShopId, *, at: datetime
) -> dict[str, Any]:
    """The same of one member as it is now, with the savings wherever she is, and her open bons."""
    member = session.get(Member, member_id)
    if member is None:
        raise NotFound(_("Anggota ini tidak ada."))
    place = _place(session, shop_id, at=at)
    known, bons = balances(session, member_id), credit.open_bons(session, member_id)
    left = owing.left_of(session, member, place.today, place.wajib)
    return _kept(member, place, known, bons) | {
        "savings": known.sukarela.amount,
        "pokok": known.pokok.amount,
        "wajib": known.wajib.amount,
        "surplus": max(known.surplus, ZERO).amount,
        **_wajib(left),
        **({"is_candidate": True} if member.status is MemberStatus.CANDIDATE else {}),
        "bons": [
            {
                "on": bon.booked_on.isoformat(),
                "due_on": bon.due_on.isoformat(),
                "amount": bon.amount.amount,
                "open": bon.open.amount,
                "instalments": shown(bon.instalments),
            }
            for bon in bons
        ],
    }


def wajib_left(session: Session, member: Member, shop_id: ShopId, *, on: date) -> Left:
    """What a member has still to pay as simpanan wajib on a day, older months included."""
    return owing.left_of(session, member, on, dues.amount_of(session, shop_id, on))


def rules(session: Session, shop_id: ShopId, *, on: date) -> dict[str, int]:
    """The rules of members' money that a till follows."""
    return {
        "credit_days": read(session, CREDIT_DAYS, on=on, shop_id=shop_id),
        "credit_blocked_after": read(session, CREDIT_BLOCKED_AFTER, on=on, shop_id=shop_id),
        "credit_instalments_most": read(session, CREDIT_INSTALMENTS_MOST, on=on, shop_id=shop_id),
        "pokok_amount": read(session, POKOK_AMOUNT, on=on, shop_id=shop_id).amount,
        "wajib_amount": read(session, WAJIB_AMOUNT, on=on, shop_id=shop_id).amount,
    }


def _place(session: Session, shop_id: ShopId, *, at: datetime) -> _Place:
    today = today_in(get_shop(session, shop_id), at)
    return _Place(shop_id, today, dues.amount_of(session, shop_id, today))


def _kept(
    member: Member, place: _Place, known: Balances, bons: tuple[OpenBon, ...]
) -> dict[str, Any]:
    due_on = next_due(bons)
    is_home = member.shop_id == place.shop_id
    return {
        "id": str(member.id),
        "number": str(member.number),
        "name": member.name,
        "card": member.card,
        "credit_limit": member.credit_limit.amount,
        "credit": known.credit.amount,
        "due_on": due_on.isoformat() if due_on else None,
        "due": shown(coming(bons)),
        "savings": known.sukarela.amount if is_home else None,
        "is_home": is_home,
    }


def shown(parts: Iterable[Instalment]) -> list[dict[str, Any]]:
    """Instalments as a till keeps them."""
    return [{"on": part.due_on.isoformat(), "amount": part.amount.amount} for part in parts]


def _wajib(left: Left) -> dict[str, Any]:
    since = left.since.isoformat()[:7] if left.since else None
    return {"wajib_due": left.amount.amount, "wajib_since": since}
