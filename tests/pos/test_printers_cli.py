"""``lumbung printer`` for scripts and support."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from core.db import Database
from core.models import AuditRecord
from pos.printing.models import Printer
from tests.support.printer import Mood, fake_printer
from tests.support.printing import working
from tests.support.queues import fake_cups
from tests.support.world import make_coop
from wsgi import cli


@pytest.fixture(scope="session")
def engine_name() -> str:
    """The commands are the same on both engines."""
    return "sqlite"


@pytest.fixture
def coop(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The little co-operative, as the commands find it."""
    with database.transaction() as session:
        make_coop(session)
    url = database.writer.url.render_as_string(hide_password=False)
    monkeypatch.setenv("LUMBUNG_DATABASE_URL", url)
    monkeypatch.setenv("LUMBUNG_DATA", str(tmp_path))
    return database


def lumbung(*words: str) -> Result:
    return CliRunner().invoke(cli, ["printer", *words])


def answer(*words: str) -> Any:
    result = lumbung(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_printer_is_added_and_listed(coop: Database) -> None:
    added = answer("add", "--till", "wsb-t1", "tcp://127.0.0.1:9100")
    expected = {
        "till": "WSB-T1",
        "address": "tcp://127.0.0.1:9100",
        "columns": 32,
        "dots": 384,
        "cutter": False,
        "drawer": False,
        "active": True,
    }
    assert added.items() >= expected.items()
    assert answer("list") == [added | {"waiting": 0, "trouble": ""}]
    assert lumbung("list").stdout == "WSB-T1  tcp://127.0.0.1:9100  siap\n"
    with coop.reading() as session:
        assert str(session.scalars(select(Printer.id)).one()) == added["id"]
        assert "printer.added" in session.scalars(select(AuditRecord.action)).all()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--paper", "80"], {"columns": 48, "dots": 576}),
        (["--paper", "80", "--columns", "42"], {"columns": 42, "dots": 512}),
        (["--cutter", "--drawer"], {"cutter": True, "drawer": True}),
    ],
)
def test_what_the_printer_can_do(
    coop: Database, options: list[str], expected: dict[str, object]
) -> None:
    added = answer("add", "--till", "WSB-T1", "10.0.0.5", *options)
    assert added.items() >= expected.items()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--till", "WSB-T9", "tcp://10.0.0.5"], "Tidak ada kasir WSB-T9."),
        (["--till", "WSB-T1", "lpt1://x"], "harus diawali tcp://"),
        (["--till", "WSB-T1", "10.0.0.5", "--columns", "33"], "memuat 32"),
    ],
)
def test_what_is_wrong_is_one_sentence(coop: Database, words: list[str], says: str) -> None:
    result = lumbung("add", *words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_printers_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    nothing = lumbung("find", "--subnet", "127.0.0.9/32")
    assert (nothing.exit_code, "Tidak ada printer" in nothing.stdout) == (0, True)
    fake_cups(tmp_path)
    assert {"way": "queue", "address": "cups://POS58", "name": "POS58"} in answer("find", "--local")
    assert "cups://POS58  antrean cetak  POS58\n" in lumbung("find", "--local").stdout
    refused = lumbung("find", "--subnet", "8.8.8.0/24")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)


def test_a_till_has_one_printer_until_it_is_retired(coop: Database) -> None:
    answer("add", "--till", "WSB-T1", "10.0.0.5")
    again = lumbung("add", "--till", "WSB-T1", "10.0.0.6")
    assert (again.exit_code, again.stderr) == (2, "Kasir WSB-T1 sudah punya printer.\n")
    assert lumbung("retire", "--till", "WSB-T1").exit_code == 0
    assert lumbung("retire", "--till", "WSB-T1").exit_code == 2
    answer("add", "--till", "WSB-T1", "10.0.0.6")


@pytest.mark.parametrize(
    ("mood", "state", "status"),
    [(Mood.OK, "confirmed", 0), (Mood.PAPER_OUT, "expired", 2), (Mood.MUTE, "unknown", 2)],
)
def test_a_test_slip_says_how_it_went(coop: Database, mood: Mood, state: str, status: int) -> None:
    with fake_printer(mood) as printer, working(coop):
        answer("add", "--till", "WSB-T1", str(printer.address))
        result = lumbung("test", "--till", "WSB-T1", "--json")
    assert (json.loads(result.stdout)["state"], result.exit_code) == (state, status)


def test_without_a_server_the_test_says_what_is_missing(coop: Database) -> None:
    assert "tidak punya printer" in lumbung("test", "--till", "WSB-T1").stderr
    answer("add", "--till", "WSB-T1", "10.0.0.5")
    result = lumbung("test", "--till", "WSB-T1")
    assert result.exit_code == 2
    assert "lumbung serve" in result.stdout
