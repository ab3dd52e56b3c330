"""What people call what is kept as codes about facts. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.facts.permits import PermitKind, PermitState
from inventory.facts.queries import Asked

PERMITS = {
    PermitKind.PIRT: _("P-IRT"),
    PermitKind.BPOM: _("BPOM"),
    PermitKind.HALAL: _("Halal"),
}

STATES = {
    PermitState.VALID: _("berlaku"),
    PermitState.ENDING: _("hampir habis"),
    PermitState.ENDED: _("sudah habis"),
}

ASKED = {
    Asked.SOON: _("Hampir dan sudah habis"),
    Asked.ENDED: _("Sudah habis"),
    Asked.ALL: _("Semua izin"),
}

ACTIONS = {"product.facts_changed": _("Mengubah asal dan izin barang")}
"""What the audit log calls what happens to facts."""

DETAILS = {
    "brand": _("merek"),
    "local": _("produk lokal"),
    "origin": _("asal"),
    "pirt": _("P-IRT"),
    "bpom": _("BPOM"),
    "halal": _("halal"),
}
"""What it says beside them."""
