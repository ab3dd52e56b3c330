"""Interest on SUKARELA, a month at a time: looked at first, then booked once.

Who has left by then gets none: her settlement says what she is paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from core import audit, settings
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId, new_id
from core.models import table_of
from core.money import ZERO, Money, total
from ledger import journal, periods
from members.dues.rules import first_of, last_of
from members.interest import rules
from members.interest.balances import rupiah_days_of_everybody
from members.interest.entries import Earned, interest_entry
from members.interest.models import InterestRun, InterestShare, InterestUndone
from members.interest.rules import Terms
from members.interest.settings import INTEREST_RATE, LICENCE, TAX_FREE, TAX_RATE
from members.models import Member
from members.people.statuses import GONE


@dataclass(frozen=True, slots=True)
class Share:
    """One member's part of a month."""

    member_id: MemberId
    number: int
    name: str
    shop_id: ShopId
    """Her home shop."""
    rupiah_days: int
    interest: Money
    tax: Money

    @property
    def net(self) -> Money:
        return self.interest - self.tax


@dataclass(frozen=True, slots=True)
class Preview:
    """What booking a month would come to."""

    month: date
    terms: Terms
    licence: str
    booked_on: date
    shares: tuple[Share, ...]
    """By number; of those who earn something."""

    @property
    def interest(self) -> Money:
        return total(share.interest for share in self.shares)

    @property
    def tax(self) -> Money:
        return total(share.tax for share in self.shares)

    @property
    def net(self) -> Money:
        return self.interest - self.tax


def preview(session: Session, month: date, *, today: date) -> Preview:
    """Work a month out; nothing is written.

    Raises InvalidInput for a month that is not over, BusinessError while interest is off, there
    is no licence, or the month is booked.
    """
    first, last = first_of(month), last_of(month)
    if last >= today:
        raise InvalidInput(_("Bulan ini belum selesai."), field="month")
    terms, licence = terms_of(session, first)
    _check(session, first, terms, licence)
    days = rupiah_days_of_everybody(session, first, last)
    booked_on = periods.open_day(session, last)
    return Preview(first, terms, licence, booked_on, tuple(_shares(session, days, terms, first)))


def book(
    session: Session, month: date, *, seen: Money, today: date, at: datetime,
    by: OperatorId | None,
) -> InterestRun:  # fmt: skip
    """Book a month as it was looked at; ``seen`` is the interest that was shown.

    Raises BusinessError when it is booked already, or comes to something else by now.
    """
    journal.lock_every_shop(session)
    found = preview(session, month, today=today)
    if found.interest != seen:
        raise BusinessError(_("Angkanya berubah sejak dilihat. Periksa sekali lagi."))
    if not found.shares:
        raise BusinessError(_("Tidak ada yang mendapat jasa pada bulan itu."))
    run = _write(session, found, at=at, by=by)
    _post(session, run, found, at=at)
    touch(session, run, at)
    audit.record(session, "interest.booked", at=at, by=by, subject=run.month.strftime("%Y-%m"),
                 interest=run.interest.amount, tax=run.tax.amount)  # fmt: skip
    return run


def terms_of(session: Session, month: date) -> tuple[Terms, str]:
    """What holds on the first day of a month, and the licence it rests on; empty: none."""
    rate, tax_free, tax_rate, licence = settings.read_together(
        session, INTEREST_RATE, TAX_FREE, TAX_RATE, LICENCE, on=first_of(month)
    )
    return Terms(rate, tax_free, tax_rate), licence


def run_of(session: Session, month: date) -> InterestRun | None:
    """The run of a month that stands; None while it is not booked."""
    runs = (
        select(InterestRun)
        .outerjoin(InterestUndone, InterestUndone.run_id == InterestRun.id)
        .where(InterestRun.month == first_of(month), InterestUndone.id.is_(None))
    )
    return session.scalars(runs).one_or_none()


def standing_run(session: Session, month: date) -> InterestRun:
    """The run of a month that stands. Raises NotFound."""
    run = run_of(session, month)
    if run is None:
        raise NotFound(_("Bulan itu belum dibukukan."))
    return run


def touch(session: Session, run: InterestRun, at: datetime) -> None:
    """Let the tills fetch the savings again that have changed."""
    changed = select(InterestShare.member_id).where(InterestShare.run_id == run.id)
    member = table_of(Member)
    session.execute(update(member).where(member.c.id.in_(changed)).values(changed_at=at))


def _check(session: Session, month: date, terms: Terms, licence: str) -> None:
    if run_of(session, month) is not None:
        raise BusinessError(_("Bulan itu sudah dibukukan."))
    if not terms.rate:
        raise BusinessError(_("Jasa simpanan belum diberlakukan untuk bulan itu."))
    if not licence:
        raise BusinessError(
            _("Isi dulu nomor dan tanggal izin usaha simpan pinjam; tanpa izin, jasa tidak boleh "
              "diberikan.")
        )  # fmt: skip


def _shares(
    session: Session, days: Mapping[MemberId, int], terms: Terms, month: date
) -> Iterator[Share]:
    rows = session.execute(
        select(Member.id, Member.number, Member.name, Member.shop_id)
        .where(Member.status.not_in(GONE))
        .order_by(Member.number)
    )
    for key, number, name, shop_id in rows:
        member_id = MemberId(key)
        earned = rules.interest(days.get(member_id, 0), terms.rate, month.year)
        if earned > ZERO:
            tax = rules.final_tax(earned, terms)
            yield Share(member_id, number, name, shop_id, days[member_id], earned, tax)


def _write(session: Session, found: Preview, *, at: datetime, by: OperatorId | None) -> InterestRun:
    before = select(func.count(InterestRun.id)).where(InterestRun.month == found.month)
    run = InterestRun(
        id=new_id(), month=found.month, attempt=(session.scalar(before) or 0) + 1,
        rate=found.terms.rate, licence=found.licence, interest=found.interest, tax=found.tax,
        booked_on=found.booked_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    session.add(run)
    session.flush()
    session.execute(insert(table_of(InterestShare)), [
        {"run_id": run.id, "member_id": share.member_id, "rupiah_days": share.rupiah_days,
         "interest": share.interest, "tax": share.tax}
        for share in found.shares
    ])  # fmt: skip
    return run


def _post(session: Session, run: InterestRun, found: Preview, *, at: datetime) -> None:
    description = f"Jasa simpanan sukarela {run.month:%m/%Y}"
    by_shop = sorted(found.shares, key=lambda share: share.shop_id)
    for shop_id, shares in groupby(by_shop, key=lambda share: share.shop_id):
        earned = [Earned(share.member_id, share.interest, share.tax) for share in shares]
        entry = interest_entry(run.id, shop_id, run.booked_on, earned, description)
        journal.post(session, entry, at=at)
