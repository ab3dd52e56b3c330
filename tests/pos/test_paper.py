"""Only what a printer can print becomes a line, and the bars say what they should."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from pos.paper import Barcode, QrCode, Style, Text, centred, headline, pair, printable
from tests.support.receipts import NASTY


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Beras 5 kg", "Beras 5 kg"),
        ("Kopi\u00a0susu", "Kopi susu"),
        ("  dua\t spasi\n", "dua spasi"),
        ("\uff21\uff22 \uff11\uff12", "AB 12"),
        ("Crème brûlée ñ ½", "Crème brûlée ñ ½"),
        ("e\u0301", "é"),
        ("Łódź œuvre", "Lódz oeuvre"),
        ("“Tahu” – ‘tempe’…", "\"Tahu\" - 'tempe'..."),  # noqa: RUF001
        ("2 × 3 • €5", "2 x 3 - EUR5"),
        ("ข้าว", "???"),
        ("中文", "??"),
        ("👩‍👩‍👧 Susu 😀", "Susu"),
        ("\x1bp\x00\x19\xfaGula\x1dV\x00", "púGula V"),
        ("A\u200d\u202e\u00adB", "AB"),
        ("", ""),
    ],
)
def test_names_are_written_as_the_code_page_can(text: str, written: str) -> None:
    assert printable(text) == written


@given(st.text() | st.text(NASTY))
def test_whatever_is_typed_becomes_harmless(text: str) -> None:
    clean = printable(text)
    wire = clean.encode("cp437")
    assert all(byte >= 0x20 and byte not in (0x7F, 0xFF) for byte in wire)
    assert printable(clean) == clean
    assert Text(clean).text == clean


@pytest.mark.parametrize("text", ["\x1bp", "a\nb", "\x7f", "\u00a0", "中"])
def test_a_line_refuses_what_no_printer_prints(text: str) -> None:
    with pytest.raises(ValueError, match="no printer"):
        Text(text)


@pytest.mark.parametrize("text", ["", "é", "\x1b", "a\n"])
def test_a_barcode_refuses_what_code128_should_not_hold(text: str) -> None:
    with pytest.raises(ValueError, match="not a text for a barcode"):
        Barcode(text)


@pytest.mark.parametrize("text", ["", "x" * 513, "é" * 257])
def test_a_qr_code_refuses_what_would_be_unreadable(text: str) -> None:
    with pytest.raises(ValueError, match="not a text for a QR code"):
        QrCode(text, "QRIS")


@example("99")
@example("9901")
@example("WSB-T1-A-000123")
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=30))
def test_the_bars_say_the_text(text: str) -> None:
    modules = "0" * 10 + Barcode(text).modules + "0" * 10
    row = Image.new("L", (len(modules), 1))
    row.putdata([0 if module == "1" else 255 for module in modules])
    found = zxingcpp.read_barcodes(row.resize((len(modules) * 3, 60), Image.Resampling.NEAREST))
    assert [code.text for code in found] == [text]
    assert found[0].format == zxingcpp.BarcodeFormat.Code128


def test_a_value_moves_down_when_it_does_not_fit_beside_its_label() -> None:
    assert [line.text for line in pair("Belanja tahun 2026", "Rp12.345.678", 24)] == [
        "Belanja tahun 2026      ",
        "            Rp12.345.678",
    ]


def test_centred_lines_are_balanced() -> None:
    text = "Barang dapat ditukar dalam 2 hari dengan struk ini."
    assert [line.text.strip() for line in centred(text, 48)] == [
        "Barang dapat ditukar dalam",
        "2 hari dengan struk ini.",
    ]


def test_a_headline_is_big_while_its_words_stay_whole() -> None:
    def styles(text: str) -> list[Style]:
        return [line.style for line in headline(text, 32)]

    assert styles("SBMI Mart") == [Style.BIG]
    assert styles("Koperasi Pekerja Migran SBMI") == [Style.BIG] * 2
    assert styles("Koperasi Konsumen Pekerja Migran Indonesia SBMI") == [Style.BOLD] * 2
    assert styles("Koperasikonsumenpekerja") == [Style.BOLD]
