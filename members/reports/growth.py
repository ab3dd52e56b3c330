"""The report of growth: who came, who went, and how many there are, month by month or by shop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import number
from core.i18n import _
from core.ids import ShopId
from core.reports.asked import Asked
from core.reports.report import Cell, Column, Plot, Report, Row, Shape
from members.dues.words import month_name
from members.models import Member, MemberStatus
from members.people import statuses
from members.reports.actives import Month, months
from members.reports.words import brief_month
from members.words import status_name

BY_MONTH, BY_SHOP = "bulan", "toko"
_ACTIVE = MemberStatus.ACTIVE
_BESIDE = tuple(status for status in MemberStatus if status is not MemberStatus.ACTIVE)
LABELS = 12
"""Months that a chart has room to name."""


@dataclass(frozen=True, slots=True)
class Step:
    """So many members of a shop became something else in a month."""

    shop_id: ShopId
    month: date
    before: MemberStatus | None
    after: MemberStatus
    count: int

    @property
    def joined(self) -> int:
        return self.count if self.after is _ACTIVE and self.before is not _ACTIVE else 0

    @property
    def left(self) -> int:
        return self.count if self.before is _ACTIVE and self.after is not _ACTIVE else 0


def build(session: Session, asked: Asked) -> Report:
    """How many joined and left, and what everybody was at the end."""
    steps = _steps(session, asked)
    by_shop = asked.by == BY_SHOP
    rows = _shop_rows(steps, asked) if by_shop else _rows(steps, asked)
    return Report(
        title=_("Pertumbuhan anggota"),
        says=_says(steps, asked),
        columns=_columns(by_shop=by_shop),
        rows=tuple(rows) if steps else (),
        plots=_shop_plots(rows) if by_shop else _plots(steps, asked),
        notes=(
            _("Masuk: menjadi aktif, juga yang diterima kembali. Keluar: tidak aktif lagi karena "
              "berhenti, dikeluarkan, atau meninggal."),
            _("Menurut tanggal keputusan pengurus dan toko asal anggota sekarang."),
        ),
    )  # fmt: skip


def _steps(session: Session, asked: Asked) -> list[Step]:
    span = statuses.spans()
    year, month = extract("year", span.c.holds_from), extract("month", span.c.holds_from)
    keys = (Member.shop_id, year, month, span.c.before, span.c.status)
    rows = session.execute(
        select(*keys, func.count())
        .select_from(span)
        .join(Member, Member.id == span.c.member_id)
        .where(span.c.holds_from <= asked.until, Member.shop_id.in_(asked.shop_ids))
        .group_by(*keys)
    )
    return [
        Step(ShopId(shop_id), date(int(y), int(m), 1), before, after, count)
        for shop_id, y, m, before, after, count in rows
    ]


def _standing(steps: Sequence[Step]) -> Counter[MemberStatus]:
    """What everybody is after these steps."""
    found: Counter[MemberStatus] = Counter()
    for step in steps:
        found[step.after] += step.count
        if step.before is not None:
            found[step.before] -= step.count
    return found


def _active(steps: Sequence[Step], before: date) -> int:
    """How many were active when that month began."""
    return _standing([step for step in steps if step.month < before])[MemberStatus.ACTIVE]


def _figures(steps: Sequence[Step], month: Month) -> tuple[int, int, int]:
    """Who joined, who left, and the difference."""
    within = [step for step in steps if month.first <= step.month <= month.last]
    joined, left = sum(step.joined for step in within), sum(step.left for step in within)
    return joined, left, joined - left


def _says(steps: Sequence[Step], asked: Asked) -> str:
    if not steps:
        return _("Belum ada anggota sampai hari itu.")
    joined, left, _net = _figures(steps, Month(asked.since, asked.until))
    return _("Anggota aktif dari %(before)s menjadi %(after)s: %(joined)s masuk, %(left)s keluar.",
             before=number(_active(steps, asked.since)),
             after=number(_standing(steps)[MemberStatus.ACTIVE]),
             joined=number(joined), left=number(left))  # fmt: skip


def _columns(*, by_shop: bool) -> tuple[Column, ...]:
    named = (
        (Column(_("Toko")), Column(_("Aktif di awal"), Kind.COUNT, is_summed=True)) if by_shop
        else (Column(_("Bulan")),)
    )  # fmt: skip
    return (
        *named,
        Column(_("Anggota masuk"), Kind.COUNT, is_summed=True),
        Column(_("Anggota keluar"), Kind.COUNT, is_summed=True),
        Column(_("Bersih"), Kind.COUNT, is_summed=True),
        Column(_("Aktif di akhir"), Kind.COUNT, is_summed=by_shop),
        *(Column(status_name(each), Kind.COUNT, is_summed=by_shop) for each in _BESIDE),
    )


def _rows(steps: Sequence[Step], asked: Asked) -> list[Row]:
    rows = []
    for month in months(asked):
        then = _standing([step for step in steps if step.month <= month.first])
        cells = (*_figures(steps, month), then[MemberStatus.ACTIVE])
        rows.append(Row((month_name(month.first), *cells, *(then[each] for each in _BESIDE))))
    return rows


def _shop_rows(steps: Sequence[Step], asked: Asked) -> list[Row]:
    rows = []
    for place in asked.shops:
        own = [step for step in steps if step.shop_id == place.id]
        then = _standing(own)
        figures = _figures(own, Month(asked.since, asked.until))
        cells: tuple[Cell, ...] = (_active(own, asked.since), *figures, then[MemberStatus.ACTIVE])
        if own:
            rows.append(Row((place.name, *cells, *(then[each] for each in _BESIDE))))
    return rows


def _plots(steps: Sequence[Step], asked: Asked) -> tuple[Plot, ...]:
    every = months(asked)
    labels = max(-(-len(every) // LABELS), 1)
    standing = tuple(
        (brief_month(month.first),
         _standing([step for step in steps if step.month <= month.first])[MemberStatus.ACTIVE])
        for month in every
    )  # fmt: skip
    net = tuple((brief_month(month.first), _figures(steps, month)[2]) for month in every)
    unit = _("orang")
    return (
        Plot(_("Anggota aktif di akhir bulan"), standing, Shape.LINE, Kind.COUNT, unit, labels),
        Plot(_("Masuk dikurangi keluar"), net, Shape.BARS, Kind.COUNT, unit, labels),
    )


def _shop_plots(rows: Sequence[Row]) -> tuple[Plot, ...]:
    values = tuple((str(row.cells[0]), _count(row.cells[5])) for row in rows)
    return (Plot(_("Anggota aktif menurut toko"), values, kind=Kind.COUNT, unit=_("orang")),)


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
