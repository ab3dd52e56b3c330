"""What meetings decide about a surplus after its division: shares lapse, a deficit is covered.

Nothing lapses by itself, and a deficit stays in 3-1080 until a meeting covers it (domain §3).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import BusinessError, InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId, ShopId, new_id
from core.money import ZERO, Money, total
from core.settings import read
from ledger import chart, journal, periods
from ledger.entry import Entry, credit, debit
from members import standing
from members.meetings import decisions
from members.meetings.models import MotionKind
from members.shu import unclaimed
from members.shu.entries import fund_of
from members.shu.models import SurplusLapse
from members.shu.settings import SHU_LAPSE_TO


def lapse(
    session: Session, year: int, *, decision: str, at: datetime, by: OperatorId
) -> SurplusLapse:
    """Let what is left of a year's shares lapse into the fund that the by-laws name.

    Raises what ``decisions.carried_motion`` does, and BusinessError when nothing is left.
    """
    motion = decisions.carried_motion(session, decision, MotionKind.LAPSE)
    seat = shops.seat(session)
    journal.lock_shop(session, ShopId(seat.id))
    left = unclaimed.of_year(session, year)
    if not left:
        raise BusinessError(_("Tidak ada SHU %(year)s yang belum diambil.", year=year))
    day = periods.open_day(session, shops.today_in(seat, at))
    fund = fund_of(read(session, SHU_LAPSE_TO, on=day))
    row = SurplusLapse(
        id=new_id(),
        year=year,
        decision="".join(decision.split()).upper(),
        decided_on=decisions.decided_on(session, motion),
        amount=total(left.values()),
        members=len(left),
        booked_on=day,
        recorded_at=at,
        recorded_by=by,
    )
    own = (debit(chart.SURPLUS_PAYABLE, amount, member_id=member_id)
           for member_id, amount in left.items())  # fmt: skip
    words = f"SHU {year} hangus, {row.decision}"
    entry = Entry(ShopId(seat.id), day, unclaimed.lapse_source(row.id), words,
                  (*own, credit(fund, row.amount)))  # fmt: skip
    journal.post(session, entry, at=at)
    session.add(row)
    session.flush()
    for member_id in left:
        standing.touch(session, member_id, at=at)
    audit.record(session, "surplus.lapsed", at=at, by=by, subject=str(year),
                 amount=row.amount.amount, decision=row.decision)  # fmt: skip
    return row


def cover_deficit(
    session: Session, year: int, *, decision: str, at: datetime, by: OperatorId
) -> Money:
    """Cover what stands as a deficit in 3-1080 from the reserves; returns how much that was.

    Raises what ``decisions.carried_motion`` does, BusinessError without a deficit, InvalidInput
    when the reserves hold less.
    """
    decisions.carried_motion(session, decision, MotionKind.DEFICIT, year=year)
    seat = shops.seat(session)
    journal.lock_shop(session, ShopId(seat.id))
    deficit = journal.balance(session, chart.LAST_SURPLUS)
    if deficit <= ZERO:
        raise BusinessError(_("Tidak ada rugi yang harus ditutup."))
    reserves = -journal.balance(session, chart.RESERVES)
    if reserves < deficit:
        raise InvalidInput(
            _("Cadangan hanya %(reserves)s, ruginya %(deficit)s.",
              reserves=rupiah(reserves), deficit=rupiah(deficit))
        )  # fmt: skip
    day = periods.open_day(session, shops.today_in(seat, at))
    number = "".join(decision.split()).upper()
    lines = (debit(chart.RESERVES, deficit), credit(chart.LAST_SURPLUS, deficit))
    source, words = f"deficit_covered:{number}", f"Rugi {year} ditutup cadangan, {number}"
    journal.post(session, Entry(ShopId(seat.id), day, source, words, lines), at=at)
    audit.record(session, "surplus.deficit_covered", at=at, by=by, subject=str(year),
                 amount=deficit.amount, decision=number)  # fmt: skip
    return deficit
