"""Units goods are sold in, by all the names shops write for them."""

from __future__ import annotations

from dataclasses import dataclass

from core.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit under its one name, and what one of it is in its base unit."""

    name: str
    base: str
    """What stock of goods in this unit is counted in; empty: in the unit itself."""
    factor: Quantity | None = None
    """Base units in one, where that never varies: a lusin is 12, an ons 0,1 kg."""
    fractions: bool = False
    """Sold in parts: weighed or measured."""


_PIECES = (
    ("pcs", "pc piece pieces ea each unit bh buah biji bj satuan"),
    ("botol", "btl bottle"),
    ("bungkus", "bks bgks"),
    ("kaleng", "klg can"),
    ("sachet", "sct sch saset"),
    ("butir", "btr"),
    ("lembar", "lbr"),
    ("batang", "btg"),
    ("ikat", ""),
    ("kotak", "ktk box"),
    ("cup", "gelas"),
    ("toples", "jar"),
    ("tabung", "tbg"),
    ("galon", ""),
    ("roll", "rol gulung"),
    ("pasang", "psg"),
    ("set", ""),
    ("sisir", ""),
    ("papan", ""),
    ("porsi", ""),
)

_BUNDLES = (
    ("renteng", "rtg rcg renceng rentengan"),
    ("pak", "pack pck pk pac packs"),
    ("dus", "karton dos ctn carton krt kardus"),
    ("karung", "sak zak krg krng"),
    ("bal", "ball"),
    ("slop", "slp"),
    ("krat", "crate"),
    ("tray", "peti"),
    ("bundel", "bdl"),
)

_DOZENS = (("lusin", "lsn dz dzn dozen", 12), ("kodi", "", 20), ("gros", "gross", 144))

_MEASURES = (
    ("kg", "kilo kilogram kgs", "kg", 1_000),
    ("ons", "", "kg", 100),
    ("gram", "gr g grm", "kg", 1),
    ("liter", "ltr lt l litre", "liter", 1_000),
    ("ml", "mililiter cc", "liter", 1),
    ("meter", "mtr m", "meter", 1_000),
)


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}

    def add(unit: Unit, others: str) -> None:
        table.update(dict.fromkeys((unit.name, *others.split()), unit))

    for name, others in _PIECES:
        add(Unit(name, ""), others)
    for name, others in _BUNDLES:
        add(Unit(name, "pcs"), others)
    for name, others, pieces in _DOZENS:
        add(Unit(name, "pcs", Quantity.of(pieces)), others)
    for name, others, base, milli in _MEASURES:
        add(Unit(name, base, Quantity(milli), fractions=True), others)
    return table


_BY_NAME = _table()


def find_unit(text: str) -> Unit | None:
    """The unit somebody wrote, in any case and with or without a final dot."""
    return _BY_NAME.get(text.strip().rstrip(".").casefold())


def unit_names() -> list[str]:
    """The one name of every unit, for lists to choose from."""
    return sorted({unit.name for unit in _BY_NAME.values()})
