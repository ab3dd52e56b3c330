"""Every report of goods there is: its name, what it answers, and how it can be asked."""

from __future__ import annotations

from core.i18n import lazy
from core.reports.kind import Kind
from inventory.reports import (
    abc_goods,
    empty_shelves,
    idle_goods,
    local_share,
    margins,
    movement,
    producers,
    shrinkage,
    stock_value,
)

_GOODS, _CATEGORY = lazy("Barang"), lazy("Kategori")

_EVERY = (
    Kind(
        "nilai-stok", lazy("Nilai stok"),
        lazy("Berapa nilai barang di rak, dan di kategori mana uangnya tertanam."),
        stock_value.build,
        {stock_value.BY_GOODS: _GOODS, stock_value.BY_CATEGORY: _CATEGORY},
        has_days=False, has_day=True,
    ),
    Kind(
        "mutasi", lazy("Mutasi stok"),
        lazy("Apa yang masuk, terjual, hilang, dan tersisa, dari awal sampai akhir masa."),
        movement.build,
        {
            movement.BY_VALUE: lazy("Nilai barang"), movement.BY_QUANTITY: lazy("Jumlah barang"),
            movement.BY_CATEGORY: _CATEGORY,
        },
    ),
    Kind(
        "barang-lambat", lazy("Barang lambat dan mati"),
        lazy("Barang di rak yang sudah lama tidak dibeli orang."),
        idle_goods.build,
        {idle_goods.BY_BOTH: lazy("Lambat dan mati"), idle_goods.BY_DEAD: lazy("Mati saja")},
        has_days=False,
    ),
    Kind(
        "abc", lazy("Kelas ABC"),
        lazy("Sedikit barang yang membawa sebagian besar penjualan atau margin."),
        abc_goods.build,
        {abc_goods.BY_SALES: lazy("Penjualan"), abc_goods.BY_MARGIN: lazy("Margin")},
    ),
    Kind(
        "margin", lazy("Margin"),
        lazy("Berapa yang tersisa dari penjualan, menurut kategori, pemasok, atau barang."),
        margins.build,
        {
            margins.BY_CATEGORY: _CATEGORY, margins.BY_SUPPLIER: lazy("Pemasok"),
            margins.BY_GOODS: _GOODS,
        },
    ),
    Kind(
        "susut", lazy("Susut"),
        lazy("Barang yang rusak, hilang, atau kurang saat opname, dibanding penjualan."),
        shrinkage.build,
        {shrinkage.BY_CATEGORY: _CATEGORY, shrinkage.BY_GOODS: _GOODS},
    ),
    Kind(
        "rak-kosong", lazy("Rak kosong"),
        lazy("Berapa hari barang habis, dan berapa yang mungkin tidak jadi terjual."),
        empty_shelves.build,
    ),
    Kind(
        "produk-lokal", lazy("Produk lokal"),
        lazy("Berapa bagian penjualan yang berasal dari sekitar sini."),
        local_share.build,
        {local_share.BY_CATEGORY: _CATEGORY, local_share.BY_GOODS: lazy("Barang lokal")},
    ),
    Kind(
        "penitip", lazy("Kinerja penitip"),
        lazy("Apa yang dibawa setiap penitip, yang laku, dan yang menjadi haknya."),
        producers.build,
        has_categories=False,
    ),
)  # fmt: skip

REPORTS = {kind.name: kind for kind in _EVERY}
"""By name, in the order in which the list shows them."""
