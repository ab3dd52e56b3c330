"""Lines of paper as the bytes of a printer: ESC/POS in code page 437, made by python-escpos.

Only its commands are used, never its devices: a job is bytes; ``pos.printing.transports`` sends it.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image

from core.qr_codes import QUIET
from pos.paper import Barcode, Feed, PaperLine, QrCode, Rule, Style, Text

DOTS_PER_MM = 8
QUIET_MODULES = 10
"""White on each side of a CODE128 symbol (ISO/IEC 15417); the paper's bare edge counts."""
MODULE_DOTS = (3, 2)
"""Widths of a module that a scanner reads off thermal paper, the best first."""
BAR_DOTS = 80
"""Height of the bars: 10 mm."""
SQUARE_DOTS = (6, 5, 4, 3)
"""Widths of a QR code's square, the best first; larger is waste, smaller a phone cannot read."""
LINE_DOTS = 30
"""Height of a line of normal text with the printer's own spacing."""
LEAVE_DOUBLE_BYTE = b"\x1c."
"""``FS .``, which python-escpos does not know; other printers may print the dot."""
SET_DENSITY = b"\x1d(K\x02\x001"
"""``GS ( K``, function 49; the density follows, a negative one as 256 less."""


@contextmanager
def _nothing_left_behind() -> Iterator[None]:
    """Import python-escpos without its logging set-up and its folder in the temporary directory."""
    handlers = logging.root.handlers[:]
    yield
    logging.root.handlers[:] = handlers
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)


with _nothing_left_behind():
    from escpos import capabilities
    from escpos.constants import QR_ECLEVEL_M
    from escpos.printer import Dummy


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What a printer is able to do; it cannot be asked."""

    paper_mm: int
    """Width of the roll."""
    columns: int
    """Characters of the normal typeface (12 dots) on a line."""
    dots: int
    """Width that is printed; the rest of the roll stays white, the same on both sides."""
    cutter: bool
    drawer: int | None
    """The connector's pin that opens the cash drawer, 2 or 5; None without a drawer."""
    native_qr: bool = False
    """Whether it draws QR codes by itself."""
    code_page: str = "CP437"
    """The table of characters it is told to use."""
    double_byte: bool = False
    """Whether it starts in a Chinese mode, which garbles accented letters until it is left."""
    density: int | None = None
    """How dark it prints, one of ``DENSITIES``; None: as its maker set it, and not told."""
    feed_lines: int = 4
    """Lines between the head and the tear bar of a printer without a cutter."""


CODE_PAGES = ("CP437", "CP850", "CP858", "CP1252")
"""Tables that printers have under the same number, and that hold our accents."""
DENSITIES = range(-6, 7)
"""From the palest to the darkest."""

PROFILES = {
    "58": PrinterProfile(paper_mm=58, columns=32, dots=384, cutter=False, drawer=2),
    "80": PrinterProfile(paper_mm=80, columns=48, dots=576, cutter=True, drawer=2),
    "80-42": PrinterProfile(paper_mm=80, columns=42, dots=512, cutter=True, drawer=2),
}
"""The printers in the shops, by paper width in mm, and columns where they are unusual."""


def render(lines: Iterable[PaperLine], profile: PrinterProfile) -> bytes:
    """The job that prints these lines, feeds them past the edge and cuts."""
    printer = _printer(profile)
    _begin(printer, profile)
    style = Style.NORMAL
    for line in lines:
        match line:
            case Text(text, wanted):
                _fits(line, profile)
                style = _switch(printer, style, wanted)
                printer.textln(text.rstrip())
            case Rule():
                style = _switch(printer, style, Style.NORMAL)
                printer.textln("-" * profile.columns)
            case Feed(count):
                printer.print_and_feed(count)
            case Barcode() | QrCode():
                _draw(printer, line, profile)
    _finish(printer, profile)
    return bytes(printer.output)


def picture(image: Image.Image, profile: PrinterProfile) -> bytes:
    """The bytes that print a picture alone; it must fit across the paper."""
    printer = _printer(profile)
    printer.image(image)
    return bytes(printer.output)


def drawer_kick(profile: PrinterProfile) -> bytes:
    """The job that opens the drawer; empty without one."""
    printer = _printer(profile)
    if profile.drawer is not None:
        printer.cashdraw(profile.drawer)
    return bytes(printer.output)


def barcode_image(barcode: Barcode, profile: PrinterProfile) -> Image.Image:
    """The bars in whole dots on the full printed width, as wide as it can hold them readably.

    A text that is too long to cross the paper runs along it.
    """
    modules = barcode.modules
    dots = next((dots for dots in MODULE_DOTS if _crosses(len(modules), dots, profile)), None)
    if dots is not None:
        return _on_paper(_bars(modules, dots), profile)
    quiet = "0" * QUIET_MODULES
    along = _bars(quiet + modules + quiet, MODULE_DOTS[-1])
    return _on_paper(along.transpose(Image.Transpose.ROTATE_270), profile)


def qr_image(code: QrCode, profile: PrinterProfile) -> Image.Image:
    """The squares in whole dots in the middle of the printed width, white above and below.

    The paper's bare edge counts as white; the longest text fits the narrowest printer.
    """
    rows = code.squares
    across, dots = len(rows) + 2 * QUIET, _square_dots(code, profile)
    picture = Image.new("1", (across, across), 1)
    for y, row in enumerate(rows):
        for x, square in enumerate(row):
            picture.putpixel((QUIET + x, QUIET + y), 0 if square == "1" else 1)
    return _on_paper(
        picture.resize((across * dots, across * dots), Image.Resampling.NEAREST), profile
    )


def _square_dots(code: QrCode, profile: PrinterProfile) -> int:
    """Width of a square: the largest with which the code fits across."""
    across = len(code.squares) + 2 * QUIET
    return next((dots for dots in SQUARE_DOTS if across * dots <= profile.dots), SQUARE_DOTS[-1])


def _begin(printer: Dummy, profile: PrinterProfile) -> None:
    """Forget what the job before set, and set what this printer needs."""
    printer.hw("INIT")
    if profile.double_byte:
        printer._raw(LEAVE_DOUBLE_BYTE)
    if profile.density is not None:
        printer._raw(SET_DENSITY + bytes([profile.density & 0xFF]))
    printer.charcode(profile.code_page)


def _draw(printer: Dummy, code: Barcode | QrCode, profile: PrinterProfile) -> None:
    match code:
        case Barcode():
            printer.image(barcode_image(code, profile))
        case QrCode() if profile.native_qr:
            _draw_itself(printer, code, profile)
        case QrCode():
            printer.image(qr_image(code, profile))


def _draw_itself(printer: Dummy, code: QrCode, profile: PrinterProfile) -> None:
    """Let the printer draw a code in the middle; white above and below as drawn by us."""
    size = _square_dots(code, profile)
    space = max(1, QUIET * size // LINE_DOTS)
    printer.set(align="center")
    printer.print_and_feed(space)
    printer.qr(code.text, ec=QR_ECLEVEL_M, size=size, native=True)
    printer.print_and_feed(space)
    printer.set(align="left")


def _crosses(modules: int, dots: int, profile: PrinterProfile) -> bool:
    with_quiet = (modules + 2 * QUIET_MODULES) * dots
    return modules * dots <= profile.dots and with_quiet <= profile.paper_mm * DOTS_PER_MM


def _bars(modules: str, dots: int) -> Image.Image:
    """White and black in whole dots, never blurred."""
    row = Image.new("1", (len(modules), 1))
    row.putdata([255 if module == "0" else 0 for module in modules])
    return row.resize((len(modules) * dots, BAR_DOTS), Image.Resampling.NEAREST)


def _on_paper(image: Image.Image, profile: PrinterProfile) -> Image.Image:
    paper = Image.new("1", (profile.dots, image.height), 1)
    paper.paste(image, ((profile.dots - image.width) // 2, 0))
    return paper


def _printer(profile: PrinterProfile) -> Dummy:
    abilities = capabilities.Profile(
        columns=profile.columns,
        features={"paperPartCut": profile.cutter, "qrCode": profile.native_qr},
    )
    width = {"pixels": profile.dots, "mm": profile.paper_mm}
    abilities.profile_data = {**abilities.profile_data, "media": {"width": width}}
    return Dummy(profile=abilities)


def _fits(line: Text, profile: PrinterProfile) -> None:
    if line.columns > profile.columns:
        raise ValueError(f"{line.columns} columns on paper of {profile.columns}: {line.text!r}")


def _switch(printer: Dummy, style: Style, wanted: Style) -> Style:
    """Tell the printer the style when it changes."""
    if wanted is not style:
        size = 2 if wanted is Style.BIG else 1
        printer.set(bold=wanted is not Style.NORMAL, custom_size=True, width=size, height=size)
    return wanted


def _finish(printer: Dummy, profile: PrinterProfile) -> None:
    if profile.cutter:
        printer.cut(feed=False)  # which feeds exactly to the knife
    else:
        printer.print_and_feed(profile.feed_lines)
