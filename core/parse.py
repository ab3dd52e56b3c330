"""The one reader of money and quantities as people write them.

static/pos/till/parse.js is its twin; tests/vectors/money.json and quantity.json hold for both.
What could mean two things is refused, never guessed: ``Rp 100.000`` is never one hundred.
"""

from __future__ import annotations

import re
from fractions import Fraction

from core.errors import InvalidInput
from core.i18n import _
from core.money import Money, round_half_up
from core.quantity import MILLI, Quantity

MOST_RUPIAH = 10**12
MOST_MILLI = 10**9
LONGEST_TEXT = 40
FACTORS = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}

SPACES = str.maketrans(dict.fromkeys("\t\u00a0\u2007\u2009\u202f", " "))
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
HALVES = str.maketrans({"\u00bd": " 1/2", "\u00bc": " 1/4", "\u00be": " 3/4"})

MONEY = re.compile(
    r"(?P<sign>-)? ?(?:(?:rp|idr)\.?)? ?(?P<late_sign>-)?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+|(?: [0-9]{3})+)|[0-9]+)"
    r"(?:(?P<point>[.,])(?P<decimals>[0-9]+|-{1,2}))?"
    r" ?(?P<word>rb|ribu|k|jt|juta)?(?: ?rupiah)?"
)
QUANTITY = re.compile(
    r"(?P<sign>-)?(?:"
    r"(?:(?P<units>[0-9]+) )?(?P<top>[0-9]+) ?/ ?(?P<bottom>[0-9]+)"
    r"|(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:(?P<point>[.,])(?P<decimals>[0-9]+))?"
    r")"
)


def money(text: str) -> Money:
    """Read ``50.000``, ``50rb``, ``50000``, ``1,5jt`` or ``Rp 12.500,-`` as whole rupiah."""
    plain = _plain(text)
    if not plain:
        raise InvalidInput(_("Isi jumlah uang."))
    found = MONEY.fullmatch(plain)
    if found is None or (found["sign"] and found["late_sign"]):
        raise _not_money(text)
    amount = _in_words(found, text) if found["word"] else _in_digits(found, text)
    if amount > MOST_RUPIAH:
        raise InvalidInput(_("Jumlah ini terlalu besar."))
    return Money(-amount if found["sign"] or found["late_sign"] else amount)


def quantity(text: str) -> Quantity:
    """Read ``3``, ``0,5``, ``1.500`` (fifteen hundred), ``1/4`` or ``1 1/2`` as thousandths."""
    plain = _plain(text.translate(HALVES))
    if not plain:
        raise InvalidInput(_("Isi jumlah barang."))
    found = QUANTITY.fullmatch(plain)
    if found is None:
        raise _not_quantity(text)
    milli = _fraction(found, text) if found["bottom"] else _decimal(found, text)
    if milli > MOST_MILLI:
        raise InvalidInput(_("Jumlah ini terlalu besar."))
    return Quantity(-milli if found["sign"] else milli)


def _plain(text: str) -> str:
    """One kind of space and dash, small letters; too long a text stays unreadable."""
    plain = text[: LONGEST_TEXT + 1].translate(SPACES).translate(DASHES).strip(" ").lower()
    return plain if len(text) <= LONGEST_TEXT else plain + "…"


def _in_digits(found: re.Match[str], text: str) -> int:
    """``12.500``, ``12500``, ``12.500,00``, ``12.500,-``; sen other than zero are refused."""
    whole, point, decimals = found["whole"], found["point"], found["decimals"] or ""
    if decimals.strip("-0") or len(decimals) > 2:
        raise _no_sen(text)
    if decimals.isdigit() and point in whole:
        raise _not_money(text)
    if decimals.isdigit() and len(whole) <= 3 and (point, decimals) != (",", "00"):
        raise _ambiguous(text)
    return int(re.sub(r"[., ]", "", whole))


def _in_words(found: re.Match[str], text: str) -> int:
    """``50rb``, ``1,5jt``; ``1.500rb`` could be two amounts and is refused."""
    whole, decimals = found["whole"], found["decimals"] or ""
    if not whole.isdigit():
        raise _ambiguous(text)
    if decimals.startswith("-"):
        raise _not_money(text)
    exact = Fraction(int(whole + decimals), 10 ** len(decimals)) * FACTORS[found["word"]]
    if exact.denominator != 1:
        raise _no_sen(text)
    return exact.numerator


def _fraction(found: re.Match[str], text: str) -> int:
    """``1/4``; what is not exact in thousandths is rounded half up (``1/3`` is 0,333)."""
    if int(found["bottom"]) == 0:
        raise _not_quantity(text)
    part = Fraction(int(found["top"]), int(found["bottom"]))
    return round_half_up((int(found["units"] or 0) + part) * MILLI)


def _decimal(found: re.Match[str], text: str) -> int:
    """``0,5``, ``0.5`` from a numeric keypad, ``1.500`` with a dot between thousands."""
    whole, decimals = found["whole"], (found["decimals"] or "").rstrip("0")
    if found["point"] == "." and "." in whole:
        raise _not_quantity(text)
    if len(decimals) > 3:
        raise _too_fine(text)
    return int(whole.replace(".", "")) * MILLI + int(decimals.ljust(3, "0"))


def _not_money(text: str) -> InvalidInput:
    return _refused(_("“%(text)s” bukan jumlah uang; tulis misalnya 50.000 atau 50rb."), text)


def _no_sen(text: str) -> InvalidInput:
    return _refused(_("“%(text)s”: rupiah tidak memakai sen."), text)


def _not_quantity(text: str) -> InvalidInput:
    return _refused(_("“%(text)s” bukan jumlah barang; tulis misalnya 3, 0,5 atau 1/4."), text)


def _too_fine(text: str) -> InvalidInput:
    return _refused(_("“%(text)s”: paling banyak tiga angka di belakang koma."), text)


def _ambiguous(text: str) -> InvalidInput:
    return _refused(_("“%(text)s” bisa berarti dua hal; tulis lengkap, misalnya 1.500.000."), text)


def _refused(sentence: str, text: str) -> InvalidInput:
    shown = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    return InvalidInput(sentence % {"text": shown})
