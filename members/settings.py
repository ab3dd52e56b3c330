"""The settings of members' money, each with its default and its law."""

from __future__ import annotations

from core.i18n import lazy
from core.money import ZERO, Money
from core.settings import Setting, define, yes_or_no


def _days(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 3650:
        raise ValueError(text)
    return number


def _rupiah(text: str) -> Money:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return Money(number)


MOST_INSTALMENTS = 24


def _instalments(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_INSTALMENTS:
        raise ValueError(text)
    return number


CREDIT_DAYS = define(Setting("credit_days", _days, 30, lazy("Kasbon harus dibayar dalam (hari)")))
CREDIT_INSTALMENTS_MOST = define(
    Setting(
        "credit_instalments_most",
        _instalments,
        1,
        lazy("Kasbon boleh dicicil paling banyak (kali, sampai 24; 1: tidak boleh dicicil)"),
    )
)
CREDIT_BLOCKED_AFTER = define(
    Setting(
        "credit_blocked_after",
        _days,
        0,
        lazy(
            "Kasbon baru ditolak kasir kalau ada yang lewat jatuh tempo lebih dari (hari; 0: tidak)"
        ),
    )
)
CREDIT_TO_CUSTOMERS = define(
    Setting(
        "credit_to_customers",
        yes_or_no,
        False,
        lazy("Pelanggan bukan anggota boleh kasbon atas namanya sendiri"),
        choices={"ya": lazy("Ya"), "tidak": lazy("Tidak")},
    )
)
POKOK_AMOUNT = define(
    Setting(
        "pokok_amount",
        _rupiah,
        ZERO,
        lazy("Simpanan pokok, sekali saat masuk (rupiah; 0: belum ditetapkan)"),
        legal_basis="UU 25/1992 pasal 41",
    )
)
WAJIB_AMOUNT = define(
    Setting(
        "wajib_amount",
        _rupiah,
        ZERO,
        lazy("Simpanan wajib setiap bulan (rupiah; 0: tidak diingatkan)"),
        legal_basis="UU 25/1992 pasal 41",
    )
)
