"""The report of what stands on the shelves and what it is worth.

Its total is the balance of 1-1310 of the same shops.
"""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import day, rupiah
from core.i18n import _
from core.money import Money, total
from inventory.reports.asked import Asked
from inventory.reports.goods import Held, Item, goods_columns, goods_row, held, items, ranked
from inventory.reports.report import Column, Plot, Report, Row, percent

BY_GOODS, BY_CATEGORY = "barang", "kategori"


def build(session: Session, asked: Asked) -> Report:
    """What the shops hold at the end of the last day, the most valuable first."""
    known = items(session, asked)
    on_shelves = [
        (known[key], found)
        for key, found in held(session, asked).items()
        if key in known and (found.quantity or found.value)
    ]
    on_shelves.sort(key=lambda one: (-one[1].value.amount, one[0].name))
    value = total(found.value for _item, found in on_shelves)
    return Report(
        title=_("Nilai stok"),
        says=_says(asked, len(on_shelves), value),
        columns=_columns(asked),
        rows=tuple(_rows(asked, on_shelves, value)),
        name=0 if asked.by == BY_CATEGORY else 1,
        plot=Plot(_("Nilai stok menurut kategori"), ranked(_by_category(on_shelves))),
        notes=(
            _("Nilai menurut harga pokok rata-rata; barang titipan tidak bernilai di buku."),
            _("Jumlahnya sama dengan saldo akun 1-1310 Persediaan."),
        ),
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


def _rows(asked: Asked, on_shelves: list[tuple[Item, Held]], value: Money) -> list[Row]:
    if asked.by != BY_CATEGORY:
        return [
            goods_row(asked, item, found.quantity, item.unit, found.value,
                      percent(found.value.amount, value.amount))
            for item, found in on_shelves
        ]  # fmt: skip
    counts = Counter(item.category for item, _found in on_shelves)
    sums = _by_category(on_shelves)
    return [
        Row((name, counts[name], Money(worth), percent(worth, value.amount)))
        for name, worth in sorted(sums.items(), key=lambda one: -one[1])
    ]


def _by_category(on_shelves: list[tuple[Item, Held]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for item, found in on_shelves:
        sums[item.category] += found.value.amount
    return dict(sums)
