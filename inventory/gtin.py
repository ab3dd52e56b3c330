"""Barcodes of goods (GTIN): check digit, the 14-digit form for comparing, cartons.

Check digit modulo 10 with weights 3, 1 from the right (GS1 General Specifications 7.9). Zeros in
front change nothing, so UPC-A, EAN-8 and EAN-13 are compared as 14 digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import ean

from core.errors import InvalidInput
from core.i18n import _

LENGTHS = (8, 12, 13, 14)
MAX_CODE = 40
"""Characters of the longest code on a pack that is kept as printed."""

_DIGITS = re.compile(r"[0-9]+")
_SEPARATORS = re.compile(r"[\s-]+")
_PRINTED = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True, order=True)
class Gtin:
    """A barcode number in its 14-digit form; one with a wrong check digit cannot exist."""

    digits: str

    def __post_init__(self) -> None:
        if len(self.digits) != 14 or not has_check_digit(self.digits):
            raise ValueError(f"not a GTIN of 14 digits: {self.digits!r}")

    def __str__(self) -> str:
        return self.printed

    @property
    def printed(self) -> str:
        """As it stands on the pack: 8, 12, 13 or 14 digits."""
        significant = len(self.digits.lstrip("0"))
        length = next(length for length in LENGTHS if length >= significant)
        return self.digits[-length:]

    @property
    def prefix(self) -> str:
        """The first three digits of the EAN-13 form, which tell the GS1 organisation."""
        return self.digits[6:9] if self.is_short else self.digits[1:4]

    @property
    def is_short(self) -> bool:
        """It is an EAN-8, whose prefix stands elsewhere."""
        return self.digits.startswith("000000")

    @property
    def is_in_store(self) -> bool:
        """It is an EAN-13 from 20 to 29: every shop makes those itself."""
        return self.digits.startswith("02")

    @property
    def indicator(self) -> int:
        """0 for the piece, 1 to 8 for cartons, 9 for goods of varying measure."""
        return int(self.digits[0])


def has_check_digit(digits: str) -> bool:
    """Only digits, and the last one is the check digit of those before it."""
    return bool(_DIGITS.fullmatch(digits)) and digits[-1] == check_digit(digits[:-1])


def check_digit(body: str) -> str:
    """The check digit that belongs after these digits."""
    return str(ean.calc_check_digit(body))


def compact(code: str) -> str:
    """The code without the spaces and hyphens people write into it."""
    return _SEPARATORS.sub("", code)


def is_gtin(code: str) -> bool:
    """It has the length of a GTIN and its check digit is right."""
    return len(code) in LENGTHS and has_check_digit(code)


def read_gtin(code: str) -> Gtin:
    """The GTIN that was typed or scanned; refuses what is none with the reason."""
    digits = compact(code)
    if not is_gtin(digits):
        raise InvalidInput(refusal_of(digits), field="barcode")
    return Gtin(digits.zfill(14))


def barcode_key(code: str) -> str:
    """What a pack's code is kept and compared by: a GTIN as 14 digits, else in capitals.

    static/pos/till/gtin.js compares what is scanned in the same form. Digits as long as a GTIN
    must have the right check digit: a mistyped code would never scan.
    """
    squeezed = compact(code)
    if len(squeezed) in LENGTHS and _DIGITS.fullmatch(squeezed):
        return read_gtin(squeezed).digits
    printed = code.strip().upper()
    if not _PRINTED.fullmatch(printed) or len(printed) > MAX_CODE:
        raise InvalidInput(
            _("Barcode hanya boleh berisi huruf dan angka tanpa spasi, paling banyak 40."),
            field="barcode",
        )
    return printed


def shown(key: str) -> str:
    """A kept code as it stands on the pack."""
    return Gtin(key).printed if len(key) == 14 and has_check_digit(key) else key


def carton_of(piece: Gtin, indicator: int = 1) -> Gtin:
    """The ITF-14 of a carton of these pieces: indicator, twelve digits, a new check digit."""
    if piece.indicator:
        raise InvalidInput(_("%(code)s sudah kode dus, bukan kode satuan.", code=piece.printed))
    if not 1 <= indicator <= 8:
        raise InvalidInput(_("Angka penanda dus harus 1 sampai 8."))
    body = f"{indicator}{piece.digits[1:13]}"
    return Gtin(body + check_digit(body))


def piece_of(carton: Gtin) -> Gtin:
    """The piece whose carton carries this ITF-14."""
    body = f"0{carton.digits[1:13]}"
    return Gtin(body + check_digit(body))


def restored_zeros(digits: str) -> str | None:
    """The UPC-A that a spreadsheet cut the zeros in front from; None when it cannot be one."""
    if 9 <= len(digits) <= 11 and has_check_digit(digits):
        return digits.zfill(12)
    return None


def refusal_of(code: str) -> str:
    """Why a code without separators is no GTIN, as a sentence; empty when it is one."""
    if not code:
        return _("Kode kosong.")
    strange = "".join(sorted(set(_DIGITS.sub("", code))))
    if strange:
        return _(
            "Kode %(code)s memuat “%(strange)s”; barcode barang hanya berisi angka.",
            code=code[:MAX_CODE],
            strange=strange[:10],
        )
    if len(code) not in LENGTHS:
        return _refused_length(code)
    if not has_check_digit(code):
        return _refused_check_digit(code)
    return ""


def _refused_length(code: str) -> str:
    restored = restored_zeros(code)
    if restored:
        return _(
            "Kode %(code)s panjangnya %(length)s angka. Mungkin nol di depan hilang: %(restored)s.",
            code=code,
            length=len(code),
            restored=restored,
        )
    return _(
        "Kode %(code)s panjangnya %(length)s angka; barcode barang 8, 12, 13 atau 14 angka.",
        code=code[:MAX_CODE],
        length=len(code),
    )


def _refused_check_digit(code: str) -> str:
    right = check_digit(code[:-1])
    return _(
        "Angka terakhir %(code)s salah: seharusnya %(right)s, jadi %(whole)s.",
        code=code,
        right=right,
        whole=code[:-1] + right,
    )
