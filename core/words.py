"""What people call what the program keeps as codes. Lazy: translated when drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import LazyString

from core.format import day, number
from core.i18n import lazy as _
from core.models import ShopKind
from core.permissions import Role
from core.settings import DEFINITIONS

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")

ROLES = {
    Role.CLERK: _("Petugas kasir"),
    Role.MANAGER: _("Manajer"),
    Role.TREASURER: _("Bendahara"),
    Role.CHAIR: _("Ketua"),
    Role.AUDITOR: _("Pengawas"),
    Role.ADMIN: _("Admin"),
    Role.MEMBER: _("Anggota"),
}

ROLE_DUTIES = {
    Role.CLERK: _("Membuka kasir, menjual, menutup kasir"),
    Role.MANAGER: _("Barang, harga, stok, anggota, kasir dan printer"),
    Role.TREASURER: _("Pembukuan, anggota, pengaturan, cadangan data"),
    Role.CHAIR: _("Melihat semuanya, mengubah pengaturan"),
    Role.AUDITOR: _("Melihat semuanya, tidak mengubah apa pun"),
    Role.ADMIN: _("Operator, toko, kasir, printer, cadangan data"),
    Role.MEMBER: _("Melihat halaman anggota sendiri"),
}

SHOP_KINDS = {ShopKind.SHOP: _("Toko"), ShopKind.OFFICE: _("Kantor")}

TIME_ZONES = {
    "Asia/Jakarta": _("WIB (Jakarta, UTC+7)"),
    "Asia/Makassar": _("WITA (Makassar, UTC+8)"),
    "Asia/Jayapura": _("WIT (Jayapura, UTC+9)"),
}

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}

ACTIONS = {
    "operator.signed_in": _("Masuk"),
    "operator.signed_out": _("Keluar"),
    "operator.failed_to_sign_in": _("Gagal masuk"),
    "operator.accepted_invitation": _("Menerima undangan"),
    "operator.invited": _("Mengundang operator"),
    "operator.added": _("Menambah operator"),
    "operator.changed": _("Mengubah operator"),
    "operator.deactivated": _("Menonaktifkan operator"),
    "operator.reactivated": _("Mengaktifkan operator"),
    "operator.unlocked": _("Membuka kunci operator"),
    "operator.changed_secrets": _("Mengganti kata sandi atau PIN"),
    "shop.added": _("Menambah toko"),
    "shop.changed": _("Mengubah toko"),
    "coop.renamed": _("Mengganti nama koperasi"),
    "setting.put": _("Mengubah pengaturan"),
    "books.exported": _("Mengunduh pembukuan"),
    "member.admitted": _("Mencatat anggota"),
    "member.changed": _("Mengubah data anggota"),
    "customer.added": _("Mencatat pelanggan kasbon"),
    "customer.changed": _("Mengubah pelanggan kasbon"),
    "data.restored": _("Memasang cadangan data"),
}

DETAILS = {
    "failures": _("salah ke"),
    "roles": _("peran"),
    "value": _("nilai"),
    "valid_from": _("mulai"),
    "before": _("sebelumnya"),
    "password": _("kata sandi"),
    "pin": _("PIN"),
    "format": _("format"),
    "since": _("dari"),
    "until": _("sampai"),
    "fields": _("bagian"),
    "entries": _("entri"),
    "count": _("banyaknya"),
    "rows": _("baris"),
    "month": _("bulan"),
    "status": _("keadaan"),
    "lost": _("entri hilang"),
}
"""What the audit log says beside an action; a name without a word is shown as it is."""

Codes = dict[str, Mapping[Any, LazyString]]

VALUES: Codes = {"operator.roles": ROLES}
"""What a detail's codes are called, by the action's noun and the detail; packages add theirs."""


def role_names(roles: Iterable[Role]) -> str:
    """The roles in one line, in their fixed order."""
    held = set(roles)
    return ", ".join(str(ROLES[role]) for role in Role if role in held)


def action_name(action: str) -> str:
    """What was done, in words; the code itself for what has none."""
    return str(ACTIONS.get(action, action))


def subject_name(action: str, subject: str) -> str:
    """What an action was about, as people call it: a setting by its label, the rest as kept."""
    setting = DEFINITIONS.get(subject) if action == "setting.put" else None
    return str(setting.label) if setting else subject


def details(action: str, kept: Mapping[str, object]) -> list[str]:
    """The details of an audit record as a reader understands them, without the empty ones.

    ``peran: Petugas kasir, Manajer``; ``kas awal: 200.000``; ``mulai: 22/11/2026``.
    """
    noun = action.partition(".")[0]
    return [
        f"{DETAILS.get(name, name)}: {_spell(value, VALUES.get(f'{noun}.{name}', {}))}"
        for name, value in kept.items()
        if value not in ("", None, [])
    ]


def _spell(value: object, called: Mapping[Any, LazyString]) -> str:
    match value:
        case bool():
            return str(_("ya") if value else _("tidak"))
        case int():
            return number(value)
        case list():
            return ", ".join(_spell(item, called) for item in value)
        case str() if ISO_DAY.fullmatch(value):
            return day(date.fromisoformat(value))
        case _:
            return str(called.get(str(value), value))
