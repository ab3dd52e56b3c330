"""Taking back a deposit or withdrawal that was booked wrongly, most often on the wrong member.

Nothing booked is changed: a reversal says the opposite, together with where the money really is.
The drawer is not touched, as it is counted by what tills sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.money import Money
from core.shops import get_shop, today_in
from ledger import chart, journal
from ledger.entry import Line
from ledger.models import JournalEntry
from members import standing
from members.entries import Event, Part, across_shops
from members.models import Member
from members.savings import paid_in
from pos.member_money.entries import money_source
from pos.member_money.models import Direction, MemberMoney
from pos.models import TenderKind


class Remedy(StrEnum):
    """Where the money really is."""

    MOVE = "move"
    """It is another member's."""
    SAFE = "safe"
    """It went back to the member from the safe, or came back into it."""
    COUNT = "count"
    """It never changed hands: the count of the drawer shows it as a difference."""
    BANK = "bank"
    """It went back over the bank, or never came there."""


REMEDIES = {
    TenderKind.CASH: (Remedy.MOVE, Remedy.SAFE, Remedy.COUNT),
    TenderKind.TRANSFER: (Remedy.MOVE, Remedy.BANK),
}
"""What can be done about money that was handed over, and about a transfer."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a manager decides."""

    remedy: Remedy
    to: MemberId | None
    """Whose money it is; only for MOVE."""
    reason: str


def correct(
    session: Session, money_id: UUID, correction: Correction, *, at: datetime, by: OperatorId
) -> MemberMoney:
    """Take back a deposit or withdrawal; its receipt stays as it was.

    Raises BusinessError for whoever booked it, and for what has been taken back already.
    """
    money = session.get(MemberMoney, money_id)
    if money is None:
        raise NotFound(_("Struk ini tidak ada."))
    _check(session, money, correction, by=by)
    home = _home(session, money.member_id)
    shops = {home, _home(session, correction.to) if correction.to else home}
    for shop_id in sorted(shops):
        journal.lock_shop(session, shop_id)
    if is_corrected(session, money_id):
        raise BusinessError(_("Struk ini sudah dikoreksi."))
    event = Event(home, today_in(get_shop(session, home), at), _source(money_id),
                  f"Koreksi {money.number}")  # fmt: skip
    for entry in across_shops(event, _parts(session, money, correction, home)):
        journal.post(session, entry, at=at)
    for member_id in filter(None, (money.member_id, correction.to)):
        standing.touch(session, member_id, at=at)
    audit.record(session, "member_money.corrected", at=at, by=by, shop_id=money.shop_id,
                 subject=money.number, remedy=correction.remedy.value,
                 reason=correction.reason)  # fmt: skip
    return money


def is_corrected(session: Session, money_id: UUID) -> bool:
    """Whether a deposit or withdrawal has been taken back."""
    found = select(JournalEntry.id).where(JournalEntry.source == _source(money_id))
    return session.scalar(found) is not None


def _check(session: Session, money: MemberMoney, correction: Correction, *, by: OperatorId) -> None:
    if money.operator_id == by:
        raise BusinessError(_("Yang mencatat uangnya tidak dapat mengoreksinya sendiri."))
    if correction.remedy not in REMEDIES[money.tender]:
        raise InvalidInput(_("Pilih di mana uangnya sekarang."), field="remedy")
    if not correction.reason:
        raise InvalidInput(_("Tulis mengapa dikoreksi."), field="reason")
    if correction.remedy is not Remedy.MOVE:
        return
    if correction.to is None or session.get(Member, correction.to) is None:
        raise InvalidInput(_("Sebut nomor anggota yang benar."), field="to")
    if correction.to == money.member_id:
        raise InvalidInput(_("Uangnya sudah tercatat pada anggota ini."), field="to")


def _parts(
    session: Session, money: MemberMoney, correction: Correction, home: ShopId
) -> Iterator[Part]:
    signed = money.amount if money.direction is Direction.IN else -money.amount
    yield Part(home, paid_in(money.account, -signed, money.member_id))
    if correction.to is not None:
        there = _home(session, correction.to)
        yield Part(there, paid_in(money.account, signed, correction.to))
    else:
        yield Part(home, _elsewhere(correction.remedy, money.direction, signed))


def _elsewhere(remedy: Remedy, direction: Direction, signed: Money) -> Line:
    """The other side of what is taken back, when it is nobody else's money."""
    difference = chart.CASH_SHORT if direction is Direction.IN else chart.CASH_OVER
    account = {Remedy.SAFE: chart.SAFE, Remedy.BANK: chart.BANK}.get(remedy, difference)
    return Line(account, -signed)


def _home(session: Session, member_id: MemberId) -> ShopId:
    return ShopId(session.get_one(Member, member_id).shop_id)


def _source(money_id: UUID) -> str:
    return f"reversal:{money_source(money_id)}"
