"""The doctor's slip tells printers apart, and what is seen on it becomes the printer's setting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos.escpos import CODE_PAGES, DENSITIES, PROFILES, PrinterProfile
from pos.printing.doctor import ACCENTS, BAR_TEXT, Darkness, Seen, frame, prescribe, ruler, slip
from tests.support.paper import Paper, print_job

FINE = Seen(
    columns=32, corners=True, accents=True, scans=True, native_qr=False,
    darkness=Darkness.RIGHT, cut=False, drawer=True,
)  # fmt: skip
SMALL = PROFILES["58"]


def printed(said: PrinterProfile, really: int = 384) -> Paper:
    """The slip of a printer said to be one thing, on paper of so many dots."""
    return print_job(slip(said), really, wraps=True)


@pytest.mark.parametrize(("dots", "number"), [(384, 32), (512, 42), (576, 48)])
def test_the_last_number_on_the_ruler_is_the_printer_s_width(dots: int, number: int) -> None:
    first = next(line for line in printed(SMALL, dots).lines if line.startswith("...."))
    assert first.endswith(str(number))
    assert len(first) == number
    assert ruler().startswith(first)


@pytest.mark.parametrize("said", PROFILES.values(), ids=PROFILES)
def test_the_slip_shows_everything_that_is_asked_about(said: PrinterProfile) -> None:
    paper = printed(said, said.dots)
    assert paper.codes() == [BAR_TEXT, "LUMBUNG"]
    assert paper.events == ["cut", "drawer 2"]
    assert any(ACCENTS in line for line in paper.lines)


def test_the_frame_reaches_both_edges_of_the_paper() -> None:
    for dots in (384, 512, 576):
        image = frame(dots)
        assert image.size == (dots, 64)
        for x in (0, dots - 1):
            for y in (0, 63):
                assert image.getpixel((x, y)) == 0
        assert image.getpixel((dots // 2, 0)) != 0, "corners, not a box"


def test_what_is_right_is_left_alone() -> None:
    found = prescribe(SMALL, FINE)
    assert found.profile == SMALL
    assert (found.advice, found.again) == ((), False)


@pytest.mark.parametrize(("columns", "paper"), [(32, "58"), (42, "80-42"), (48, "80")])
def test_the_ruler_decides_columns_dots_and_paper(columns: int, paper: str) -> None:
    for before in PROFILES.values():
        found = prescribe(before, replace(FINE, columns=columns))
        known = PROFILES[paper]
        assert (found.profile.columns, found.profile.dots) == (known.columns, known.dots)
        assert found.profile.paper_mm == known.paper_mm
        assert found.again == (before.columns != columns)


def test_an_unknown_width_changes_nothing_and_says_so() -> None:
    found = prescribe(SMALL, replace(FINE, columns=None))
    assert (found.profile.columns, found.profile.dots) == (32, 384)
    assert len(found.advice) == 1


def test_knife_drawer_and_qr_are_as_they_were_seen() -> None:
    found = prescribe(SMALL, replace(FINE, cut=True, drawer=False, native_qr=True))
    assert (found.profile.cutter, found.profile.drawer, found.profile.native_qr) == (
        True,
        None,
        True,
    )
    assert not found.again


def test_garbled_signs_leave_the_chinese_mode_and_then_try_every_table() -> None:
    garbled = replace(FINE, accents=False)
    first = prescribe(SMALL, garbled)
    assert (first.profile.double_byte, first.profile.code_page) == (True, "CP437")
    assert first.again
    tried, profile = [], first.profile
    for _ in CODE_PAGES:
        profile = prescribe(profile, garbled).profile
        tried.append(profile.code_page)
    assert sorted(tried) == sorted(CODE_PAGES)


@pytest.mark.parametrize(
    ("before", "darkness", "after"),
    [
        (None, Darkness.RIGHT, None),
        (None, Darkness.PALE, 2),
        (None, Darkness.DARK, -2),
        (5, Darkness.PALE, 6),
        (-6, Darkness.DARK, -6),
        (3, Darkness.RIGHT, 3),
    ],
)
def test_pale_print_becomes_darker_step_by_step(
    before: int | None, darkness: Darkness, after: int | None
) -> None:
    found = prescribe(replace(SMALL, density=before), replace(FINE, darkness=darkness))
    assert found.profile.density == after


@pytest.mark.parametrize("density", [DENSITIES[0], -1, 0, DENSITIES[-1]])
def test_the_printer_is_told_its_density_after_it_was_reset(density: int) -> None:
    paper = printed(replace(SMALL, density=density))
    assert paper.events.count(f"density {density}") == 2
    assert not any(event.startswith("density") for event in printed(SMALL).events)


@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_every_table_shows_the_accents(code_page: str) -> None:
    paper = printed(replace(SMALL, code_page=code_page, double_byte=True))
    assert any(ACCENTS in line for line in paper.lines)


@pytest.mark.parametrize("seen", [replace(FINE, scans=False), replace(FINE, corners=False)])
def test_what_no_setting_mends_is_said(seen: Seen) -> None:
    found = prescribe(SMALL, seen)
    assert found.profile == SMALL
    assert [sentence.endswith(".") for sentence in found.advice] == [True]
