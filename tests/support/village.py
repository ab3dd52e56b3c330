"""A village's co-op some weeks after the end of its year, as its treasurer and its chair find it.

Everybody is invented. The day is always the same, so that pictures of its pages stay the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy.orm import Session

from core import backup, clock
from core.db import Database
from core.ids import MemberId
from core.money import Money
from core.permissions import Role
from core.settings import put
from members import register
from members.dues import dues
from members.models import Sex
from members.register import Details
from members.settings import POKOK_AMOUNT, WAJIB_AMOUNT
from tests.support.serving import serving
from tests.support.surplus import AFTER, YEAR, Year, buy, make_year, pay_in
from tests.support.world import PASSWORD, PEOPLE
from wsgi import create_app

TODAY = AFTER.date()
WIDE = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
NEIGHBOURS = (
    ("Ngatini", 100_000, 3_200_000),
    ("Slamet Riyadi", 250_000, 1_450_000),
    ("Tri Wahyuni", 180_000, 2_600_000),
    ("Heri Kurniawan", 100_000, 0),
    ("Partini", 320_000, 875_000),
)
"""Names, what each owns, and what each bought; numbers from 4, cards from AGT0004."""
_DUE = (date(YEAR, 12, 1), *(date(YEAR + 1, month, 1) for month in (1, 2, 3)))


def make_village(session: Session) -> Year:
    """The year of ``make_year`` with neighbours; wajib is due since its December."""
    year = make_year(session)
    for place, (name, owns, bought) in enumerate(NEIGHBOURS, start=4):
        details = Details(name, year.world.shop_id, date(YEAR, 1, 5), card=f"AGT{place:04d}",
                          phone=f"0810000{place:05d}", address="RT 2/RW 1", village="Kejajar",
                          sex=Sex.FEMALE if place % 2 == 0 else Sex.MALE)  # fmt: skip
        member_id = MemberId(register.admit(session, details, at=AFTER, by=None).id)
        pay_in(session, year.world.shop_id, member_id, Money(owns), on=date(YEAR, 1, 6))
        if bought:
            buy(session, year.world.shop_id, member_id, Money(bought), on=date(YEAR, 6, 5))
    _ask_for_dues(session, year)
    return year


def _ask_for_dues(session: Session, year: Year) -> None:
    for setting, amount in ((POKOK_AMOUNT, "100000"), (WAJIB_AMOUNT, "20000")):
        put(session, setting, amount, valid_from=_DUE[0], at=AFTER, by=None)
    for month in _DUE:
        dues.generate(session, month, today=TODAY, at=AFTER, by=None)


@contextmanager
def village_office(
    browser: Browser, database: Database, folder: Path, patch: pytest.MonkeyPatch,
    *, size: ViewportSize = WIDE, at: datetime = AFTER,
) -> Iterator[Page]:  # fmt: skip
    """The program at that instant, and a browser that nobody has signed in with."""
    patch.setattr(clock, "now", lambda: at)
    backup.attempt(database, folder / "backups", at=at)
    app = create_app(database, secret_key="for-tests")
    app.config["SEAL_FOLDER"], app.config["UPLOAD_FOLDER"] = folder / "keys", folder / "unggahan"
    with serving(app) as address:
        page = browser.new_page(
            viewport=size, base_url=address, locale="id-ID", has_touch=size == PHONE
        )
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        page.close()
        assert errors == []


def come_in(page: Page, role: Role) -> None:
    """Sign in as the co-op's person of that role, whoever was there before."""
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_label("Nama masuk").fill(PEOPLE[role][0])
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nama masuk")).to_have_count(0)
