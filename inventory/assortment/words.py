"""What the audit log calls what is done to a shop's assortment. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy

ACTIONS = {
    "product.hidden": lazy("Tidak lagi menjual barang di satu toko"),
    "product.shown": lazy("Menjual barang di satu toko lagi"),
}
