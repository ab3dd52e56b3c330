"""Payloads of invented merchants, and a case of tests/vectors/qris.json answered by Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from core.money import Money
from pos.qris import payload as qris
from pos.qris.payload import DataObject, Payload, QrisRefused

STATIC = (
    "00020101021126640017ID.CO.EXAMPLE.WWW0118936009990000000017021000000000010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI5204541153033605802ID"
    "5916SBMI MART CONTOH6008WONOSOBO61055636462070703A016304E946"
)
DYNAMIC = (
    "00020101021226640017ID.CO.EXAMPLE.WWW0118936009990000000017021000000000010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI520454115303360540520500"
    "5802ID5916SBMI MART CONTOH6008WONOSOBO61055636462070703A0163046BCE"
)
"""``STATIC`` asked for Rp20.500."""
BILLED = (
    "00020101021226640017ID.CO.EXAMPLE.WWW0118936009990000000017021000000000010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID00000000000000303UMI520454115303360540520500"
    "5802ID5916SBMI MART CONTOH6008WONOSOBO61055636462210110INV-0001230703A01630425FB"
)
"""``STATIC`` asked for Rp20.500 for the bill INV-000123."""
LIMIT = Money(10_000_000)

_TEXTS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from("éü北京😀"), min_size=1
)


def _templates(tags: range, most: int) -> st.SearchStrategy[str]:
    """Values of a template with unique tags."""
    parts = st.dictionaries(st.sampled_from(list(tags)), _values(12), min_size=1, max_size=most)
    return parts.map(lambda found: "".join(_object(tag, found[tag]) for tag in found))


def _values(longest: int) -> st.SearchStrategy[str]:
    return _TEXTS.map(lambda text: text[:longest])


def _object(tag: int, value: str) -> str:
    return f"{tag:02}{len(value):02}{value}"


_ACCOUNTS = st.dictionaries(
    st.integers(26, 51), _templates(range(4), 3), min_size=1, max_size=2
) | st.dictionaries(st.integers(2, 25), _values(19), min_size=1, max_size=2)
_OPTIONAL: dict[int, st.SearchStrategy[str]] = {
    54: st.integers(1, 10**9).map(str),
    55: st.sampled_from(["01", "02", "03"]),
    56: st.just("500"),
    57: st.just("5"),
    61: st.just("56364"),
    62: _templates(range(1, 10), 4),
    64: _templates(range(3), 3),
    80: _values(20),
}


@st.composite
def statics(draw: st.DrawFn) -> Payload:
    """Sound static payloads in rupiah, some with the objects in an odd order."""
    objects = draw(_ACCOUNTS) | {
        52: "5411",
        53: "360",
        58: "ID",
        59: draw(_values(25)),
        60: draw(_values(15)),
    }
    objects |= {tag: draw(values) for tag, values in _OPTIONAL.items() if draw(st.booleans())}
    tags = sorted(objects)
    if draw(st.integers(0, 3)) == 0:
        tags = draw(st.permutations(tags))
    rest = tuple(DataObject(f"{tag:02}", objects[tag]) for tag in tags)
    return Payload((DataObject("00", "01"), DataObject("01", "11"), *rest))


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """What Python makes of a case."""
    try:
        return _answer(case)
    except QrisRefused as refused:
        return {"refused": refused.why}


def _answer(case: Mapping[str, Any]) -> dict[str, Any]:
    if "sum" in case:
        return {"sum": qris.check_sum(case["sum"])}
    read = qris.parse(case["payload"])
    if "amount" not in case:
        return {"objects": [[one.tag, one.value] for one in read.objects]}
    limit, amount = Money(case["limit"]), Money(case["amount"])
    return {"payload": qris.make_dynamic(read, amount, limit=limit, bill=case["bill"]).text}


@st.composite
def made_cases(draw: st.DrawFn) -> dict[str, Any]:
    """Cases that ask for a dynamic payload, of a sound or a slightly damaged one."""
    text = draw(statics()).text
    if draw(st.integers(0, 2)) == 0:
        place = draw(st.integers(0, len(text) - 1))
        text = text[:place] + draw(st.text("0123456789A\né", max_size=2)) + text[place + 1 :]
    amount = draw(st.integers(-1, 10**7 + 1) | st.integers(1, 10**12))
    bill = draw(st.text("ABC-0123é", max_size=26))
    return {"payload": text, "amount": amount, "bill": bill, "limit": LIMIT.amount}
