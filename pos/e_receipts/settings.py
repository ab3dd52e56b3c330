"""The settings of receipts on the phone."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.i18n import lazy
from core.ids import ShopId
from core.public_address import PUBLIC_ADDRESS
from core.settings import Setting, define, read_together

LONGEST = 3_650
"""Days."""


def days(text: str) -> int:
    """From 0 (no receipts on the phone) to ten years."""
    value = int(text)
    if not 0 <= value <= LONGEST:
        raise ValueError(text)
    return value


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
