"""The slip of a return says what came back, from which receipt, and what was given for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.money import Money
from core.quantity import Quantity
from pos.letterhead import Letterhead, Marks
from pos.paper import Barcode, Text
from pos.returns.receipts import ReturnSlip, SlipLine, layout

SLIP = ReturnSlip(
    head=Letterhead("Koperasi Uji Bersama", "Toko Wonosobo", is_demo=False),
    number="WSB-T1-A-000124",
    sale_number="WSB-T1-A-000123",
    returned_at=datetime(2026, 6, 1, 10, 5, tzinfo=UTC),
    till="WSB-T1",
    clerk="Sari Wulandari",
    member="1 Siti Aminah",
    lines=(
        SlipLine("Mie goreng instan", Quantity.of(2), "pcs", Money(7_000), True),
        SlipLine("Beras pandan wangi", Quantity(755), "kg", Money(10_570), False),
    ),
    total=Money(17_570),
    rounding=Money(-70),
    refunds=(("Tunai", Money(17_500)),),
    reason="Salah beli",
    is_void=False,
)


def text_of(slip: ReturnSlip, columns: int = 32, marks: Marks | None = None) -> str:
    paper = layout(slip, marks or Marks(), columns)
    return "\n".join(line.text for line in paper if isinstance(line, Text))


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
def test_no_line_is_wider_than_the_paper(columns: int) -> None:
    for line in layout(SLIP, Marks(copy_of=2), columns):
        assert not isinstance(line, Text) or line.columns <= columns


def test_it_names_both_receipts_and_every_amount() -> None:
    text = text_of(SLIP)
    numbers = ("WSB-T1-A-000124", "WSB-T1-A-000123", "7.000", "-70", "Rp17.500")
    words = ("RETUR", "Struk asal", "0,755 kg rusak", "Tunai", "Salah beli", "1 Siti Aminah")
    for part in (*numbers, *words):
        assert part in text
    assert Barcode("WSB-T1-A-000124") in layout(SLIP, Marks(), 32)


def test_without_a_receipt_it_says_so() -> None:
    text = text_of(replace(SLIP, sale_number="", is_void=True))
    assert "Tanpa struk" in text
    assert "BATAL" in text


def test_a_copy_says_so() -> None:
    assert "SALINAN ke-2" in text_of(SLIP, marks=Marks(copy_of=2))
