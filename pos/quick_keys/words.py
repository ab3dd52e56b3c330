"""What the audit log calls what is done to quick keys."""

from __future__ import annotations

from core.i18n import lazy

ACTIONS = {
    "quick_key.added": lazy("Menambah tombol cepat"),
    "quick_key.removed": lazy("Menghapus tombol cepat"),
    "quick_key.picture_set": lazy("Memasang gambar tombol cepat"),
}
