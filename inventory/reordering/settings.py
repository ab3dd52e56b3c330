"""The settings of reordering: how far back sales count, and how long an order must last."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.ids import ShopId
from core.settings import Setting, define, read_together

MOST_WEEKS, MOST_DAYS = 12, 90


def _between(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise InvalidInput(_("Isi dari 1 sampai %(most)s.", most=most))
    return int(text)


def _weeks(text: str) -> int:
    return _between(text, MOST_WEEKS)


def _days(text: str) -> int:
    return _between(text, MOST_DAYS)


LOOK_BACK_WEEKS = define(
    Setting(
        "reorder_look_back_weeks",
        _weeks,
        4,
        lazy("Saran pesanan: penjualan berapa minggu terakhir yang dihitung"),
    )
)
COVER_DAYS = define(
    Setting(
        "reorder_cover_days",
        _days,
        7,
        lazy("Saran pesanan: barang harus cukup berapa hari sesudah datang"),
    )
)


def policy(session: Session, *, on: date, shop_id: ShopId) -> tuple[int, int]:
    """How many days of sales count, and how many days an order must last."""
    weeks, days = read_together(session, LOOK_BACK_WEEKS, COVER_DAYS, on=on, shop_id=shop_id)
    return weeks * 7, days
