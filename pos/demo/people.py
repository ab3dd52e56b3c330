"""The people of the example. All of them are invented; their phone numbers belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from core.permissions import Role

PASSWORD = "contoh-2580"  # noqa: S105 (told to everybody who tries the example)
PIN = "2580"
MEMBER_PIN = "258046"
"""With which some members look at their own pages."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works with the program."""

    login: str
    name: str
    role: Role
    shop: str | None = None
    """The code of the shop they work in; None: all of them."""


TREASURER = Person("bendahara", "Maria Goreti Kelen", Role.TREASURER)
CLERKS = (
    Person("kasir-wsb", "Sari Wulandari", Role.CLERK, "WSB"),
    Person("kasir-krw", "Lilis Suryani", Role.CLERK, "KRW"),
    Person("kasir-ltm", "Baiq Ayu Lestari", Role.CLERK, "LTM"),
    Person("kasir-flt", "Yustina Kewa Boli", Role.CLERK, "FLT"),
)
MANAGER = Person("manajer", "Joko Prasetyo", Role.MANAGER)
OTHERS = (
    MANAGER,
    Person("ketua", "Hasan Basri", Role.CHAIR),
    Person("pengawas", "Dewi Lestari", Role.AUDITOR),
    Person("admin", "Rudi Hartono", Role.ADMIN),
    Person("anggota", "Siti Rohmah", Role.MEMBER, "WSB"),
)
EVERYBODY = (TREASURER, *OTHERS, *CLERKS)

_MEMBERS = {
    "WSB": """
        Siti Rohmah, Tri Wahyuni, Slamet Riyadi, Sri Lestari, Mujiati, Eko Prasetyo, Sumarni,
        Ngatini, Agus Widodo, Wahyu Setyaningsih, Partini, Joko Susilo, Endang Rahayu, Suyatmi,
        Bambang Irawan, Rini Astuti, Tumiyem, Heri Kurniawan, Sulastri, Dwi Handayani
    """,
    "KRW": """
        Neneng Hasanah, Asep Saepudin, Euis Komariah, Cucu Sumiati, Dedi Mulyana, Imas Masitoh,
        Ujang Rahmat, Yayah Rokayah, Entin Suryani, Iis Aisyah, Wawan Setiawan, Tati Nurhayati,
        Ade Sopian, Nunung Nurjanah, Oman Abdurahman, Elis Siti Maryam
    """,
    "LTM": """
        Baiq Nurhasanah, Lalu Wirajaya, Sahniah, Muhammad Zaini, Haerani, Nurlaela, Rohani,
        Lalu Ahmad Fauzi, Baiq Sri Wahyuni, Mahsun, Zohriah, Sapinah, Hirjan
    """,
    "FLT": """
        Yohana Peni Tokan, Petrus Kopong Boli, Maria Ina Kewa, Theresia Peni Kelen,
        Yohanes Kopong Tokan, Fransiska Tuto Koten, Agustinus Boli Ama, Bernadete Uto Kelen,
        Paulus Laga Doni, Katarina Kewa Sabon, Yuliana Bare Hayon
    """,
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody who is, or during the year becomes, a member."""

    name: str
    shop: str
    """The code of the home shop."""
    place: int
    """Counts everybody, from 1; the number she gets as a member."""

    @property
    def phone(self) -> str:
        """A number of a block that is given to nobody."""
        return f"0810000{self.place:05d}"

    @property
    def card(self) -> str:
        return f"LMK{self.place:05d}"


FORMER = (
    Neighbour("Suparman", "WSB", 43),
    Neighbour("Nani Suhartini", "KRW", 44),
    Neighbour("Marsiah", "LTM", 45),
    Neighbour("Kristina Barek Lamen", "FLT", 46),
)
"""Members from before who stop being some during the year; they buy nothing any more."""


ON_THE_PHONE = (
    Neighbour("Siti Rohmah", "WSB", 1),
    Neighbour("Slamet Riyadi", "WSB", 9),
    Neighbour("Rohani", "LTM", 31),
)
"""Neighbours who use their own pages; members from before, so their place is their number."""
PRODUCER = ON_THE_PHONE[-1]
"""The one who leaves own goods in the shop as well."""


def neighbours() -> list[Neighbour]:
    """Everybody who is a member at the end, taking turns between the shops."""
    names = {
        code: [" ".join(name.split()) for name in text.split(",")]
        for code, text in _MEMBERS.items()
    }
    in_turn = sorted(
        (place * 1000 // len(listed), order, name, code)
        for order, (code, listed) in enumerate(names.items())
        for place, name in enumerate(listed)
    )
    taken = {each.place for each in FORMER}
    free = (place for place in count(1) if place not in taken)
    return [
        Neighbour(name, code, place)
        for place, (_, _, name, code) in zip(free, in_turn, strict=False)
    ]
