"""The report of local goods: how much of what is sold comes from around here."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import quantity, rupiah
from core.i18n import _
from core.ids import ProductId
from core.money import Money, total
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Row, percent
from inventory.facts.models import ProductFacts
from inventory.reports.goods import Item, goods_columns, goods_row, items, ranked
from inventory.reports.sold import Sold, sold_goods

BY_CATEGORY, BY_GOODS = "kategori", "barang"


def build(session: Session, asked: Asked) -> Report:
    """Sales of local goods beside all sales, by category; or the local goods themselves."""
    known, local = items(session, asked), _local(session)
    sold = sold_goods(session, asked.shop_ids, since=asked.since, until=asked.until)
    found = {key: one for key, one in sold.items() if key in known}
    ours = {key: one for key, one in found.items() if key in local}
    by_goods = asked.by == BY_GOODS
    return Report(
        title=_("Produk lokal"),
        says=_says(total(one.income for one in ours.values()),
                   total(one.income for one in found.values())),
        columns=_columns(by_goods=by_goods),
        rows=_goods_rows(asked, ours, known, local) if by_goods else _rows(found, ours, known),
        name=1 if by_goods else 0,
        plots=(Plot(
            _("Penjualan produk lokal menurut kategori"), ranked(_by_category(ours, known)),
        ),) if ours else (),
        notes=(_("Lokal atau tidak diisi di halaman barang. Penjualan tanpa PPN."),),
    )  # fmt: skip


def _local(session: Session) -> dict[ProductId, str]:
    """Where each local product comes from."""
    rows = session.execute(
        select(ProductFacts.product_id, ProductFacts.village, ProductFacts.regency).where(
            ProductFacts.is_local
        )
    )
    return {ProductId(key): ", ".join(filter(None, places)) for key, *places in rows}


def _says(ours: Money, everything: Money) -> str:
    if not everything:
        return _("Tidak ada penjualan dalam masa ini.")
    part = percent(ours.amount, everything.amount)
    return _("Produk lokal terjual %(ours)s, yaitu %(percent)s%% dari semua penjualan.",
             ours=rupiah(ours), percent=quantity(part) if part else "0")  # fmt: skip


def _columns(*, by_goods: bool) -> tuple[Column, ...]:
    if by_goods:
        return (
            *goods_columns(),
            Column(_("Asal")),
            Column(_("Terjual"), Kind.QUANTITY),
            Column(_("Satuan")),
            Column(_("Penjualan"), Kind.RUPIAH, is_summed=True),
        )
    return (
        Column(_("Kategori")),
        Column(_("Macam lokal"), Kind.COUNT, is_summed=True),
        Column(_("Penjualan lokal"), Kind.RUPIAH, is_summed=True),
        Column(_("Semua penjualan"), Kind.RUPIAH, is_summed=True),
        Column(_("Bagian lokal"), Kind.QUANTITY, "%", ratio=(2, 3)),
    )


def _rows(
    found: dict[ProductId, Sold], ours: dict[ProductId, Sold], known: dict[ProductId, Item]
) -> tuple[Row, ...]:
    every, local = _by_category(found, known), _by_category(ours, known)
    counts = Counter(known[key].category for key in ours)
    order = sorted(every, key=lambda name: (-local.get(name, 0), name.lower()))
    return tuple(
        Row((name, counts[name], Money(local.get(name, 0)), Money(every[name]),
             percent(local.get(name, 0), every[name])))
        for name in order
    )  # fmt: skip


def _goods_rows(
    asked: Asked,
    ours: dict[ProductId, Sold],
    known: dict[ProductId, Item],
    origins: dict[ProductId, str],
) -> tuple[Row, ...]:
    order = sorted(ours, key=lambda key: (-ours[key].income.amount, known[key].name))
    return tuple(
        goods_row(asked, known[key], origins[key], ours[key].quantity, known[key].unit,
                  ours[key].income)
        for key in order
    )  # fmt: skip


def _by_category(sold: dict[ProductId, Sold], known: dict[ProductId, Item]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for key, one in sold.items():
        sums[known[key].category] += one.income.amount
    return dict(sums)
