"""The report of how purchases are spread: which part of the members brings which part of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.charts import brief
from core.exports import Kind
from core.format import number, quantity, rupiah
from core.i18n import _
from core.money import Money
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Row, Shape, percent
from members.models import Member, Patronage
from members.reports.small_groups import FEWEST
from members.reports.spreads import PARTS, Class, Group, classes, median, parts

BY_PARTS, BY_AMOUNT = "bagian", "besar"


def build(session: Session, asked: Asked) -> Report:
    """Members who bought, in equal parts or by how much; nobody is named."""
    amounts = _amounts(session, asked)
    equal, sizes = parts(amounts), classes(amounts)
    by_amount = asked.by == BY_AMOUNT
    return Report(
        title=_("Sebaran belanja anggota"),
        says=_says(amounts, equal),
        columns=_columns(by_amount=by_amount),
        rows=_class_rows(sizes) if by_amount else _rows(equal),
        plots=_plots(equal, sizes),
        notes=(
            _("Belanja yang dihitung untuk SHU, dikurangi retur; hanya anggota yang berbelanja."),
            _("Kelompok yang kurang dari %(fewest)s orang digabung, supaya tidak seorang pun "
              "dikenali.", fewest=FEWEST),
        ),
    )  # fmt: skip


def _amounts(session: Session, asked: Asked) -> list[int]:
    """What each member bought, in rupiah; who gave back as much as she bought is left out."""
    each = (
        select(Patronage.member_id, func.sum(Patronage.amount).label("amount"))
        .where(Patronage.booked_on.between(asked.since, asked.until))
        .group_by(Patronage.member_id)
        .subquery("each")
    )
    rows = session.execute(
        select(each.c.amount)
        .join(Member, Member.id == each.c.member_id)
        .where(Member.shop_id.in_(asked.shop_ids))
    )
    return [amount.amount for (amount,) in rows if amount.amount > 0]


def _says(amounts: Sequence[int], equal: Sequence[Group]) -> str:
    if not amounts:
        return _("Tidak ada anggota yang berbelanja dalam masa ini.")
    if not equal:
        return _("Baru %(count)s anggota yang berbelanja; sebarannya ditunjukkan mulai %(fewest)s "
                 "orang.", count=len(amounts), fewest=PARTS[-1] * FEWEST)  # fmt: skip
    share = percent(equal[0].amount, sum(amounts))
    return _("%(count)s anggota berbelanja %(sum)s. Yang di tengah %(median)s; %(part)s%% yang "
             "terbanyak membawa %(share)s%%.", count=number(len(amounts)),
             sum=rupiah(Money(sum(amounts))), median=rupiah(Money(median(amounts))),
             part=100 // len(equal), share=quantity(share) if share else "0")  # fmt: skip


def _columns(*, by_amount: bool) -> tuple[Column, ...]:
    return (
        Column(_("Belanja satu anggota") if by_amount else _("Anggota menurut belanja")),
        Column(_("Anggota"), Kind.COUNT, is_summed=True),
        Column(_("Belanja"), Kind.RUPIAH, is_summed=True),
        Column(_("Bagian"), Kind.QUANTITY, "%"),
        Column(_("Sampai di sini"), Kind.QUANTITY, "%"),
        Column(_("Per anggota"), Kind.RUPIAH),
    )


def _rows(equal: Sequence[Group]) -> tuple[Row, ...]:
    width = 100 // len(equal) if equal else 0
    names = [
        _("%(first)s–%(last)s%% terbanyak", first=place * width, last=(place + 1) * width)
        for place in range(len(equal))
    ]
    return _table(names, equal)


def _class_rows(sizes: Sequence[Class]) -> tuple[Row, ...]:
    names = [
        _("mulai %(low)s", low=rupiah(Money(one.low))) if one.high is None
        else _("%(low)s sampai di bawah %(high)s", low=rupiah(Money(one.low)),
               high=rupiah(Money(one.high)))
        for one in sizes
    ]  # fmt: skip
    return _table(names, sizes)


def _table(names: Sequence[str], groups: Sequence[Group]) -> tuple[Row, ...]:
    whole, until_here, rows = sum(one.amount for one in groups), 0, []
    for name, one in zip(names, groups, strict=True):
        until_here += one.amount
        each = Money(one.amount // one.people) if one.people else None
        rows.append(Row((name, one.people, Money(one.amount), percent(one.amount, whole),
                         percent(until_here, whole), each)))  # fmt: skip
    return tuple(rows)


def _plots(equal: Sequence[Group], sizes: Sequence[Class]) -> tuple[Plot, ...]:
    whole, until_here, points = sum(one.amount for one in equal), 0, [("0%", 0)]
    for place, one in enumerate(equal, 1):
        until_here += one.amount
        points.append((f"{place * 100 // len(equal)}%", (200 * until_here + whole) // (2 * whole)))
    bars = tuple((_from(one), one.people) for one in sizes)
    return (
        Plot(_("Bagian belanja, dalam persen, yang dibawa anggota terbanyak belanjanya"),
             tuple(points) if equal else (), Shape.LINE, Kind.COUNT, "%"),
        Plot(_("Anggota menurut besar belanjanya, mulai dari"), bars, Shape.BARS, Kind.COUNT,
             _("orang")),
    )  # fmt: skip


def _from(one: Class) -> str:
    return brief(one.low)
