"""Where a year's surplus stands, and what is to be done next. Reads; says it in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.format import rupiah
from core.i18n import _, lazy
from core.ids import MemberId
from core.money import ZERO, Money, total
from core.shops import all_shops, today_in
from ledger import chart, journal, year_end
from ledger.models import JournalEntry, Posting
from members.shu import unclaimed
from members.shu.models import RunState, SurplusEstimate, SurplusRun
from members.shu.runs import OPEN

OLDEST = 1950
"""No co-op's books here begin before."""


class Step(StrEnum):
    """What a year waits for."""

    RUNNING = "running"
    CLOSE = "close"
    PROPOSE = "propose"
    RATIFY = "ratify"
    POST = "post"
    PAY = "pay"
    COVER = "cover"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class YearStand:
    """A year and how far its surplus is."""

    year: int
    step: Step
    surplus: Money | None
    """After the books are closed; before, as last estimated; None when nobody knows yet."""
    is_estimate: bool
    open_number: int | None
    """Of the proposal that waits."""
    posted_number: int | None
    """Of the division that holds."""
    unpaid: Money
    """Of its shares."""
    waiting: int
    """Members who have not come for theirs."""

    @property
    def sentence(self) -> str:
        """The next step, as the page says it."""
        return str(_NEXT[self.step]) % {
            "year": self.year, "n": self.waiting, "amount": rupiah(self.unpaid)
        }  # fmt: skip


_NEXT = {
    Step.RUNNING: lazy("Tahun %(year)s masih berjalan; ini baru perkiraan."),
    Step.CLOSE: lazy("Tutup buku %(year)s dulu."),
    Step.PROPOSE: lazy("Buku sudah ditutup. Periksa rancangannya, lalu usulkan kepada rapat."),
    Step.RATIFY: lazy("Menunggu keputusan rapat; ketua mengesahkannya di sini."),
    Step.POST: lazy("Sudah disahkan rapat. Bukukan supaya anggota dapat dibayar."),
    Step.PAY: lazy("Sudah dibukukan. %(n)s anggota belum mengambil %(amount)s."),
    Step.COVER: lazy("Tahun ini rugi. Ruginya menunggu rapat menutupnya dari cadangan."),
    Step.DONE: lazy("Selesai: tidak ada yang belum dibayar."),
}


def every_year(session: Session, *, at: datetime) -> Sequence[YearStand]:
    """Every year that has books, the newest first."""
    first = session.scalar(select(func.min(JournalEntry.booked_on)))
    today = _today(session, at)
    if first is None:
        return ()
    left = unclaimed.everybody(session)
    years = range(today.year, max(first.year, OLDEST) - 1, -1)
    return [_stand(session, year, today, left) for year in years]


def stand(session: Session, year: int, *, at: datetime) -> YearStand:
    """One year. Raises NotFound for one that has no books."""
    today = _today(session, at)
    if not OLDEST <= year <= today.year:
        raise NotFound(_("Tidak ada pembukuan tahun %(year)s.", year=year))
    return _stand(session, year, today, unclaimed.everybody(session))


def deficit(session: Session) -> Money:
    """What stands as a deficit of past years and waits to be covered; zero for none."""
    return max(journal.balance(session, chart.LAST_SURPLUS), ZERO)


def _stand(
    session: Session, year: int, today: date, left: Mapping[MemberId, unclaimed.Unclaimed]
) -> YearStand:
    runs = session.scalars(
        select(SurplusRun).where(SurplusRun.year == year).order_by(SurplusRun.number)
    ).all()
    waits = next((run for run in runs if run.state in OPEN), None)
    done = next((run for run in reversed(runs) if run.state is RunState.POSTED), None)
    closed = year_end.is_closed(session, year)
    surplus = done.surplus if done else _surplus(session, year, closed=closed)
    mine = [each.by_year[year] for each in left.values() if year in each.by_year]
    known = _Known(closed, today > year_end.last_day(year), waits, done)
    if closed and waits is None and surplus is not None and surplus < ZERO:
        step = Step.COVER if deficit(session) else Step.DONE
    else:
        step = known.step if known.step is not Step.DONE or not mine else Step.PAY
    return YearStand(
        year, step, surplus, not closed, waits.number if waits else None,
        done.number if done else None, total(mine), len(mine),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    closed: bool
    is_over: bool
    waits: SurplusRun | None
    done: SurplusRun | None

    @property
    def step(self) -> Step:
        """The next step of a surplus, as far as runs decide it."""
        if not self.closed:
            return Step.CLOSE if self.is_over else Step.RUNNING
        if self.waits is not None:
            return Step.POST if self.waits.state is RunState.RATIFIED else Step.RATIFY
        return Step.PROPOSE if self.done is None else Step.DONE


def _surplus(session: Session, year: int, *, closed: bool) -> Money | None:
    """What the closing booked, or the newest estimate while the year is open."""
    if closed:
        amount = session.scalar(
            select(func.sum(Posting.amount))
            .join(JournalEntry, JournalEntry.id == Posting.entry_id)
            .where(JournalEntry.source == year_end.closing_source(year))
            .where(Posting.account == chart.LAST_SURPLUS)
        )
        return -amount if amount is not None else ZERO
    newest = (
        select(SurplusEstimate.surplus)
        .where(SurplusEstimate.as_of.between(date(year, 1, 1), year_end.last_day(year)))
        .order_by(SurplusEstimate.as_of.desc())
        .limit(1)
    )
    return session.scalar(newest)


def _today(session: Session, at: datetime) -> date:
    """Where the day is the furthest back: a year is over when it is over in every shop."""
    return min(today_in(shop, at) for shop in all_shops(session))
