"""Signing in with number and PIN: guessing is slowed down, and nothing tells whose number exists.

The answer, and the hashing that takes its time, are the same for a wrong PIN, for a right one
while it is locked, and for a number that nobody has or that has no PIN.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, secrets
from core.errors import InvalidInput, NotSignedIn
from core.i18n import _
from core.ids import MemberId
from members.access.activation import check_pin, set_pin
from members.access.models import MemberAccess
from members.models import Member, MemberStatus

FREE_TRIES = 5
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=12)
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose PIN is asked for; both are None for a number that nobody has."""

    member_id: MemberId | None
    hashed: str | None

    def is_right(self, pin: str) -> bool:
        """Whether it is her PIN; hashes once whatever is wrong. Slow on purpose: so it belongs
        between the transactions, where no sale waits for it."""
        return secrets.matches(self.hashed, pin)


NOBODY = Asked(None, None)


def asked(session: Session, number: str) -> Asked:
    """Who has a number, as it was typed."""
    typed = number.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS):
        return NOBODY
    member_id = session.scalar(select(Member.id).where(Member.number == int(typed)))
    return asked_again(session, MemberId(member_id)) if member_id else NOBODY


def asked_again(session: Session, member_id: MemberId) -> Asked:
    """The same where the phone knows whose it is: after a while, or before the PIN is changed."""
    access = session.get(MemberAccess, member_id)
    return Asked(member_id, access.pin_hash if access else None)


def settle(session: Session, who: Asked, *, right: bool, at: datetime) -> MemberId | None:
    """Let her in, or count the wrong PIN and lock; None: refused.

    The caller commits and then calls ``judge``, so that the count survives the refusal. Of many
    tries at once none counts as right that ends after the lock.
    """
    access = _kept_still(session, who.member_id)
    if access is None or (access.locked_until and access.locked_until > at):
        return None
    member = session.get_one(Member, access.member_id)
    if right and access.pin_hash == who.hashed and member.status is not MemberStatus.DECEASED:
        access.failures, access.locked_until = 0, None
        session.flush()
        return MemberId(member.id)
    _count_failure(session, access, member, at=at)
    return None


def judge(member_id: MemberId | None) -> MemberId:
    """Who signed in. Raises NotSignedIn with one sentence for every reason."""
    if member_id is None:
        raise NotSignedIn(
            _("Nomor atau PIN salah, atau sedang dikunci karena terlalu sering salah. "
              "Coba lagi nanti, atau minta kode baru di toko.")
        )  # fmt: skip
    return member_id


def change_pin(session: Session, member_id: MemberId, pin: str, *, at: datetime) -> None:
    """Take another PIN, after ``settle`` with the present one. Raises InvalidInput."""
    member = session.get_one(Member, member_id)
    check_pin(pin, member)
    access = session.get_one(MemberAccess, member_id)
    if secrets.matches(access.pin_hash, pin):
        raise InvalidInput(_("PIN baru masih sama dengan yang lama."), field="pin")
    set_pin(session, member_id, pin, at=at)
    audit.record(session, "member.changed_pin", at=at, by=None, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip


def _kept_still(session: Session, member_id: MemberId | None) -> MemberAccess | None:
    if member_id is None:
        return None
    return session.get(MemberAccess, member_id, with_for_update=True, populate_existing=True)


def _count_failure(session: Session, access: MemberAccess, member: Member, *, at: datetime) -> None:
    access.failures += 1
    beyond = access.failures - FREE_TRIES
    if beyond >= 0:
        access.locked_until = at + min(FIRST_LOCK * 2 ** min(beyond, 20), LONGEST_LOCK)
    audit.record(session, "member.failed_to_sign_in", at=at, by=None, shop_id=member.shop_id,
                 subject=str(member.number), failures=access.failures)  # fmt: skip
