"""What the example's register says of each neighbour; everything is invented. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from members.models import Migrant, Sex
from members.people.consents import Purpose
from members.people.household import Relative
from pos.demo.people import Neighbour

_MEN = frozenset(
    """
    Slamet Riyadi, Eko Prasetyo, Agus Widodo, Joko Susilo, Bambang Irawan, Heri Kurniawan,
    Asep Saepudin, Dedi Mulyana, Ujang Rahmat, Wawan Setiawan, Ade Sopian, Oman Abdurahman,
    Lalu Wirajaya, Muhammad Zaini, Lalu Ahmad Fauzi, Mahsun, Hirjan, Petrus Kopong Boli,
    Yohanes Kopong Tokan, Agustinus Boli Ama, Paulus Laga Doni, Suparman
    """.replace("\n   ", "").strip().split(", ")
)  # fmt: skip
_HOMES = {
    "WSB": ("Wonosobo", "33.07", ("33.07.08", "33.07.09", "33.07.11")),
    "KRW": ("Karawang", "32.15", ("32.15.07", "32.15.08", "32.15.10")),
    "LTM": ("Selong", "52.03", ("52.03.02", "52.03.04", "52.03.07")),
    "FLT": ("Larantuka", "53.06", ("53.06.03", "53.06.10", "53.06.17")),
}
_OCCUPATIONS = ("Petani", "Pedagang", "Ibu rumah tangga", "Buruh tani", "Penjahit", "Nelayan")
_MIGRANTS = (Migrant.RETURNED, Migrant.NONE, Migrant.FAMILY, Migrant.RETURNED, Migrant.PROSPECTIVE)
_DESTINATIONS = ("HK", "TW", "MY", "SG", "SA")
_OLDEST = date(1956, 3, 1)
_APART = timedelta(days=263)
_HEIRS = (("Nurul", "anak"), ("Rahmat", "suami"), ("Dewi", "anak"), ("Maria", "saudara"))


_BUYERS = ("suami", "anak", "adik")
_BUYER_NAMES = ("Slamet", "Ayu", "Rudi", "Rini", "Hasan")


def migrant(place: int) -> Migrant:
    """Whether a neighbour has worked abroad, wants to, or has somebody who did."""
    return _MIGRANTS[place % len(_MIGRANTS)]


def particulars(person: Neighbour) -> dict[str, Any]:
    """As fields of ``members.register.Details``."""
    town, regency, districts = _HOMES[person.shop]
    status = migrant(person.place)
    went = status in (Migrant.RETURNED, Migrant.PROSPECTIVE)
    return {
        "birth_place": town,
        "birth_date": _OLDEST + _APART * person.place,
        "sex": Sex.MALE if person.name in _MEN else Sex.FEMALE,
        "occupation": _OCCUPATIONS[person.place % len(_OCCUPATIONS)],
        "address": f"RT {person.place % 5 + 1}/RW {person.place % 3 + 1}",
        "regency": regency,
        "district": districts[person.place % len(districts)],
        "migrant": status,
        "destination": _DESTINATIONS[person.place % len(_DESTINATIONS)] if went else "",
        "admitted_by": "Rapat pengurus",
    }


def heir(person: Neighbour) -> Relative | None:
    """Who is paid should she die; not everybody has said so yet."""
    if person.place % 3 == 0:
        return None
    name, relation = _HEIRS[person.place % len(_HEIRS)]
    return Relative(f"{name} {person.name.split()[-1]}", relation)


def buyer(person: Neighbour) -> Relative | None:
    """Who may buy in her name; few need somebody."""
    if person.place % 6 != 1:
        return None
    name = _BUYER_NAMES[person.place % len(_BUYER_NAMES)]
    relation = _BUYERS[person.place % len(_BUYERS)]
    return Relative(f"{name} {person.name.split()[-1]}", relation, card=f"{person.card}B")


def consents(person: Neighbour) -> dict[Purpose, bool]:
    """What she has agreed to, and not; few have been asked everything."""
    said = {Purpose.MESSAGES: person.place % 5 != 0}
    if person.place % 3 == 1:
        said[Purpose.PROGRAMME_REPORT] = person.place % 4 != 0
    return said if person.place % 7 else {}
