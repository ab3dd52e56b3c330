"""The settings of the counter, each with its default and its law."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.i18n import lazy
from core.ids import ShopId
from core.settings import Setting, define, read, whole_number
from pos.rounding import CashRounding

CASH_ROUNDING_UNIT = define(
    Setting(
        "cash_rounding_unit",
        whole_number,
        100,
        lazy("Uang tunai dibulatkan ke kelipatan (rupiah)"),
        legal_basis="Permendag 35/2013",
    )
)
CASH_ROUNDING_MODE = define(
    Setting(
        "cash_rounding_mode",
        str,
        "down",
        lazy("Arah pembulatan uang tunai"),
        legal_basis="Permendag 35/2013",
        choices={
            "down": lazy("Ke bawah"),
            "nearest": lazy("Ke yang terdekat"),
            "up": lazy("Ke atas"),
        },
    )
)


def cash_rounding(session: Session, *, on: date, shop_id: ShopId) -> CashRounding:
    """The rounding rule of a shop's day."""
    return CashRounding(
        read(session, CASH_ROUNDING_UNIT, on=on, shop_id=shop_id),
        read(session, CASH_ROUNDING_MODE, on=on, shop_id=shop_id),
    )
