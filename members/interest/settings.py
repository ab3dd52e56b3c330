"""The settings of interest on savings: off until a licence stands beside a rate."""

from __future__ import annotations

import re
from datetime import date, datetime

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.money import Money
from core.settings import Setting, define

MOST_RATE = 2_400
"""More than 24% a year is a typing error."""
_LICENCE = re.compile(r"(?P<number>.{3,80}), (?P<day>[0-9]{2}/[0-9]{2}/[0-9]{4})")


def _rate(text: str) -> int:
    number = int(text)
    if not 0 <= number <= MOST_RATE:
        raise ValueError(text)
    return number


def _part(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 10_000:
        raise ValueError(text)
    return number


def _rupiah(text: str) -> Money:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return Money(number)


def _licence(text: str) -> str:
    """``Number, 22/11/2026``: both are needed."""
    found = _LICENCE.fullmatch(text.strip())
    if found is None or _day(found["day"]) is None:
        raise InvalidInput(_("Tulis nomor izin, koma, lalu tanggalnya: 123/USP/2026, 22/11/2026."))
    return text.strip()


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 a day, no instant
    except ValueError:
        return None


INTEREST_RATE = define(
    Setting(
        "savings_interest",
        _rate,
        0,
        lazy("Jasa simpanan sukarela setahun (basis poin: 600 berarti 6%; 0: tidak ada)"),
        legal_basis="UU 25/1992 pasal 44",
    )
)
LICENCE = define(
    Setting(
        "savings_licence",
        _licence,
        "",
        lazy("Izin usaha simpan pinjam (nomor, tanggal)"),
        legal_basis="Permenkop 8/2023",
    )
)
WORD = define(
    Setting(
        "savings_interest_word",
        str,
        "jasa",
        lazy("Sebutan jasa simpanan sukarela"),
        choices={"jasa": lazy("Jasa simpanan"), "bagi_hasil": lazy("Bagi hasil simpanan")},
    )
)
TAX_FREE = define(
    Setting(
        "savings_interest_tax_free",
        _rupiah,
        Money(240_000),
        lazy("Jasa simpanan seorang anggota sebulan yang bebas pajak (rupiah)"),
        legal_basis="PP 15/2009",
    )
)
TAX_RATE = define(
    Setting(
        "savings_interest_tax",
        _part,
        1_000,
        lazy("Pajak final jasa simpanan di atas itu, dari seluruhnya (basis poin)"),
        legal_basis="PP 15/2009",
    )
)
