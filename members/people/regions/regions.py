"""Regions by code and by the name people type, from the list that is shipped.

A code begins with that of the region it lies in: ``33.07.09`` lies in ``33.07``, in ``33``.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from core.errors import InvalidInput
from core.i18n import _

_KINDS = {"kab": "kabupaten", "kota": "kota", "kabupaten": "kabupaten"}
_WORDS = re.compile(r"[a-z0-9]+")
_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency or district."""

    code: str
    name: str


@cache
def provinces() -> Mapping[str, Region]:
    """By code: ``33``."""
    return _read("provinces")


@cache
def regencies() -> Mapping[str, Region]:
    """Regencies and towns by code: ``33.07``."""
    return _read("regencies")


@cache
def districts() -> Mapping[str, Region]:
    """By code: ``33.07.09``."""
    return _read("districts")


def districts_of(regency: str) -> tuple[Region, ...]:
    """The districts of a regency by name; none of one that is unknown."""
    return _by_regency().get(regency, ())


def check(regency: str, district: str) -> None:
    """Refuse codes that are not in the list, and a district of another regency."""
    if regency and regency not in regencies():
        raise InvalidInput(_("Kabupaten atau kota ini tidak ada di daftar."), field="regency")
    if district and (district not in districts() or district[:5] != regency):
        raise InvalidInput(
            _("Kecamatan ini tidak ada di kabupaten atau kota itu."), field="district"
        )


def shown(regency: Region) -> str:
    """A regency with its province: ``Kabupaten Wonosobo, Jawa Tengah``."""
    return f"{regency.name}, {provinces()[regency.code[:2]].name}"


def regency_name(code: str) -> str:
    """What a regency is called; empty without a code, the code itself when it is unknown."""
    found = regencies().get(code)
    return found.name if found else code


def district_name(code: str) -> str:
    """What a district is called; empty without a code, the code itself when it is unknown."""
    found = districts().get(code)
    return found.name if found else code


def find_regency(text: str, *, field: str = "regency") -> str:
    """The code of a regency as typed: its code, its name, or that with its province.

    ``Wonosobo`` alone will do where no town has the name of a regency. Raises InvalidInput with
    names that are like it.
    """
    wanted = _plain(text)
    if not wanted:
        return ""
    if text.strip() in regencies():
        return text.strip()
    found = _regency_names().get(wanted, ())
    if len(found) == 1:
        return found[0].code
    alike = [each.name for each in found] or _alike(wanted, _regency_names())
    raise InvalidInput(
        _("Kabupaten atau kota “%(text)s” tidak ada di daftar.", text=text.strip()[:40])
        + _suggestion(alike),
        field=field,
    )


def find_district(text: str, regency: str, *, field: str = "district") -> str:
    """The code of a district of a regency as typed: its code or its name. Raises InvalidInput."""
    wanted = _plain(text)
    if not wanted:
        return ""
    if not regency:
        raise InvalidInput(_("Pilih dulu kabupaten atau kotanya."), field=field)
    names = {_plain(each.name): each for each in districts_of(regency)}
    names |= {_plain(each.code): each for each in districts_of(regency)}
    found = names.get(wanted.removeprefix("kecamatan ").removeprefix("kec "))
    if found is not None:
        return found.code
    raise InvalidInput(
        _("Kecamatan “%(text)s” tidak ada di %(regency)s.",
          text=text.strip()[:40], regency=regency_name(regency))
        + _suggestion(_alike(wanted, {name: (each,) for name, each in names.items()})),
        field=field,
    )  # fmt: skip


def _read(name: str) -> Mapping[str, Region]:
    text = resources.files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: Region(row["code"], row["name"]) for row in rows}


@cache
def _by_regency() -> Mapping[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for district in districts().values():
        found[district.code[:5]].append(district)
    return {code: tuple(sorted(rows, key=lambda each: each.name)) for code, rows in found.items()}


@cache
def _regency_names() -> Mapping[str, tuple[Region, ...]]:
    """Every way to write a regency, and which it may mean."""
    found: dict[str, list[Region]] = defaultdict(list)
    for regency in regencies().values():
        bare = _plain(regency.name).partition(" ")[2]
        for written in {_plain(regency.name), _plain(shown(regency)), bare}:
            found[written].append(regency)
    return {name: tuple(rows) for name, rows in found.items()}


def _plain(text: str) -> str:
    """As letters only, with ``Kab.`` spelt out: ``kab. wonosobo`` is ``kabupaten wonosobo``."""
    first, *others = _WORDS.findall(text.casefold()) or [""]
    return " ".join([_KINDS.get(first, first), *others])


def _alike(wanted: str, names: Mapping[str, Iterable[Region]]) -> list[str]:
    close = difflib.get_close_matches(wanted, names, n=_MOST_ALIKE, cutoff=0.6)
    return list(dict.fromkeys(region.name for name in close for region in names[name]))


def _suggestion(alike: list[str]) -> str:
    return " " + _("Mungkin maksudnya: %(names)s.", names=", ".join(alike)) if alike else ""
