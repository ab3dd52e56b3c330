"""Cells of a file of members as typed values, or refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from core.errors import InvalidInput
from core.i18n import _
from members.models import MemberStatus, Migrant, Sex

_DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y")
_MONTHS = (
    "jan januari", "feb februari pebruari", "mar maret", "apr april", "mei may", "jun juni",
    "jul juli", "agu agt ags agustus aug", "sep sept september", "okt oktober oct",
    "nov november nopember", "des desember dec",
)  # fmt: skip
_MONTH_NUMBERS = {word: place for place, line in enumerate(_MONTHS, 1) for word in line.split()}
_LETTERS = re.compile(r"[a-z]+")
_NOTHING = frozenset({"-", "–", "?", "0", "tidak ada", "kosong", "n/a"})

Word = TypeVar("Word", bound=str)


def _words(lists: Mapping[Word, str]) -> dict[str, Word]:
    return {word.strip(): value for value, line in lists.items() for word in line.split(",")}


_STATUSES = _words(
    {
        MemberStatus.ACTIVE: "aktif, active, ya, anggota",
        MemberStatus.CANDIDATE: "calon, calon anggota, candidate",
        MemberStatus.LEFT: "berhenti, keluar, mundur, left, mengundurkan diri",
        MemberStatus.EXPELLED: "dikeluarkan, expelled, diberhentikan",
        MemberStatus.DECEASED: "meninggal, wafat, deceased, meninggal dunia, almarhum, almarhumah",
    }
)
_SEXES = _words(
    {
        Sex.FEMALE: "p, pr, perempuan, wanita, f, female, woman",
        Sex.MALE: "l, lk, laki-laki, laki laki, laki, pria, m, male, man",
    }
)
_MIGRANTS = _words(
    {
        Migrant.RETURNED: "purna pmi, purna, purna tki, mantan pmi, mantan tki, eks tki, eks pmi, "
        "purna_pmi, returned",
        Migrant.PROSPECTIVE: "calon pmi, calon tki, calon, calon_pmi, prospective",
        Migrant.FAMILY: "keluarga, keluarga pmi, keluarga tki, family",
        Migrant.NONE: "bukan, bukan pmi, tidak, none",
    }
)


def number(text: str) -> int | None:
    """A member's number; spreadsheets like to write 12 as 12.0 or 0012."""
    digits = text.removesuffix(".0").removesuffix(",0")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits)):
        raise InvalidInput(_("Nomor anggota adalah angka mulai dari 1."), field="number")
    return int(digits)


def day(text: str, *, field: str) -> date | None:
    """A calendar day, its month in digits or in words; None when the cell says none."""
    if text.casefold() in _NOTHING or not text:
        return None
    for written in _DATES:
        try:
            return datetime.strptime(_in_digits(text), written).date()  # noqa: DTZ007 (no zone)
        except ValueError:
            continue
    raise InvalidInput(
        _("Tanggal %(text)s tidak dapat dibaca; tulis seperti 31/01/2026.", text=text[:20]),
        field=field,
    )


def birth(text: str) -> tuple[str, date | None]:
    """Place and day out of one cell: ``Wonosobo, 12 Mei 1980``."""
    place, comma, rest = text.rpartition(",")
    return (place.strip(), day(rest.strip(), field="birth_date")) if comma else ("", None)


def status(text: str) -> MemberStatus | None:
    """What somebody is; None when the cell says nothing."""
    return _meant(text, _STATUSES, _("Keadaan “%(text)s” tidak dikenal.", text=text[:20]), "status")


def sex(text: str) -> Sex | None:
    """Woman or man; None when the cell says neither."""
    return _meant(text, _SEXES, _("Tulis P atau L, bukan “%(text)s”.", text=text[:20]), "sex")


def migrant(text: str) -> Migrant | None:
    """Whether she worked abroad; None when the cell says nothing."""
    sentence = _("Status PMI “%(text)s” tidak dikenal. Tulis purna PMI, calon PMI, keluarga, "
                 "atau bukan.", text=text[:20])  # fmt: skip
    return _meant(text, _MIGRANTS, sentence, "migrant")


def _meant(text: str, words: Mapping[str, Word], sentence: str, field: str) -> Word | None:
    plain = text.casefold()
    if not plain or plain in _NOTHING:
        return None
    if plain not in words:
        raise InvalidInput(sentence, field=field)
    return words[plain]


def _in_digits(text: str) -> str:
    """``12 Mei 1980`` as ``12 5 1980``."""
    return _LETTERS.sub(lambda word: str(_MONTH_NUMBERS.get(word[0], word[0])), text.casefold())
