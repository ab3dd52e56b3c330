"""The settings of the counter, each with its default and its law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.i18n import lazy
from core.ids import ShopId
from core.settings import Setting, define, read, read_together, whole_number, yes_or_no
from inventory.consignment.settings import CONSIGNED_IN_FULL
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


IS_PKP = define(
    Setting(
        "is_pkp",
        yes_or_no,
        False,
        lazy("Koperasi sudah PKP (memungut PPN)"),
        legal_basis="UU PPN, UU 7/2021",
        choices={"ya": lazy("Ya"), "tidak": lazy("Tidak")},
    )
)
VAT_RATE = define(
    Setting(
        "vat_rate",
        whole_number,
        1_100,
        lazy("Tarif PPN di dalam harga (perseratus persen: 1100 = 11%)"),
        legal_basis="UU 7/2021 pasal 4",
    )
)


@dataclass(frozen=True, slots=True)
class CounterRules:
    """The rules of a shop's day that every sale needs."""

    rounding: CashRounding
    vat_rate: int
    """Basis points inside the price; 0 while the co-op is no PKP."""
    consigned_in_full: bool = True
    """Whether consigned goods count for patronage at what the buyer paid; else by the fee."""


def counter_rules(session: Session, *, on: date, shop_id: ShopId) -> CounterRules:
    """The rules of a shop's day, in one question."""
    unit, mode, is_pkp, vat_rate, in_full = read_together(
        session,
        CASH_ROUNDING_UNIT,
        CASH_ROUNDING_MODE,
        IS_PKP,
        VAT_RATE,
        CONSIGNED_IN_FULL,
        on=on,
        shop_id=shop_id,
    )
    return CounterRules(CashRounding(unit, mode), vat_rate if is_pkp else 0, in_full)


def cash_rounding(session: Session, *, on: date, shop_id: ShopId) -> CashRounding:
    """The rounding rule of a shop's day."""
    return CashRounding(
        read(session, CASH_ROUNDING_UNIT, on=on, shop_id=shop_id),
        read(session, CASH_ROUNDING_MODE, on=on, shop_id=shop_id),
    )
