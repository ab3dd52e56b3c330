"""Codes as bars: ``1`` a black module, ``0`` a white one. Pure."""

from __future__ import annotations

import re

from barcode.codex import Code128
from barcode.ean import EuropeanArticleNumber8, EuropeanArticleNumber13

from inventory.gtin import is_gtin

QUIET_MODULES = 11
"""White modules that a reader needs on both sides."""
_LINEAR = re.compile(r"[ -~]{1,40}")


def modules(code: str) -> str:
    """A code as it stands on a pack: EAN-13 (UPC-A too), EAN-8, anything else as Code 128.

    Empty for what has no bars.
    """
    if is_gtin(code) and len(code) in (12, 13):
        return _built(EuropeanArticleNumber13(code.zfill(13)))
    if is_gtin(code) and len(code) == 8:
        return _built(EuropeanArticleNumber8(code))
    return _built(Code128(code)) if _LINEAR.fullmatch(code) else ""


def _built(drawn: EuropeanArticleNumber13 | Code128) -> str:
    (pattern,) = drawn.build()
    return str(pattern)
