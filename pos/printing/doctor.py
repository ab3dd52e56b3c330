"""The printer's doctor: a slip that shows what a printer can do, and what to set by what was seen.

The slip is the same on any printer, so it needs no setting that may be wrong.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from core.i18n import _
from pos import escpos
from pos.escpos import CODE_PAGES, DENSITIES, PROFILES, PrinterProfile
from pos.paper import MIN_COLUMNS, Barcode, Feed, PaperLine, QrCode, Style, Text, centred

DRAWER_PIN = 2
"""Where the cash drawers of the shops are wired."""
MARKS = (10, 20, 32, 42, 48, 64)
"""Columns named on the ruler: the last one on its first line is the printer's width."""
ACCENTS = "Café Piñata ½"
"""Signs that a wrong table of characters, or a Chinese mode, would garble."""
BAR_TEXT = "DOKTER-1"
FRAME_DOTS = 64
"""Height of the frame across the paper, whose corners are looked for."""
CORNER_DOTS = 24
"""Length of a corner's strokes; they are 3 dots wide."""
STEP = 2
"""How much darker or paler at a time."""


class Darkness(enum.StrEnum):
    """How the print looks."""

    PALE = "pale"
    RIGHT = "right"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw on the slip and beside it."""

    columns: int | None
    """The last number on the ruler's first line; None when it is none of the known ones."""
    corners: bool
    accents: bool
    scans: bool
    """Whether a scanner reads the bars; also when none was tried."""
    native_qr: bool
    darkness: Darkness
    cut: bool
    drawer: bool


@dataclass(frozen=True, slots=True)
class Prescription:
    """How the printer is set from now on."""

    profile: PrinterProfile
    advice: tuple[str, ...]
    """What a setting cannot mend, as sentences."""
    again: bool
    """Whether another slip should show that it is right now."""


def ruler() -> str:
    """A line that is too long for any printer: ``.......10........20..........32`` and so on."""
    line = ""
    for mark in MARKS:
        line = line.ljust(mark - len(str(mark)), ".") + str(mark)
    return line


def slip(profile: PrinterProfile) -> bytes:
    """The doctor's slip: ruler, frame, signs, bars, the printer's own QR code, cut, drawer."""
    tape = replace(profile, columns=MARKS[-1], cutter=False, feed_lines=0, native_qr=True)
    end = replace(tape, cutter=True)
    return (
        escpos.render(_top(), tape)
        + escpos.picture(frame(profile.dots), profile)
        + escpos.render(_bottom(), end)
        + escpos.drawer_kick(replace(profile, drawer=DRAWER_PIN))
    )


def frame(dots: int) -> Image.Image:
    """Four corners as far apart as the printer is said to print."""
    image = Image.new("1", (dots, FRAME_DOTS), 1)
    drawing = ImageDraw.Draw(image)
    right, bottom = dots - 1, FRAME_DOTS - 1
    for x, inward in ((0, 1), (right, -1)):
        for y, downward in ((0, 1), (bottom, -1)):
            across = sorted((x, x + inward * CORNER_DOTS))
            along = sorted((y, y + downward * CORNER_DOTS))
            thick_y, thick_x = sorted((y, y + downward * 2)), sorted((x, x + inward * 2))
            drawing.rectangle((across[0], thick_y[0], across[1], thick_y[1]), fill=0)
            drawing.rectangle((thick_x[0], along[0], thick_x[1], along[1]), fill=0)
    return image


def prescribe(profile: PrinterProfile, seen: Seen) -> Prescription:
    """What to set by what was seen; what was right stays."""
    wide = _by_width(profile, seen)
    settled = replace(
        wide,
        native_qr=seen.native_qr,
        density=_density(profile.density, seen.darkness),
        cutter=seen.cut,
        drawer=DRAWER_PIN if seen.drawer else None,
    )
    legible = settled if seen.accents else _other_signs(settled)
    again = _looks(legible) != _looks(profile)
    return Prescription(legible, tuple(_advice(profile, seen)), again)


def _top() -> list[PaperLine]:
    return [
        *centred("DOKTER PRINTER", MIN_COLUMNS, Style.BOLD),
        Text(_line("1 Penggaris")),
        Text(ruler()),
        Text(_line("2 Empat sudut")),
    ]


def _bottom() -> list[PaperLine]:
    return [
        Text(_line(f"3 Huruf: {ACCENTS}")),
        Text(_line("4 Garis kode")),
        Barcode(BAR_TEXT),
        Text(_line("5 Kotak QR")),
        QrCode("LUMBUNG", "QR"),
        Text(_line("6 Terpotong? 7 Laci?")),
        Feed(),
    ]


def _line(text: str) -> str:
    return text.ljust(MIN_COLUMNS)


def _by_width(profile: PrinterProfile, seen: Seen) -> PrinterProfile:
    """The known printer with that many columns."""
    known = (one for one in PROFILES.values() if one.columns == seen.columns)
    for one in known:
        return replace(profile, paper_mm=one.paper_mm, columns=one.columns, dots=one.dots)
    return profile


def _density(before: int | None, darkness: Darkness) -> int | None:
    """A step darker when it is pale, and the other way; a printer that is right is not told."""
    step = {Darkness.PALE: STEP, Darkness.RIGHT: 0, Darkness.DARK: -STEP}[darkness]
    if step == 0:
        return before
    return min(max((before or 0) + step, DENSITIES[0]), DENSITIES[-1])


def _other_signs(profile: PrinterProfile) -> PrinterProfile:
    """Leave a Chinese mode first; after that try one table of characters after the other."""
    if not profile.double_byte:
        return replace(profile, double_byte=True)
    place = CODE_PAGES.index(profile.code_page) if profile.code_page in CODE_PAGES else -1
    return replace(profile, code_page=CODE_PAGES[(place + 1) % len(CODE_PAGES)])


def _looks(profile: PrinterProfile) -> tuple[object, ...]:
    """What can be told only from the paper."""
    return (profile.columns, profile.dots, profile.double_byte, profile.code_page, profile.density)


def _advice(profile: PrinterProfile, seen: Seen) -> Iterator[str]:
    if seen.columns is None:
        yield _("Lebar ini belum dikenal. Pilih lebar kertas yang paling dekat dan kurang darinya.")
    elif seen.columns == profile.columns and not seen.corners:
        yield _("Sudut yang hilang: luruskan gulungan kertas dan rapatkan penutupnya.")
    if not seen.scans:
        yield _(
            "Garis kode tidak terbaca: bersihkan kepala cetak dengan alkohol, lalu coba lagi "
            "dengan kertas baru."
        )
    at_the_end = {Darkness.PALE: DENSITIES[-1], Darkness.DARK: DENSITIES[0]}
    if profile.density is not None and at_the_end.get(seen.darkness) == profile.density:
        yield _("Kepekatan sudah di ujungnya. Coba kertas termal merek lain.")
