"""The report of classes: the few goods that bring most, and the many that bring little."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.exports import Kind
from core.i18n import _
from core.money import Money, total
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Row, Shape, percent
from core.settings import read
from inventory.reports.abc import AbcClass, AbcShares, classes, cumulated
from inventory.reports.goods import Item, goods_columns, goods_row, items
from inventory.reports.settings import ABC_SHARES
from inventory.reports.sold import Sold, sold_goods

BY_SALES, BY_MARGIN = "penjualan", "margin"
STEPS = 10


def build(session: Session, asked: Asked) -> Report:
    """Every product that was sold with its class, the best first."""
    known = items(session, asked)
    sold = sold_goods(session, asked.shop_ids, since=asked.since, until=asked.until)
    found = [(known[key], one) for key, one in sold.items() if key in known]
    found.sort(key=lambda one: (-_weight(asked, one[1]).amount, one[0].name))
    amounts = [_weight(asked, one).amount for _item, one in found]
    shares = read(session, ABC_SHARES, on=asked.today)
    ranks = classes(amounts, shares)
    return Report(
        title=_("Kelas ABC"),
        says=_says(ranks, total(map(Money, amounts))),
        columns=_columns(),
        rows=tuple(_rows(asked, found, ranks)),
        name=1,
        plots=_plots(amounts),
        notes=(_note(asked, shares),),
    )


def _weight(asked: Asked, one: Sold) -> Money:
    return one.margin if asked.by == BY_MARGIN else one.income


def _says(ranks: Sequence[AbcClass], whole: Money) -> str:
    if not ranks:
        return _("Tidak ada penjualan dalam masa ini.")
    if whole.amount <= 0:
        return _("Barang yang terjual tidak membawa apa-apa dalam masa ini.")
    return _("%(a)s dari %(count)s barang yang terjual masuk kelas A, %(b)s kelas B, "
             "%(c)s kelas C.", a=ranks.count(AbcClass.A), b=ranks.count(AbcClass.B),
             c=ranks.count(AbcClass.C), count=len(ranks))  # fmt: skip


def _note(asked: Asked, shares: AbcShares) -> str:
    values = {"a": shares.a, "b": shares.b, "c": shares.c}
    if asked.by == BY_MARGIN:
        return _("Kelas A membawa %(a)s%% margin, B %(b)s%%, C %(c)s%% terakhir.", **values)
    return _("Kelas A membawa %(a)s%% penjualan, B %(b)s%%, C %(c)s%% terakhir.", **values)


def _columns() -> tuple[Column, ...]:
    return (
        *goods_columns(),
        Column(_("Kelas")),
        Column(_("Penjualan"), Kind.RUPIAH, is_summed=True),
        Column(_("Margin"), Kind.RUPIAH, is_summed=True),
        Column(_("Bagian"), Kind.QUANTITY, "%"),
        Column(_("Sampai di sini"), Kind.QUANTITY, "%"),
    )


def _rows(asked: Asked, found: Sequence[tuple[Item, Sold]], ranks: Sequence[AbcClass]) -> list[Row]:
    whole = sum(max(_weight(asked, one).amount, 0) for _item, one in found)
    rows, until_here = [], 0
    for (item, one), rank in zip(found, ranks, strict=True):
        amount = _weight(asked, one).amount
        until_here += max(amount, 0)
        rows.append(
            goods_row(asked, item, rank.value, one.income, one.margin,
                      percent(amount, whole), percent(until_here, whole))
        )  # fmt: skip
    return rows


def _plots(amounts: Sequence[int]) -> tuple[Plot, ...]:
    points = cumulated(amounts, STEPS)
    if not points:
        return ()
    plot = Plot(
        _("Bagian dari semuanya yang dibawa oleh barang terbaik"),
        tuple((f"{place * 100 // STEPS}%", value) for place, value in enumerate(points, 1)),
        Shape.LINE, Kind.COUNT, "%",
    )  # fmt: skip
    return (plot,)
