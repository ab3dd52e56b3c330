"""What the audit log says: every action and detail in words, amounts and days as people write."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from core.words import ACTIONS, DETAILS, action_name, details
from tests.support.source import PACKAGES, files, parsed
from wsgi import create_registry

NOTED = ("record", "note", "_note")
BESIDE = {"at", "by", "shop_id", "subject"}


@pytest.fixture(autouse=True)
def everything_registered() -> None:
    create_registry()


def noted() -> Iterator[tuple[str, set[str]]]:
    """Every action the program notes, with the names of its details."""
    for path in files(*PACKAGES):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and name(call.func) in NOTED):
                continue
            for given in call.args:
                if isinstance(given, ast.Constant) and "." in str(given.value):
                    yield str(given.value), {str(key.arg) for key in call.keywords} - BESIDE


def name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_everything_that_is_noted_has_words() -> None:
    found = list(noted())
    assert len(found) > 60
    assert sorted(action for action, _names in found if action not in ACTIONS) == []
    told = {key.rstrip("_") for _action, names in found for key in names if key != "None"}
    assert sorted(told - DETAILS.keys()) == []


@pytest.mark.parametrize("table", ["ACTIONS", "DETAILS"])
def test_no_code_means_two_things(table: str) -> None:
    """Packages add to one table: of two words for a code the later would win everywhere."""
    meanings: dict[str, set[str]] = {}
    for code, word in written(table):
        meanings.setdefault(code, set()).add(word)
    assert len(meanings) > 30
    assert {code: words for code, words in meanings.items() if len(words) > 1} == {}


def written(table: str) -> Iterator[tuple[str, str]]:
    """Every code and its word in the tables of that name, as the source has them."""
    for path in files(*PACKAGES):
        for node in parsed(path).body:
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)):
                continue
            if table not in {name(target) for target in node.targets}:
                continue
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(value, ast.Call):
                    yield str(key.value), ast.unparse(value)


@pytest.mark.parametrize(
    ("action", "kept", "told"),
    [
        ("operator.changed", {"roles": ["clerk", "manager"]}, ["peran: Petugas kasir, Manajer"]),
        ("shift.closed", {"counted": 237600, "reason": ""}, ["dihitung: 237.600"]),
        ("shift.closed", {"reason": "clerk"}, ["alasan: clerk"]),
        ("books.exported", {"since": "2026-01-01", "until": ""}, ["dari: 01/01/2026"]),
        ("promotion.created", {"kind": "price"}, ["jenis: Harga khusus"]),
        ("approval.reviewed", {"kind": "price", "approved": False},
         ["jenis: Ganti harga", "disetujui: tidak"]),
        ("price.set", {"price": 3500}, ["harga: 3.500"]),
        ("bon_payment.odd", {"amount": 3500}, ["jumlah: 3.500"]),
        ("member_payment.reversed", {"remedy": "safe", "to": "P-2"},
         ["caranya: Dikembalikan lewat kas besar", "ke nomor: P-2"]),
        ("drawer.opened", {"odd": ["shift unknown"]},
         ["janggal: pembukaan kasirnya belum pernah sampai"]),
    ],
)  # fmt: skip
def test_details_are_told_as_people_write(
    action: str, kept: dict[str, object], told: list[str]
) -> None:
    assert details(action, kept) == told
    assert action_name(action) != action
