"""Where phones reach this program: the setting, for receipts and for members' own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.settings import Setting, define


def address(text: str) -> str:
    """``https://toko.example``, without a slash at the end; empty: the address in use."""
    typed = text.strip().rstrip("/")
    if typed and not _is_address(typed):
        raise InvalidInput(
            _("Tulis alamat lengkap seperti https://toko.contoh.id, atau kosongkan.")
        )
    return typed


def _is_address(typed: str) -> bool:
    try:
        parts = urlsplit(typed)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or "@" in parts.netloc or " " in typed)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_plain and has_port


PUBLIC_ADDRESS = define(
    Setting(
        "public_address",
        address,
        "",
        lazy("Alamat program ini dari internet, untuk struk di HP (kosong: alamat kasir)"),
    )
)
