"""The receipts of kasbon payments and share money fit every paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money
from members.balances import Account
from members.instalments import Instalment, Plan, schedule
from members.ways import Direction
from pos.bon_payments import receipts as of_payments
from pos.bon_payments.receipts import PaymentSlip
from pos.letterhead import Letterhead, Marks
from pos.member_money import receipts as of_money
from pos.member_money.receipts import MoneySlip
from pos.paper import PaperLine, Style, Text

HEAD = Letterhead("Koperasi Uji", "Toko Wonosobo", is_demo=False)
AT = datetime(2026, 6, 1, 10, 0)  # noqa: DTZ001 - the shop's wall clock
PAYMENT = PaymentSlip(
    head=HEAD, number="WSB-T1-A-000007", paid_at=AT, till="WSB-T1", clerk="Sari",
    who="Anggota 1 Siti", amount=Money(12_765), rounding=Money(-65), tender="Tunai",
    given=Money(15_000),
    remaining=Money(7_000), coming=(Instalment(date(2026, 7, 1), Money(7_000)),),
)  # fmt: skip
MONEY = MoneySlip(
    head=HEAD, number="WSB-T1-A-000008", paid_at=AT, till="WSB-T1", clerk="Sari", member_number=1,
    member_name="Siti Aminah", account=Account.WAJIB, direction=Direction.IN,
    amount=Money(20_000), tender="Tunai", given=Money(20_000), balance=Money(40_000),
)  # fmt: skip
_shares = st.sampled_from(list(of_money.NAMES))
_texts, _amounts = st.text(max_size=60), st.integers(-(10**12), 10**12).map(Money)


def shown(lines: tuple[PaperLine, ...]) -> list[str]:
    return [line.text.rstrip() for line in lines if isinstance(line, Text) and line.text.strip()]


def test_a_payment_says_what_was_owed_paid_and_is_left() -> None:
    assert shown(of_payments.layout(PAYMENT, Marks(), 32)) == [
        "          Koperasi Uji",
        "         Toko Wonosobo",
        "  BAYAR KASBON",
        "WSB-T1-A-000007 01/06/2026 10:00",
        "Kasir Sari                WSB-T1",
        "Anggota 1 Siti",
        "Kasbon sebelumnya       Rp19.765",
        "DIBAYAR Rp12.765",
        "Pembulatan                   -65",
        "Tunai                     15.000",
        "KEMBALI  Rp2.300",
        "SISA     Rp7.000",
        "Jatuh tempo           01/07/2026",
    ]


def test_nothing_left_is_said_in_words() -> None:
    paid = replace(PAYMENT, remaining=ZERO, coming=())
    assert "KASBON LUNAS. Terima kasih." in " ".join(
        " ".join(shown(of_payments.layout(paid, Marks(), 32))).split()
    )


def test_several_days_are_listed_and_many_are_cut_short() -> None:
    def due(months: int) -> list[str]:
        parts = schedule(Money(months * 1_000), Plan(date(2026, 7, 1), months))
        said = shown(of_payments.layout(replace(PAYMENT, coming=parts), Marks(), 32))
        return said[said.index("Jatuh tempo") + 1 :]

    assert due(2) == ["  01/07/2026               1.000", "  01/08/2026               1.000"]
    assert len(due(7)) == 7
    assert due(12)[5:] == ["  01/12/2026               1.000", "  6 kali lagi sampai 01/06/2027"]


def test_copies_and_examples_say_so() -> None:
    demo = replace(MONEY, head=replace(HEAD, is_demo=True))
    words = " ".join(shown(of_money.layout(demo, Marks(copy_of=2, reprint=True), 48)))
    assert words.count("CONTOH") == 2
    assert "SALINAN ke-2" in words
    assert "CETAK ULANG" in words


@pytest.mark.parametrize("columns", [32, 42, 48])
@given(payment=st.builds(replace, st.just(PAYMENT), clerk=_texts, who=_texts, amount=_amounts,
                         rounding=_amounts, given=_amounts, remaining=_amounts, tender=_texts),
       money=st.builds(replace, st.just(MONEY), clerk=_texts, member_name=_texts, amount=_amounts,
                       given=_amounts, balance=_amounts, account=_shares,
                       direction=st.sampled_from(Direction)))  # fmt: skip
def test_no_line_leaves_the_paper(columns: int, payment: PaymentSlip, money: MoneySlip) -> None:
    lines = (
        *of_payments.layout(payment, Marks(), columns),
        *of_money.layout(money, Marks(), columns),
    )
    for line in lines:
        if isinstance(line, Text):
            width = columns // 2 if line.style is Style.BIG else columns
            assert len(line.text) <= width, line
