"""``lumbung backup`` makes checked copies, also while everybody is selling."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event

from core import copies, dumps
from core.seals import KEY_FILE, Seals
from tests.support.shell import Shell
from tests.support.world import World

COPIES = 4


def test_the_usual_place_gets_a_checked_copy(shell: Shell, booked: World) -> None:
    (record,) = json.loads(shell.run("backup", "--json").stdout)
    copy = Path(record["path"])
    assert record["good"]
    assert copy.parent == Path(shell.environment["LUMBUNG_DATA"]) / "cadangan"
    assert copy.stat().st_size == record["size"]


def test_a_folder_may_be_named(shell: Shell, booked: World, tmp_path: Path) -> None:
    done = shell.run("backup", str(tmp_path / "usb"))
    (copy,) = (tmp_path / "usb").iterdir()
    assert f"Cadangan baik: {copy} (" in done.stdout


def test_the_key_of_the_niks_is_not_in_it_and_that_is_said(shell: Shell, booked: World) -> None:
    data = Path(shell.environment["LUMBUNG_DATA"])
    assert "kunci-nik" not in shell.run("backup").stdout
    Seals(data).fingerprint("makes the key")
    done = shell.run("backup")
    assert f"Simpan salinan {data / KEY_FILE} di tempat lain" in done.stdout
    key = (data / KEY_FILE).read_bytes()
    assert all(key not in copy.read_bytes() for copy in (data / "cadangan").iterdir())


def test_one_that_failed_says_so(shell: Shell, booked: World, tmp_path: Path) -> None:
    (tmp_path / "usb").write_text("not a folder")
    done = shell.run("backup", str(tmp_path / "usb" / "x"), exit_code=1)
    assert "Cadangan data gagal" in done.stderr
    assert done.stdout == ""


def test_a_copy_made_while_four_write_holds_every_acknowledged_entry(
    shell: Shell, booked: World
) -> None:
    acknowledged: list[int] = []
    numbers, stop = count(100), Event()

    def write() -> None:
        while not stop.is_set():
            number = next(numbers)
            shell.book(booked, number)
            acknowledged.append(number)

    with ThreadPoolExecutor(4) as writers:
        running = [writers.submit(write) for _ in range(4)]
        held = []
        try:
            for _ in range(COPIES):
                before = len(acknowledged)
                (record,) = json.loads(shell.run("backup", "--json").stdout)
                held.append((before + 3, _entries_in(shell, Path(record["path"]))))
        finally:
            stop.set()
    for writer in running:
        writer.result()
    assert all(entries >= expected for expected, entries in held), held
    assert held[-1][0] > 3, "something was written meanwhile"


def _entries_in(shell: Shell, copy: Path) -> int:
    describe = copies.describe if shell.database.is_sqlite else dumps.describe
    return describe(copy).entries
