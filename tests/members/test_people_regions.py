"""Regions and countries by the names people type."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from members.people import countries
from members.people.regions import regions
from tests.conftest import SHARED_DATA


def test_every_district_lies_in_a_regency_and_that_in_a_province() -> None:
    assert len(regions.provinces()) == 38
    assert len(regions.regencies()) == 514
    assert len(regions.districts()) == 7285
    assert {code[:2] for code in regions.regencies()} == set(regions.provinces())
    assert {code[:5] for code in regions.districts()} == set(regions.regencies())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kabupaten Wonosobo, Jawa Tengah", "33.07"),
        ("kab. wonosobo", "33.07"),
        ("  WONOSOBO ", "33.07"),
        ("33.07", "33.07"),
        ("Kota Bandung", "32.73"),
        ("kab bandung", "32.04"),
        ("Flores Timur", "53.06"),
        ("", ""),
    ],
)
def test_a_regency_is_found_as_people_write_it(typed: str, code: str) -> None:
    assert regions.find_regency(typed) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Bandung", "Kabupaten Bandung, Kota Bandung"), ("Wonosobbo", "Kabupaten Wonosobo")],
)
def test_what_may_mean_two_or_none_is_asked(typed: str, meant: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        regions.find_regency(typed)
    assert refused.value.sentence.endswith(f"Mungkin maksudnya: {meant}.")


def test_a_district_is_found_in_its_regency_only() -> None:
    assert regions.find_district("kec. kertek", "33.07") == "33.07.08"
    assert regions.find_district("", "") == ""
    with pytest.raises(InvalidInput, match="Kabupaten Lombok Timur"):
        regions.find_district("Kertek", "52.03")
    with pytest.raises(InvalidInput, match="Pilih dulu"):
        regions.find_district("Kertek", "")


@given(st.sampled_from(sorted(regions.districts())))
def test_every_region_is_found_by_what_is_shown_of_it(code: str) -> None:
    regency = regions.regencies()[code[:5]]
    assert regions.find_regency(regions.shown(regency)) == regency.code
    assert regions.find_district(regions.district_name(code), regency.code) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("hk", "HK"), ("Hongkong", "HK"), ("Arab Saudi", "SA"), ("saudi arabia", "SA"),
     ("Taiwan", "TW"), ("Korea", "KR"), ("malaysia", "MY"), ("", "")],
)  # fmt: skip
def test_a_country_is_found_as_people_write_it(typed: str, code: str) -> None:
    assert countries.find_country(typed) == code


def test_where_migrants_go_comes_first_and_nobody_goes_home() -> None:
    codes = [code for code, _name in countries.choices()]
    assert tuple(codes[: len(countries.USUAL)]) == countries.USUAL
    assert "ID" not in codes
    assert len(codes) == len(set(codes))


@pytest.mark.needs_shared_data
def test_the_shipped_list_is_the_source_line_by_line() -> None:
    source = SHARED_DATA / "regions" / "idn_area_districts.csv"
    with source.open(newline="", encoding="utf-8") as file:
        rows = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert {each.code: each.name for each in regions.districts().values()} == rows
