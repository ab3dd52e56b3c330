"""The report of what was lost: written off, missing or found at counts, as a part of sales.

Its total is what the accounts 5-3010 and 4-9050 say of the days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, Select, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import quantity, rupiah
from core.i18n import _, lazy
from core.ids import ProductId
from core.money import ZERO, Money, total
from core.reports.asked import Asked
from core.reports.report import Cell, Column, Plot, Report, Row, percent
from inventory.counts.models import CountResult, StockCount
from inventory.reports.goods import Item, goods_columns, goods_row, items, ranked
from inventory.reports.sold import sold_goods
from inventory.write_offs.models import WriteOff, WriteOffKind, WriteOffLine, WriteOffStatus
from ledger import chart
from ledger.models import JournalEntry, Posting

BY_CATEGORY, BY_GOODS = "kategori", "barang"

_BY_PRODUCT = ("write_off", "count")
_CAUSES = {
    "return": lazy("(Retur yang tidak dapat dijual lagi)"),
    "transfer_step": lazy("(Hilang di jalan antar toko)"),
    "consignment_ending": lazy("(Titipan yang ditanggung toko)"),
}
_OTHER = lazy("(Lain-lain)")
"""What the books know beside, by the first word of its source."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What was lost of some goods, and what they sold for meanwhile."""

    written_off: Money = ZERO
    short: Money = ZERO
    """Missing at counts."""
    over: Money = ZERO
    """Found at counts."""
    sales: Money = ZERO

    @property
    def net(self) -> Money:
        return self.written_off + self.short - self.over

    def __add__(self, other: Lost) -> Lost:
        return Lost(
            self.written_off + other.written_off,
            self.short + other.short,
            self.over + other.over,
            self.sales + other.sales,
        )


def build(session: Session, asked: Asked) -> Report:
    """What was lost by category or product, the worst first; then what the books have beside."""
    known = items(session, asked)
    lost = {key: one for key, one in _lost(session, asked).items() if key in known}
    groups: dict[str, Lost] = defaultdict(Lost)
    for key, one in lost.items():
        groups[known[key].category] += one
    others = {} if asked.category else _beside(session, asked)
    everything = sum(lost.values(), start=Lost(written_off=total(others.values())))
    by_goods = asked.by == BY_GOODS
    rows = _goods_rows(asked, lost, known) if by_goods else _rows(groups)
    rows += _other_rows(others, by_goods=by_goods)
    return Report(
        title=_("Susut"),
        says=_says(everything),
        columns=_columns(by_goods=by_goods),
        rows=tuple(rows),
        name=1 if by_goods else 0,
        plots=_plots(groups, others),
        notes=(
            _("Susut: ditulis keluar dan kurang saat opname, dikurangi yang lebih saat opname. "
              "Barang yang dipakai toko adalah beban, bukan susut."),
        ),
    )  # fmt: skip


def _lost(session: Session, asked: Asked) -> dict[ProductId, Lost]:
    found: dict[ProductId, Lost] = defaultdict(Lost)
    for key, value in session.execute(_written_off(asked)):
        found[key] += Lost(written_off=value)
    for key, difference in session.execute(_counted(asked)):
        found[key] += Lost(short=Money(max(-difference, 0)), over=Money(max(difference, 0)))
    sold = sold_goods(session, asked.shop_ids, since=asked.since, until=asked.until)
    for key, one in sold.items():
        found[key] += Lost(sales=one.income)
    return found


def _written_off(asked: Asked) -> Select[ProductId, Money]:
    return (
        select(WriteOffLine.product_id, func.sum(WriteOffLine.value))
        .join(WriteOff, WriteOff.id == WriteOffLine.write_off_id)
        .where(
            WriteOff.shop_id.in_(asked.shop_ids),
            WriteOff.status == WriteOffStatus.BOOKED,
            WriteOff.kind != WriteOffKind.USED,
            WriteOff.booked_on.between(asked.since, asked.until),
        )
        .group_by(WriteOffLine.product_id)
    )


def _counted(asked: Asked) -> Select[ProductId, int]:
    """Surpluses and shortages apart: one does not hide the other."""
    difference = type_coerce(CountResult.value, BigInteger) + type_coerce(
        CountResult.settlement, BigInteger
    )
    return (
        select(CountResult.product_id, cast(func.sum(difference), BigInteger))
        .join(StockCount, StockCount.id == CountResult.count_id)
        .where(
            StockCount.shop_id.in_(asked.shop_ids),
            StockCount.booked_on.between(asked.since, asked.until),
        )
        .group_by(CountResult.product_id, difference < 0)
    )


def _beside(session: Session, asked: Asked) -> dict[str, Money]:
    """Losses that neither a write-off nor a count brought about, by what did."""
    rows = session.execute(
        select(JournalEntry.source, Posting.amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.account.in_((chart.LOSS_OF_GOODS, chart.STOCK_OVER)),
            JournalEntry.shop_id.in_(asked.shop_ids),
            JournalEntry.booked_on.between(asked.since, asked.until),
        )
    )
    found: dict[str, Money] = defaultdict(lambda: ZERO)
    for source, amount in rows:
        kind = source.partition(":")[0]
        if kind not in _BY_PRODUCT:
            found[str(_CAUSES.get(kind, _OTHER))] += amount
    return {cause: amount for cause, amount in found.items() if amount}


def _says(everything: Lost) -> str:
    if not (everything.net or everything.written_off or everything.short):
        return _("Tidak ada susut dalam masa ini.")
    part = percent(everything.net.amount, everything.sales.amount)
    if part is None:
        return _("Susut %(lost)s, tanpa penjualan.", lost=rupiah(everything.net))
    return _("Susut %(lost)s, yaitu %(percent)s%% dari penjualan.",
             lost=rupiah(everything.net), percent=quantity(part))  # fmt: skip


def _columns(*, by_goods: bool) -> tuple[Column, ...]:
    named = goods_columns(with_category=False) if by_goods else (Column(_("Kategori")),)
    first = len(named)
    titles = _("Ditulis keluar"), _("Kurang"), _("Lebih"), _("Susut"), _("Penjualan")
    return (
        *named,
        *(Column(title, Kind.RUPIAH, is_summed=True) for title in titles),
        Column(_("Dari penjualan"), Kind.QUANTITY, "%", ratio=(first + 3, first + 4)),
    )


def _rows(groups: Mapping[str, Lost]) -> list[Row]:
    order = sorted(groups.items(), key=lambda one: (-one[1].net.amount, one[0]))
    return [Row((name, *_figures(one))) for name, one in order]


def _goods_rows(
    asked: Asked, lost: Mapping[ProductId, Lost], known: Mapping[ProductId, Item]
) -> list[Row]:
    """Only goods of which something was lost or found."""
    wanted = [key for key, one in lost.items() if one.written_off or one.short or one.over]
    wanted.sort(key=lambda key: (-lost[key].net.amount, known[key].name))
    return [goods_row(asked, known[key], *_figures(lost[key]), with_category=False)
            for key in wanted]  # fmt: skip


def _other_rows(others: Mapping[str, Money], *, by_goods: bool) -> list[Row]:
    before = ("",) if by_goods else ()
    return [Row((*before, cause, *_figures(Lost(written_off=amount))))
            for cause, amount in others.items()]  # fmt: skip


def _figures(one: Lost) -> tuple[Cell, ...]:
    share = percent(one.net.amount, one.sales.amount)
    return one.written_off, one.short, one.over, one.net, one.sales, share


def _plots(groups: Mapping[str, Lost], others: Mapping[str, Money]) -> tuple[Plot, ...]:
    sums = {name: one.net.amount for name, one in groups.items() if one.net}
    sums.update((cause, amount.amount) for cause, amount in others.items())
    return (Plot(_("Susut menurut kategori dan sebab"), ranked(sums)),) if sums else ()
