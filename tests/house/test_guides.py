"""The guides for people in the shop name what is really on the screen."""

from __future__ import annotations

import re

import pytest

from core.registry import Registry
from inventory import registration
from members import registration as members
from pos.till_words import till_words
from scripts.messages import extracted
from tests.support.screens import PICTURE_BYTES
from tests.support.source import HOUSE, files

DOCS = HOUSE / "docs"
GUIDES = sorted(path.name for path in DOCS.glob("*.md"))
ILLUSTRATED = ["kasir", "manajer", "bendahara", "anggota"]
"""Guides with a folder of pictures made by browser tests."""
CLERKS_GUIDE = (DOCS / "kasir.md").read_text(encoding="utf-8")
MANAGERS_GUIDE = (DOCS / "manajer.md").read_text(encoding="utf-8")
TREASURERS_GUIDE = (DOCS / "bendahara.md").read_text(encoding="utf-8")
ONE_LINE = " ".join(CLERKS_GUIDE.split())

_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_SPOKEN = {
    "Cara membaca panduan ini", "Isi", "berbeda", "Manajer membuka:", "Manajer memeriksa:",
    "Petugas menghitung, dengan ponsel:", "Siapa melakukan apa", "Orang pertama:", "Orang kedua:",
    "Baca nama dan jumlahnya keras-keras.",
}  # fmt: skip
_STEP = re.compile(r"\d\. |Rp[\d.]+$")
"""Bold for the reader's eye, not for the screen: sentences, and steps and sums of an example."""
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


@pytest.mark.parametrize("guide", ILLUSTRATED)
def test_every_picture_of_an_illustrated_guide_is_small_and_shown(guide: str) -> None:
    kept = sorted((DOCS / "images" / guide).glob("*"))
    shown = {DOCS / name for name in _PICTURE.findall(_text(guide))}
    assert kept
    assert [path.name for path in kept if path not in shown] == []
    assert [path.name for path in kept if path.stat().st_size >= PICTURE_BYTES] == []


@pytest.mark.parametrize("guide", ILLUSTRATED)
def test_links_inside_an_illustrated_guide_lead_to_a_heading(guide: str) -> None:
    headings = re.findall(r"^#+ (.+)$", _text(guide), re.M)
    anchors = {re.sub(r"[^\w\s-]", "", each).strip().lower().replace(" ", "-") for each in headings}
    linked = set(_LINK.findall(_text(guide)))
    assert linked
    assert linked - anchors == set()


def test_the_managers_guide_names_every_place_of_the_menu_for_goods() -> None:
    registry = Registry()
    registration.register(registry)
    places = [str(place.label) for place in registry.navigation]
    assert {"Stok opname", "Titip jual"} <= set(places)
    assert [each for each in places if each not in MANAGERS_GUIDE] == []


def test_the_treasurers_guide_names_every_place_of_the_menu_for_members() -> None:
    registry = Registry()
    members.register(registry)
    places = [str(place.label) for place in registry.navigation]
    assert {"Setor dan tarik", "SHU"} <= set(places)
    assert [each for each in places if each not in TREASURERS_GUIDE] == []


@pytest.mark.parametrize(
    ("guide", "fewest"), [("manajer", 100), ("bendahara", 100), ("anggota", 30)]
)
def test_what_a_guide_says_in_bold_is_said_by_the_program(guide: str, fewest: int) -> None:
    words = _everything_said()
    bold = {" ".join(each.split()) for each in _BOLD.findall(_text(guide))} - _SPOKEN
    assert len(bold) > fewest
    said_by_nobody = [each for each in bold if not _STEP.match(each) and _unsaid(each, words)]
    assert sorted(said_by_nobody) == []


def _text(guide: str) -> str:
    return (DOCS / f"{guide}.md").read_text(encoding="utf-8")


def _unsaid(bold: str, words: str) -> list[str]:
    """The parts of it that no page says: what stands around the sign between a group of the menu
    and its page, or around something left out."""
    parts = re.split(
        "[\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}]", bold
    )
    return [part for part in parts if part.strip() not in words]


def _everything_said() -> str:
    """Every sentence of the program's pages, in Indonesian."""
    keys = [message.id for message in extracted() if message.id]
    said = [key if isinstance(key, str) else " ".join(key) for key in keys]
    return " ".join(" ".join(said).split())


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
