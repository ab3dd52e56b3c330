"""The report of what goods earned: by category, supplier or product.

Its total is what the books of the days say: sales less what was sold cost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import quantity, rupiah
from core.i18n import _
from core.ids import ProductId
from core.money import total
from core.reports.asked import Asked
from core.reports.report import Cell, Column, Plot, Report, Row, percent
from inventory.reports import goods
from inventory.reports.goods import Item, goods_columns, goods_row, ranked
from inventory.reports.sold import Sold, by_group, sold_goods

BY_CATEGORY, BY_SUPPLIER, BY_GOODS = "kategori", "pemasok", "barang"


def build(session: Session, asked: Asked) -> Report:
    """Sales, cost and margin, the greatest margin first."""
    known = goods.items(session, asked)
    sold = {
        key: one
        for key, one in sold_goods(
            session, asked.shop_ids, since=asked.since, until=asked.until
        ).items()
        if key in known
    }
    groups = by_group(sold, _group_of(session, asked, known))
    rows = _goods_rows(asked, sold, known) if asked.by == BY_GOODS else _rows(groups)
    return Report(
        title=_("Margin"),
        says=_says(tuple(sold.values())),
        columns=_columns(asked),
        rows=rows,
        name=1 if asked.by == BY_GOODS else 0,
        plots=(Plot(
            _("Margin menurut pemasok") if asked.by == BY_SUPPLIER
            else _("Margin menurut kategori"),
            ranked({name: one.margin.amount for name, one in groups.items()}),
        ),),
        notes=(
            _("Penjualan tanpa PPN, dikurangi retur dan potongan harga, menurut tanggal buku."),
            _("Dari barang titipan dan jasa, bagian penitip dan penyedia dihitung sebagai pokok."),
        ),
    )  # fmt: skip


def _group_of(
    session: Session, asked: Asked, known: Mapping[ProductId, Item]
) -> Callable[[ProductId], str]:
    if asked.by != BY_SUPPLIER:
        return lambda key: known[key].category
    brought, nobody, producers = goods.suppliers(session), _("Tanpa pemasok"), _("Titip jual")
    return lambda key: producers if known[key].is_consigned else brought.get(key, nobody)


def _says(sold: tuple[Sold, ...]) -> str:
    if not sold:
        return _("Tidak ada penjualan dalam masa ini.")
    income, margin = total(one.income for one in sold), total(one.margin for one in sold)
    part = percent(margin.amount, income.amount)
    return _("Dari penjualan %(income)s tersisa margin %(margin)s (%(percent)s%%).",
             income=rupiah(income), margin=rupiah(margin),
             percent=quantity(part) if part else "0")  # fmt: skip


def _columns(asked: Asked) -> tuple[Column, ...]:
    named: tuple[Column, ...] = (
        Column(_("Pemasok") if asked.by == BY_SUPPLIER else _("Kategori")),
    )
    if asked.by == BY_GOODS:
        named = (*goods_columns(), Column(_("Terjual"), Kind.QUANTITY), Column(_("Satuan")))
    first = len(named)
    return (
        *named,
        Column(_("Penjualan"), Kind.RUPIAH, is_summed=True),
        Column(_("Pokok"), Kind.RUPIAH, is_summed=True),
        Column(_("Margin"), Kind.RUPIAH, is_summed=True),
        Column(_("Margin"), Kind.QUANTITY, "%", ratio=(first + 2, first)),
    )


def _rows(groups: Mapping[str, Sold]) -> tuple[Row, ...]:
    order = sorted(groups.items(), key=lambda one: (-one[1].margin.amount, one[0]))
    return tuple(Row((name, *_earned(one))) for name, one in order)


def _goods_rows(
    asked: Asked, sold: Mapping[ProductId, Sold], known: Mapping[ProductId, Item]
) -> tuple[Row, ...]:
    order = sorted(sold, key=lambda key: (-sold[key].margin.amount, known[key].name))
    return tuple(
        goods_row(asked, known[key], sold[key].quantity, known[key].unit, *_earned(sold[key]))
        for key in order
    )


def _earned(one: Sold) -> tuple[Cell, ...]:
    share = percent(one.margin.amount, one.income.amount)
    return one.income, one.cost, one.margin, share
