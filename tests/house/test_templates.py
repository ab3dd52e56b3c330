"""Templates obey the content security policy and leave thinking to Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.support.source import HOUSE, files, name_of
from wsgi import create_registry

TEMPLATES = sorted(files("templates", suffixes=(".html", ".svg", ".txt")))
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Pow)
"""Not ``%``: ``{% trans %}`` is parsed to it."""
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline event handler": r"<[^>]*\son[a-z]+\s*=",
    "a javascript: address": r"javascript:",
    "a file from another server": r"(?:src|srcset|action)\s*=\s*[\"']?(?:https?:)?//|<link[^>]*//",
    "an inline script": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/json|importmap)\")",
    "text that is trusted as markup": r"\|\s*safe\b",
}


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_template_obeys_the_content_security_policy(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}", "", template.read_text(encoding="utf-8"), flags=re.S)
    found = [about for about, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I | re.S)]
    assert found == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_template_does_not_calculate(template: Path) -> None:
    jinja = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = jinja.parse(template.read_text(encoding="utf-8"))
    found = [f"line {node.lineno}" for kind in ARITHMETIC for node in tree.find_all(kind)]
    assert found == []


def test_every_place_of_the_menu_has_a_sentence_and_a_symbol() -> None:
    places = {item.endpoint for item in create_registry().navigation}
    home = (HOUSE / "templates/core/home.html").read_text(encoding="utf-8")
    assert sorted(place for place in places if f"'{place}': _(" not in home) == []
    chosen = set(re.findall(r"'[a-z_.]+': '([a-z]+)'", (HOUSE / "templates/_nav.html").read_text()))
    drawn = (HOUSE / "static/core/icons.svg").read_text()
    assert sorted(symbol for symbol in chosen if f'id="{symbol}"' not in drawn) == []
