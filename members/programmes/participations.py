"""Participation capital (modal penyertaan): put in by written agreement, paid back with a reason.

Never part of jasa modal (domain §2). It stands in 3-1040 with the member whose it is; a
programme's own names nobody. What an agreement makes of restricted programme money is at once a
release of its grant, and what is paid back into that money takes the release back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId, new_id
from core.money import ZERO, Money, total
from ledger import chart, journal, stored
from members.entries import Event, across_shops, elsewhere
from members.models import Member
from members.people.statuses import GONE
from members.programmes.entries import (
    OtherSide,
    participation_parts,
    participation_source,
    return_source,
)
from members.programmes.grants import MONEY, NewRelease, check_day, lock, note_release
from members.programmes.models import Grant, Participation, ParticipationReturn, ReleasedTo
from members.programmes.words import participation_number
from members.ways import PaidBy

PAID_FROM = {
    PaidBy.CASH: chart.SAFE,
    PaidBy.BANK: chart.BANK,
    PaidBy.PROGRAMME: chart.PROGRAMME_FUNDS,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the paper says, the same for everybody on a list."""

    shop_id: ShopId
    """In whose books it stands."""
    agreement: str
    """The paper: its number and date."""
    agreed_on: date
    booked_on: date
    paid_by: PaidBy
    terms: str = ""
    programme_id: UUID | None = None
    grant_id: UUID | None = None
    """Out of which grant, of ``PaidBy.PROGRAMME``."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one puts in; ``id`` is made by the form, so that sending it twice is one."""

    id: UUID
    member_id: MemberId | None
    """None: the programme's own."""
    amount: Money


@dataclass(frozen=True, slots=True)
class NewReturn:
    """Capital to be paid back; ``id`` is made by the form, so that sending it twice pays once."""

    id: UUID
    amount: Money
    paid_by: PaidBy
    reason: str
    booked_on: date


def put_in(
    session: Session, agreement: Agreement, share: Share, *, at: datetime, by: OperatorId
) -> Participation:
    """Take capital in and book it; the same share again gives what was made of it before."""
    known = session.get(Participation, share.id)
    if known is not None:
        return known
    (made,) = _put_in(session, agreement, [share], None, at=at, by=by)
    audit.record(session, "participation.recorded", at=at, by=by, shop_id=made.shop_id,
                 subject=participation_number(made.number), amount=made.amount.amount)  # fmt: skip
    return made


def put_in_list(
    session: Session, agreement: Agreement, batch: UUID, shares: Sequence[Share], *, at: datetime,
    by: OperatorId,
) -> list[Participation]:  # fmt: skip
    """Take everything on a list in, all of it or nothing; the same list again changes nothing."""
    known = of_batch(session, batch)
    if known:
        return known
    if not shares:
        raise InvalidInput(_("Daftarnya kosong."), field="list")
    made = _put_in(session, agreement, shares, batch, at=at, by=by)
    audit.record(session, "participation.listed", at=at, by=by, shop_id=agreement.shop_id,
                 subject=agreement.agreement, members=len(made),
                 amount=total(each.amount for each in made).amount)  # fmt: skip
    return made


def give_back(
    session: Session, participation: Participation, new: NewReturn, *, at: datetime,
    by: OperatorId,
) -> ParticipationReturn:  # fmt: skip
    """Pay capital back, with a reason; the same return again gives what was made of it before.

    Raises InvalidInput for more than is left of it.
    """
    if not new.reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    if new.amount <= ZERO:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field="amount")
    check_day(session, new.booked_on, participation.shop_id, at=at)
    came_from = _came_from(session, participation)
    other = _paid_back_to(participation, new.paid_by, came_from)
    lock(session, participation.shop_id, other.shop_id)
    known = session.get(ParticipationReturn, new.id)
    if known is not None:
        return known
    still = left(session, participation)
    if new.amount > still:
        raise InvalidInput(_("Sisanya tinggal %(left)s.", left=rupiah(still)), field="amount")
    row = _write_return(session, participation, new, at=at, by=by)
    if other.grant_id is not None:
        back = NewRelease(new_id(), -new.amount, ReleasedTo.MEMBERS, new.reason, new.booked_on)
        note_release(session, session.get_one(Grant, other.grant_id), back, at=at, by=by)
    event = Event(participation.shop_id, new.booked_on, return_source(row.id),
                  f"Kembali {participation_number(participation.number)}")  # fmt: skip
    parts = participation_parts(participation.shop_id, participation.member_id, -new.amount, other)
    for entry in across_shops(event, parts):
        journal.post(session, entry, at=at)
    return row


def give_back_list(
    session: Session, batch: UUID, reason: str, *, booked_on: date, at: datetime, by: OperatorId
) -> int:
    """Undo a list as a whole: pay everything back to where it came from; returns how many.

    Raises BusinessError when any of it was paid back already: then one by one.
    """
    made = of_batch(session, batch)
    if not made:
        raise NotFound(_("Daftar ini tidak ada."))
    journal.lock_every_shop(session)
    if any(left(session, each) != each.amount for each in made):
        raise BusinessError(
            _("Sebagian dari daftar ini sudah dikembalikan. Kembalikan sisanya satu per satu.")
        )
    for each in made:
        whole = NewReturn(new_id(), each.amount, each.paid_by, reason, booked_on)
        give_back(session, each, whole, at=at, by=by)
    return len(made)


def by_number(session: Session, number: int) -> Participation:
    """The participation with this number. Raises NotFound."""
    found = session.scalars(select(Participation).where(Participation.number == number))
    participation = found.one_or_none()
    if participation is None:
        raise NotFound(_("Tidak ada modal penyertaan nomor %(number)s.", number=number))
    return participation


def by_key(session: Session, key: UUID) -> Participation:
    """The participation with this key. Raises NotFound."""
    found = session.get(Participation, key)
    if found is None:
        raise NotFound(_("Modal penyertaan ini tidak ada."))
    return found


def of_batch(session: Session, batch: UUID) -> list[Participation]:
    """What was taken in from one list, by number."""
    of_list = select(Participation).where(Participation.batch == batch)
    return list(session.scalars(of_list.order_by(Participation.number)))


def left(session: Session, participation: Participation) -> Money:
    """What is still in of a participation."""
    of_it = ParticipationReturn.participation_id == participation.id
    paid_back = session.scalar(select(func.sum(ParticipationReturn.amount)).where(of_it))
    return participation.amount - (paid_back or ZERO)


def _put_in(
    session: Session, agreement: Agreement, shares: Sequence[Share], batch: UUID | None, *,
    at: datetime, by: OperatorId,
) -> list[Participation]:  # fmt: skip
    _check(session, agreement, shares, at=at)
    grant = _grant_of(session, agreement)
    lock(session, agreement.shop_id, grant.shop_id if grant else agreement.shop_id)
    if grant is not None:
        amount = total(share.amount for share in shares)
        freed = NewRelease(new_id(), amount, ReleasedTo.MEMBERS, agreement.agreement,
                           agreement.booked_on)  # fmt: skip
        note_release(session, grant, freed, at=at, by=by)
    other = OtherSide(
        grant.shop_id if grant else agreement.shop_id, PAID_FROM[agreement.paid_by],
        grant.id if grant else None,
    )  # fmt: skip
    first = (session.scalar(select(func.max(Participation.number))) or 0) + 1
    return [
        _book(session, _row(agreement, share, number, batch, grant, at=at, by=by), other, at=at)
        for number, share in enumerate(shares, start=first)
    ]


def _row(
    agreement: Agreement, share: Share, number: int, batch: UUID | None, grant: Grant | None, *,
    at: datetime, by: OperatorId,
) -> Participation:  # fmt: skip
    return Participation(
        id=share.id, number=number, member_id=share.member_id,
        programme_id=agreement.programme_id or (grant.programme_id if grant else None),
        shop_id=agreement.shop_id, amount=share.amount, paid_by=agreement.paid_by,
        agreement=agreement.agreement.strip(), terms=agreement.terms.strip(),
        agreed_on=agreement.agreed_on, batch=batch, booked_on=agreement.booked_on,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip


def _book(session: Session, row: Participation, other: OtherSide, *, at: datetime) -> Participation:
    session.add(row)
    session.flush()
    event = Event(row.shop_id, row.booked_on, participation_source(row.id),
                  participation_number(row.number))  # fmt: skip
    parts = participation_parts(row.shop_id, row.member_id, row.amount, other)
    for entry in across_shops(event, parts):
        journal.post(session, entry, at=at)
    return row


def _check(
    session: Session, agreement: Agreement, shares: Sequence[Share], *, at: datetime
) -> None:
    if not agreement.agreement.strip():
        raise InvalidInput(_("Tulis nomor dan tanggal perjanjiannya."), field="agreement")
    if agreement.paid_by not in PAID_FROM:
        raise InvalidInput(_("Cara bayar ini tidak dapat dipakai untuk itu."), field="paid_by")
    if any(share.amount <= ZERO for share in shares):
        raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field="amount")
    nobodys = any(share.member_id is None for share in shares)
    if nobodys and not (agreement.programme_id or agreement.grant_id):
        raise InvalidInput(_("Isi nomor anggota, atau pilih program yang memilikinya."),
                           field="member")  # fmt: skip
    if agreement.agreed_on > agreement.booked_on:
        raise InvalidInput(_("Tanggal perjanjian tidak boleh sesudah tanggal buku."),
                           field="agreed_on")  # fmt: skip
    check_day(session, agreement.booked_on, agreement.shop_id, at=at)
    _check_members(session, shares)


def _check_members(session: Session, shares: Sequence[Share]) -> None:
    ids = {share.member_id for share in shares if share.member_id is not None}
    gone = session.scalars(
        select(Member.number).where(Member.id.in_(ids), Member.status.in_(GONE))
    ).all()
    if gone:
        raise InvalidInput(
            _("Nomor %(number)s bukan anggota lagi.", number=min(gone)), field="member"
        )


def _grant_of(session: Session, agreement: Agreement) -> Grant | None:
    if agreement.paid_by is not PaidBy.PROGRAMME:
        return None
    grant = session.get(Grant, agreement.grant_id) if agreement.grant_id else None
    if grant is None or not grant.restricted or grant.form not in MONEY:
        raise InvalidInput(_("Pilih hibah terikat yang menjadi sumbernya."), field="grant")
    return grant


def _came_from(session: Session, participation: Participation) -> Grant | None:
    """The grant it was made of, as the books say; None for money of somebody's own."""
    if participation.paid_by is not PaidBy.PROGRAMME:
        return None
    source = participation_source(participation.id)
    elsewheres = (elsewhere(source, ShopId(shop.id)) for shop in shops.all_shops(session))
    entries = stored.by_sources(session, [source, *elsewheres])
    parties = (line.party_id for entry in entries for line in entry.lines)
    return session.get_one(Grant, next(party for party in parties if party is not None))


def _paid_back_to(
    participation: Participation, paid_by: PaidBy, came_from: Grant | None
) -> OtherSide:
    if paid_by not in PAID_FROM or (paid_by is PaidBy.PROGRAMME and came_from is None):
        raise InvalidInput(_("Cara bayar ini tidak dapat dipakai untuk itu."), field="paid_by")
    if paid_by is PaidBy.PROGRAMME and came_from is not None:
        return OtherSide(came_from.shop_id, PAID_FROM[paid_by], came_from.id)
    return OtherSide(participation.shop_id, PAID_FROM[paid_by])


def _write_return(
    session: Session, participation: Participation, new: NewReturn, *, at: datetime,
    by: OperatorId,
) -> ParticipationReturn:  # fmt: skip
    row = ParticipationReturn(
        id=new.id, participation_id=participation.id, amount=new.amount, paid_by=new.paid_by,
        reason=new.reason.strip(), booked_on=new.booked_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, "participation.returned", at=at, by=by, shop_id=participation.shop_id,
                 subject=participation_number(participation.number),
                 amount=new.amount.amount)  # fmt: skip
    return row
