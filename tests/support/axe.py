"""axe-core, the reader of pages that knows WCAG."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.support.source import HOUSE

AXE = HOUSE / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA on the page as it is now; the context must bypass the CSP."""
    page.wait_for_load_state("load")  # text stands there before its style does
    page.evaluate(_STILL)
    page.evaluate(_source())
    found: dict[str, Any] = page.evaluate("tags => axe.run({runOnly: tags})", STANDARDS)
    return [
        f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]
    ]


_STILL = """() => {
  for (const animation of document.getAnimations()) {
    if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}"""
"""A colour on its way is no colour yet."""


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")
