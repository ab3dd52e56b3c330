"""What an independent reader makes of a screen."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page


def codes_on(page: Page) -> list[str]:
    """The QR codes that a phone would read off the screen."""
    picture = Image.open(BytesIO(page.screenshot()))
    return [found.text for found in zxingcpp.read_barcodes(picture)]
