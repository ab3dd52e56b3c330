"""docs/RULES.md leads from every business rule to the function that holds it and its test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.support.source import HOUSE, PACKAGES, files, parsed

RULES = HOUSE / "docs" / "RULES.md"
ROWS = re.findall(r"^\|(?!\s*(?:-|rule\b)).*\|$", RULES.read_text(encoding="utf-8"), re.M)
MENTION = re.compile(r"`([\w/.]+\.(?:py|js|mjs|json))(?:::([\w.]+))?`")
"""A file of the project, and usually a name in it: ``pos/pricing.py::price_basket``."""


def test_there_are_rules() -> None:
    assert len(ROWS) >= 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_rule_names_its_function_and_its_test(row: str) -> None:
    mentions = MENTION.findall(row)
    tests = [path for path, _ in mentions if path.startswith("tests/")]
    assert tests, "names no test"
    assert len(mentions) > len(tests), "names no function"
    assert [f"{path}::{name}" for path, name in mentions if not _exists(path, name)] == []


def test_every_pure_rule_module_is_in_the_table() -> None:
    """A module of rules that the table does not know is a rule nobody finds."""
    text = RULES.read_text(encoding="utf-8")
    named = {"allocation", "chain", "costing", "entries", "gtin", "pricing", "rounding"}
    found = [
        path.relative_to(HOUSE).as_posix()
        for path in files(*PACKAGES)
        if path.stem in named and path.relative_to(HOUSE).as_posix() not in text
    ]
    assert found == []


def _exists(path: str, name: str) -> bool:
    file = HOUSE / path
    return file.is_file() and (not name or _defines(file, name))


def _defines(file: Path, name: str) -> bool:
    """Whether a file defines a function, class, constant or ``Class.method`` of this name."""
    if file.suffix != ".py":
        pattern = rf"\b(?:function|class|const|let|test)\b\W*{re.escape(name)}\b"
        return re.search(pattern, file.read_text(encoding="utf-8")) is not None
    body = parsed(file).body
    *owners, last = name.split(".")
    for owner in owners:
        classes = [n for n in body if isinstance(n, ast.ClassDef) and n.name == owner]
        body = classes[0].body if classes else []
    return last in {found for node in body for found in _names(node)}


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]
