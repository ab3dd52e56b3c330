"""What leaves the program: one file to work a division out again, and the commands."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from core import clock
from core.db import Database
from members.shu import export, runs
from members.shu.case import divided
from members.shu.runs import Proposal
from tests.support.surplus import AFTER, YEAR, close, decide, make_year
from wsgi import cli


def files(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_an_outsider_works_it_out_again_from_one_file(session: Session) -> None:
    year = make_year(session)
    close(session)
    run = runs.propose(session, Proposal(YEAR), at=AFTER, by=year.treasurer)
    packed = export.run_zip(session, run)
    assert packed == export.run_zip(session, run)
    found = files(packed)
    assert list(found) == ["README.txt", "rules.json", "members.csv", "case.json"]
    again = divided(json.loads(found["case.json"]))
    assert again["fingerprint"] == run.fingerprint == json.loads(found["rules.json"])["fingerprint"]
    assert run.fingerprint in found["README.txt"]
    assert "jasa_usaha     25%" in found["README.txt"]
    assert "Siti" not in "".join(found.values())


def test_a_spreadsheet_comes_to_the_same_shares(session: Session) -> None:
    year = make_year(session)
    close(session)
    run = runs.propose(session, Proposal(YEAR), at=AFTER, by=year.treasurer)
    found = files(export.run_zip(session, run, with_names=True))
    rows = list(csv.DictReader(io.StringIO(found["members.csv"]), delimiter=";"))
    pools = json.loads(found["rules.json"])["pools"]
    for column, weight in (("jasa_usaha", "patronage"), ("jasa_modal", "capital")):
        everybody = sum(int(row[weight]) for row in rows)
        for row in rows:
            assert int(row[column]) == pools[column] * int(row[weight]) // everybody
    assert [row["name"] for row in rows] == ["Siti Aminah", "Budi Santoso"]


def command(database: Database, *words: str) -> tuple[int, str]:
    address = database.writer.url.render_as_string(hide_password=False)
    done = CliRunner().invoke(cli, ["shu", *words], env={"LUMBUNG_DATABASE_URL": address})
    return done.exit_code, done.output


def told(database: Database, *words: str) -> Any:
    code, printed = command(database, *words, "--json")
    assert code == 0, printed
    return json.loads(printed)


def test_a_year_is_divided_from_the_shell(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with database.transaction() as session:
        year = make_year(session)
        close(session)
        decision = decide(session, year.chair)
    assert told(database, "draft", "2026")["pools"]["jasa_usaha"] == 1_000_000
    assert command(database, "draft", "2026")[1].startswith("SHU 2026: Rp5.000.000\n")
    assert command(database, "propose", "2026", "--by", "ketua")[0] == 2
    assert told(database, "propose", "2026", "--by", "bendahara")["state"] == "proposed"
    ratify = ("ratify", "2026", "1", "--decision", decision, "--by")
    assert "Bagian ini bukan" in command(database, *ratify, "bendahara")[1]
    assert "Tidak ada operator" in command(database, *ratify, "siapa")[1]
    assert told(database, *ratify, "ketua")["decision"] == decision
    assert command(database, "post", "2026", "1", "--by", "bendahara") == (
        0, "SHU 2026, usulan ke-1: Dibukukan\n",
    )  # fmt: skip
    years = {one["year"]: one for one in told(database, "list")}
    assert (years[2026]["step"], years[2026]["unpaid"]) == ("pay", 1_800_000)
    assert "2026" in command(database, "list")[1]
    written = told(database, "export", "2026", "1", "--to", str(tmp_path))["file"]
    assert "case.json" in files(Path(written).read_bytes())
