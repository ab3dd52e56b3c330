"""What a phone is called in its owner's list, from what its browser says of itself. Pure."""

from __future__ import annotations

import re

from core.i18n import _

_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Macintosh", "Mac"), ("Linux", "Linux"))  # fmt: skip
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_MODEL = re.compile(r"Android [0-9.]+; ([^;)]{2,30}?)(?: Build|[;)])")


def device_name(agent: str) -> str:
    """``Redmi 9A · Chrome``; browsers that do not tell their model say ``Android · Chrome``."""
    model = _MODEL.search(agent)
    named = model[1].strip() if model and model[1].strip() != "K" else ""
    system = named or next((name for mark, name in _SYSTEMS if mark in agent), "")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    return " · ".join(filter(None, (system, browser))) or _("HP tidak dikenal")
