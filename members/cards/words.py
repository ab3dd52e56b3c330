"""What the audit log calls what is done to cards and photos. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _

ACTIONS = {
    "member.card_given": _("Memberi kode kartu anggota"),
    "member.cards_printed": _("Mencetak kartu anggota"),
    "member.photo_set": _("Memasang foto anggota"),
    "member.photo_removed": _("Menghapus foto anggota"),
}
