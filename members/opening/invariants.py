"""What must always hold of a posted cut-over; ``lumbung check`` asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _, lazy
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.models import Member
from members.opening import figures
from members.opening.entries import opening_source
from members.opening.models import Opening, OpeningBon, OpeningMember

_LEFT = lazy(
    "Saldo awal sudah dibukukan, tetapi di 3-1099 masih ada %(amount)s: biasanya stok awal yang "
    "diambil atau dibatalkan sesudahnya. Batalkan impor stok awal itu, lalu masukkan barangnya "
    "lewat stok opname atau penerimaan."
)
_COLUMNS = {
    chart.SHARE_CAPITAL: OpeningMember.pokok,
    chart.MANDATORY_SAVINGS: OpeningMember.wajib,
    chart.VOLUNTARY_SAVINGS: OpeningMember.sukarela,
    chart.SURPLUS_PAYABLE: OpeningMember.unpaid_shu,
}
_Sums = Mapping[tuple[UUID, str], Money]
"""By member and account, debit +."""


def booked_as_written(session: Session) -> Iterator[str]:
    """What was taken over of every member is what her sheet says, account by account."""
    for opening in session.scalars(select(Opening).where(Opening.posted_at.is_not(None))):
        written, booked = _written(session, opening), _booked(session, opening)
        numbers = {row[0]: row[1] for row in session.execute(select(Member.id, Member.number))}
        for place in sorted(written.keys() | booked.keys()):
            on_sheet, in_books = written.get(place, ZERO), booked.get(place, ZERO)
            if on_sheet != in_books:
                yield _(
                    "Saldo awal anggota nomor %(number)s di %(account)s: di lembarnya %(sheet)s, "
                    "di buku %(books)s.",
                    number=numbers.get(place[0], "?"), account=place[1],
                    sheet=rupiah(on_sheet), books=rupiah(in_books),
                )  # fmt: skip


def nothing_is_left(session: Session) -> Iterator[str]:
    """Once a cut-over is posted, nothing stands against 3-1099 any more."""
    if said := left_over(session):
        yield said


def left_over(session: Session) -> str:
    """What stands against 3-1099 after posting and what is to be done; empty for nothing."""
    left = figures.left_against_opening(session)
    is_posted = session.scalar(select(Opening.id).where(Opening.posted_at.is_not(None)).limit(1))
    return str(_LEFT) % {"amount": rupiah(left)} if left and is_posted else ""


def _written(session: Session, opening: Opening) -> _Sums:
    sums: dict[tuple[UUID, str], Money] = defaultdict(lambda: ZERO)
    for row in session.scalars(select(OpeningMember).where(OpeningMember.opening_id == opening.id)):
        for code, column in _COLUMNS.items():
            sums[row.member_id, code] -= getattr(row, column.key)
    for bon in session.scalars(select(OpeningBon).where(OpeningBon.opening_id == opening.id)):
        sums[bon.member_id, chart.MEMBER_CREDIT] += bon.amount
    return sums


def _booked(session: Session, opening: Opening) -> _Sums:
    rows = session.execute(
        select(Posting.member_id, Posting.account, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.source.startswith(opening_source(opening.id)))
        .where(Posting.member_id.is_not(None))
        .group_by(Posting.member_id, Posting.account)
    )  # fmt: skip
    return {(member_id, account): amount for member_id, account, amount in rows if member_id}
