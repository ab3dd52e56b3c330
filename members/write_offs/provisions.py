"""Setting aside for debts that may never be paid, and what comes back of those given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import ZERO, Money
from ledger import chart, journal, periods
from ledger.entry import Entry
from ledger.models import JournalEntry, Posting
from members.entries import Event, across_shops
from members.ways import PaidBy
from members.write_offs import write_offs
from members.write_offs.entries import (
    provision_lines,
    provision_source,
    recovery_parts,
    recovery_source,
)
from members.write_offs.models import DebtProvision, DebtRecovery, WriteOff

PAID_INTO: Mapping[PaidBy, str] = {PaidBy.CASH: chart.SAFE, PaidBy.BANK: chart.BANK}


@dataclass(frozen=True, slots=True)
class Provision:
    """What a shop sets aside more, or less when it is negative."""

    id: UUID
    shop_id: ShopId
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """Money for a debt that was given up."""

    id: UUID
    shop_id: ShopId
    """Where it is handed over."""
    amount: Money
    paid_by: PaidBy


def set_aside(session: Session, shop_id: ShopId) -> Money:
    """What a shop has set aside; below zero when more was given up than was set aside."""
    summed = (
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == chart.DOUBTFUL_CREDIT, JournalEntry.shop_id == shop_id)
    )
    return -(session.scalar(summed) or ZERO)


def provide(
    session: Session, provision: Provision, *, at: datetime, by: OperatorId
) -> DebtProvision:
    """Set something aside, or take some of it back; the same form again books nothing.

    Raises InvalidInput without a reason, or when more is taken back than is there.
    """
    journal.lock_shop(session, provision.shop_id)
    known = session.get(DebtProvision, provision.id)
    if known is not None:
        return known
    _check(session, provision)
    booked_on = _open_day(session, provision.shop_id, at)
    entry = Entry(provision.shop_id, booked_on, provision_source(provision.id),
                  "Penyisihan piutang", provision_lines(provision.amount))  # fmt: skip
    journal.post(session, entry, at=at)
    made = DebtProvision(id=provision.id, shop_id=provision.shop_id, amount=provision.amount,
                         reason=provision.reason.strip(), booked_on=booked_on, recorded_at=at,
                         recorded_by=by)  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(session, "debt.provided", at=at, by=by, shop_id=provision.shop_id,
                 subject=str(provision.id)[-8:], amount=provision.amount.amount)  # fmt: skip
    return made


def recover(
    session: Session, write_off: WriteOff, recovery: Recovery, *, at: datetime, by: OperatorId
) -> DebtRecovery:
    """Take money for a debt that was given up, at most as much as was; it is set aside again."""
    for shop_id in sorted({recovery.shop_id, ShopId(write_off.shop_id)}):
        journal.lock_shop(session, shop_id)
    known = session.get(DebtRecovery, recovery.id)
    if known is not None:
        return known
    if recovery.paid_by not in PAID_INTO:
        raise InvalidInput(_("Pilih tunai atau transfer bank."), field="paid_by")
    left = not_recovered(session, write_off)
    if not ZERO < recovery.amount <= left:
        raise InvalidInput(
            _("Yang dihapus dan belum kembali tinggal %(left)s.", left=rupiah(left)),
            field="amount",
        )
    booked_on = _open_day(session, recovery.shop_id, at)
    _book(session, write_off, recovery, booked_on, at=at)
    made = DebtRecovery(id=recovery.id, write_off_id=write_off.id, shop_id=recovery.shop_id,
                        amount=recovery.amount, paid_by=recovery.paid_by, booked_on=booked_on,
                        recorded_at=at, recorded_by=by)  # fmt: skip
    session.add(made)
    session.flush()
    audit.record(session, "debt.recovered", at=at, by=by, shop_id=recovery.shop_id,
                 subject=str(write_off.id)[-8:], amount=recovery.amount.amount)  # fmt: skip
    return made


def not_recovered(session: Session, write_off: WriteOff) -> Money:
    """What was given up and has not come back; nothing while it is not given up."""
    if not write_off.approved:
        return ZERO
    back = select(func.sum(DebtRecovery.amount)).where(DebtRecovery.write_off_id == write_off.id)
    return write_off.amount - (session.scalar(back) or ZERO)


def _check(session: Session, provision: Provision) -> None:
    if not provision.reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    there = set_aside(session, provision.shop_id)
    if not provision.amount or (provision.amount < ZERO and there + provision.amount < ZERO):
        raise InvalidInput(
            _("Yang disisihkan %(there)s; tidak dapat dikurangi lebih dari itu.",
              there=rupiah(there)),
            field="amount",
        )  # fmt: skip


def _book(
    session: Session, write_off: WriteOff, recovery: Recovery, booked_on: date, *, at: datetime
) -> None:
    event = Event(recovery.shop_id, booked_on, recovery_source(recovery.id),
                  "Piutang yang sudah dihapus dibayar")  # fmt: skip
    parts = recovery_parts(
        write_offs.whose(write_off), recovery.shop_id, ShopId(write_off.shop_id),
        PAID_INTO[recovery.paid_by], recovery.amount,
    )  # fmt: skip
    for entry in across_shops(event, parts):
        journal.post(session, entry, at=at)


def _open_day(session: Session, shop_id: ShopId, at: datetime) -> date:
    return periods.open_day(session, shops.today_in(shops.get_shop(session, shop_id), at))
