"""Grants (HIBAH): money or goods given to the co-op, and what becomes of restricted ones.

Restricted money is owed until its condition is met (domain §2): what was released of a grant
never comes to more than was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import ZERO, Money
from ledger import chart, journal, periods
from members.programmes.entries import GrantBooked, grant_entry, release_entry
from members.programmes.models import Grant, GrantForm, GrantRelease, ReleasedTo
from members.ways import PaidBy

MONEY = (GrantForm.CASH, GrantForm.BANK)
"""Grants that can be spent or handed on; goods can only become the co-op's own."""
SPENT_FROM = {PaidBy.CASH: chart.SAFE, PaidBy.BANK: chart.BANK}


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A grant to write down; ``id`` is made by the form, so that sending it twice is one grant."""

    id: UUID
    shop_id: ShopId
    giver: str
    form: GrantForm
    amount: Money
    restricted: bool
    booked_on: date
    condition: str = ""
    """What must be done with it, of a restricted one."""
    programme_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A part of a restricted grant that is owed no more."""

    id: UUID
    amount: Money
    to: ReleasedTo
    reason: str
    """With its evidence."""
    booked_on: date
    paid_by: PaidBy = PaidBy.CASH
    """Where spent money leaves; says nothing of the others."""


def receive(session: Session, new: NewGrant, *, at: datetime, by: OperatorId) -> Grant:
    """Write a grant down and book it; the same again gives what was made of it before."""
    known = session.get(Grant, new.id)
    if known is not None:
        return known
    _check(session, new, at=at)
    lock(session, new.shop_id)
    newest = session.scalar(select(func.max(Grant.number))) or 0
    grant = Grant(
        id=new.id, number=newest + 1, programme_id=new.programme_id, shop_id=new.shop_id,
        giver=new.giver, form=new.form, amount=new.amount, restricted=new.restricted,
        condition=new.condition if new.restricted else "", booked_on=new.booked_on,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    session.add(grant)
    session.flush()
    journal.post(session, grant_entry(_booked(grant), grant.amount, on=new.booked_on), at=at)
    audit.record(session, "grant.received", at=at, by=by, shop_id=grant.shop_id,
                 subject=str(grant.number), amount=grant.amount.amount)  # fmt: skip
    return grant


def by_number(session: Session, number: int) -> Grant:
    """The grant with this number. Raises NotFound."""
    grant = session.scalars(select(Grant).where(Grant.number == number)).one_or_none()
    if grant is None:
        raise NotFound(_("Tidak ada hibah nomor %(number)s.", number=number))
    return grant


def released(session: Session, grant: Grant) -> Money:
    """What was released of a grant so far."""
    of_grant = GrantRelease.grant_id == grant.id
    return session.scalar(select(func.sum(GrantRelease.amount)).where(of_grant)) or ZERO


def left(session: Session, grant: Grant) -> Money:
    """What is still owed of a grant; nothing of an unrestricted one."""
    return grant.amount - released(session, grant) if grant.restricted else ZERO


def release(
    session: Session, grant: Grant, new: NewRelease, *, at: datetime, by: OperatorId
) -> GrantRelease:
    """Free a part of a restricted grant because its condition is met, and book that.

    Raises InvalidInput without reason, for more than is left, for goods that are to be spent.
    Members' participation out of a grant is ``participations.put_in``'s.
    """
    lock(session, grant.shop_id)
    known = session.get(GrantRelease, new.id)
    if known is not None:
        return known
    _check_release(session, grant, new, at=at)
    row = note_release(session, grant, new, at=at, by=by)
    paid_from = SPENT_FROM[new.paid_by]
    entry = release_entry(
        _booked(grant), row.id, row.amount, to=new.to, paid_from=paid_from, on=new.booked_on
    )
    journal.post(session, entry, at=at)
    return row


def note_release(
    session: Session, grant: Grant, new: NewRelease, *, at: datetime, by: OperatorId
) -> GrantRelease:
    """Write a release down; the grant's shop is locked by then. Never below zero."""
    still = left(session, grant)
    if new.amount > still:
        raise InvalidInput(
            _("Yang belum dilepas dari hibah ini tinggal %(left)s.", left=rupiah(still)),
            field="amount",
        )
    row = GrantRelease(
        id=new.id, grant_id=grant.id, amount=new.amount, released_to=new.to,
        reason=new.reason.strip(),
        booked_on=new.booked_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, "grant.released", at=at, by=by, shop_id=grant.shop_id,
                 subject=str(grant.number), to=new.to.value, amount=new.amount.amount)  # fmt: skip
    return row


def lock(session: Session, *shop_ids: ShopId) -> None:
    """Wait for these shops and the seat, whose turn numbers grants and participations."""
    journal.lock_shops(session, (*shop_ids, ShopId(shops.seat(session).id)))


def check_day(session: Session, booked_on: date, shop_id: ShopId, *, at: datetime) -> None:
    """Raises InvalidInput for a day that is still to come or closed."""
    if booked_on > shops.today_in(shops.get_shop(session, shop_id), at):
        raise InvalidInput(_("Tanggal tidak boleh di masa depan."), field="booked_on")
    periods.check_open(session, booked_on)


def _check(session: Session, new: NewGrant, *, at: datetime) -> None:
    if new.amount <= ZERO:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field="amount")
    if not new.giver.strip():
        raise InvalidInput(_("Tulis siapa pemberinya."), field="giver")
    if new.restricted and not new.condition.strip():
        raise InvalidInput(_("Tulis syaratnya: untuk apa dana ini harus dipakai."),
                           field="condition")  # fmt: skip
    check_day(session, new.booked_on, new.shop_id, at=at)


def _check_release(session: Session, grant: Grant, new: NewRelease, *, at: datetime) -> None:
    if not grant.restricted:
        raise InvalidInput(_("Hibah ini tidak terikat, jadi tidak perlu dilepas."), field="amount")
    if new.amount <= ZERO:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field="amount")
    if not new.reason.strip():
        raise InvalidInput(_("Tulis alasan dan buktinya."), field="reason")
    allowed = (ReleasedTo.EQUITY, ReleasedTo.SPENT)
    if new.to not in allowed or (new.to is ReleasedTo.SPENT and grant.form not in MONEY):
        raise InvalidInput(_("Hibah ini tidak dapat dilepas untuk itu."), field="to")
    if new.paid_by not in SPENT_FROM:
        raise InvalidInput(_("Cara bayar ini tidak dapat dipakai untuk itu."), field="paid_by")
    check_day(session, new.booked_on, grant.shop_id, at=at)


def _booked(grant: Grant) -> GrantBooked:
    return GrantBooked(
        grant.id, grant.shop_id, grant.form, grant.restricted, f"Hibah nomor {grant.number}"
    )
