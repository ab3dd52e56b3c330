"""The project's own files as the style rules see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("core", "ledger", "members", "inventory", "pos")
"""The layers, lowest first."""

PROGRAM = (*PACKAGES, "migrations", "wsgi.py")
"""Python that runs in a shop."""

HAND_WRITTEN = (*PROGRAM, "bench", "docs", "scripts", "static", "templates", "tests")
_GENERATED = {"__pycache__", "vendor", "node_modules"}


def files(*places: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    """Hand-written files in these folders (or files), by suffix, in a fixed order."""
    for place in places:
        path = HOUSE / place
        for found in [path] if path.is_file() else sorted(path.rglob("*")):
            if found.suffix in suffixes and not _GENERATED.intersection(found.parts):
                yield found


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """The file as the project's people call it: ``pos/pricing.py``."""
    return path.relative_to(HOUSE).as_posix()


def place_of(path: Path, node: ast.AST) -> str:
    """Where a finding is, as editors and terminals understand it."""
    return f"{name_of(path)}:{getattr(node, 'lineno', 1)}"


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every name a file imports, with dots: ``flask``, ``core.clock.now``."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file by what is called: ``float``, ``session.commit``."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node
