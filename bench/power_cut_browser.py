"""Does a sale that a till has shown as paid survive the plug being pulled, without a server?

``make power-cut-browser`` (root, Linux). The profile of a real Chromium lies on a file system in a
file; the server is killed, the till sells ten times, and in the moment the tenth change is shown
the file system is shut down under the browser, as a power cut stops a disk. Then the browser is
killed and opened again: the till must open without a server, and once that is back every sale must
arrive, once, with numbers without gaps.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, Playwright, expect, sync_playwright
from sqlalchemy import select

from bench.power_cut import file_system, mount_again, pull_the_plug
from core.db import open_database
from pos.models import Sale
from tests.support.outage import Program, Wire, kill_browser
from tests.support.till_page import (
    AIR,
    MIE,
    lasting_browser,
    make_shop,
    open_till,
    sell,
    wait_for_shell,
    wait_until_sent,
)

SALES = 10


def main() -> int:
    """Cut the power so many times; exit 1 when a sale was lost, doubled or misnumbered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    lost = 0
    with sync_playwright() as playwright:
        for _round in range(rounds):
            missing = cut_once(playwright)
            lost += len(missing)
    figure = {"figure": "power_cut_browser", "cuts": rounds, "paid": rounds * SALES, "lost": lost}
    print(json.dumps(figure), flush=True)
    return 1 if lost else 0


def cut_once(playwright: Playwright) -> set[str]:
    """One shop, one cut; the numbers that are not on the server exactly as they were shown."""
    with TemporaryDirectory() as name, file_system(Path(name)) as disk:
        folder, profile = Path(name), disk / "profile"
        make_shop(folder)
        with _shop(folder) as (program, wire):
            paid = _sell_until_the_cut(playwright, program, wire, profile)
            mount_again(folder, disk)
            _open_again(playwright, program, wire, profile)
        return set(paid) ^ set(_numbers(folder))


@contextmanager
def _shop(folder: Path) -> Iterator[tuple[Program, Wire]]:
    program = Program(folder)
    program.start()
    try:
        with Wire(program).connected() as wire:
            yield program, wire
    finally:
        program.kill()


def _sell_until_the_cut(
    playwright: Playwright, program: Program, wire: Wire, profile: Path
) -> list[str]:
    with lasting_browser(playwright, profile) as context:
        page = context.pages[0]
        open_till(page, wire.url)
        wait_for_shell(page)
        wait_until_sent(page)
        os.sync()  # the till was installed long ago
        program.kill()
        paid = [sell(page, AIR, MIE) for _sale in range(SALES)]
        pull_the_plug(profile.parent)
        kill_browser(profile)
    return paid


def _open_again(playwright: Playwright, program: Program, wire: Wire, profile: Path) -> None:
    (profile / "SingletonLock").unlink(missing_ok=True)
    with lasting_browser(playwright, profile) as context:
        page: Page = context.pages[0]
        page.goto(f"{wire.url}/till")
        expect(page.locator("body")).to_have_attribute("data-screen", "sell")
        program.start()
        page.locator("#unsent").click()
        page.locator("#unsent-send").click()
        wait_until_sent(page)


def _numbers(folder: Path) -> list[str]:
    database = open_database(f"sqlite:///{folder / 'koperasi.db'}")
    try:
        with database.reading() as session:
            return list(session.scalars(select(Sale.number)))
    finally:
        database.dispose()


if __name__ == "__main__":
    for needed in ("mkfs.ext4", "xfs_io", "chromium"):
        if shutil.which(needed) is None:
            sys.exit(f"{needed} is missing: apt-get install e2fsprogs xfsprogs chromium")
    sys.exit(main())
