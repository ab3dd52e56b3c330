"""The slip of a member's share: a figure and a sentence first, then every step to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from members.shu.capital import CapitalBasis
from members.shu.slip_paper import slips_pdf
from members.shu.slips import MemberSlip, PoolShare, parts, sentence, text_lines

SLIP = MemberSlip(
    "Koperasi Konsumen Purna Migran Wonosobo Sejahtera", 2026, "RAT-2027/1", date(2027, 2, 14),
    7, "Siti Aminah", Money(5_000_000), Money(4_000_000),
    PoolShare(Money(1_000_000), 6_000_000, 8_000_000, Money(750_000)),
    PoolShare(Money(800_000), 1_200_000, 4_800_000, Money(200_000)),
    CapitalBasis.MONTH_END, 12, Money(950_000), 1, "cadangan",
)  # fmt: skip


def test_a_figure_and_a_sentence_come_first() -> None:
    assert sentence(SLIP) == (
        "Itu bagian Anda dari SHU 2026: Rp750.000 karena belanja dan Rp200.000 karena simpanan."
    )
    none = replace(SLIP, total=Money(0))
    assert sentence(none) == "Tahun 2026 tidak ada SHU yang dibayar untuk Anda."


def test_every_rupiah_is_reckoned() -> None:
    usaha, modal = parts(SLIP)
    assert usaha.formula == "6.000.000 : 8.000.000 x 1.000.000 = 750.000"
    assert modal.formula == "1.200.000 : 4.800.000 x 800.000 = 200.000"
    assert ("Simpanan Anda rata-rata", "Rp100.000") in modal.facts
    assert (usaha.note, modal.note) == ("", "Simpanan diukur tiap akhir bulan.")


def test_what_does_not_come_out_even_says_so() -> None:
    yusuf = PoolShare(Money(3_750_000), 1_000_000, 65_000_000, Money(57_692))
    modal = parts(replace(SLIP, capital=yusuf))[1]
    assert modal.formula == "1.000.000 : 65.000.000 x 3.750.000 = 57.692,30"
    assert "semua bagian bersama tepat sebesar dananya" in modal.note


@pytest.mark.parametrize(("rest_to", "said"), [
    ("cadangan", "Sisanya masuk ke dana cadangan."),
    ("sukarela", "Sisanya masuk ke simpanan sukarela Anda."),
])  # fmt: skip
def test_rounding_is_named_with_where_it_goes(rest_to: str, said: str) -> None:
    rounded = replace(SLIP, total=Money(900_000), unit=100_000, rest_to=rest_to)
    part = parts(rounded)[-1]
    assert (part.title, part.amount, part.note) == ("Pembulatan", "-Rp50.000", said)


def test_on_narrow_paper_nothing_is_cut_off() -> None:
    lines = text_lines(SLIP)
    assert max(map(len, lines)) == 32
    paper = "\n".join(lines)
    assert "BAGIAN ANDA            Rp950.000" in paper
    assert "Belanja Anda         Rp6.000.000" in paper
    assert "RAT-2027/1" in paper


@given(
    st.text(max_size=80), st.integers(0, 10**13), st.integers(0, 10**13), st.integers(1, 10**14),
    st.sampled_from(CapitalBasis),
)  # fmt: skip
def test_no_line_is_wider_than_the_paper(
    name: str, pool: int, mine: int, everybody: int, basis: CapitalBasis
) -> None:
    share = PoolShare(Money(pool), mine, everybody, Money(pool))
    slip = replace(SLIP, member_name=name, patronage=share, capital=share, basis=basis)
    assert max(map(len, text_lines(slip))) <= 32


def test_the_same_slips_are_the_same_bytes() -> None:
    once = slips_pdf([SLIP, replace(SLIP, stamp="CONTOH")], "SHU 2026")
    assert once == slips_pdf([SLIP, replace(SLIP, stamp="CONTOH")], "SHU 2026")
    assert once.count(b"/Type /Page\n") == 2
