"""What people call what happens in repacking. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _

ACTIONS = {
    "repacking.done": _("Mengemas ulang barang"),
    "repacking.taken_back": _("Membatalkan kemas ulang"),
}
"""What the audit log calls what happens to repacking."""
