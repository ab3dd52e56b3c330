"""The guides for people in the shop name what is really on the screen."""

from __future__ import annotations

import re

import pytest

from pos.till_words import till_words
from tests.support.screens import PICTURE_BYTES
from tests.support.source import HOUSE, files

DOCS = HOUSE / "docs"
GUIDES = sorted(path.name for path in DOCS.glob("*.md"))
CLERKS_GUIDE = (DOCS / "kasir.md").read_text(encoding="utf-8")
ONE_LINE = " ".join(CLERKS_GUIDE.split())

_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_LINK = re.compile(r"\]\(#([^)]+)\)")
_COMMAND = re.compile(r"\bword: '([^']+)'")
_SIGNS = (
    "online",
    "offline",
    "unsent",
    "held",
    "sending_refused",
    "clock_wrong",
    "printer_waiting",
)


def _explained(beginning: str) -> list[str]:
    """What the till says under keys that begin so."""
    return [text for key, text in till_words().items() if key.startswith(beginning)]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_picture_that_a_guide_shows_exists(guide: str) -> None:
    named = _PICTURE.findall((DOCS / guide).read_text(encoding="utf-8"))
    assert [name for name in named if not (DOCS / name).is_file()] == []


def test_every_picture_of_the_clerks_guide_is_small_and_shown() -> None:
    kept = sorted((DOCS / "images" / "kasir").glob("*"))
    shown = {DOCS / name for name in _PICTURE.findall(CLERKS_GUIDE)}
    assert [path.name for path in kept if path not in shown] == []
    assert [path.name for path in kept if path.stat().st_size >= PICTURE_BYTES] == []


def test_links_inside_the_clerks_guide_lead_to_a_heading() -> None:
    headings = re.findall(r"^#+ (.+)$", CLERKS_GUIDE, re.M)
    anchors = {re.sub(r"[^\w\s-]", "", each).strip().lower().replace(" ", "-") for each in headings}
    linked = set(_LINK.findall(CLERKS_GUIDE))
    assert linked
    assert linked - anchors == set()


def test_the_clerks_guide_has_every_word_of_the_input_line() -> None:
    scripts = files("static/pos/till", suffixes=(".js",))
    words = {word for path in scripts for word in _COMMAND.findall(path.read_text("utf-8"))}
    assert {"RETUR", "BAYAR BON"} <= words
    assert [word for word in sorted(words) if not re.search(rf"`{word}\b", CLERKS_GUIDE)] == []


def test_the_clerks_guide_explains_every_sign() -> None:
    page = (HOUSE / "templates/pos/till.html").read_text(encoding="utf-8")
    pills = re.findall(r"<li class=\"pill[^>]*>\{\{ _\('([^']+)'\) \}\}", page)
    assert len(pills) == 2
    signs = [till_words()[key].split("{")[0].strip() for key in _SIGNS]
    wanted = [*pills, *signs, *_explained("problem_")]
    assert [text for text in wanted if text not in ONE_LINE] == []


def test_the_clerks_guide_explains_how_the_last_sale_may_stand() -> None:
    states = [text for text in _explained("last_") if text != till_words()["last_sale"]]
    assert len(states) > 5
    assert [text for text in states if text not in ONE_LINE] == []
