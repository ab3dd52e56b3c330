"""Taking a booked month of interest back, so that it can be worked out and booked again.

The newest first: what stands on a month is what the months after it were worked out from. The
entries are turned round on their own day, so later months are worked out as if it had never been.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.money import Money
from ledger import journal, periods, stored
from ledger.entry import Entry, reversal
from members.balances import every_balance
from members.interest import interest
from members.interest.entries import interest_source, undone_source
from members.interest.models import InterestRun, InterestShare, InterestUndone
from members.models import Member


def undo(
    session: Session, run: InterestRun, *, reason: str, at: datetime, by: OperatorId | None
) -> InterestUndone:
    """Take a month back, once, while the day it was booked on is open.

    Raises InvalidInput without a reason or on a closed day, BusinessError when it was taken back
    before, when a later month stands, or when somebody has drawn her interest out.
    """
    if not reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    journal.lock_every_shop(session)
    _check(session, run)
    for entry in _entries_of(session, run):
        source = undone_source(run.id, entry.shop_id)
        words = f"Batal: {entry.description}"
        turned = reversal(entry, booked_on=run.booked_on, source=source, description=words)
        journal.post(session, turned, at=at)
    row = InterestUndone(run_id=run.id, reason=reason.strip(), recorded_at=at, recorded_by=by)
    session.add(row)
    session.flush()
    interest.touch(session, run, at)
    audit.record(session, "interest.undone", at=at, by=by, subject=run.month.strftime("%Y-%m"),
                 interest=run.interest.amount, tax=run.tax.amount)  # fmt: skip
    return row


def undone(session: Session, run_id: UUID) -> InterestUndone | None:
    """What took a run back; None while it stands."""
    rows = select(InterestUndone).where(InterestUndone.run_id == run_id)
    return session.scalars(rows).one_or_none()


def _check(session: Session, run: InterestRun) -> None:
    periods.check_open(session, run.booked_on)
    if undone(session, run.id) is not None:
        raise BusinessError(_("Bulan itu sudah dibatalkan."))
    later = session.scalar(
        select(InterestRun.month)
        .outerjoin(InterestUndone, InterestUndone.run_id == InterestRun.id)
        .where(InterestRun.month > run.month, InterestUndone.id.is_(None))
        .order_by(InterestRun.month.desc())
        .limit(1)
    )
    if later is not None:
        raise BusinessError(
            _("Batalkan dulu bulan %(month)s: hitungannya memakai jasa bulan ini.",
              month=later.strftime("%m/%Y"))
        )  # fmt: skip
    _check_is_there(session, run)


def _check_is_there(session: Session, run: InterestRun) -> None:
    """Nobody is asked for money back: what was booked must still stand on everybody's savings."""
    earned = _net(session, run)
    saved = every_balance(session, earned)
    spent = [each for each, net in earned.items() if saved[each].sukarela < net]
    if spent:
        number = session.scalar(
            select(Member.number).where(Member.id.in_(spent)).order_by(Member.number).limit(1)
        )
        raise BusinessError(
            _("%(count)s anggota sudah menarik jasanya, misalnya nomor %(number)s, jadi bulan ini "
              "tidak dapat dibatalkan.", count=len(spent), number=number)
        )  # fmt: skip


def _net(session: Session, run: InterestRun) -> Mapping[MemberId, Money]:
    shares = session.scalars(select(InterestShare).where(InterestShare.run_id == run.id))
    return {share.member_id: share.interest - share.tax for share in shares}


def _entries_of(session: Session, run: InterestRun) -> list[Entry]:
    sources = (interest_source(run.id, ShopId(shop.id)) for shop in shops.all_shops(session))
    return [
        Entry(one.shop_id, one.booked_on, one.source, one.description, one.lines)
        for one in stored.by_sources(session, list(sources))
    ]
