"""What people call what happens to the provider's deposit. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from core.words import Codes
from pos.provider.models import PaidFrom, State

ACTIONS = {
    "provider.topped_up": _("Mengisi deposit PPOB"),
    "provider.checked": _("Memeriksa deposit PPOB"),
    "service.state_noted": _("Mencatat hasil jasa PPOB"),
}
DETAILS = {"service": _("jasa"), "state": _("keadaan")}
STATES = {
    State.PENDING: _("Menunggu"),
    State.SUCCESS: _("Sukses"),
    State.FAILED: _("Gagal"),
}
VALUES: Codes = {"service.state": STATES}
PAID_FROM = {PaidFrom.BANK: _("Bank"), PaidFrom.SAFE: _("Kas besar")}
