"""Words of the screen: Indonesian is the source language, English the translation.

``_`` works in pure modules and without a request, where it answers in Indonesian.
"""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext, ngettext

_ = gettext
lazy = lazy_gettext
plural = ngettext

__all__ = ["_", "lazy", "plural"]
