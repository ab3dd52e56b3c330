"""What a receipt says, and that no line of it ever leaves the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.format import number
from core.money import ZERO, Money
from core.quantity import Quantity
from pos import receipts as layouts
from pos.paper import Barcode, PaperLine, Rule, Style, Text, printable
from pos.receipts import Receipt, ReceiptLine, ReceiptMember, ReceiptTender, layout
from tests.support.receipts import RECEIPT, receipts


def shown(lines: tuple[PaperLine, ...]) -> list[str]:
    return [line.text.rstrip() for line in lines if isinstance(line, Text)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def big(lines: tuple[PaperLine, ...]) -> list[str]:
    return [line.text for line in lines if isinstance(line, Text) and line.style is Style.BIG]


def test_the_whole_receipt_on_narrow_paper() -> None:
    assert shown(layout(RECEIPT, 32)) == [
        "   SBMI Mart",
        "         Toko Wonosobo",
        "   Jl. Dieng Km 3, Kalianget",
        "         Wonosobo 56319",
        "   NPWP 01.300.066.6-091.000",
        " Milik bersama, untung bersama",
        "WSB-T1-A-000123 22/11/2026 13:05",
        "Kasir Siti Aminah             T1",
        "Anggota 0042 Sri Wahyuni",
        "Beras Ramos 5 kg",
        "  2 pcs x 72.500         145.000",
        "Indomie Goreng             3.500",
        "Telur ayam",
        "  1,5 kg x 28.000         42.000",
        "Gula pasir curah",
        "  0,714 kg x 14.000       10.000",
        "Minyak goreng Bimoli Spesial isi",
        "  ulang 2 liter           38.765",
        "Subtotal                 239.265",
        "Pembulatan                   -65",
        "TOTAL  Rp239.200",
        "Tunai                    250.000",
        "KEMBALI Rp10.800",
        "Belanja tahun 2026   Rp1.234.500",
        "  Terima kasih, sampai jumpa.",
    ]


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_amounts_stand_at_the_right_edge(columns: int) -> None:
    lines = [line for line in layout(RECEIPT, columns) if isinstance(line, Text)]
    for amount in ["145.000", "42.000", "239.265", "-65", "250.000", "Rp1.234.500"]:
        assert any(line.text.endswith(f" {amount}") and line.columns == columns for line in lines)


def test_total_and_change_are_big() -> None:
    assert big(layout(RECEIPT, 32)) == ["   SBMI Mart    ", "TOTAL  Rp239.200", "KEMBALI Rp10.800"]


def test_a_total_too_wide_for_one_big_line_takes_two() -> None:
    receipt = replace(RECEIPT, total=Money(12_345_678), rounding=ZERO)
    assert big(layout(receipt, 32))[1:3] == ["TOTAL           ", "    Rp12.345.678"]


def test_an_amount_is_never_broken() -> None:
    receipt = replace(RECEIPT, total=Money(10**12), rounding=ZERO)
    assert "TOTAL      Rp1.000.000.000.000" in shown(layout(receipt, 30))


def test_without_rounding_there_is_no_subtotal() -> None:
    lines = shown(layout(replace(RECEIPT, total=Money(239_200), rounding=ZERO), 32))
    assert not [line for line in lines if "Subtotal" in line or "Pembulatan" in line]
    assert "TOTAL  Rp239.200" in lines


def test_exact_cash_shows_no_change_was_due() -> None:
    exact = (ReceiptTender("cash", "Tunai", Money(239_200), Money(239_200)),)
    assert "KEMBALI      Rp0" in shown(layout(replace(RECEIPT, tenders=exact, change=ZERO), 32))


def test_without_cash_there_is_no_change_to_speak_of() -> None:
    qris = (ReceiptTender("qris", "QRIS", Money(239_265), Money(239_265)),)
    lines = shown(layout(replace(RECEIPT, tenders=qris, rounding=ZERO, change=ZERO), 32))
    assert "QRIS                     239.265" in lines
    assert not [line for line in lines if "KEMBALI" in line]


def test_a_stranger_has_no_passbook() -> None:
    lines = shown(layout(replace(RECEIPT, member=None), 32))
    assert not [line for line in lines if "Anggota" in line or "Belanja" in line]


def test_what_may_be_expected_of_the_surplus_is_no_promise() -> None:
    expects = replace(
        RECEIPT.member or ReceiptMember("1", "", None),
        expected_shu=Money(123_456),
        expected_as_of=date(2026, 11, 21),
    )
    assert shown(layout(replace(RECEIPT, member=expects), 32))[-4:-1] == [
        "Belanja tahun 2026   Rp1.234.500",
        "Perkiraan SHU 2026     Rp123.456",
        "  s.d. 21/11/2026, belum pasti",
    ]


def test_a_long_number_moves_the_time_down() -> None:
    lines = shown(layout(replace(RECEIPT, number="WSB-T12-A-000123"), 32))
    at = lines.index("WSB-T12-A-000123")
    assert lines[at + 1] == "                22/11/2026 13:05"


def test_one_piece_at_another_amount_shows_its_price() -> None:
    line = ReceiptLine("Kopi", Quantity.of(1), "pcs", Money(3_000), Money(2_500))
    lines = shown(layout(replace(RECEIPT, lines=(line,)), 32))
    assert "  1 pcs x 3.000            2.500" in lines


def test_one_kilogram_shows_its_unit() -> None:
    line = ReceiptLine("Telur", Quantity.of(1), "kg", Money(28_000), Money(28_000))
    lines = shown(layout(replace(RECEIPT, lines=(line,)), 32))
    assert "  1 kg x 28.000           28.000" in lines


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
def test_the_example_says_so_first_and_last(columns: int) -> None:
    lines = layout(replace(RECEIPT, is_demo=True), columns)
    assert isinstance(lines[0], Text)
    assert (lines[0].text.strip(), lines[0].style) == ("CONTOH", Style.BIG)
    assert [line.strip() for line in shown(lines)[-2:]] == ["CONTOH", "Bukan bukti pembayaran"]
    assert not [line for line in shown(layout(RECEIPT, columns)) if "CONTOH" in line]


@pytest.mark.parametrize(
    ("receipt", "mark"),
    [
        (replace(RECEIPT, copy_of=2), "SALINAN ke-2"),
        (replace(RECEIPT, reprint=True), "CETAK ULANG"),
        (replace(RECEIPT, late=True), "DICETAK MENYUSUL"),
    ],
)
def test_what_is_not_the_first_paper_says_so(receipt: Receipt, mark: str) -> None:
    assert mark in [line.strip() for line in big(layout(receipt, 32))]
    assert mark not in [line.strip() for line in shown(layout(RECEIPT, 32))]


def test_a_new_npwp_of_16_digits_is_shown_as_it_is() -> None:
    lines = shown(layout(replace(RECEIPT, npwp="3307011234560001"), 32))
    assert "     NPWP 3307011234560001" in lines


def test_the_number_is_a_barcode() -> None:
    assert Barcode("WSB-T1-A-000123") in layout(RECEIPT, 32)


@given(receipt=receipts(), columns=st.integers(24, 64))
@example(receipt=RECEIPT, columns=24)
def test_every_line_fits_and_nothing_is_cut(receipt: Receipt, columns: int) -> None:
    lines = layout(receipt, columns)
    for line in lines:
        if isinstance(line, Text):
            assert columns - 1 <= line.columns <= columns
            assert line.text.isprintable()
    paper = squeezed(" ".join(shown(lines)))
    for sold in receipt.lines:
        assert squeezed(printable(sold.name)) in paper
    printed = [amount for sold in receipt.lines
               for amount in (sold.amount + sold.discount, sold.discount)]  # fmt: skip
    for amount in [receipt.change, *printed]:
        assert any(number(abs(amount.amount)) in line for line in shown(lines)) or not amount


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
def test_the_test_slip_shows_both_edges(columns: int) -> None:
    lines = layouts.test_slip(columns)
    assert "1234567890123456789012345678901234567890123456789"[:columns] in shown(lines)
    assert any(line.startswith("<") and line.endswith(">") for line in shown(lines))
    assert Rule() in lines


def test_paper_too_narrow_for_a_receipt_is_refused() -> None:
    with pytest.raises(ValueError, match="24 columns"):
        layout(RECEIPT, 23)


def _wider(**changes: object) -> Receipt:
    lines = (
        ReceiptLine("Indomie Goreng", Quantity.of(3), "pcs", Money(3_500), Money(10_000),
                    discount=Money(500), discount_name="Promo 3 = 10.000"),
        ReceiptLine("Kopi sachet", Quantity.of(1), "pcs", Money(2_000), Money(1_800),
                    discount=Money(200)),
        ReceiptLine("Token PLN", Quantity.of(1), "pcs", Money(52_500), Money(52_500),
                    reference="14012345678"),
    )  # fmt: skip
    tenders = (
        ReceiptTender("qris", "QRIS", Money(50_000), Money(50_000), "menunggu rekonsiliasi"),
        ReceiptTender("cash", "Tunai", Money(14_300), Money(15_000)),
    )
    return replace(RECEIPT, lines=lines, total=Money(64_300), rounding=Money(0), tenders=tenders,
                   change=Money(700), **changes)  # type: ignore[arg-type] # fmt: skip


def _texts_of(receipt: Receipt) -> list[str]:
    return [line.text.rstrip() for line in layout(receipt, 32) if isinstance(line, Text)]


def test_a_discount_stands_under_its_line_and_is_added_up() -> None:
    lines = _texts_of(_wider())
    at = lines.index("Indomie Goreng")
    assert lines[at + 1 : at + 3] == [
        "  3 pcs x 3.500           10.500", "  Promo 3 = 10.000          -500",
    ]  # fmt: skip
    at = next(n for n, line in enumerate(lines) if line.startswith("Kopi sachet"))
    assert lines[at : at + 2] == [
        "Kopi sachet                2.000", "  Potongan                  -200",
    ]  # fmt: skip
    assert "Hemat                        700" in lines


def test_a_service_names_the_customers_number() -> None:
    assert "  No. 14012345678" in _texts_of(_wider())


def test_a_tender_says_what_is_still_awaited() -> None:
    lines = _texts_of(_wider())
    at = next(n for n, line in enumerate(lines) if line.startswith("QRIS"))
    assert lines[at + 1] == "  menunggu rekonsiliasi"


def test_the_tax_is_shown_only_by_a_pkp() -> None:
    assert not any("PPN" in line for line in _texts_of(_wider()))
    assert "Termasuk PPN               6.372" in _texts_of(_wider(vat=Money(6_372)))


def test_change_left_on_purpose_is_on_the_paper() -> None:
    lines = _texts_of(_wider(kept_savings=Money(500), kept_donation=Money(200)))
    assert "Kembalian ke simpanan        500" in lines
    assert "Kembalian didonasikan        200" in lines
