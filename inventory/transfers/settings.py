"""The settings of transfers."""

from __future__ import annotations

from core.i18n import lazy as _
from core.settings import Setting, define, yes_or_no

BLIND_ARRIVALS = define(
    Setting(
        "transfer_blind",
        yes_or_no,
        False,
        _("Toko penerima menghitung tanpa melihat jumlah yang dikirim"),
        choices={"ya": _("Ya"), "tidak": _("Tidak")},
    )
)
