"""The report of what came, was sold, was lost and is left, by product or category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import rupiah
from core.i18n import _
from core.ids import ProductId
from core.money import Money, total
from core.quantity import Quantity
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Row
from inventory.models import MoveKind, StockMove
from inventory.reports.goods import NOT_HELD, Held, Item, goods_columns, goods_row, held, items
from inventory.reports.moves import moved_between

BY_VALUE, BY_QUANTITY, BY_CATEGORY = "nilai", "jumlah", "kategori"

_CAME, _SOLD, _LOST, _OTHER = range(4)
_WAYS = {
    MoveKind.OPENING: _CAME, MoveKind.RECEIPT: _CAME, MoveKind.CONSIGNED: _CAME,
    MoveKind.SALE: _SOLD, MoveKind.RETURN: _SOLD,
    MoveKind.WRITE_OFF: _LOST, MoveKind.COUNT: _LOST,
}  # fmt: skip
"""Everything else, to suppliers, shops, packers and producers, is the rest."""


@dataclass(slots=True)
class _Moved:
    """What moved, one figure for each way."""

    quantities: list[int] = field(default_factory=lambda: [0] * 4)
    values: list[int] = field(default_factory=lambda: [0] * 4)


@dataclass(frozen=True, slots=True)
class _Line:
    """A product: what was there, what moved in each way, and what was left."""

    item: Item
    values: tuple[Money, ...]
    quantities: tuple[Quantity, ...]

    @property
    def is_empty(self) -> bool:
        return not (any(self.values) or any(self.quantities))


def _line(item: Item, moved: _Moved, after: Held) -> _Line:
    value, quantity = after.value.amount, after.quantity.milli
    values = (value - sum(moved.values), *moved.values, value)
    quantities = (quantity - sum(moved.quantities), *moved.quantities, quantity)
    return _Line(item, tuple(map(Money, values)), tuple(map(Quantity, quantities)))


def build(session: Session, asked: Asked) -> Report:
    """What was there, what moved in the days, and what was left, in rupiah or base units."""
    known, after, moved = items(session, asked), held(session, asked), _moved(session, asked)
    lines = [
        _line(known[key], moved.get(key) or _Moved(), after.get(key, NOT_HELD))
        for key in {**after, **moved}
        if key in known
    ]
    lines = sorted(
        (line for line in lines if not line.is_empty),
        key=lambda line: (line.item.name.lower(), line.item.code),
    )
    sums = tuple(total(column) for column in zip(*(line.values for line in lines), strict=True))
    return Report(
        title=_("Mutasi stok"),
        says=_says(sums, moved=any(key in known for key in moved)),
        columns=_columns(asked),
        rows=tuple(_rows(asked, lines)),
        name=0 if asked.by == BY_CATEGORY else 1,
        plots=_plots(sums),
        notes=(
            _("Terjual sudah dikurangi retur; nilainya harga pokok."),
            _("Lain-lain: ke pemasok, antar toko, kemas ulang, dan titipan yang dibawa pulang."),
        ),
    )


def _moved(session: Session, asked: Asked) -> dict[ProductId, _Moved]:
    rows = session.execute(
        select(
            StockMove.product_id, StockMove.kind,
            func.sum(StockMove.quantity), func.sum(StockMove.value),
        )
        .where(moved_between(asked, asked.since, None if asked.is_until_now else asked.until))
        .group_by(StockMove.product_id, StockMove.kind)
    )  # fmt: skip
    found: dict[ProductId, _Moved] = defaultdict(_Moved)
    for key, kind, quantity, value in rows:
        way = _WAYS.get(kind, _OTHER)
        found[key].quantities[way] += quantity.milli
        found[key].values[way] += value.amount
    return found


def _says(sums: tuple[Money, ...], *, moved: bool) -> str:
    if not moved or not sums:
        return _("Tidak ada barang yang bergerak dalam masa ini.")
    return _(
        "Nilai stok dari %(before)s menjadi %(after)s: masuk %(came)s, terjual %(sold)s.",
        before=rupiah(sums[0]), after=rupiah(sums[5]), came=rupiah(sums[1]),
        sold=rupiah(-sums[2]),
    )  # fmt: skip


def _columns(asked: Asked) -> tuple[Column, ...]:
    kind = Kind.QUANTITY if asked.by == BY_QUANTITY else Kind.RUPIAH
    figures = tuple(
        Column(title, kind, is_summed=kind is Kind.RUPIAH)
        for title in (
            _("Awal"), _("Masuk"), _("Terjual"), _("Hilang/rusak"), _("Lain-lain"), _("Akhir"),
        )
    )  # fmt: skip
    if asked.by == BY_CATEGORY:
        return Column(_("Kategori")), *figures
    unit = (Column(_("Satuan")),) if asked.by == BY_QUANTITY else ()
    return *goods_columns(with_category=False), *unit, *figures


def _rows(asked: Asked, lines: list[_Line]) -> Iterable[Row]:
    if asked.by == BY_CATEGORY:
        yield from _category_rows(lines)
        return
    for line in lines:
        if asked.by == BY_QUANTITY:
            yield goods_row(asked, line.item, line.item.unit, *line.quantities, with_category=False)
        else:
            yield goods_row(asked, line.item, *line.values, with_category=False)


def _category_rows(lines: list[_Line]) -> Iterable[Row]:
    groups: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        groups[line.item.category].append(line)
    for name in sorted(groups, key=str.lower):
        columns = zip(*(line.values for line in groups[name]), strict=True)
        yield Row((name, *(total(column) for column in columns)))


def _plots(sums: tuple[Money, ...]) -> tuple[Plot, ...]:
    if not sums:
        return ()
    names = (_("Masuk"), _("Terjual"), _("Hilang/rusak"), _("Lain-lain"))
    values = tuple((name, amount.amount) for name, amount in zip(names, sums[1:5], strict=True))
    return (Plot(_("Nilai yang masuk (+) dan keluar (-) menurut sebabnya"), values),)
