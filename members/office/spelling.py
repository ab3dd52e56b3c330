"""An amount in Indonesian words, as slips say it so that nobody adds a digit. Pure."""

from __future__ import annotations

from core.money import Money

_UNITS = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_SIZES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"))


def in_words(amount: Money) -> str:
    """``Rp12.500`` as *dua belas ribu lima ratus rupiah*; the amount is not negative."""
    return f"{_spelled(amount.amount) or 'nol'} rupiah"


def _spelled(number: int) -> str:
    for size, name in _SIZES:
        if number >= size:
            count, rest = divmod(number, size)
            return _joined(_so_many(count, name), _spelled(rest))
    return _below_hundred(number)


def _so_many(count: int, name: str) -> str:
    """One hundred and one thousand are a word of their own."""
    if count == 1 and name in ("ratus", "ribu"):
        return f"se{name}"
    return f"{_spelled(count)} {name}"


def _below_hundred(number: int) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    tens, units = divmod(number, 10)
    return _joined(f"{_UNITS[tens]} puluh", _UNITS[units])


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)
