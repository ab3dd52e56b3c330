"""The sheet of vouchers, read back by poppler and a scanner."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from core.money import Money
from pos.vouchers import codes
from pos.vouchers.sheets import Printed, Sheet, sheets_pdf
from tests.support.paper import read_codes

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)
SHEET = Sheet(
    "Koperasi Uji Bersama", "Bantuan Lebaran 2026", Money(25_000), "31/12/2026", 12, False
)


def made(count: int) -> list[Printed]:
    found = [codes.make() for _ in range(count)]
    return [Printed(n, code, codes.shown(code)) for n, code in enumerate(found, 1)]


def read(document: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=document, capture_output=True, check=True
    )
    return done.stdout.decode()


def drawn(document: bytes) -> Image.Image:
    """The first page as an office printer draws it."""
    command = ["pdftoppm", "-r", "300", "-png", "-singlefile", "-"]
    done = subprocess.run(command, input=document, capture_output=True, check=True)
    return Image.open(BytesIO(done.stdout)).convert("L")


def test_every_voucher_says_what_a_buyer_must_know() -> None:
    vouchers = made(12)
    text = read(sheets_pdf(SHEET, vouchers))
    assert text.count("\f") == 2, "ten on a page"
    for voucher in vouchers:
        assert voucher.shown in text
        assert f"No. {voucher.serial}/12" in text
    for words in ("Koperasi Uji Bersama", "Rp25.000", "Berlaku sampai", "31/12/2026",
                  "Bantuan Lebaran 2026", "Sekali pakai", "Tidak ada kembalian",
                  "Tidak dapat diuangkan"):  # fmt: skip
        assert text.count(words) == 12, words
    assert "CONTOH" not in text


def test_those_of_the_example_say_so() -> None:
    assert read(sheets_pdf(replace(SHEET, is_demo=True), made(3))).count("CONTOH") == 3


@pytest.mark.parametrize("is_demo", [False, True])
def test_a_scanner_reads_all_ten(is_demo: bool) -> None:
    vouchers = made(10)
    page = drawn(sheets_pdf(replace(SHEET, is_demo=is_demo), vouchers))
    assert sorted(read_codes(page)) == sorted(voucher.code for voucher in vouchers)


def test_long_words_stay_on_their_voucher() -> None:
    long = replace(SHEET, purpose="W" * 60, coop="Koperasi " + "M" * 90, face=Money(10**12))
    document = sheets_pdf(long, made(10))
    assert len(read_codes(drawn(document))) == 10
    assert read(document).count("31/12/2026") == 10


def test_the_same_vouchers_give_the_same_bytes() -> None:
    vouchers = made(2)
    assert sheets_pdf(SHEET, vouchers) == sheets_pdf(SHEET, vouchers)
