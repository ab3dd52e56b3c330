"""Keys with the times at which a scanner or a person would have pressed them.

The till tells a scan from typing by these times, so they are given and not left to how busy the
machine is that runs the test.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page

SCANNED, TYPED = 0.005, 0.2
"""Seconds from one character to the next."""
PAUSE = 0.15
"""Seconds between somebody's last key and the scan that follows."""


def scan(page: Page, code: str) -> None:
    """As a keyboard wedge sends it: 5 ms between characters, then Enter."""
    began = time.time() + PAUSE
    _press(page, code + "\r", began, SCANNED)


def type_slowly(page: Page, text: str) -> None:
    """As a person types: slower than any scanner, the last character now."""
    began = time.time() - TYPED * (len(text) - 1)
    _press(page, text, began, TYPED)


def _press(page: Page, text: str, began: float, gap: float) -> None:
    session = page.context.new_cdp_session(page)
    try:
        for position, character in enumerate(text):
            for event in _events(character):
                session.send(
                    "Input.dispatchKeyEvent", {**event, "timestamp": began + position * gap}
                )
    finally:
        session.detach()


def _events(character: str) -> Iterator[Mapping[str, Any]]:
    key: Mapping[str, Any] = {"key": character}
    if character == "\r":
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    yield {"type": "keyDown", "text": character, **key}
    yield {"type": "keyUp", **key}
