"""Lines of receipt paper: what a layout makes, and a printer, a page or a PDF shows.

A line that exists fits the wire: it holds only characters that every printer's code page 437 has.
Widths are counted in columns, the cells of the normal typeface.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from textwrap import wrap
from typing import ClassVar, Literal

from barcode.charsets import code128

from core import qr_codes

MIN_COLUMNS = 24
"""The narrowest paper that a layout is made for."""
INDENT = 2
"""How far the rest of a long text stands in, so that it does not look like another one."""
HEADLINE_LINES = 2
"""More lines than this are too much paper for big letters."""
LONGEST_QR_CODE = 512
"""Bytes; with more, its squares are too small on 58 mm paper."""

_CODE_PAGE = frozenset(
    bytes(code).decode("cp437") for code in zip([*range(0x20, 0x7F), *range(0x80, 0xFF)])
)
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u2039\u203a"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022"
_LETTERS = {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE"}
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys(_SINGLE_QUOTES, "'")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_DASHES, "-")
    | _LETTERS
    | {"\u00d7": "x", "\u2044": "/", "€": "EUR"}
)
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
_STOP = "1100011101011"
"""The last symbol of CODE128, and its closing bar."""


class Style(enum.Enum):
    """How large and dark a line of text is."""

    NORMAL = "normal"
    BOLD = "bold"
    BIG = "big"
    """Twice as wide and twice as high: each character takes two columns."""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, already padded to the paper's width (half of it when big)."""

    kind: ClassVar[Literal["text"]] = "text"
    text: str
    style: Style = Style.NORMAL

    def __post_init__(self) -> None:
        if not _CODE_PAGE.issuperset(self.text):
            raise ValueError(f"no printer can print {self.text!r}")

    @property
    def columns(self) -> int:
        """The width it takes on the paper."""
        return len(self.text) * (2 if self.style is Style.BIG else 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    kind: ClassVar[Literal["rule"]] = "rule"


@dataclass(frozen=True, slots=True)
class Barcode:
    """A text as CODE128 bars across the paper, for a scanner."""

    kind: ClassVar[Literal["barcode"]] = "barcode"
    text: str

    def __post_init__(self) -> None:
        if not (self.text and self.text.isascii() and self.text.isprintable()):
            raise ValueError(f"not a text for a barcode: {self.text!r}")

    @property
    def modules(self) -> str:
        """The bars and gaps, one character a module: ``1`` black, ``0`` white; no quiet zone."""
        symbols = _symbols(self.text)
        check = sum(max(place, 1) * symbol for place, symbol in enumerate(symbols)) % 103
        return "".join(code128.CODES[symbol] for symbol in (*symbols, check)) + _STOP


@dataclass(frozen=True, slots=True)
class QrCode:
    """A text as a QR code in the middle of the paper, for a phone."""

    kind: ClassVar[Literal["qr"]] = "qr"
    text: str
    label: str
    """What it is, for those who cannot see it on a page."""

    def __post_init__(self) -> None:
        if not 0 < len(self.text.encode()) <= LONGEST_QR_CODE:
            raise ValueError(f"not a text for a QR code: {self.text!r}")

    @property
    def squares(self) -> tuple[str, ...]:
        """Row by row, one character a square: ``1`` black, ``0`` white; no quiet zone."""
        return qr_codes.squares(self.text)

    @property
    def outline(self) -> str:
        """The black squares as the path of an SVG, a unit each."""
        return qr_codes.outline(self.squares)


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty paper, so many lines of normal text high."""

    kind: ClassVar[Literal["feed"]] = "feed"
    lines: int = 1


PaperLine = Text | Rule | Barcode | QrCode | Feed


def printable(text: str) -> str:
    """The text as code page 437 can write it, on one line, spaces collapsed.

    Accents it lacks lose their mark and full-width letters their width; a letter of another
    script becomes ``?``; control characters, marks and emoji are dropped. So no name can carry a
    printer command: ``ESC p`` would open the drawer.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(_written(char) for char in unicodedata.normalize("NFC", text))
    return " ".join(text.split())


@cache
def _written(char: str) -> str:
    if char.isspace():
        return " "
    if char in _CODE_PAGE:
        return char
    plain = unicodedata.normalize("NFKD", char).translate(_TYPOGRAPHY)
    kept = [part for part in plain if unicodedata.category(part)[0] in "LNPSZ"]
    if all(part in _CODE_PAGE for part in kept):
        return "".join(kept)
    return "?" if unicodedata.category(char)[0] in "LN" else ""


def _symbols(text: str) -> list[int]:
    """CODE128 symbols from the start: set C for four digits or more, else set B.

    Not by python-barcode, whose Code128 (0.16) loses the digits 99 at the start of a text.
    """
    symbols: list[int] = []
    chosen = ""
    for run in re.findall(r"(?:[0-9][0-9]){2,}|.", text):
        wanted = "C" if len(run) > 1 else "B"
        if wanted != chosen:
            symbols.append(_SWITCH[wanted] if chosen else _START[wanted])
            chosen = wanted
        if wanted == "C":
            symbols += [int(run[at : at + 2]) for at in range(0, len(run), 2)]
        else:
            symbols.append(ord(run) - ord(" "))
    return symbols


def room(columns: int, style: Style) -> int:
    """How many characters of that style fit on a line."""
    return columns // 2 if style is Style.BIG else columns


def left(text: str, columns: int, style: Style = Style.NORMAL) -> Iterator[Text]:
    """Lines from the left edge, as many as the text needs, all but the first indented."""
    width = room(columns, style)
    for line in _wrapped(text, width, hanging=INDENT):
        yield Text(line.ljust(width), style)


def centred(text: str, columns: int, style: Style = Style.NORMAL) -> Iterator[Text]:
    """Lines in the middle, as many as the text needs; a line break in the text is kept."""
    width = room(columns, style)
    for paragraph in text.splitlines():
        for line in _balanced(paragraph, width):
            yield Text(line.center(width), style)


def headline(text: str, columns: int) -> Iterator[Text]:
    """In the middle and big; bold instead when it is too long for that."""
    lines = _wrapped(text, room(columns, Style.BIG))
    whole = " ".join(lines) == printable(text)
    fits = whole and len(lines) <= HEADLINE_LINES
    return centred(text, columns, Style.BIG if fits else Style.BOLD)


def pair(
    label: str, value: str, columns: int, style: Style = Style.NORMAL, *, indent: int = 0
) -> Iterator[Text]:
    """A label on the left and its value at the right edge; the value moves down when it must."""
    width = room(columns, style)
    *above, last = _wrapped(label, width, indent=indent, hanging=INDENT) or [""]
    first, *below = _wrapped(value, width) or [""]
    if len(last) + 1 + len(first) <= width:
        joined = [last + first.rjust(width - len(last))]
    else:
        joined = [last.ljust(width), first.rjust(width)]
    for line in (*above, *joined, *(rest.rjust(width) for rest in below)):
        yield Text(line.ljust(width), style)


def big_pair(label: str, amount: str, columns: int) -> Iterator[Text]:
    """A label and an amount, big, unless that would break the amount."""
    fits = len(amount) <= room(columns, Style.BIG)
    return pair(label, amount, columns, Style.BIG if fits else Style.BOLD)


@lru_cache(maxsize=256)
def _balanced(text: str, width: int) -> tuple[str, ...]:
    """No more lines than needed and all about as long, so that no word is left alone."""
    lines = _wrapped(text, width)
    for narrower in range(width - 1, width // 2, -1):
        tried = _wrapped(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return tuple(lines)


def _wrapped(text: str, width: int, *, indent: int = 0, hanging: int = 0) -> list[str]:
    return wrap(
        printable(text),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_on_hyphens=False,
    )
