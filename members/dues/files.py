"""Taking a file of payments: looked at first, booked as one batch, taken back as one.

Every payment is a slip of the office like any other; the batch is written on each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.imports import Sheet, read_sheet
from core.progress import Progress
from core.tables import read_table
from ledger import journal, periods
from members.dues import payments
from members.dues.payments import VOCABULARY, Days, Known, Payment, Report
from members.models import Member
from members.office import office_money
from members.office.models import OfficeMoney, OfficeMoneyUndone
from members.office.office_money import Slip
from members.ways import Direction, PaidBy

_BATCH = "file:"
_MARK = 16
"""Hexadecimal digits of the fingerprint that a batch is called by."""


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """A file whose columns are known."""

    name: str
    mark: str
    """The beginning of its SHA-256."""
    token: str
    """What it was put away under: sent twice, it is booked once."""
    sheet: Sheet

    @property
    def batch(self) -> str:
        """What its slips are called together."""
        return f"{_BATCH}{self.mark}:{self.token}"


@dataclass(frozen=True, slots=True)
class Taking:
    """How a file is booked."""

    shop_id: ShopId
    """Where the money was handed over."""
    paid_by: PaidBy
    default: date
    """The day of rows without one."""
    today: date


def read_file(name: str, token: str, content: bytes) -> PaymentFile:
    """Read a file. Refuses what is no table, or has not the headings it needs."""
    sheet = read_sheet(read_table(name, content), VOCABULARY)
    return PaymentFile(name, hashlib.sha256(content).hexdigest()[:_MARK], token, sheet)


def preview(session: Session, file: PaymentFile, taking: Taking) -> Report:
    """Say what a file would book; nothing is written."""
    rows = session.execute(select(Member.id, Member.number, Member.name, Member.status))
    known = {row.number: Known(MemberId(row.id), row.number, row.name, row.status) for row in rows}
    closed = periods.closed_through(session)
    return payments.report(file.sheet, known, Days(taking.default, taking.today, closed))


def take(
    session: Session, file: PaymentFile, taking: Taking, *, only_good: bool, at: datetime,
    by: OperatorId | None, progress: Progress,
) -> str:  # fmt: skip
    """Book all of a file, or its good rows; returns the batch, which may be there already.

    Raises BusinessError when a row is refused and not only the good ones are wanted.
    """
    journal.lock_every_shop(session)
    if is_taken(session, file.batch):
        return file.batch
    found = preview(session, file, taking)
    if found.refused and not only_good:
        raise BusinessError(
            _("%(count)s baris ditolak, jadi tidak ada yang diambil.", count=found.refused)
        )
    for done, payment in enumerate(found.payments):
        progress(done, len(found.payments))
        _book(session, file, taking, payment, at=at, by=by)
    audit.record(session, "dues.file_taken", at=at, by=by, shop_id=taking.shop_id,
                 subject=file.name[:60], rows=found.good, refused=found.refused)  # fmt: skip
    return file.batch


def is_taken(session: Session, batch: str) -> bool:
    """Whether a batch was booked."""
    slips = select(OfficeMoney.id).where(OfficeMoney.batch == batch).limit(1)
    return session.scalar(slips) is not None


def taken_before(session: Session, file: PaymentFile) -> str | None:
    """The batch that the same file made before and that still stands; None for a new one."""
    same = OfficeMoney.batch.startswith(f"{_BATCH}{file.mark}:", autoescape=True)
    standing = (
        select(OfficeMoney.batch)
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .where(same, OfficeMoneyUndone.id.is_(None))
        .limit(1)
    )
    return session.scalar(standing)


def undo(
    session: Session, batch: str, *, reason: str, booked_on: date, at: datetime,
    by: OperatorId | None,
) -> int:  # fmt: skip
    """Take all of a batch back that still stands; returns how many slips that were.

    Raises BusinessError when one cannot be taken back, and then none is.
    """
    if not reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    journal.lock_every_shop(session)
    slips = _standing(session, batch)
    if not slips:
        raise BusinessError(_("Semua bukti dari file ini sudah dibatalkan."))
    for slip in slips:
        office_money.undo(session, slip, reason=reason, booked_on=booked_on, at=at, by=by)
    audit.record(session, "dues.file_undone", at=at, by=by, shop_id=ShopId(slips[0].shop_id),
                 subject=slips[0].note[:60], rows=len(slips))  # fmt: skip
    return len(slips)


def shops_of(session: Session, batch: str) -> Collection[ShopId]:
    """Where the money of a batch was handed over."""
    found = select(OfficeMoney.shop_id).where(OfficeMoney.batch == batch).distinct()
    return session.scalars(found).all()


def slip_id(token: str, payment: Payment) -> UUID:
    """The key of what a row pays: the same file under the same token makes the same slips."""
    return uuid5(NAMESPACE_OID, f"{token}:{payment.row}:{payment.account.value}")


def _standing(session: Session, batch: str) -> list[OfficeMoney]:
    if not (batch.startswith(_BATCH) and is_taken(session, batch)):
        raise NotFound(_("Tidak ada setoran dari file seperti itu."))
    rows = (
        select(OfficeMoney)
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .where(OfficeMoney.batch == batch, OfficeMoneyUndone.id.is_(None))
        .order_by(OfficeMoney.counter.desc())
    )
    return list(session.scalars(rows))


def _book(
    session: Session, file: PaymentFile, taking: Taking, payment: Payment, *, at: datetime,
    by: OperatorId | None,
) -> None:  # fmt: skip
    slip = Slip(
        slip_id(file.token, payment), taking.shop_id, payment.member_id, payment.account,
        Direction.IN, payment.amount, taking.paid_by, payment.paid_on,
        reference=payment.reference, note=file.name[:120], batch=file.batch,
    )  # fmt: skip
    try:
        office_money.record(session, slip, at=at, by=by)
    except InvalidInput as refused:
        raise BusinessError(
            _("Baris %(row)s: %(said)s", row=payment.row, said=refused.sentence)
        ) from None
