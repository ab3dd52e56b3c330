"""The settings of consignment, each with its default."""

from __future__ import annotations

from core.i18n import lazy
from core.settings import Setting, define, yes_or_no

CONSIGNED_IN_FULL = define(
    Setting(
        "consigned_in_full",
        yes_or_no,
        True,
        lazy("Titip jual dihitung sebagai belanja anggota seharga penuh (tidak: komisinya saja)"),
        choices={"ya": lazy("Ya"), "tidak": lazy("Tidak")},
    )
)
