"""Words of the screen: Indonesian is the source language, English the translation.

``_`` works in pure modules and without a request, where it answers in Indonesian.
"""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext, lazy_pgettext, ngettext

lazy = lazy_gettext
"""A sentence that is translated when it is shown, for menus and settings."""
lazy_in = lazy_pgettext
"""The same where Indonesian has one word for two: *Barang* in ``"several"`` is *Products*."""


def _(sentence: str, **values: object) -> str:
    """The sentence in the reader's language, with its values put in."""
    return str(gettext(sentence, **values))


def plural(one: str, many: str, count: int, **values: object) -> str:
    """The sentence for that many; ``%(num)s`` is the count."""
    return str(ngettext(one, many, count, **values))


__all__ = ["_", "lazy", "lazy_in", "plural"]
