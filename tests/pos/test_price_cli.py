"""``lumbung price``: a basket from a file, by the rules of the till."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.vectors import cases
from wsgi import cli


def run(*words: str) -> tuple[int, str, str]:
    """Exit status and both outputs."""
    done = CliRunner().invoke(cli, ["price", *words])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(("given", "expect"), cases("price")[::9])
def test_a_case_is_priced(tmp_path: Path, given: dict[str, Any], expect: dict[str, Any]) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"name": "a case", "given": given}), encoding="utf-8")
    code, printed, _said = run(str(case))
    assert code == 0
    assert json.loads(printed) == expect


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mie 3", "File ini bukan JSON."),
        ("{}", "Di kasus harga ini tidak ada 'given'."),
        ('{"given": {"rows": [{"pack": 1}]}}', "Kasus harga tidak dapat dibaca"),
    ],
)
def test_what_is_no_case_is_refused_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    case = tmp_path / "case.json"
    case.write_text(text, encoding="utf-8")
    code, printed, told = run(str(case))
    assert (code, printed) == (2, "")
    assert told.startswith(said)
    assert len(told.splitlines()) == 1
