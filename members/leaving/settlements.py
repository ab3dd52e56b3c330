"""Settling with a member who leaves, is expelled or dies: once, in one sum, in all shops' books.

What still comes from a till that was offline is booked all the same, and settled once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.money import Money
from ledger import journal, periods
from members import credit, standing
from members.debtors import Debtor
from members.entries import Event, across_shops
from members.instalments import Plan
from members.leaving.entries import settlement_parts, settlement_source
from members.leaving.holdings import Reckoning, reckoning
from members.leaving.models import Settlement
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.models import Heir
from members.people.statuses import GONE, NewStatus


@dataclass(frozen=True, slots=True)
class Leaving:
    """What was decided; ``id`` is made by the form, so that sending it twice settles once."""

    id: UUID
    status: MemberStatus
    left_on: date
    reason: str
    decided_by: str
    """Who of the board, or which minutes."""
    expected: Money
    """The net that was looked at before it was decided."""
    heir_id: UUID | None = None


def shown(number: int) -> str:
    """What people call a settlement: ``AK-000012``."""
    return f"AK-{number:06d}"


def by_number(session: Session, number: int) -> Settlement:
    """The settlement with this number. Raises NotFound."""
    found = session.scalars(select(Settlement).where(Settlement.number == number)).one_or_none()
    if found is None:
        raise NotFound(_("Tidak ada penyelesaian %(number)s.", number=shown(number)))
    return found


def by_key(session: Session, settlement_id: UUID) -> Settlement:
    """The settlement with this key. Raises NotFound."""
    found = session.get(Settlement, settlement_id)
    if found is None:
        raise NotFound(_("Penyelesaian ini tidak ada."))
    return found


def settle(
    session: Session, member: Member, leaving: Leaving, *, at: datetime, by: OperatorId | None
) -> Settlement:
    """Settle everything with a member and let her be one no more from that day on.

    With one who has left already, what came in late is settled. Raises InvalidInput for what is
    missing or not allowed, BusinessError when the figures are no longer those that were looked at.
    """
    _lock(session)
    known = session.get(Settlement, leaving.id)
    if known is not None:
        return known
    standing.locked(session, MemberId(member.id))
    session.refresh(member)
    today = shops.today_in(shops.get_shop(session, ShopId(member.shop_id)), at)
    is_first = member.status not in GONE
    found = reckoning(session, member, on=today)
    _check(session, member, leaving, found, is_first=is_first)
    made = _write(session, member, leaving, found,
                  booked_on=periods.open_day(session, today), at=at, by=by)  # fmt: skip
    _book(session, member, made, found, at=at)
    if is_first:
        new = NewStatus(leaving.status, leaving.left_on, leaving.reason, leaving.decided_by)
        statuses.change(session, member, new, today=today, at=at, by=by)
    standing.touch(session, MemberId(member.id), at=at)
    audit.record(session, "member.settled", at=at, by=by, shop_id=member.shop_id,
                 subject=shown(made.number), net=made.net.amount)  # fmt: skip
    return made


def _lock(session: Session) -> None:
    """Every shop's books: few leave, and what she has may stand anywhere. Numbers follow, too."""
    journal.lock_every_shop(session)


def _check(
    session: Session, member: Member, leaving: Leaving, found: Reckoning, *, is_first: bool
) -> None:
    if is_first and leaving.status not in GONE:
        raise InvalidInput(_("Pilih mengapa anggota ini keluar."), field="status")
    if not leaving.reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    if not leaving.decided_by.strip():
        raise InvalidInput(_("Tulis siapa yang memutuskan, atau nomor rapatnya."),
                           field="decided_by")  # fmt: skip
    if not is_first and found.is_empty:
        raise BusinessError(_("Tidak ada lagi yang harus diselesaikan dengan anggota ini."))
    if found.outcome.net != leaving.expected:
        raise BusinessError(
            _("Angkanya berubah sejak halaman ini dibuka. Periksa sekali lagi, lalu selesaikan.")
        )
    _check_heir(session, member, leaving, found, is_first=is_first)


def _check_heir(
    session: Session, member: Member, leaving: Leaving, found: Reckoning, *, is_first: bool
) -> None:
    status = leaving.status if is_first else member.status
    if status is not MemberStatus.DECEASED:
        if leaving.heir_id is not None:
            raise InvalidInput(_("Ahli waris hanya dipilih kalau anggota meninggal."), field="heir")
        return
    heir = session.get(Heir, leaving.heir_id) if leaving.heir_id else None
    if heir is not None and (heir.member_id != member.id or not heir.active):
        raise InvalidInput(_("Ahli waris ini tidak tercatat pada anggota ini."), field="heir")
    if heir is None and found.outcome.payable:
        raise InvalidInput(
            _("Pilih ahli waris yang dibayar. Kalau belum ada, catat dulu di data anggota."),
            field="heir",
        )


def _write(
    session: Session, member: Member, leaving: Leaving, found: Reckoning, *, booked_on: date,
    at: datetime, by: OperatorId | None,
) -> Settlement:  # fmt: skip
    last = session.scalar(select(func.max(Settlement.number))) or 0
    owned, outcome = found.owned, found.outcome
    made = Settlement(
        id=leaving.id, number=last + 1, member_id=MemberId(member.id),
        shop_id=ShopId(member.shop_id),
        status=member.status if member.status in GONE else leaving.status, settled_on=booked_on,
        pokok=owned.pokok, wajib=owned.wajib, sukarela=owned.sukarela, pots=owned.pots,
        shu=owned.shu, credit=outcome.credit, fee=outcome.fee, net=outcome.net,
        heir_id=leaving.heir_id, reason=leaving.reason.strip(),
        decided_by=leaving.decided_by.strip(), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _book(
    session: Session, member: Member, made: Settlement, found: Reckoning, *, at: datetime
) -> None:
    member_id, home = MemberId(member.id), ShopId(member.shop_id)
    source = settlement_source(made.id)
    event = Event(home, made.settled_on, source, f"Penyelesaian {shown(made.number)}")
    parts = settlement_parts(member_id, home, found.holdings, found.settled, found.outcome)
    for entry in across_shops(event, parts):
        journal.post(session, entry, at=at)
    if found.outcome.lent:
        credit.note_bon(session, source=source, debtor=Debtor.member(member_id), shop_id=home,
                        booked_on=made.settled_on, plan=Plan(made.settled_on),
                        amount=found.outcome.lent)  # fmt: skip
