"""How old debts are, and what a reminder of them says."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money, total
from members.debts.ageing import Age, age, ageing
from members.debts.reminders import Part, Reminder, link, message
from members.instalments import Instalment

ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-1, Age.NOT_DUE), (0, Age.NOT_DUE), (1, Age.MONTH), (30, Age.MONTH), (31, Age.TWO_MONTHS),
     (60, Age.TWO_MONTHS), (61, Age.THREE_MONTHS), (90, Age.THREE_MONTHS), (91, Age.OLDER),
     (9_999, Age.OLDER)],
)  # fmt: skip
def test_the_due_day_says_the_bucket(days: int, bucket: Age) -> None:
    assert age(ON - timedelta(days=days), ON) is bucket


@given(st.lists(st.tuples(st.integers(-400, 400), st.integers(1, 10**7))))
def test_the_buckets_are_all_of_it(parts: list[tuple[int, int]]) -> None:
    owed = [Instalment(ON - timedelta(days=days), Money(amount)) for days, amount in parts]
    found = ageing(owed, ON)
    assert total(found.values()) == total(part.amount for part in owed)
    assert list(found) == list(Age)


def part(due_on: date, amount: int, bought_on: date = date(2026, 4, 1)) -> Part:
    return Part(bought_on, "Toko Wonosobo", due_on, Money(amount))


def written(*parts: Part) -> str:
    return message(Reminder("Koperasi Uji", "Siti Aminah", parts, ON))


def test_a_reminder_names_what_was_bought_when_and_when_it_was_due() -> None:
    text = written(part(date(2026, 5, 1), 50_000), part(date(2026, 6, 8), 20_000),
                   part(date(2026, 7, 1), 5_000))  # fmt: skip
    assert text.startswith("Bapak/Ibu Siti Aminah yang kami hormati,")
    assert (
        "- Rp50.000, belanja 01/04/2026 di Toko Wonosobo, jatuh tempo 01/05/2026 (lewat 31 hari)"
        in text
    )
    assert "tujuh hari ini:\n- Rp20.000" in text
    assert "01/07/2026" not in text, "that is a month away"
    assert "Jumlah yang kami tunggu: Rp50.000.\nSeluruh kasbon: Rp75.000." in text
    assert text.endswith("Terima kasih,\nKoperasi Uji")


def test_who_owes_nothing_soon_is_not_reminded() -> None:
    assert written() == ""
    assert written(part(ON + timedelta(days=8), 1)) == ""
    assert "hari ini)" in written(part(ON, 1))


def test_many_parts_are_added_up_at_the_end() -> None:
    text = written(*(part(ON - timedelta(days=n), 1_000) for n in range(1, 12)))
    assert "- 3 lagi, bersama Rp3.000" in text


def test_the_link_carries_the_whole_message() -> None:
    text = written(part(ON - timedelta(days=2), 1_000))
    address = urlsplit(link("6281234567890", text))
    assert (address.netloc, address.path) == ("wa.me", "/6281234567890")
    assert parse_qs(address.query)["text"] == [text]
    assert link("", text) == link("62812", "") == ""
