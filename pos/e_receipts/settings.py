"""The settings of receipts on the phone."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.ids import ShopId
from core.settings import Setting, define, read_together

LONGEST = 3_650
"""Days."""


def days(text: str) -> int:
    """From 0 (no receipts on the phone) to ten years."""
    value = int(text)
    if not 0 <= value <= LONGEST:
        raise ValueError(text)
    return value


def address(text: str) -> str:
    """``https://toko.example``, without a slash at the end; empty: the till's own address."""
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
E_RECEIPT_DAYS = define(
    Setting(
        "e_receipt_days",
        days,
        90,
        lazy("Struk di HP dapat dibuka selama (hari; 0: tidak dipakai)"),
    )
)


def for_till(session: Session, *, on: date, shop_id: ShopId) -> dict[str, Any]:
    """What a till needs to make links by itself."""
    asked = (PUBLIC_ADDRESS, E_RECEIPT_DAYS)
    public, lasts = read_together(session, *asked, on=on, shop_id=shop_id)
    return {"address": public, "days": lasts}
