"""A shop's counter with everything on it, and the words a clerk types there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from core import backup, clock
from core.db import open_database
from core.ids import TillId
from core.money import Money
from core.settings import put
from members.models import Member
from pos.printing.models import Printer
from pos.qris.settings import QRIS_DYNAMIC, QRIS_STATIC_PAYLOAD
from pos.quick_keys import quick_keys
from tests.support.printer import FakePrinter, fake_printer
from tests.support.program import lumbung_serve
from tests.support.qris import STATIC
from tests.support.till_page import make_shop
from tests.support.world import NOW, World


@dataclass
class Counter:
    """A running program and the printer on its counter."""

    url: str
    printer: FakePrinter
    world: World


@contextmanager
def furnished_counter(data: Path) -> Iterator[Counter]:
    """The co-op of the tests, served, with nothing missing that a screen would complain about."""
    with fake_printer() as printer:
        world = make_shop(data)
        _furnish(data, world, str(printer.address))
        with lumbung_serve(data) as url:
            yield Counter(url, printer, world)


def _furnish(data: Path, world: World, printer: str) -> None:
    """A printer, a member who may buy on kasbon, a QRIS code of the shop, tiles, a backup."""
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    at = clock.now()
    with database.transaction() as session:
        till_id = TillId(world.till.id)
        session.add(Printer(till_id=till_id, address=printer, columns=32, dots=384, created_at=at))
        session.get_one(Member, world.member_id).credit_limit = Money(50_000)
        for setting, value in ((QRIS_STATIC_PAYLOAD, STATIC), (QRIS_DYNAMIC, "ya")):
            put(session, setting, value, valid_from=date(2026, 1, 1), at=NOW, by=None)
        for code in ("201", "102"):
            quick_keys.add(session, world.shop_id, code, at=NOW, by=None)
    backup.attempt(database, data / "backups", at=at)
    database.dispose()


def command(page: Page, words: str) -> None:
    """A word in the input line."""
    page.locator("#entry").fill(words)
    page.keyboard.press("Enter")


def says(page: Page, place: str, *texts: str) -> None:
    """The place is seen and says all of it."""
    expect(page.locator(place)).to_be_visible()
    for text in texts:
        expect(page.locator(place)).to_contain_text(text)
