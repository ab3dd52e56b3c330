"""What the board decides of a member: taken in, gone, or taken back because it was a mistake."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import shops
from core.errors import BusinessError, InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.money import ZERO, Money
from core.settings import read
from members.balances import balances
from members.leaving.models import Settlement
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.settings import POKOK_FIRST
from members.people.statuses import GONE, NewStatus
from members.settings import POKOK_AMOUNT


def needed(pokok: Money, first: Money) -> Money:
    """What is paid before somebody is a member: the first part, or all where there are none."""
    return min(pokok, first) if first else pokok


def lacking(session: Session, member: Member, *, on: date) -> Money:
    """What a candidate still has to pay as simpanan pokok before the board may admit her."""
    shop_id = ShopId(member.shop_id)
    asked = needed(
        read(session, POKOK_AMOUNT, on=on, shop_id=shop_id),
        read(session, POKOK_FIRST, on=on, shop_id=shop_id),
    )
    return max(asked - balances(session, MemberId(member.id)).pokok, ZERO)


def decide(
    session: Session, member: Member, new: NewStatus, *, at: datetime, by: OperatorId
) -> None:
    """Write down what the board decided, from its day on.

    Raises InvalidInput without a name or minutes, without a reason for whoever is a member no
    more, on a day in the future, or when a status cannot follow; BusinessError before the pokok
    is paid.
    """
    _lock(session, member)
    _check_words(new)
    today = shops.today_in(shops.get_shop(session, member.shop_id), at)
    is_admitted = new.status is MemberStatus.ACTIVE
    if is_admitted and (missing := lacking(session, member, on=today)):
        raise BusinessError(
            _("Simpanan pokoknya belum cukup: kurang %(amount)s. Setor dulu, lalu terima.",
              amount=rupiah(missing))
        )  # fmt: skip
    statuses.change(session, member, new, today=today, at=at, by=by)
    if is_admitted:
        member.joined_on, member.admitted_by = new.holds_from, new.decided_by.strip()
    session.flush()


def take_back(
    session: Session, member: Member, reason: str, *, at: datetime, by: OperatorId
) -> None:
    """Let the newest decision not have been made; it stays on record with the reason.

    Raises InvalidInput without a reason, BusinessError once her savings were settled.
    """
    _lock(session, member)
    if not reason.strip():
        raise InvalidInput(_("Isi mengapa keputusannya dibatalkan."), field="reason")
    if member.status in GONE and _is_settled(session, member):
        raise BusinessError(
            _("Simpanannya sudah diselesaikan. Terima kembali sebagai anggota, dengan simpanan "
              "pokok baru.")
        )  # fmt: skip
    again = statuses.take_back(session, member, reason=reason, at=at, by=by)
    if again.status is MemberStatus.CANDIDATE:
        member.joined_on, member.admitted_by = again.holds_from, ""
    session.flush()


def _check_words(new: NewStatus) -> None:
    if not new.decided_by.strip():
        raise InvalidInput(_("Isi siapa yang memutuskan, atau rapatnya."), field="decided_by")
    if new.status in GONE and not new.reason.strip():
        raise InvalidInput(_("Isi alasannya."), field="reason")


def _lock(session: Session, member: Member) -> None:
    """One decision at a time."""
    session.execute(select(Member.id).where(Member.id == member.id).with_for_update()).all()
    session.refresh(member)


def _is_settled(session: Session, member: Member) -> bool:
    since = statuses.history(session, MemberId(member.id))[0].holds_from
    found = select(Settlement.id).where(
        Settlement.member_id == member.id, Settlement.settled_on >= since
    )
    return session.scalar(found.limit(1)) is not None
