"""Strict ESC/POS paper: bytes of a job in, the dots a thermal printer would burn out.

Written from Epson's command reference and sharing no code with what it judges. An unknown
command, text past the right edge or a broken job is an error, never skipped.
"""

from __future__ import annotations

import enum
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import segno
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

ROLL_DOTS = {384: 464, 512: 640, 576: 640}
"""Width of the whole roll, 8 dots a millimetre; the edges are a barcode's quiet zone too."""
CELL = (12, 24)
LINE_SPACING = 30
CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}


class PaperError(Exception):
    """The job would not print as meant on a real printer."""


class Align(enum.IntEnum):
    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: its dots and what it says."""

    char: str
    image: Image.Image


@dataclass
class Paper:
    """What lies in front of the printer after a job."""

    dots: int
    lines: list[str] = field(default_factory=list)
    """Text, line by line, trailing spaces dropped; a picture leaves no line."""
    events: list[str] = field(default_factory=list)
    """``drawer 2``, ``cut``, in order."""
    image: Image.Image = field(init=False)
    """Black on white, dot by dot, ``dots`` wide."""

    def __post_init__(self) -> None:
        self.image = Image.new("1", (self.dots, 0), 1)

    def feed(self, dots: int) -> None:
        """Empty paper."""
        self.burn(Image.new("1", (1, dots), 1), Align.LEFT)

    def burn(self, picture: Image.Image, align: Align) -> None:
        """Append a picture; it must fit across the paper."""
        if picture.width > self.dots:
            raise PaperError(f"{picture.width} dots on {self.dots}-dot paper")
        taller = Image.new("1", (self.dots, self.image.height + picture.height), 1)
        taller.paste(self.image, (0, 0))
        spare = self.dots - picture.width
        x = {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[align]
        taller.paste(picture, (x, self.image.height))
        self.image = taller

    def on_roll(self) -> Image.Image:
        """The paper with its unprinted edges, as a camera or scanner sees it."""
        width = ROLL_DOTS[self.dots]
        roll = Image.new("L", (width, self.image.height + 40), 255)
        roll.paste(self.image, ((width - self.dots) // 2, 20))
        return roll

    def codes(self) -> list[str]:
        """The barcodes that a reader finds on the paper, from the top."""
        return read_codes(self.on_roll())


def read_codes(image: Image.Image) -> list[str]:
    """The texts of all barcodes in a picture, from the top."""
    found = zxingcpp.read_barcodes(image)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]


def print_job(job: bytes, dots: int = 384, *, wraps: bool = False) -> Paper:
    """Run a job on a fresh printer; a line too long for it is an error unless it may wrap."""
    printer = _Printer(job, Paper(dots), wraps=wraps)
    printer.run()
    return printer.paper


@dataclass
class _Printer:
    """The printer's state while it works through a job."""

    job: bytes
    paper: Paper
    at: int = 0
    wraps: bool = False
    """Whether a line that is too long goes on below, as on a real printer; else it is an error."""
    glyphs: list[Glyph] = field(default_factory=list)
    align: Align = Align.LEFT
    bold: bool = False
    wide: int = 1
    high: int = 1
    code_page: str = CODE_PAGES[0]
    qr_size: int = 3
    qr_text: bytes = b""

    def run(self) -> None:
        while self.at < len(self.job):
            byte = self.take(1)[0]
            if byte >= 0x20:
                self.write(byte)
            elif byte == 0x0A:
                self.end_line()
            else:
                self.command(byte)
        if self.glyphs:
            raise PaperError(f"text left without a line feed: {self.text()!r}")

    def take(self, count: int) -> bytes:
        taken = self.job[self.at : self.at + count]
        if len(taken) < count:
            raise PaperError(f"job ends inside a command at byte {self.at}")
        self.at += count
        return taken

    def command(self, lead: int) -> None:
        start = self.at - 1
        name = bytes([lead]) + self.take(1)
        handler = _COMMANDS.get(name)
        if handler is None:
            raise PaperError(f"unknown command {name.hex(' ')} at byte {start}")
        handler(self)

    def write(self, byte: int) -> None:
        used = sum(glyph.image.width for glyph in self.glyphs)
        if self.wraps and used + CELL[0] * self.wide > self.paper.dots:
            self.end_line()
        char = bytes([byte]).decode(self.code_page)
        picture = _cell(char, self.bold).resize((CELL[0] * self.wide, CELL[1] * self.high))
        self.glyphs.append(Glyph(char, picture))

    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs).rstrip()

    def end_line(self) -> None:
        height = max([LINE_SPACING, *(glyph.image.height for glyph in self.glyphs)])
        width = sum(glyph.image.width for glyph in self.glyphs)
        if width > self.paper.dots:
            raise PaperError(f"{width} dots on {self.paper.dots}-dot paper: {self.text()!r}")
        line = Image.new("1", (width, height), 1)
        x = 0
        for glyph in self.glyphs:
            line.paste(glyph.image, (x, height - glyph.image.height))
            x += glyph.image.width
        self.paper.lines.append(self.text())
        self.paper.burn(line, self.align)
        self.glyphs = []

    def between_lines(self) -> None:
        if self.glyphs:
            raise PaperError(f"allowed only at the start of a line, not after {self.text()!r}")

    def reset(self) -> None:
        fresh = _Printer(b"", self.paper)
        self.align, self.bold, self.wide, self.high = fresh.align, fresh.bold, 1, 1
        self.code_page, self.glyphs = fresh.code_page, []

    def select_code_page(self) -> None:
        number = self.take(1)[0]
        if number not in CODE_PAGES:
            raise PaperError(f"code page {number} is not in this printer")
        self.code_page = CODE_PAGES[number]

    def select_size(self) -> None:
        size = self.take(1)[0]
        self.wide, self.high = (size >> 4) + 1, (size & 7) + 1

    def select_align(self) -> None:
        self.between_lines()
        self.align = Align(self.take(1)[0] % 48)

    def select_bold(self) -> None:
        self.bold = bool(self.take(1)[0] & 1)

    def feed_lines(self) -> None:
        self.between_lines()
        self.paper.feed(self.take(1)[0] * LINE_SPACING)

    def kick_drawer(self) -> None:
        connector, on, off = self.take(3)
        if not on or on > off:
            raise PaperError(f"the drawer's pulse is {on} on, {off} off")
        self.paper.events.append(f"drawer {2 if connector in (0, 48) else 5}")

    def cut(self) -> None:
        self.between_lines()
        if self.take(1)[0] in (65, 66):
            self.take(1)
        self.paper.events.append("cut")

    def raster(self) -> None:
        self.between_lines()
        kind, mode, *sizes = self.take(6)
        if kind != ord("0") or mode > 3:
            raise PaperError(f"raster picture of kind {kind}, mode {mode}")
        across, height = sizes[0] + 256 * sizes[1], sizes[2] + 256 * sizes[3]
        data = self.take(across * height)
        picture = ImageChops.invert(Image.frombytes("1", (across * 8, height), data))
        scale = (2 if mode & 1 else 1, 2 if mode & 2 else 1)
        self.paper.burn(picture.resize((picture.width * scale[0], height * scale[1])), self.align)

    def extended(self) -> None:
        """``GS (``: a letter, a length, and so many bytes."""
        kind = self.take(1)
        low, high = self.take(2)
        body = self.take(low + 256 * high)
        if kind == b"K" and body[0] == 0x31:
            self.paper.events.append(f"density {int.from_bytes(body[1:], signed=True)}")
        elif kind == b"k" and body[0] == 0x31:
            self.native_qr(body[1], body[2:])
        else:
            raise PaperError(f"unknown extended command {kind!r} {body[:2].hex(' ')}")

    def native_qr(self, function: int, value: bytes) -> None:
        """The printer's own QR codes: model, size, correction, text, print."""
        self.between_lines()
        if function == 81:
            code = segno.make(self.qr_text, error="m", micro=False, boost_error=False)
            picture = Image.open(_png(code, self.qr_size)).convert("1")
            self.paper.burn(picture, self.align)
        elif function == 80:
            self.qr_text = value[1:]
        elif function == 67:
            self.qr_size = value[0]
        elif function not in (65, 69):
            raise PaperError(f"unknown function {function} of QR codes")

    def skip_one(self) -> None:
        self.take(1)

    def nothing(self) -> None:
        """Leaves the double-byte mode, in which this printer never is."""


_COMMANDS: dict[bytes, Callable[[_Printer], None]] = {
    b"\x1b@": _Printer.reset,
    b"\x1ba": _Printer.select_align,
    b"\x1bd": _Printer.feed_lines,
    b"\x1bE": _Printer.select_bold,
    b"\x1bp": _Printer.kick_drawer,
    b"\x1bt": _Printer.select_code_page,
    b"\x1c.": _Printer.nothing,
    b"\x1d!": _Printer.select_size,
    b"\x1d(": _Printer.extended,
    b"\x1dr": _Printer.skip_one,  # asks for a status; the answer is not paper
    b"\x1dV": _Printer.cut,
    b"\x1dv": _Printer.raster,
}


def _png(code: segno.QRCode, size: int) -> io.BytesIO:
    """The squares so many dots wide, without white around."""
    file = io.BytesIO()
    code.save(file, kind="png", scale=size, border=0)
    file.seek(0)
    return file


@cache
def _font() -> ImageFont.FreeTypeFont:
    """The typeface that python-barcode brings along, so no font need be installed."""
    with resources.as_file(resources.files("barcode") / "fonts/DejaVuSansMono.ttf") as path:
        return ImageFont.truetype(str(path), 20, layout_engine=ImageFont.Layout.BASIC)


@cache
def _cell(char: str, bold: bool) -> Image.Image:
    """A character in the printer's 12 by 24 dots; bold is burnt twice, one dot apart."""
    cell = Image.new("L", CELL, 255)
    draw = ImageDraw.Draw(cell)
    for x in (0, 1) if bold else (0,):
        draw.text((x, 1), char, fill=0, font=_font())
    return cell.point(lambda value: 255 if value > 140 else 0).convert("1")
