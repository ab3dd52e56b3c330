"""What people write of a member, made the same everywhere; refuses what cannot be meant. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from core.errors import InvalidInput
from core.i18n import _

LONGEST_NAME = 80
CARD = re.compile(r"[A-Z0-9./-]{4,40}")
MOBILE = re.compile(r"628\d{7,11}")
"""An Indonesian mobile number: 0812 3456 7890 is 6281234567890."""
FOREIGN = re.compile(r"[1-9]\d{7,14}")
"""Any other country's: at most fifteen digits (E.164)."""
LONGEST_WORDS = 80
FIRST_BIRTH = date(1900, 1, 1)
"""Nobody is older."""
_COUNTRY = re.compile(r"([A-Z]{2})?")
_PHONE_SIGNS = re.compile(r"[\s().\-–/]")


def member_name(raw: str) -> str:
    """A person's name with single spaces; refuses what has no letter or cannot be printed."""
    text = " ".join(unicodedata.normalize("NFC", raw).split())
    if not any(letter.isalpha() for letter in text):
        raise InvalidInput(_("Nama anggota harus diisi."), field="name")
    if len(text) > LONGEST_NAME:
        raise InvalidInput(
            _("Nama paling banyak %(n)s huruf; singkat gelarnya.", n=LONGEST_NAME), field="name"
        )
    if any(unicodedata.category(letter) in _NOT_IN_NAMES for letter in text):
        raise InvalidInput(_("Ada tanda yang bukan bagian nama orang di sini."), field="name")
    return text


_NOT_IN_NAMES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So"})
"""Control characters, emoji and the like."""


def phone_number(raw: str) -> str:
    """Digits with the country's code: ``0812-3456-7890`` is ``6281234567890``; empty stays so."""
    text = _PHONE_SIGNS.sub("", raw)
    if not text:
        return ""
    digits = _with_country(text)
    pattern = MOBILE if digits.startswith("62") else FOREIGN
    if not digits.isascii() or not pattern.fullmatch(digits):
        raise InvalidInput(
            _(
                "Nomor HP %(text)s tidak dapat dipakai. Tulis seperti 0812-3456-7890, "
                "nomor luar negeri dengan + dan kode negaranya.",
                text=raw.strip()[:30],
            ),
            field="phone",
        )
    return digits


def _with_country(text: str) -> str:
    """Only a plus sign or 00 says that a number is foreign; 8… is one that lost its zero."""
    if text.startswith(("+", "00", "62")):
        return text.removeprefix("+").removeprefix("00")
    if text.startswith(("08", "8")):
        return f"62{text.removeprefix('0')}"
    return ""


def card_code(raw: str) -> str | None:
    """What a card's barcode says, in capitals; None for no card."""
    text = "".join(raw.split()).upper()
    if not text:
        return None
    if not CARD.fullmatch(text):
        raise InvalidInput(
            _("Kode kartu terdiri dari 4–40 huruf, angka, titik, garis miring atau strip."),
            field="card",
        )
    return text


def shown_phone(phone: str) -> str:
    """As people dial it: ``6281234567890`` is ``0812-3456-7890``, others with their plus."""
    if not phone:
        return ""
    if not phone.startswith("62"):
        return f"+{phone}"
    national = f"0{phone[2:]}"
    return "-".join((national[:4], national[4:8], national[8:])).rstrip("-")


def plain(raw: str, *, field: str, longest: int = LONGEST_WORDS) -> str:
    """A few words in one line; refuses what is too long or cannot be printed."""
    text = " ".join(unicodedata.normalize("NFC", raw).split())
    if len(text) > longest:
        raise InvalidInput(_("Terlalu panjang: paling banyak %(n)s huruf.", n=longest), field=field)
    if any(unicodedata.category(letter) in _NOT_IN_NAMES for letter in text):
        raise InvalidInput(_("Ada huruf yang tidak dapat dibaca di sini."), field=field)
    return text


def check_birth(born: date | None, *, joined_on: date, today: date) -> None:
    """Refuse a day of birth that nobody can have who joined on that day."""
    if born is None:
        return
    if born > today:
        raise InvalidInput(_("Tanggal lahir tidak boleh di masa depan."), field="birth_date")
    if born < FIRST_BIRTH:
        raise InvalidInput(_("Periksa tahun lahirnya: terlalu lama."), field="birth_date")
    if born >= joined_on:
        raise InvalidInput(
            _("Tanggal lahir tidak mungkin sesudah tanggal masuk."), field="birth_date"
        )


def country_code(raw: str) -> str:
    """Two capitals of ISO 3166-1; empty stays so."""
    text = raw.strip().upper()
    if not _COUNTRY.fullmatch(text):
        raise InvalidInput(_("Pilih negaranya dari daftar."), field="destination")
    return text
