"""One server per file: the lock that a second one, a restore and a migration must have."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import BusinessError
from core.serving import exclusive
from tests.support.source import HOUSE

HOLDER = """
import sys
from pathlib import Path
from core.serving import exclusive
lock = exclusive(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "koperasi.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=HOUSE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusinessError, match=r"koperasi\.db sedang dipakai"):
            exclusive(path)
        holder.kill()
    with exclusive(path):
        pass


def test_each_file_has_its_own_lock(tmp_path: Path) -> None:
    example = tmp_path / "contoh.db"
    with exclusive(tmp_path / "koperasi.db"), exclusive(example), pytest.raises(BusinessError):
        exclusive(example)
    with exclusive(example):
        pass
