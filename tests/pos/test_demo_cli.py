"""``lumbung demo`` from a shell: what it prints, what it refuses, what it leaves."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from core import clock
from core.config import Places, places
from core.db import open_database
from core.shops import find_coop
from pos import tills
from pos.demo import progress
from pos.demo.progress import Progress, State
from pos.firstrun.example import Readiness, example_of, start_making
from wsgi import cli


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUMBUNG_DATA", str(tmp_path))
    monkeypatch.delenv("LUMBUNG_DATABASE_URL", raising=False)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["demo", *words])


def test_it_prints_logins_and_tokens_that_work(data: Path) -> None:
    done = run("--sales", "3", "--until", "2026-11-22", "--json")
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert (printed["sales"], printed["last_day"]) == (3, "2026-11-21")
    assert {login["role"] for login in printed["logins"]} == {
        "clerk", "manager", "treasurer", "chair", "auditor", "admin", "member",
    }  # fmt: skip
    assert printed["member_pin"].isdigit()
    assert {member["number"] for member in printed["members"]} == {1, 9, 31}
    assert sorted(path.name for path in data.iterdir()) == ["contoh.db"]
    database = open_database(f"sqlite:///{data / 'contoh.db'}")
    with database.reading() as session:
        for till in printed["tills"]:
            assert till["token"].startswith("contoh-")
            assert tills.by_token(session, till["token"]).code == till["code"]
    database.dispose()


def test_for_people_it_says_the_same(data: Path) -> None:
    done = run("--sales", "3")
    assert done.exit_code == 0, done.output
    assert "contoh-wsb-t1" in done.stdout
    assert "bendahara" in done.stdout
    assert "Siti Rohmah" in done.stdout
    assert "/saya" in done.stdout
    again = run("--sales", "3")
    assert again.exit_code == 2
    assert "tidak kosong" in again.stderr
    assert again.stdout == ""


@pytest.mark.parametrize("sales", ["0", "-5", "1000001", "banyak"])
def test_a_number_that_makes_no_sense_is_refused(data: Path, sales: str) -> None:
    assert run("--sales", sales).exit_code == 2
    assert list(data.iterdir()) == []


def test_a_named_database_gets_the_example_only_when_it_is_empty(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUMBUNG_DATABASE_URL", f"sqlite:///{data / 'lain.db'}")
    assert run("--sales", "1").exit_code == 0
    assert run("--sales", "1").exit_code == 2


def test_what_an_interrupted_run_left_is_made_anew(data: Path) -> None:
    (data / "contoh.db.dibuat").write_bytes(b"half of a database")
    assert run("--sales", "1").exit_code == 0
    assert sorted(path.name for path in data.iterdir()) == ["contoh.db"]


# For the page that waits


def told(data: Path, state: State, *, ago: timedelta = timedelta(0)) -> Places:
    at = (clock.now() - ago).isoformat()
    progress.tell(progress.file_in(data), Progress(state, 30, 120, at))
    return places()


def test_a_running_example_says_how_far_it_is(data: Path) -> None:
    found = example_of(told(data, State.RUNNING), at=clock.now())
    assert (found.readiness, found.per_cent) == (Readiness.RUNNING, 25)
    assert run("--sales", "1").exit_code == 2, "one at a time"


def test_one_that_has_gone_silent_can_be_started_again(data: Path) -> None:
    here = told(data, State.RUNNING, ago=timedelta(minutes=2))
    assert example_of(here, at=clock.now()).readiness is Readiness.ABSENT
    assert example_of(told(data, State.FAILED), at=clock.now()).readiness is Readiness.FAILED
    assert run("--sales", "1").exit_code == 0
    assert example_of(places(), at=clock.now()).readiness is Readiness.READY


def test_a_server_with_one_database_has_no_place_for_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUMBUNG_DATABASE_URL", f"sqlite:///{data / 'lain.db'}")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert example_of(places(), at=at).readiness is Readiness.NOWHERE


@pytest.mark.long
def test_the_page_has_it_made_by_another_process(data: Path) -> None:
    here = places()
    start_making(here, at=clock.now())
    start_making(here, at=clock.now())
    running = example_of(here, at=clock.now())
    assert running.readiness is Readiness.RUNNING
    waited = threading.Event()
    for _ in range(600):
        if example_of(here, at=clock.now()).readiness is Readiness.READY:
            break
        waited.wait(0.5)
    database = open_database(f"sqlite:///{data / 'contoh.db'}")
    with database.reading() as session:
        coop = find_coop(session)
        assert coop is not None
        assert coop.is_demo
    database.dispose()
