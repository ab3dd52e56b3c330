"""``lumbung check`` names what is broken."""

from __future__ import annotations

import json

from tests.support.shell import Shell
from tests.support.world import World


def test_sound_data_passes(shell: Shell, booked: World) -> None:
    done = shell.run("check")
    assert "ledger.journals          baik" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Semua ")
    answer = json.loads(shell.run("check", "--json").stdout)
    assert answer["good"] is True
    assert {"ledger.journals", "members.purchases"} <= {c["name"] for c in answer["checks"]}


def test_a_changed_posting_is_named(shell: Shell, booked: World) -> None:
    _tamper(shell, "UPDATE posting SET amount = amount * 2 WHERE amount IN (200, -200)")
    sentence = "Entri 2 toko WSB (manual:2) diubah sesudah dibukukan."
    done = shell.run("check", exit_code=1)
    assert f"ledger.journals          RUSAK (1)\n  {sentence}\n" in done.stdout
    answer = json.loads(shell.run("check", "--json", exit_code=1).stdout)
    assert answer["good"] is False
    (broken,) = [check for check in answer["checks"] if not check["good"]]
    assert (broken["name"], broken["sentences"]) == ("ledger.journals", [sentence])


def test_many_findings_are_counted(shell: Shell, booked: World) -> None:
    shell.book(booked, *range(4, 40))
    _tamper(shell, "UPDATE posting SET amount = amount * 2")
    done = shell.run("check", exit_code=1)
    assert "RUSAK (39)" in done.stdout
    assert "  … dan 19 lagi." in done.stdout


def _tamper(shell: Shell, statement: str) -> None:
    """Change postings as somebody would who drops the triggers first."""
    drop = "DROP TRIGGER posting_no_update"
    shell.execute(drop if shell.database.is_sqlite else "ALTER TABLE posting DISABLE TRIGGER ALL")
    shell.execute(statement)
