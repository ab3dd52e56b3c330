"""QRIS payloads: the shared cases, real ones, and what holds for every one of them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.money import Money
from pos.qris.payload import (
    DataObject,
    Payload,
    QrisRefused,
    check_sum,
    import_payload,
    import_static,
    make_dynamic,
    parse,
)
from tests.support.qris import BILLED, DYNAMIC, LIMIT, STATIC, answer, statics
from tests.support.vectors import cases

SENTENCES = {
    "amount": "lebih dari nol",
    "bill": "paling panjang 25",
    "bill_room": "Tidak ada tempat",
    "crc": "jumlah uji",
    "currency": "tidak dalam rupiah",
    "double": "dua kali",
    "dynamic": "Pakai yang statis",
    "empty": "masih kosong",
    "limit": "paling banyak Rp",
    "method": "01 harus 11",
    "missing": "tidak lengkap",
    "no_crc": "tidak berakhir",
    "not_qris": "bukan isi QRIS",
    "payee": "siapa yang dibayar",
    "structure": "pada huruf ke-",
    "too_long": "paling banyak 512",
    "unprintable": "tak terbaca",
}
"""What the screen says for each reason of the shared cases."""

AMOUNTS = st.integers(1, LIMIT.amount).map(Money)
BILLS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=25)


def sentence(case: dict[str, Any]) -> str:
    with pytest.raises(InvalidInput) as refused:
        _made(case)
    return refused.value.sentence


def _made(case: dict[str, Any]) -> Payload:
    read = parse(case["payload"])
    limit, amount = Money(case["limit"]), Money(case["amount"])
    return make_dynamic(read, amount, limit=limit, bill=case["bill"])


@pytest.mark.parametrize(("given_", "expect"), cases("qris"))
def test_the_shared_cases_hold(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    assert answer(given_) == expect
    if "refused" in expect:
        assert SENTENCES[expect["refused"]] in sentence(given_)


def test_every_reason_is_in_the_shared_cases() -> None:
    expected = [parameters.values[1] for parameters in cases("qris")]
    assert {expect["refused"] for expect in expected if "refused" in expect} == set(SENTENCES)


def test_an_amount_and_a_bill_are_put_in_byte_for_byte() -> None:
    static = parse(STATIC)
    assert make_dynamic(static, Money(20_500), limit=LIMIT).text == DYNAMIC
    billed = make_dynamic(static, Money(20_500), limit=LIMIT, bill="INV-000123")
    assert billed.text == BILLED
    assert billed.bill == "INV-000123"


@given(payload=statics())
def test_a_sound_payload_is_read_as_it_was_written(payload: Payload) -> None:
    assume(len(payload.text.encode()) <= 512)
    assert parse(payload.text) == payload
    assert import_static(payload.text).text == payload.text


@given(payload=statics(), amount=AMOUNTS, bill=BILLS)
def test_what_is_made_is_sound_and_changes_only_what_it_must(
    payload: Payload, amount: Money, bill: str
) -> None:
    try:
        made = make_dynamic(payload, amount, limit=LIMIT, bill=bill)
    except QrisRefused as refused:
        if refused.why in {"too_long", "bill_room"}:
            return
        raise
    assert parse(made.text) == made
    assert made.text[-4:] == check_sum(made.text[:-4])
    assert made.method == "dynamic"
    assert made.value("54") == str(amount.amount)
    assert made.bill == (bill or payload.bill)
    assert _kept(made) == _kept(payload)


def _kept(payload: Payload) -> tuple[list[DataObject], list[DataObject]]:
    """What a dynamic payload takes over: the objects, and those of the additional data."""
    replaced = {"01", "54", "55", "56", "57", "62"}
    return (
        [one for one in payload.objects if one.tag not in replaced],
        [one for one in payload.parts("62") if one.tag != "01"],
    )


@given(payload=statics(), amount=AMOUNTS)
def test_the_amount_stands_in_order(payload: Payload, amount: Money) -> None:
    assume(len(payload.text.encode()) <= 490)
    tags = [one.tag for one in make_dynamic(payload, amount, limit=LIMIT).objects]
    before, after = tags[: tags.index("54")], tags[tags.index("54") + 1 :]
    assert all(tag < "54" for tag in before)
    assert after[0] > "54"
    if [tag for tag in tags if tag != "54"] == sorted(tag for tag in tags if tag != "54"):
        assert tags == sorted(tags)


@given(place=st.integers(0, len(STATIC) - 1), character=st.characters(codec="utf-8"))
def test_a_changed_character_is_always_noticed(place: int, character: str) -> None:
    assume(character.upper() != STATIC[place])
    with pytest.raises(QrisRefused):
        parse(STATIC[:place] + character + STATIC[place + 1 :])


@given(text=st.text() | st.text("0123456789 AZaz%", max_size=60).map(lambda rest: "000201" + rest))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(QrisRefused, match=r"\.$"):
        import_payload(text)


@pytest.mark.parametrize(
    "pasted",
    [
        f"  {STATIC}\r\n",
        quote(STATIC),
        f"\n{quote(STATIC)} ",
        "".join(f"%{byte:02x}" for byte in STATIC.encode()),
    ],
)
def test_what_was_pasted_is_trimmed_and_decoded(pasted: str) -> None:
    assert import_payload(pasted).text == STATIC


def test_a_percent_in_a_name_is_no_encoding() -> None:
    name = DataObject("59", "HEMAT 50%20 MART")
    objects = tuple(name if one.tag == "59" else one for one in parse(STATIC).objects)
    text = Payload(objects).text
    assert import_payload(text).value("59") == "HEMAT 50%20 MART"
    assert import_payload(quote(text)).value("59") == "HEMAT 50%20 MART"


@pytest.mark.parametrize(("tag", "value"), [("5", "A"), ("5A", "A"), ("59", ""), ("59", "A" * 100)])
def test_what_has_no_tag_or_length_is_no_object(tag: str, value: str) -> None:
    with pytest.raises(ValueError, match="no data object"):
        DataObject(tag, value)


@pytest.mark.needs_shared_data
def test_real_payloads_are_accepted_and_damaged_ones_refused(shared_data: Path) -> None:
    with (shared_data / "qris" / "emvco_payloads.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 17
    for row in rows:
        if row["crc_valid"] == "yes":
            _is_read_and_made_dynamic(row["payload"])
        else:
            with pytest.raises(QrisRefused, match=r"rusak|terpotong") as refused:
                import_payload(row["payload"])
            assert refused.value.why in {"structure", "crc"}


def _is_read_and_made_dynamic(text: str) -> None:
    """When it is static and in rupiah; else it says why not."""
    payload = import_payload(text)
    assert payload.text == text
    if payload.value("01") == "11" and payload.value("53") == "360":
        made = make_dynamic(payload, Money(20_500), limit=LIMIT)
        assert parse(made.text).value("54") == "20500"
    else:
        with pytest.raises(QrisRefused) as refused:
            import_static(text)
        assert refused.value.why in {"dynamic", "currency"}
