"""Rules of docs/STYLE.md that ruff, mypy and import-linter cannot see."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.support.source import (
    HAND_WRITTEN,
    HOUSE,
    PACKAGES,
    PROGRAM,
    calls,
    files,
    imports,
    name_of,
    parsed,
    place_of,
)

LONGEST_FILE = 350
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}

PURE = re.compile(
    "allocation|chain|cleaning|costing|entries|entry|format|gtin|in_store|labels|money|paper|parse"
    "|pricing|qris|quantity|receipts|review|rounding|statements|units"
)
"""Modules of these names hold rules and layout: values in, values out."""

IMPURE = re.compile(
    r"((alembic|flask|flask_login|flask_wtf|os|psycopg|random|socket|sqlalchemy|subprocess|time)"
    r"(\..*)?|core\.(clock(\.now)?|(db|settings)(\..*)?|ids\.new_id)"
    r"|\w+\.models(\.\w*(?<!Kind)(?<!Status))?|\w+\.queries(\..*)?)"
)
CLOCKS = {"core/clock.py"}
"""Where the clock may be read; everybody else is told the time."""

ROUTES = {"route", "get", "post", "put", "patch", "delete"}


def test_the_program_never_imports_wsgi() -> None:
    """It knows every package, so a package that knew it would know everything."""
    found = [
        place_of(path, node)
        for path in files(*PACKAGES, "migrations")
        for name, node in imports(path)
        if name.split(".")[0] == "wsgi"
    ]
    assert found == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    suffixes = (".py", ".js", ".mjs", ".css", ".html", ".sh")
    found = [
        name_of(path)
        for path in files(*HAND_WRITTEN, suffixes=suffixes)
        if VAGUE_NAMES.intersection(re.split(r"[_\-.]", path.name))
    ]
    assert found == []


def test_package_inits_hold_a_docstring_and_nothing_else() -> None:
    found = [
        name_of(path)
        for path in files(*PROGRAM)
        if path.name == "__init__.py"
        and (
            len(parsed(path).body) > 1
            or (parsed(path).body and not ast.get_docstring(parsed(path)))
        )
    ]
    assert found == []


def test_rules_are_pure() -> None:
    found = [
        f"{place_of(path, node)} imports {name}"
        for path in files(*PACKAGES)
        if PURE.fullmatch(path.stem)
        for name, node in imports(path)
        if IMPURE.fullmatch(name)
    ]
    assert found == []


def test_rules_open_no_files_and_ask_no_clock() -> None:
    found = [
        f"{place_of(path, node)} calls {name}"
        for path in files(*PACKAGES)
        if PURE.fullmatch(path.stem)
        for name, node in calls(path)
        if name in {"open", "input", "print"} or name.endswith((".now", ".today", ".utcnow"))
    ]
    assert found == []


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        f"{place_of(path, node)} calls {name}"
        for path in files(*PROGRAM)
        if name_of(path) not in CLOCKS
        for name, node in calls(path)
        if name in {"datetime.now", "datetime.today", "datetime.utcnow", "date.today"}
    ]
    assert found == []


def test_only_the_database_door_commits() -> None:
    found = [
        place_of(path, node)
        for path in files(*PROGRAM)
        if name_of(path) != "core/db.py"
        for name, node in calls(path)
        if name.endswith(".commit")
    ]
    assert found == []


def test_money_meets_no_float() -> None:
    """Neither floats nor Decimals, nor ``round``, which sends 0.5 to the even neighbour."""
    found = [
        f"{place_of(path, node)} calls {name}"
        for path in files(*PROGRAM)
        for name, node in calls(path)
        if name in {"float", "Decimal", "decimal.Decimal", "round"}
    ]
    assert found == []


def test_every_view_says_who_may_call_it() -> None:
    found = [
        f"{place_of(path, node)} {node.name}"
        for path in files(*PROGRAM)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and _is_routed(node)
        and not _says_who(node)
    ]
    assert found == []


def _is_routed(view: ast.FunctionDef | ast.ClassDef) -> bool:
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in ROUTES
        for decorator in view.decorator_list
    )


def _says_who(view: ast.FunctionDef | ast.ClassDef) -> bool:
    """A class of views says it itself or on every method that answers a request."""
    if any(ast.unparse(decorator).startswith("requires(") for decorator in view.decorator_list):
        return True
    answers = [
        method
        for method in view.body
        if isinstance(method, ast.FunctionDef) and method.name in ROUTES
    ]
    return isinstance(view, ast.ClassDef) and bool(answers) and all(map(_says_who, answers))


def test_no_file_is_longer_than_a_sitting() -> None:
    suffixes = (".py", ".js", ".mjs", ".css", ".html", ".sh")
    found = {
        name_of(path): lines
        for path in files(*HAND_WRITTEN, suffixes=suffixes)
        if "versions" not in path.parts
        and (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    }
    assert found == {}


@pytest.mark.parametrize(
    ("about", "pattern"),
    [
        ("a path of somebody's machine", r"(?<![\w.$}~])/(?:work|root|home|Users|tmp|opt)/"),
        ("a note to oneself", r"\b(?:TODO|FIXME)\b"),
        ("a left-over of a merge", r"^(?:<{7}|>{7}) "),
    ],
    ids=lambda value: value if value.isascii() and value.islower() else "",
)
def test_no_file_contains(about: str, pattern: str) -> None:
    suffixes = (
        ".cfg",
        ".css",
        ".html",
        ".js",
        ".json",
        ".md",
        ".mjs",
        ".po",
        ".py",
        ".sh",
        ".toml",
    )
    houses = [
        path for path in HOUSE.iterdir() if path.is_file() and path.suffix in {*suffixes, ".txt"}
    ]
    found = [
        f"{name_of(path)}:{number}"
        for path in [*houses, HOUSE / ".ci" / "run", *files(*HAND_WRITTEN, suffixes=suffixes)]
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == [], about
