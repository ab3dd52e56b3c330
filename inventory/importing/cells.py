"""Cells that only some files have, as typed values, or refused with a sentence. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.errors import InvalidInput
from core.i18n import _
from inventory.cleaning import clean_text, is_nothing
from inventory.models import PriceList

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_HOURS = ("%H:%M:%S", "%H:%M", "%H.%M")
_COUNTED = re.compile(r"([0-9]{1,4})( ?(hari|hr|h|days?|d))?", re.IGNORECASE)
_YES = frozenset({"ya", "y", "yes", "true", "1", "x", "v", "pkp", "ppn"})
_NO = frozenset({"tidak", "t", "no", "n", "false", "0", "bukan", "non pkp", "non"})
_LISTS = {
    PriceList.GENERAL: "umum, harga umum, general, retail, eceran, ecer, harga jual",
    PriceList.MEMBER: "anggota, harga anggota, member, members",
    PriceList.WHOLESALE: "grosir, harga grosir, wholesale",
    PriceList.CREDIT: "tempo, harga tempo, kredit, credit, bon",
}
_LIST_WORDS = {
    word.strip(): price_list for price_list, words in _LISTS.items() for word in words.split(",")
}


def text(raw: str, *, longest: int, field: str) -> str:
    """Plain text in one line; nothing where the cell says that there is nothing."""
    plain = clean_text(raw)
    if len(plain) > longest:
        raise InvalidInput(
            _("“%(text)s…” terlalu panjang: paling banyak %(most)s huruf.",
              text=plain[:20], most=longest),
            field=field,
        )  # fmt: skip
    return "" if is_nothing(plain) else plain


def days(raw: str, *, field: str) -> int | None:
    """A number of days; None when the cell says none."""
    plain = clean_text(raw)
    if is_nothing(plain):
        return None
    found = _COUNTED.fullmatch(plain.removesuffix(",0").removesuffix(".0"))
    if found is None:
        raise InvalidInput(_("“%(text)s” bukan jumlah hari.", text=plain[:20]), field=field)
    return int(found[1])


def yes_or_no(raw: str, *, field: str) -> bool | None:
    """Yes or no; None when the cell says neither."""
    plain = clean_text(raw).casefold()
    if is_nothing(plain):
        return None
    if plain not in _YES | _NO:
        raise InvalidInput(_("Tulis ya atau tidak, bukan “%(text)s”.", text=plain[:20]),
                           field=field)  # fmt: skip
    return plain in _YES


def price_list(raw: str) -> PriceList:
    """The list a cell names; the general one when it names none."""
    plain = clean_text(raw).casefold()
    if is_nothing(plain):
        return PriceList.GENERAL
    found = _LIST_WORDS.get(plain)
    if found is None:
        raise InvalidInput(
            _("Daftar harga “%(text)s” tidak dikenal. Pilih umum, anggota, grosir, atau tempo.",
              text=plain[:20]),
            field="list",
        )  # fmt: skip
    return found


def day(raw: str, *, field: str) -> date | None:
    """A calendar day; None when the cell says none."""
    plain = clean_text(raw)
    if is_nothing(plain):
        return None
    found = _read(plain, _DAYS)
    if found is None:
        raise InvalidInput(
            _("Tanggal %(text)s tidak dapat dibaca; tulis seperti 31/01/2026.", text=plain[:20]),
            field=field,
        )
    return found.date()


def moment(raw: str, *, today: date, time_zone: str, field: str) -> datetime | None:
    """An instant as the shop's wall clock shows it; an hour alone is today's."""
    plain = clean_text(raw).replace("T", " ")
    if is_nothing(plain):
        return None
    found = _read(plain, [f"{written} {hour}" for written in _DAYS for hour in _HOURS])
    if found is None:
        hour = _read(plain, _HOURS)
        found = hour and datetime.combine(today, hour.time())
    if found is None:
        raise InvalidInput(
            _("Waktu %(text)s tidak dapat dibaca; tulis seperti 31/01/2026 19:30 atau 19:30.",
              text=plain[:20]),
            field=field,
        )  # fmt: skip
    return found.replace(tzinfo=ZoneInfo(time_zone))


def _read(plain: str, forms: tuple[str, ...] | list[str]) -> datetime | None:
    for written in forms:
        try:
            return datetime.strptime(plain, written)  # noqa: DTZ007 (the caller knows the zone)
        except ValueError:
            continue
    return None
