"""Purpose pots (titipan bertujuan): opened, filled week by week, paid out, closed when empty.

No interest, no capital, refundable (domain §2). What is in them moves only through
``office_money.record``, so a member's part is the balance of her postings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId, OperatorId, PartyId, ShopId
from core.money import ZERO, Money
from ledger import chart, journal
from members.balances import Account
from members.office import office_money
from members.office.models import OfficeMoney
from members.office.office_money import Slip
from members.pots.models import Pot, PotKind
from members.ways import Direction, PaidBy


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a pot, as typed."""

    name: str
    kind: PotKind
    shop_id: ShopId
    """In whose books it stands; it stays."""
    opens_on: date
    weekly: Money | None = None
    target: Money | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """Money of a member handed over for a pot; ``id`` is made by the form: twice is once."""

    id: UUID
    member_id: MemberId
    amount: Money
    paid_by: PaidBy
    shop_id: ShopId
    """Where."""
    booked_on: date
    note: str = ""


def open_pot(session: Session, details: Details, *, at: datetime, by: OperatorId) -> Pot:
    """Open a pot."""
    _check(details)
    pot = Pot(
        name=details.name, kind=details.kind, shop_id=details.shop_id, weekly=details.weekly,
        target=details.target, opens_on=details.opens_on, ends_on=details.ends_on, created_at=at,
    )  # fmt: skip
    session.add(pot)
    session.flush()
    audit.record(session, "pot.opened", at=at, by=by, shop_id=pot.shop_id, subject=pot.name)
    return pot


def change(session: Session, pot: Pot, details: Details, *, at: datetime, by: OperatorId) -> None:
    """Change what is known of a pot; in whose books it stands, stays."""
    _check(details)
    pot.name, pot.kind = details.name, details.kind
    pot.weekly, pot.target = details.weekly, details.target
    pot.opens_on, pot.ends_on = details.opens_on, details.ends_on
    session.flush()
    audit.record(session, "pot.changed", at=at, by=by, shop_id=pot.shop_id, subject=pot.name)


def close(session: Session, pot: Pot, *, at: datetime, by: OperatorId) -> None:
    """Close a pot. Raises BusinessError while anybody's money is in it."""
    session.refresh(pot, with_for_update=True)
    held = balance(session, pot)
    if held:
        raise BusinessError(
            _("Masih ada %(amount)s di titipan ini. Kembalikan dulu semuanya.",
              amount=rupiah(held))
        )  # fmt: skip
    pot.active = False
    session.flush()
    audit.record(session, "pot.closed", at=at, by=by, shop_id=pot.shop_id, subject=pot.name)


def reopen(session: Session, pot: Pot, *, at: datetime, by: OperatorId) -> None:
    """Take a closed pot up again."""
    pot.active = True
    session.flush()
    audit.record(session, "pot.reopened", at=at, by=by, shop_id=pot.shop_id, subject=pot.name)


def collect(
    session: Session, pot: Pot, handed: Handed, *, at: datetime, by: OperatorId
) -> OfficeMoney:
    """Put a member's money into a pot. Raises InvalidInput for a closed pot."""
    return office_money.record(session, _slip(pot, handed, Direction.IN), at=at, by=by)


def pay_out(
    session: Session, pot: Pot, handed: Handed, *, at: datetime, by: OperatorId
) -> OfficeMoney:
    """Give a member back what she has in a pot, or a part of it."""
    return office_money.record(session, _slip(pot, handed, Direction.OUT), at=at, by=by)


def by_id(session: Session, pot_id: UUID) -> Pot:
    """The pot with this key. Raises NotFound."""
    pot = session.get(Pot, pot_id)
    if pot is None:
        raise NotFound(_("Titipan ini tidak ada."))
    return pot


def balance(session: Session, pot: Pot) -> Money:
    """What is in a pot, everybody's together."""
    return -journal.balance(session, chart.POTS, party_id=PartyId(pot.id))


def _slip(pot: Pot, handed: Handed, direction: Direction) -> Slip:
    return Slip(
        handed.id, handed.shop_id, handed.member_id, Account.POTS, direction, handed.amount,
        handed.paid_by, handed.booked_on, pot.id, note=handed.note,
    )  # fmt: skip


def _check(details: Details) -> None:
    for field, amount in (("weekly", details.weekly), ("target", details.target)):
        if amount is not None and amount <= ZERO:
            raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field=field)
    if details.ends_on is not None and details.ends_on < details.opens_on:
        raise InvalidInput(_("Berakhir sebelum mulai? Periksa tanggalnya."), field="ends_on")
