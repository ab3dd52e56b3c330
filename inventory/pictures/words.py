"""What the audit log calls what is done to pictures. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy

ACTIONS = {
    "product.picture_set": lazy("Memasang gambar barang"),
    "product.picture_removed": lazy("Menghapus gambar barang"),
}
