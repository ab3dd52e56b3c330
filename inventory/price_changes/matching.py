"""What a supplier's message says: which packs of ours, and how much. Pure.

``Indomie grg dus 112rb`` is read as words, a unit and an amount. Words match names whole, as a
beginning, or without vowels as people type them (``grg`` is goreng); sizes match whole or not at
all. What a supplier calls our packs counts like our own names, and its codes like ours. A line
that fits nothing, or two things alike, is kept and said so, never guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core import parse
from core.errors import InvalidInput
from core.ids import PackId
from core.money import ZERO, Money
from inventory.cleaning import clean_text
from inventory.units import find_unit

SURE, DOUBTFUL = 70, 45
"""Per cent from which a match is taken, and shown."""
LEAD = 8
"""How much better than the next product a sure match is."""
LONGEST_MESSAGE, MOST_LINES = 20_000, 300

_BULLET = re.compile(r"^\s*(?:[-–—•*·>▪●◦✓✔]+\s*|\(?\d{1,3}[.)]\s+)+")
_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<marked>(?:rp|idr)\.?\s*|@\s*)?"
    r"(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?)"
    r"(?P<word>\s?(?:rb|ribu|k|jt|juta)\b)?(?P<end>(?:,00|[.,]-+)(?!\d))?(?![\w])",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(kg|gram|gr|g|ml|liter|ltr|lt|l)\b", re.IGNORECASE)
_SIZES = {"gram": "g", "gr": "g", "liter": "l", "ltr": "l", "lt": "l"}
_WORD = re.compile(r"[a-z0-9]+(?:[.,]\d+[a-z]+)?")
_FILLERS = frozenset(
    ("per", "isi", "harga", "naik", "turun", "jadi", "jd", "dari", "skrg", "sekarang", "baru")
)
_FEWEST_RUPIAH = 100
"""A bare number below is a count, no price."""
_AROUND_CODES = "()[]:;,.*_"
_WHOLE, _BEGINNING, _SKELETON = 100, 85, 75


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pack that a line may mean."""

    pack_id: PackId
    code: str
    name: str
    unit: str
    is_first: bool = True
    """The pack that is meant where no unit is named."""


@dataclass(frozen=True, slots=True)
class Alias:
    """What a supplier calls a pack; empty where nobody knows."""

    pack_id: PackId
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message."""

    text: str
    words: tuple[str, ...]
    unit: str
    """Its one name; empty when none is named."""
    amount: Money | None
    """None: there is no price in it."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a line means."""

    line: Line
    candidate: Candidate | None
    """None: nothing fits."""
    confidence: int
    """Per cent."""
    is_alone: bool = True
    """No other product fits nearly as well."""

    @property
    def is_sure(self) -> bool:
        known = self.candidate is not None and self.line.amount is not None
        return known and self.is_alone and self.confidence >= SURE


def read_message(text: str) -> tuple[Line, ...]:
    """The lines of a message that say anything."""
    lines = (clean_text(_BULLET.sub("", raw)) for raw in text[:LONGEST_MESSAGE].splitlines())
    return tuple(_read(line) for line in lines if line)[:MOST_LINES]


def _read(text: str) -> Line:
    plain = text.replace("*", " ").replace("_", " ")
    sized = _SIZE.sub(lambda found: f" {_size(found)} ", plain.lower())
    amount, rest = _amount(sized)
    every = [word for word in _WORD.findall(rest) if word not in _FILLERS]
    units = [unit.name for unit in map(find_unit, every) if unit]
    words = _without_counts(every)
    return Line(text, words, units[-1] if units else "", amount)


def _without_counts(every: Sequence[str]) -> tuple[str, ...]:
    """The words without units, and without the number before one: ``1 dus`` counts nothing."""
    counts = {
        place
        for place, (word, after) in enumerate(pairwise(every))
        if word.isdigit() and find_unit(after)
    }
    words = [(place, word) for place, word in enumerate(every) if not find_unit(word)]
    without = tuple(word for place, word in words if place not in counts)
    return without or tuple(word for _place, word in words)


def _size(found: re.Match[str]) -> str:
    """A size as one word: ``600 ml`` and ``600ML`` are ``600ml``."""
    number, unit = found[1].replace(",", "."), found[2].lower()
    return f"{number}{_SIZES.get(unit, unit)}"


def _amount(text: str) -> tuple[Money | None, str]:
    """The last price of a line, and the line without its prices."""
    found = [each for each in _AMOUNT.finditer(text) if _is_price(each)]
    rest = text
    for each in reversed(found):
        rest = f"{rest[: each.start()]} {rest[each.end() :]}"
    return (_money(found[-1]) if found else None), rest


def _is_price(found: re.Match[str]) -> bool:
    """Marked as money, written with thousands, or too large to be a count or a code."""
    if found["marked"] or found["word"] or found["end"]:
        return True
    digits = re.sub(r"[.,]", "", found["digits"])
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", found["digits"]) is not None
    return grouped or (digits == found["digits"] and 4 <= len(digits) <= 8)


def _money(found: re.Match[str]) -> Money | None:
    try:
        amount = parse.money(f"{found['digits']}{found['word'] or ''}")
    except InvalidInput:
        return None
    return amount if amount.amount >= _FEWEST_RUPIAH and amount > ZERO else None


def match_lines(
    lines: Sequence[Line], candidates: Iterable[Candidate], aliases: Iterable[Alias] = ()
) -> tuple[Match, ...]:
    """What each line means among these packs, by our names or those of suppliers."""
    by_name: dict[str, list[Candidate]] = defaultdict(list)
    by_code: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_name[candidate.name].append(candidate)
        by_code[candidate.code.lower()].append(candidate)
    theirs: dict[str, list[Candidate]] = defaultdict(list)
    for alias, packs in _meant(aliases, by_code):
        if alias.name:
            by_name[alias.name] += packs
        if alias.code:
            theirs[alias.code.lower()] += packs
    words_of = {name: _name_words(name) for name in by_name}
    names_with: dict[str, set[str]] = defaultdict(set)
    for name, words in words_of.items():
        for word in words:
            names_with[word].add(name)
    return tuple(
        _match_code(line, by_code)
        or _match_their_code(line, theirs)
        or _match(line, by_name, words_of, names_with)
        for line in lines
    )


def _meant(
    aliases: Iterable[Alias], by_code: Mapping[str, Sequence[Candidate]]
) -> Iterator[tuple[Alias, list[Candidate]]]:
    """Each alias with the packs of its goods; without a unit the one it is for is meant."""
    goods_of = {pack.pack_id: packs for packs in by_code.values() for pack in packs}
    for alias in aliases:
        packs = goods_of.get(alias.pack_id, ())
        yield alias, [replace(pack, is_first=pack.pack_id == alias.pack_id) for pack in packs]


def _name_words(name: str) -> tuple[str, ...]:
    sized = _SIZE.sub(lambda found: f" {_size(found)} ", clean_text(name).lower())
    return tuple(_WORD.findall(sized))


def _match_code(line: Line, by_code: Mapping[str, Sequence[Candidate]]) -> Match | None:
    """A line that is a code, a unit and an amount, and nothing else."""
    if len(line.words) != 1 or line.words[0] not in by_code:
        return None
    pack = _pack(by_code[line.words[0]], line.unit)
    return Match(line, pack, 100) if pack else None


def _match_their_code(line: Line, theirs: Mapping[str, Sequence[Candidate]]) -> Match | None:
    """A line with a word that is a supplier's code; one of digits alone must stand first."""
    for place, word in enumerate(line.text.lower().split()):
        packs = theirs.get(word.strip(_AROUND_CODES), ())
        if len({pack.code for pack in packs}) == 1 and (place == 0 or not word.isdigit()):
            pack = _pack(packs, line.unit)
            return Match(line, pack, 100) if pack else None
    return None


def _match(
    line: Line,
    by_name: Mapping[str, Sequence[Candidate]],
    words_of: Mapping[str, tuple[str, ...]],
    names_with: Mapping[str, set[str]],
) -> Match:
    hits = [{word: score for word in names_with if (score := _alike(typed, word))}
            for typed in line.words]  # fmt: skip
    possible = {name for hit in hits for word in hit for name in names_with[word]}
    ranked = sorted(((_confidence(hits, words_of[name]), name) for name in possible), reverse=True)
    ranked = [(score, name) for score, name in ranked if score >= DOUBTFUL]
    for score, name in ranked:
        pack = _pack(by_name[name], line.unit)
        if pack is not None:
            others = [
                other
                for other, called in ranked
                if any(each.code != pack.code for each in by_name[called])
            ]
            return Match(line, pack, score, is_alone=score - max(others, default=0) >= LEAD)
    return Match(line, None, 0)


def _confidence(hits: Sequence[Mapping[str, int]], words: Sequence[str]) -> int:
    """How much of the line is in the name, which counts twice, and of the name in the line."""
    typed = [max((hit.get(word, 0) for word in words), default=0) for hit in hits]
    named = [max((hit.get(word, 0) for hit in hits), default=0) for word in words]
    if not typed or not named:
        return 0
    return (2 * sum(typed) * len(named) + sum(named) * len(typed)) // (3 * len(typed) * len(named))


def _alike(typed: str, word: str) -> int:
    """How well a typed word fits a word of a name, in per cent; 0 when it does not."""
    if typed == word:
        return _WHOLE
    if any(letter.isdigit() for letter in typed + word) or typed[0] != word[0]:
        return 0
    if len(typed) >= 3 and word.startswith(typed):
        return _BEGINNING
    if len(typed) >= 2 and len(word) > len(typed) and not set(typed[1:]) & set("aeiou"):
        return _SKELETON if _is_within(typed, word) else 0
    return 0


def _is_within(typed: str, word: str) -> bool:
    """The letters stand in the word in their order."""
    rest = iter(word)
    return all(letter in rest for letter in typed)


def _pack(packs: Sequence[Candidate], unit: str) -> Candidate | None:
    """The pack of that unit; of none named, the first."""
    if unit:
        return next((pack for pack in packs if pack.unit == unit), None)
    return next((pack for pack in packs if pack.is_first), None)
