"""``lumbung init`` founds the same co-operative from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from core import operators
from core.db import open_database
from core.models import Coop
from inventory.models import Product
from pos.models import Till
from pos.printing.models import Printer
from tests.support.world import PASSWORD, PIN
from wsgi import cli

ANSWERS = ["init", "--name", "Koperasi Coba", "--shop", "tko", "--shop-name", "Toko Coba"]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUMBUNG_DATA", str(tmp_path))
    monkeypatch.delenv("LUMBUNG_DATABASE_URL", raising=False)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_the_invitation_it_prints_signs_the_treasurer_in(data: Path) -> None:
    done = run(*ANSWERS, "--treasurer", "Maria", "--treasurer-name", "Maria Goreti", "--json")
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert (printed["coop"], printed["shop"], printed["treasurer"]) == (
        "Koperasi Coba", "TKO", "maria",
    )  # fmt: skip
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    with database.transaction() as session:
        created_at = session.scalars(select(Coop.created_at)).one()
        operator = operators.accept_invitation(
            session, printed["invitation"], password=PASSWORD, pin=PIN, at=created_at
        )
        assert operator.name == "Maria Goreti"
    database.dispose()


def test_it_says_what_to_do_next() -> None:
    done = run(*ANSWERS)
    assert done.exit_code == 0, done.output
    assert "Koperasi Coba" in done.stdout.splitlines()[0]
    assert "/invitation/" in done.stdout


def test_a_second_time_changes_nothing() -> None:
    run(*ANSWERS)
    again = run(*ANSWERS, "--json")
    assert again.exit_code == 2
    assert "Koperasi Coba" in again.stderr
    assert again.stdout == ""


def test_printer_and_goods_come_along(data: Path) -> None:
    done = run(*ANSWERS, "--printer", "192.168.1.50", "--paper", "80", "--products", "dasar")
    assert done.exit_code == 0, done.output
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    with database.reading() as session:
        assert session.scalars(select(Till.name)).all() == ["T1"]
        assert session.scalars(select(Printer.address)).one() == "tcp://192.168.1.50:9100"
        assert session.scalar(select(func.count()).select_from(Product)) == 44
    database.dispose()


@pytest.mark.parametrize(
    "wrong",
    [
        ["init"],
        [*ANSWERS, "--shop", "KTR"],
        [*ANSWERS, "--treasurer", "Maria Goreti"],
        [*ANSWERS, "--printer", "usb://1"],
        [*ANSWERS, "--products", "tidak-ada.csv"],
    ],
    ids=["nothing said", "office code", "login with a space", "printer", "missing file"],
)
def test_what_cannot_be_is_refused_and_nothing_is_founded(wrong: list[str]) -> None:
    refused = run(*wrong)
    assert refused.exit_code == 2
    assert refused.stderr.strip()
    assert run(*ANSWERS).exit_code == 0, "the data is still empty"
