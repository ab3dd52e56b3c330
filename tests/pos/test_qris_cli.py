"""``lumbung qris`` for scripts: it needs no database."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result

from tests.support.qris import BILLED, DYNAMIC, STATIC
from wsgi import cli


def lumbung(*words: str) -> Result:
    environment = {"LUMBUNG_DATA": "nowhere", "LUMBUNG_DATABASE_URL": None}
    return CliRunner().invoke(cli, ["qris", *words], env=environment)


def test_the_new_payload_is_printed_alone() -> None:
    made = lumbung("make", STATIC, "--amount", "20500")
    assert (made.exit_code, made.stdout) == (0, f"{DYNAMIC}\n")
    billed = lumbung("make", STATIC, "--amount", "20500", "--bill", "INV-000123")
    assert (billed.exit_code, billed.stdout) == (0, f"{BILLED}\n")


@pytest.mark.parametrize("amount", ["20.500", "20,5rb", "Rp20.500"])
def test_the_amount_is_read_as_people_write_it(amount: str) -> None:
    assert lumbung("make", STATIC, "--amount", amount).stdout == f"{DYNAMIC}\n"


def test_a_pasted_payload_is_trimmed_and_decoded() -> None:
    made = lumbung("make", f" {quote(STATIC)}\n", "--amount", "20500")
    assert made.stdout == f"{DYNAMIC}\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((DYNAMIC, "--amount", "20500"), "Pakai yang statis"),
        ((STATIC, "--amount", "0"), "lebih dari nol"),
        ((STATIC, "--amount", "-20500"), "lebih dari nol"),
        ((STATIC, "--amount", "10000001"), "paling banyak Rp10.000.000"),
        ((STATIC, "--amount", "seribu"), "bukan jumlah"),
        ((STATIC[:-1], "--amount", "20500"), "terpotong"),
        ((STATIC, "--amount", "20500", "--bill", "X" * 26), "paling panjang 25"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(
    words: tuple[str, ...], sentence: str
) -> None:
    made = lumbung("make", *words)
    assert (made.exit_code, made.stdout) == (2, "")
    assert sentence in made.stderr
    assert made.stderr.count("\n") == 1


def test_another_limit_may_be_named() -> None:
    made = lumbung("make", STATIC, "--amount", "10000001", "--limit", "20000000")
    assert made.exit_code == 0
    assert "540810000001" in made.stdout


def test_a_payload_is_read_for_people() -> None:
    read = lumbung("read", BILLED)
    assert read.exit_code == 0
    assert read.stdout.splitlines() == [
        "Jenis: dinamis",
        "Nama: SBMI MART CONTOH",
        "Kota: WONOSOBO",
        "Penerima: ID.CO.EXAMPLE.WWW, ID.CO.QRIS.WWW",
        "Mata uang: 360",
        "Jumlah uang: 20500",
        "Nomor nota: INV-000123",
        "Jumlah uji (CRC): 25FB",
    ]


def test_a_payload_is_read_for_scripts() -> None:
    read = json.loads(lumbung("read", STATIC, "--json").stdout)
    assert read["method"] == "static"
    assert read["name"] == "SBMI MART CONTOH"
    assert (read["amount"], read["bill"], read["crc"]) == (None, None, "E946")
    assert read["objects"][-1] == {
        "tag": "62",
        "value": "0703A01",
        "parts": [{"tag": "07", "value": "A01"}],
    }


def test_a_damaged_payload_is_refused_with_its_reason() -> None:
    read = lumbung("read", STATIC.replace("WONOSOBO", "WONOSOBA"), "--json")
    assert (read.exit_code, read.stdout) == (2, "")
    assert "jumlah uji (CRC) tertulis E946, seharusnya" in read.stderr
