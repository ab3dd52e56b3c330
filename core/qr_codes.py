"""A text as the squares of a QR code, for paper, a PDF or a page; nothing here is only QRIS's.

In byte mode, error correction M: a wet or folded receipt can still be read. ``qrcode`` would
pick the shortest mode by itself, but cannot make a block of noughts only (8.2: ``glog(0)``).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

QUIET = 4
"""White squares on each side of the code (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def squares(text: str) -> tuple[str, ...]:
    """Row by row, one character a square: ``1`` black, ``0`` white; no quiet zone.

    The last ones are kept: making one takes some 10 ms, and a shop's static code never changes.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
    code.make()
    return tuple("".join("1" if black else "0" for black in row) for row in code.modules)


def outline(rows: tuple[str, ...]) -> str:
    """The black squares as the path of an SVG, a unit each, from the top left corner."""
    drawn = []
    for y, row in enumerate(rows):
        x = 0
        for square, run in groupby(row):
            width = len(list(run))
            if square == "1":
                drawn.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(drawn)


def svg(text: str, label: str) -> Markup:
    """The code with its quiet zone as a picture for a page, black on white, as large as it may be.

    No style attributes: the content security policy refuses them.
    """
    rows = squares(text)
    across = len(rows) + 2 * QUIET
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="-{quiet} -{quiet} {across} '
        '{across}" shape-rendering="crispEdges" role="img" aria-label="{label}">'
        '<path fill="#fff" d="M-{quiet} -{quiet}h{across}v{across}h-{across}z"/>'
        '<path d="{outline}"/></svg>'
    ).format(quiet=QUIET, across=across, label=label, outline=outline(rows))
