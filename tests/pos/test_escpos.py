"""The bytes of a job, judged on strict paper that shares no code with what made them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from core.money import Money
from core.quantity import Quantity
from pos import receipts as layouts
from pos.escpos import PROFILES, PrinterProfile, barcode_image, drawer_kick, qr_image, render
from pos.paper import Barcode, Feed, PaperLine, QrCode, Rule, Style, Text
from pos.receipts import Receipt, ReceiptLine, layout
from tests.support.paper import PaperError, print_job, read_codes
from tests.support.qris import BILLED, DYNAMIC, STATIC
from tests.support.receipts import NASTY, RECEIPT, receipts

NARROW = PROFILES["58"]
WIDE = PROFILES["80"]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_the_paper_shows_the_lines_and_a_scanner_reads_the_number(profile: PrinterProfile) -> None:
    lines = layout(RECEIPT, profile.columns)
    paper = print_job(render(lines, profile), profile.dots)
    texts = [line.text.rstrip() for line in lines if isinstance(line, Text)]
    assert [line for line in paper.lines if set(line) != {"-"}] == texts
    assert "-" * profile.columns in paper.lines
    assert paper.codes() == ["WSB-T1-A-000123"]
    assert paper.events == (["cut"] if profile.cutter else [])


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_the_test_slip_prints_to_both_edges(profile: PrinterProfile) -> None:
    paper = print_job(render(layouts.test_slip(profile.columns), profile), profile.dots)
    assert f"<{' ' * (profile.columns - 2)}>" in paper.lines
    assert paper.codes() == [f"LUMBUNG-{profile.columns}"]


@settings(max_examples=25)
@given(receipt=receipts())
def test_no_receipt_leaves_the_paper_or_moves_the_printer(receipt: Receipt) -> None:
    paper = print_job(render(layout(receipt, NARROW.columns), NARROW), NARROW.dots)
    assert paper.events == []
    assert paper.codes() == [receipt.number]


def test_no_command_comes_from_a_name() -> None:
    line = ReceiptLine(NASTY * 3, Quantity.of(1), NASTY, Money(1), Money(1))
    receipt = replace(RECEIPT, lines=(line,), coop=NASTY, footer=NASTY, clerk=NASTY)
    lines = [line for line in layout(receipt, 32) if not isinstance(line, Barcode)]
    job = render(lines, NARROW)
    for command in (b"\x1bp", b"\x1dV", b"\x10", b"\x00\x07"):
        assert command not in job
    assert print_job(job).events == []


def test_accents_are_printed_in_code_page_437() -> None:
    job = render([Text("Crème ½")], NARROW)
    assert b"\x1bt\x00" in job
    assert b"Cr\x8ame \xab\n" in job


def test_a_printer_in_chinese_mode_is_told_to_leave_it() -> None:
    assert b"\x1c." in render([Text("é")], replace(NARROW, double_byte=True))
    assert b"\x1c" not in render([Text("é")], NARROW)


def test_styles_are_switched_on_and_off() -> None:
    plain = print_job(render([Text("Beras")], NARROW)).image.height
    lines: list[PaperLine] = [
        Text("Beras", Style.BOLD),
        Text("Beras", Style.BIG),
        Text("Beras"),
        Rule(),
    ]
    paper = print_job(render(lines, NARROW))
    assert paper.lines == ["Beras", "Beras", "Beras", "-" * 32]
    assert paper.image.height == plain + 30 + 48 + 30


def test_a_line_for_wider_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="34 columns on paper of 32"):
        render([Text("x" * 17, Style.BIG)], NARROW)


@pytest.mark.parametrize(
    ("profile", "module"),
    [(NARROW, 2), (PROFILES["80-42"], 2), (WIDE, 3)],
)
def test_bars_are_whole_dots_as_wide_as_they_fit(profile: PrinterProfile, module: int) -> None:
    image = barcode_image(Barcode("WSB-T1-A-000123"), profile)
    row = "".join("1" if image.getpixel((x, 40)) == 0 else "0" for x in range(image.width))
    bars = "".join(bit * module for bit in Barcode("WSB-T1-A-000123").modules)
    assert row.strip("0") == bars.strip("0")
    assert image.width == profile.dots
    assert row.index("1") == (profile.dots - len(bars)) // 2


@pytest.mark.parametrize("text", ["A", "WSB-T12-A-000123", "WSB-KASIR1-A-000123", "A1" * 12])
@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_a_barcode_of_any_length_is_readable(text: str, profile: PrinterProfile) -> None:
    job = render([Text("di atas"), Barcode(text), Text("di bawah")], profile)
    assert print_job(job, profile.dots).codes() == [text]


def test_bars_along_the_paper_keep_their_white_ends() -> None:
    text = "WSB-KASIR1-A-000123"
    image = barcode_image(Barcode(text), NARROW)
    ink = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert ink is not None
    assert (ink[1], image.height - ink[3]) == (20, 20)
    assert ink[3] - ink[1] == len(Barcode(text).modules) * 2


@pytest.mark.parametrize("payload", [STATIC, DYNAMIC, BILLED], ids=["static", "dynamic", "bill"])
@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_the_qris_on_the_paper_says_its_payload(payload: str, profile: PrinterProfile) -> None:
    code, number = QrCode(payload, "QRIS"), Barcode("WSB-T1-A-000123")
    lines: list[PaperLine] = [Text("di atas"), code, Text("di bawah"), number]
    paper = print_job(render(lines, profile), profile.dots)
    assert paper.codes() == [payload, "WSB-T1-A-000123"]
    assert paper.lines == ["di atas", "di bawah"]


@pytest.mark.parametrize("text", ["A", "x" * 100, "0" * 512, "x" * 512, "é" * 256])
@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_a_qr_code_of_any_length_is_readable(text: str, profile: PrinterProfile) -> None:
    job = render([Text("di atas"), QrCode(text, "QR"), Text("di bawah")], profile)
    assert print_job(job, profile.dots).codes() == [text]


@pytest.mark.parametrize(("profile", "dots"), [(NARROW, 5), (PROFILES["80-42"], 6), (WIDE, 6)])
def test_squares_are_whole_dots_with_white_around(profile: PrinterProfile, dots: int) -> None:
    code = QrCode(BILLED, "QRIS")
    image = qr_image(code, profile)
    side, quiet = len(code.squares) * dots, 4 * dots
    left = (profile.dots - side) // 2
    box = (left, quiet, left + side, quiet + side)
    assert image.size == (profile.dots, side + 2 * quiet)
    assert image.convert("L").point(lambda value: 255 - value).getbbox() == box
    drawn = image.crop(box).convert("L").tobytes()
    rows = ["".join(square * dots for square in row) for row in code.squares]
    whole = "".join(row * dots for row in rows)
    assert drawn == bytes(0 if square == "1" else 255 for square in whole)


def test_the_drawer_is_kicked_on_its_own_pin() -> None:
    assert print_job(drawer_kick(NARROW)).events == ["drawer 2"]
    assert print_job(drawer_kick(replace(NARROW, drawer=5))).events == ["drawer 5"]
    assert drawer_kick(replace(NARROW, drawer=None)) == b""


def test_without_a_cutter_the_last_line_is_fed_past_the_edge() -> None:
    text = print_job(render([Text("x")], replace(NARROW, feed_lines=0))).image.height
    assert print_job(render([Text("x")], NARROW)).image.height == text + 4 * 30
    assert print_job(render([Feed(2), Text("x")], NARROW)).image.height == text + 6 * 30


def test_importing_leaves_logging_and_the_temporary_folder_alone(tmp_path: Path) -> None:
    script = "import logging, pos.escpos; assert logging.root.handlers == []"
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("job", "complaint"),
    [
        (b"x" * 33 + b"\n", "396 dots on 384-dot paper"),
        (b"\x1b!\x00\n", "unknown command 1b 21"),
        (b"\x07\x07", "unknown command 07 07"),
        (b"Beras", "without a line feed"),
        (b"\x1dv0\x00\x01\x00\x02\x00\xff", "ends inside a command"),
        (b"\x1bt\x63", "code page 99"),
        (b"\x1dv0\x00\x31\x00\x01\x00" + b"\xff" * 49, "392 dots on 384-dot paper"),
    ],
)
def test_the_paper_itself_is_strict(job: bytes, complaint: str) -> None:
    with pytest.raises(PaperError, match=complaint):
        print_job(job)


def test_the_paper_itself_cannot_read_blurred_bars() -> None:
    image = barcode_image(Barcode("WSB-T1-A-000123"), NARROW)
    assert read_codes(image.convert("L").resize((170, 80)).resize((384, 80))) == []


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_printer_that_draws_qr_codes_itself_draws_the_same_text(profile: PrinterProfile) -> None:
    code = QrCode("00020101021126 contoh " + "x" * 120, "QRIS")
    itself = replace(profile, native_qr=True)
    job = render([code], itself)
    assert print_job(job, profile.dots).codes() == [code.text]
    assert len(job) < len(render([code], profile)) / 4, "which is what it is good for"
