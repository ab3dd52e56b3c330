"""Paying shares of the surplus out: one member over the desk, or many at once.

Every payment is a slip of the office. Of many at once the slips' keys follow from the batch and
the member, so a batch that is sent again, or broke off half-way, pays nobody twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.exports import Column, Kind, Sheet
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.money import ZERO, Money, total
from ledger import journal
from members.balances import Account
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.models import OfficeMoney, OfficeMoneyUndone
from members.office.office_money import Slip
from members.shu import unclaimed
from members.shu.waiting import WaitingRow
from members.ways import Direction, PaidBy

WAYS = (PaidBy.CASH, PaidBy.BANK, PaidBy.SUKARELA, PaidBy.KASBON, PaidBy.DONATION)
"""How one member may be paid."""
AT_ONCE = (PaidBy.SUKARELA, PaidBy.BANK)
"""How many may be paid at once: nobody has to hand anything over."""
NEEDS_CONSENT = (PaidBy.KASBON, PaidBy.DONATION)
"""Only what the member agreed to."""
PART = 50
"""Members in one transaction: in between tills get their turn."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What one member is paid over the desk; ``key`` is made by the form."""

    key: UUID
    amount: Money
    way: PaidBy
    booked_on: date
    reference: str = ""
    consents: bool = False
    """The member agreed that it goes to her debt, or is given."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Payments of many at once; ``key`` is made by the form."""

    key: UUID
    way: PaidBy
    booked_on: date
    shop_id: ShopId
    """Where they are written down."""

    @property
    def name(self) -> str:
        """What the slips of it are found by."""
        return f"SHU-{self.booked_on:%Y%m%d}-{self.key.hex[-6:].upper()}"

    def slip(self, member_id: MemberId, amount: Money) -> Slip:
        """One member's payment."""
        return Slip(
            uuid5(self.key, str(member_id)), self.shop_id, member_id, Account.SURPLUS,
            Direction.OUT, amount, self.way, self.booked_on, reference=self.name, batch=self.name,
        )  # fmt: skip


def pay(
    session: Session, member_id: MemberId, payment: Payment, shop_id: ShopId, *, at: datetime,
    by: OperatorId,
) -> OfficeMoney:  # fmt: skip
    """Pay one member. Raises what ``office_money.record`` does, and InvalidInput where her consent
    is missing."""
    if payment.way in NEEDS_CONSENT and not payment.consents:
        raise InvalidInput(_("Centang dulu bahwa anggota menyetujuinya."), field="consents")
    slip = Slip(
        payment.key, shop_id, member_id, Account.SURPLUS, Direction.OUT, payment.amount,
        payment.way, payment.booked_on, reference=payment.reference,
    )  # fmt: skip
    return office_money.record(session, slip, at=at, by=by)


def payable(rows: Sequence[WaitingRow], way: PaidBy) -> Sequence[WaitingRow]:
    """Whom of these a batch pays: who left has no savings to pay into."""
    if way is PaidBy.SUKARELA:
        return [row for row in rows if row.status is MemberStatus.ACTIVE]
    return rows


def pay_part(
    session: Session, batch: Batch, ids: Sequence[MemberId], *, at: datetime, by: OperatorId
) -> Money:
    """Pay some of a batch all that is left for them; what was paid of it before is left alone."""
    journal.lock_every_shop(session)
    left = unclaimed.everybody(session, ids)
    paid = []
    for member_id in ids:
        amount = total(left[member_id].by_year.values()) if member_id in left else ZERO
        if amount:
            slip = batch.slip(member_id, amount)
            paid.append(office_money.record(session, slip, at=at, by=by).amount)
    return total(paid)


def parts(rows: Sequence[WaitingRow]) -> Iterator[Sequence[MemberId]]:
    """The members of a batch, so many at a time."""
    ids = [row.member_id for row in rows]
    return (ids[start : start + PART] for start in range(0, len(ids), PART))


def transfer_sheet(session: Session, batch: str) -> Sheet:
    """The list for the bank: whom, how much, and what is written beside it."""
    rows = session.execute(
        select(Member.number, Member.name, Member.phone, OfficeMoney.amount, OfficeMoney.number)
        .join(Member, Member.id == OfficeMoney.member_id)
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .where(OfficeMoney.batch == batch, OfficeMoney.account == Account.SURPLUS)
        .where(OfficeMoneyUndone.id.is_(None))
        .order_by(Member.number)
    )
    columns = (
        Column(_("Nomor anggota"), Kind.COUNT), Column(_("Nama")), Column(_("Nomor HP")),
        Column(_("Jumlah"), Kind.RUPIAH), Column(_("Bukti")), Column(_("Berita")),
    )  # fmt: skip
    cells = [(number, name, phone, amount, slip, batch)
             for number, name, phone, amount, slip in rows]  # fmt: skip
    return Sheet(batch, columns, cells)


def amount_in(row: Sequence[object]) -> Money:
    """The amount of a row of the list for the bank."""
    found = row[3]
    return found if isinstance(found, Money) else ZERO
