"""The rules of opening balances: which months are asked for, what the check compares, the sheet."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import MemberId, ShopId, new_id
from core.money import ZERO, Money, total
from ledger import chart
from ledger.chart import standard_accounts
from members.opening.accounts import EXPLAINED, INSTEAD
from members.opening.checking import EXPLAINED_IN, Frame, checked
from members.opening.entries import bon_parts, member_parts, paper_parts
from members.opening.figures import Figures
from members.opening.models import OpeningBon, OpeningMember
from members.opening.months import carried, evening_before, month_ends
from members.opening.sheets import ROWS, SIGNERS, AccountRow, DebtRow, MemberRow, Sheet, sheet_pdf
from members.shu.capital import CapitalBasis, measured_days

SHOP, OFFICE = ShopId(new_id()), ShopId(new_id())
FRAME = Frame(date(2026, 7, 1), date(2026, 7, 3), None, {SHOP: "WSB", OFFICE: "KTR"})
AMOUNTS = st.integers(-(10**9), 10**9).map(Money)
CODES = [account.code for account in standard_accounts() if account.code not in INSTEAD]


@pytest.mark.parametrize(
    ("cut_over", "first", "last", "count"),
    [
        (date(2026, 7, 1), date(2025, 12, 31), date(2026, 5, 31), 6),
        (date(2026, 7, 15), date(2025, 12, 31), date(2026, 6, 30), 7),
        (date(2026, 2, 1), date(2025, 12, 31), date(2025, 12, 31), 1),
        (date(2027, 1, 1), date(2025, 12, 31), date(2026, 11, 30), 12),
        (date(2026, 1, 2), date(2025, 12, 31), date(2025, 12, 31), 1),
    ],
)
def test_every_month_end_of_the_year_before_the_evening_is_asked_for(
    cut_over: date, first: date, last: date, count: int
) -> None:
    found = month_ends(cut_over)
    assert (found[0], found[-1], len(found)) == (first, last, count)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_what_the_surplus_measures_is_asked_for_or_in_the_books(cut_over: date) -> None:
    eve = evening_before(cut_over)
    days = {*measured_days(CapitalBasis.MONTH_END, date(eve.year, 12, 31)),
            *measured_days(CapitalBasis.OPEN_CLOSE, date(eve.year, 12, 31))}  # fmt: skip
    assert {day for day in days if day < eve} == set(month_ends(cut_over)) - {eve}


def test_an_empty_month_is_like_the_one_before() -> None:
    assert carried([None, Money(5), None, ZERO, None]) == [ZERO, Money(5), Money(5), ZERO, ZERO]


def test_what_is_explained_says_where_and_can_be_written_down() -> None:
    assert set(EXPLAINED_IN) == set(EXPLAINED)
    assert not set(EXPLAINED) & INSTEAD.keys()


def balanced(lines: Mapping[str, Money]) -> dict[tuple[ShopId, str], Money]:
    """A trial balance, the rest in the bank."""
    paper = {(SHOP, code): amount for code, amount in lines.items()}
    bank = paper.get((SHOP, chart.BANK), ZERO)
    return paper | {(SHOP, chart.BANK): bank - total(paper.values())}


@given(
    st.dictionaries(st.sampled_from(CODES), AMOUNTS, min_size=1),
    st.dictionaries(st.sampled_from(EXPLAINED), AMOUNTS),
)
def test_what_3_1099_would_keep_is_what_the_details_differ(
    lines: dict[str, Money], details: dict[str, Money]
) -> None:
    paper = balanced(lines)
    explained = {(SHOP, code): amount for code, amount in details.items()}
    found = checked(Figures(paper, explained, 0, ZERO), FRAME)
    differences = {
        code: explained.get((SHOP, code), ZERO) - paper.get((SHOP, code), ZERO)
        for code in EXPLAINED
    }
    assert found.left == total(differences.values())
    named = {each.account for each in found.compared if each.difference}
    assert named == {code for code, amount in differences.items() if amount}
    between = paper.get((SHOP, chart.INTER_SHOP), ZERO)
    assert found.is_good == (not named and not between)


def test_a_difference_is_said_the_way_the_account_grows() -> None:
    paper = balanced({chart.SHARE_CAPITAL: Money(-100), chart.MEMBER_CREDIT: Money(70)})
    explained = {(SHOP, chart.SHARE_CAPITAL): Money(-90), (SHOP, chart.MEMBER_CREDIT): Money(80)}
    found = checked(Figures(paper, explained, 0, ZERO), FRAME)
    assert [(one.account, one.paper, one.explained) for one in found.compared] == [
        (chart.MEMBER_CREDIT, Money(70), Money(80)), (chart.SHARE_CAPITAL, Money(100), Money(90)),
    ]  # fmt: skip


def test_details_in_another_shop_are_worth_a_note_only() -> None:
    paper = balanced({chart.SHARE_CAPITAL: Money(-100)})
    explained = {(OFFICE, chart.SHARE_CAPITAL): Money(-100)}
    found = checked(Figures(paper, explained, 0, Money(5), without_months=2), FRAME)
    assert found.is_good
    assert ["3-1010" in note or "Belanja" in note or "2 anggota" in note for note in found.notes] \
        == [True] * 3  # fmt: skip


def test_days_that_cannot_be_are_named() -> None:
    paper = balanced({chart.RESERVES: Money(-100)})
    early = Frame(FRAME.cut_over, date(2026, 6, 30), date(2026, 6, 30), FRAME.shops)
    sentences = [one.sentence for one in checked(Figures(paper, {}, 3, ZERO), early).wrong]
    assert ["mulai 01/07/2026" in sentences[0], "ditutup sampai 30/06/2026" in sentences[1],
            "Ada 3 catatan" in sentences[2]] == [True] * 3  # fmt: skip


def test_the_parts_are_in_the_books_they_belong_to() -> None:
    siti, opening_id = MemberId(new_id()), new_id()
    row = OpeningMember(opening_id=opening_id, member_id=siti, pokok=Money(1), wajib=Money(2),
                        sukarela=Money(3), unpaid_shu=Money(4), purchases=Money(5))  # fmt: skip
    bon = OpeningBon(opening_id=opening_id, member_id=siti, shop_id=OFFICE, amount=Money(6),
                     bought_on=date(2026, 6, 1), due_on=date(2026, 7, 1))  # fmt: skip
    parts = [*member_parts(row, SHOP, OFFICE), *bon_parts([bon])]
    assert [(part.shop_id, part.line.account, part.line.amount.amount) for part in parts] == [
        (SHOP, "3-1010", -1), (SHOP, "3-1020", -2), (SHOP, "2-1110", -3),
        (OFFICE, "2-1210", -4), (OFFICE, "1-1210", 6),
    ]  # fmt: skip
    assert {part.line.member_id for part in parts} == {siti}


def test_what_is_explained_is_not_booked_twice() -> None:
    paper = {(SHOP, "1-1310"): Money(5), (SHOP, "3-1010"): Money(-5), (SHOP, "1-1020"): Money(7)}
    parts = list(paper_parts(paper, {SHOP: Money(5)}))
    assert [(part.line.account, part.line.amount) for part in parts] == [
        ("1-1020", Money(7)), ("3-1099", Money(5)),
    ]  # fmt: skip


def many(count: int, mark: str = "") -> Sheet:
    rows = tuple(
        MemberRow(n, f"Anggota Ke-{n}", Money(100_000), Money(n), ZERO, ZERO, ZERO, Money(n * 10))
        for n in range(1, count + 1)
    )
    accounts = (AccountRow("WSB", "1-1020", "Kas besar", Money(500)),
                AccountRow("WSB", "3-1060", "Cadangan", Money(-500)))  # fmt: skip
    debts = (DebtRow("pemasok", "CV Sumber Rejeki", "WSB", "INV-77", Money(700_000)),)
    return Sheet("Koperasi Uji", "30/06/2026", mark, rows, accounts, debts)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_everybody_stands_on_the_sheet_with_sums_and_room_to_sign() -> None:
    asked = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=sheet_pdf(many(ROWS + 5, "KONSEP")),
        capture_output=True,
    )  # fmt: skip
    text = asked.stdout.decode()
    assert all(f"Anggota Ke-{n} " in text for n in range(1, ROWS + 6))
    assert f"Jumlah {ROWS + 5} anggota" in text
    assert f"{(ROWS + 5) * 100_000:,}".replace(",", ".") in text
    assert all(f"{signer}," in text for signer in SIGNERS)
    assert ("KONSEP" in text, "Halaman 4/4" in text, "INV-77" in text) == (True, True, True)


@pytest.mark.parametrize("count", [0, 1, ROWS - 1, ROWS, ROWS + 1])
def test_the_same_sheet_is_the_same_paper(count: int) -> None:
    assert sheet_pdf(many(count)) == sheet_pdf(many(count))
