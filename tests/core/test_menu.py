"""The office menu folds: the group of the page is open, the others as they were left."""

from __future__ import annotations

import pytest

from core.menu import COOKIE, FEW, groups
from core.permissions import Role
from tests.support.visitor import Visitor

ORDER = ["Pengurus", "Pembukuan", "Anggota", "Pengurus"]
MANY = {
    "Pengurus": [(f"P{number}", f"admin.{number}") for number in range(FEW)],
    "Anggota": [("Kasbon", "debts.index"), ("SHU", "shu.index")],
}


def open_ones(here: str | None = None, remembered: str | None = None) -> list[str]:
    found = groups(MANY, ORDER, (here, None), remembered)
    return [group.label for group in found if group.is_open]


def test_of_a_long_menu_only_the_group_of_the_page_is_open() -> None:
    assert open_ones() == []
    assert open_ones("shu.index") == ["Anggota"]


def test_a_short_menu_is_open() -> None:
    short = {"Anggota": MANY["Anggota"]}
    assert [group.is_open for group in groups(short, ORDER, (None,), None)] == [True]
    assert [group.is_open for group in groups(short, ORDER, (None,), "x")] == [False]


@pytest.mark.parametrize(("remembered", "found"), [
    ("x.1", ["Pengurus"]), ("x.1.3", ["Pengurus", "Anggota"]), ("x", []), ("", []),
    ("x.9.<b>..", []),
])  # fmt: skip
def test_what_was_left_open_is_open(remembered: str, found: list[str]) -> None:
    assert open_ones(None, remembered) == found


def test_a_group_keeps_its_key_whoever_looks() -> None:
    assert [group.key for group in groups(MANY, ORDER, (), None)] == ["1", "3"]
    only = {"Anggota": MANY["Anggota"]}
    assert [group.key for group in groups(only, ORDER, (), None)] == ["3"]


def test_every_page_has_its_group_open(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    assert visitor.see("/").count("<details data-group=") == 2 * len(_labels(visitor.see("/")))
    assert _open(visitor.see("/")) == []
    assert _open(visitor.see("/ledger/journal")) == ["Pembukuan"]
    assert _open(visitor.see("/members/1")) == ["Anggota"]
    visitor.client.set_cookie(COOKIE, "x")
    assert _open(visitor.see("/members/1")) == ["Anggota"]


def _labels(page: str) -> list[str]:
    rail = page.partition('<nav class="rail')[2].partition("</nav>")[0]
    return [each.partition("</summary>")[0] for each in rail.split("<summary>")[1:]]


def _open(page: str) -> list[str]:
    rail = page.partition('<nav class="rail')[2].partition("</nav>")[0]
    parts = [each.partition("</summary>")[0] for each in rail.split("<details ")[1:]]
    return [part.partition("<summary>")[2] for part in parts if " open" in part.partition(">")[0]]
