"""What an independent reader makes of a screen, and pictures of it for people."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import FloatRect, Page


def codes_on(page: Page) -> list[str]:
    """The QR codes that a phone would read off the screen."""
    picture = Image.open(BytesIO(page.screenshot()))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


PICTURE_BYTES = 80_000
"""A guide has many pictures and is read over slow lines."""
_COLOURS = 128


def save_picture(page: Page, path: Path, *, clip: FloatRect | None = None) -> None:
    """Keep the screen, or a part of it, as a small PNG: moving parts at rest, no button under the
    mouse."""
    page.mouse.move(0, 0)
    shot = page.screenshot(animations="disabled", clip=clip)
    screen = Image.open(BytesIO(shot)).convert("RGB")
    few = screen.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    assert path.stat().st_size < PICTURE_BYTES, f"{path.name} is too large"
