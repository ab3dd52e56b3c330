"""The report of what stands on the shelves and what it is worth.

Its total is the balance of 1-1310 of the same shops.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import day, rupiah
from core.i18n import _
from core.money import Money
from core.quantity import Quantity
from core.reports.asked import Asked
from core.reports.report import Cell, Column, Plot, Report, Row, RowsOf, percent
from inventory.reports.goods import Shelf, goods_columns, goods_row, ranked, shelves

BY_GOODS, BY_CATEGORY = "barang", "kategori"
_BEFORE_VALUE: tuple[Cell, ...] = (None,) * 5
"""The columns of goods that are not added up."""


def build(session: Session, asked: Asked) -> Report:
    """What the shops hold at the end of the last day, the most valuable first."""
    held = shelves(session, asked)
    value = sum(shelf.value for shelf in held)
    by_category = _by_category(held)
    return Report(
        title=_("Nilai stok"),
        says=_says(asked, len(held), Money(value)),
        columns=_columns(asked),
        rows=_rows(asked, held, by_category, value),
        name=0 if asked.by == BY_CATEGORY else 1,
        plots=(Plot(_("Nilai stok menurut kategori"), ranked(by_category)),),
        notes=(
            _("Nilai menurut harga pokok rata-rata; barang titipan tidak bernilai di buku."),
            _("Jumlahnya sama dengan saldo akun 1-1310 Persediaan."),
        ),
        sums=None if asked.by == BY_CATEGORY else (*_BEFORE_VALUE, Money(value), None),
    )


def _says(asked: Asked, count: int, value: Money) -> str:
    if not count:
        return _("Tidak ada barang di rak pada %(day)s.", day=day(asked.until))
    return _("%(count)s barang di rak bernilai %(value)s pada %(day)s.",
             count=count, value=rupiah(value), day=day(asked.until))  # fmt: skip


def _columns(asked: Asked) -> tuple[Column, ...]:
    share = Column(_("Bagian"), Kind.QUANTITY, "%")
    value = Column(_("Nilai"), Kind.RUPIAH, is_summed=True)
    if asked.by == BY_CATEGORY:
        count = Column(_("Macam barang"), Kind.COUNT, is_summed=True)
        return Column(_("Kategori")), count, value, share
    return (
        *goods_columns(), Column(_("Jumlah"), Kind.QUANTITY), Column(_("Satuan")), value, share,
    )  # fmt: skip


def _rows(
    asked: Asked, held: list[Shelf], by_category: dict[str, int], value: int
) -> Sequence[Row]:
    if asked.by != BY_CATEGORY:
        return RowsOf(held, partial(_row, asked, value))
    counts = _named(Counter(shelf.category for shelf in held))
    return tuple(
        Row((name, counts[name], Money(worth), percent(worth, value)))
        for name, worth in sorted(by_category.items(), key=lambda one: -one[1])
    )


def _row(asked: Asked, value: int, shelf: Shelf) -> Row:
    named = shelf._replace(category=shelf.category or _nameless())
    return goods_row(asked, named, Quantity(shelf.quantity), shelf.unit, Money(shelf.value),
                     percent(shelf.value, value))  # fmt: skip


def _by_category(held: list[Shelf]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for shelf in held:
        sums[shelf.category] += shelf.value
    return _named(sums)


def _named(by_category: Counter[str]) -> dict[str, int]:
    """Once for each category, not for each of ten thousand goods: a translation takes its time."""
    named: Counter[str] = Counter()
    for category, much in by_category.items():
        named[category or _nameless()] += much
    return dict(named)


def _nameless() -> str:
    return str(_("Tanpa kategori"))
