"""The pages of QRIS: who may settle, what a file brings, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import func, select

from core import clock
from core.clock import local_time
from core.db import Database
from core.permissions import Role
from pos.qris.models import QrisMatch
from tests.support import axe
from tests.support.sales import open_shift, sale, send
from tests.support.serving import serving
from tests.support.visitor import Visitor, text_of
from tests.support.world import PASSWORD, PEOPLE, World, make_coop
from wsgi import create_app


@dataclass(frozen=True)
class Office:
    """A shop that sold twice by QRIS."""

    app: Flask
    database: Database
    world: World

    def file(self) -> bytes:
        """The provider knows of the first sale, and of one that nobody rang up."""
        at = local_time(clock.now(), "Asia/Jakarta")
        rows = [f"{at:%Y-%m-%d %H:%M};3.500;25;88123", f"{at:%Y-%m-%d %H:%M};9.000;63;88124"]
        failed = f"{at:%Y-%m-%d %H:%M};x;0;"
        return ("waktu;jumlah;mdr;rrn\n" + "\n".join([*rows, failed]) + "\n").encode()

    def settled(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(QrisMatch)) or 0


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they show is tested on both."""
    return "sqlite"


@pytest.fixture
def office(database: Database) -> Office:
    with database.transaction() as session:
        world = make_coop(session)
        at = clock.now() - timedelta(minutes=5)
        shift_id = open_shift(session, world, at=at)
        for counter, price in ((1, 3_500), (2, 4_000)):
            goods = world.goods["mie" if counter == 1 else "air"]
            body = sale(world, shift_id, [(goods, 1_000, price)], counter=counter, at=at)
            body["tenders"] = [{"kind": "qris", "amount": price, "given": price, "change": 0,
                                "confirmed": False}]  # fmt: skip
            send(session, world, body, received_at=clock.now())
    return Office(create_app(database, secret_key="for-tests"), database, world)


def _upload(visitor: Visitor, office: Office, content: bytes, *, shop: str = "WSB") -> str:
    data = {"file": (BytesIO(content), "mutasi.csv"), "shop": shop,
            "csrf_token": visitor.csrf_token()}  # fmt: skip
    answer = visitor.client.post("/qris/file", data=data, follow_redirects=True)
    return text_of(answer.text)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CHAIR, Role.AUDITOR])
def test_only_the_treasurer_settles(office: Office, role: Role) -> None:
    visitor = Visitor(office.app).sign_in(role)
    assert 'name="file"' not in visitor.see("/qris")
    visitor.submit("/qris/file", {"shop": "WSB"}, status=403)
    visitor.submit("/qris/accept", {"shop": "WSB", "all": "1"}, status=403)


def test_a_clerk_does_not_see_it(office: Office) -> None:
    Visitor(office.app).sign_in(Role.CLERK).see("/qris", 403)


def test_a_file_is_matched_and_what_is_ticked_is_booked(office: Office) -> None:
    treasurer = Visitor(office.app).sign_in(Role.TREASURER)
    words = _upload(treasurer, office, office.file())
    assert "2 baris baru diambil, 0 sudah ada sebelumnya." in words
    assert "Baris 4:" in words
    page = treasurer.see("/qris?shop=WSB")
    pair = page.split('name="pair" value="')[1].split('"')[0]
    treasurer.submit("/qris/accept", {"shop": "WSB", "pair": ["x=y", pair]})
    words = text_of(treasurer.see("/qris?shop=WSB"))
    assert "1 pembayaran dibukukan: Rp3.475 ke bank, Rp25 biaya MDR." in words
    assert office.settled() == 1
    assert "0 baris baru diambil, 2 sudah ada" in _upload(treasurer, office, office.file())


def test_every_side_has_its_page(office: Office) -> None:
    treasurer = Visitor(office.app).sign_in(Role.TREASURER)
    _upload(treasurer, office, office.file())
    assert "WSB-T1-A-000001" in text_of(treasurer.see("/qris?shop=WSB&side=matched"))
    assert "88124" in text_of(treasurer.see("/qris?shop=WSB&side=only_in_file"))
    till_only = text_of(treasurer.see("/qris?shop=WSB&side=only_at_till"))
    assert "WSB-T1-A-000002" in till_only
    assert "menunggu rekonsiliasi" in till_only
    link = treasurer.see("/qris?shop=WSB&side=only_at_till").split('href="/sales/')[1][:36]
    assert "QRIS" in text_of(treasurer.see(f"/sales/{link}"))
    assert "Tidak ada yang berbeda" in text_of(treasurer.see("/qris?shop=WSB&side=differing"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"a;b\n1;2\n", "kolom waktu dan jumlah"), (b"", "File ini kosong")],
)
def test_a_file_that_is_none_says_why(office: Office, content: bytes, sentence: str) -> None:
    treasurer = Visitor(office.app).sign_in(Role.TREASURER)
    assert sentence in _upload(treasurer, office, content)


def test_nothing_ticked_books_nothing(office: Office) -> None:
    treasurer = Visitor(office.app).sign_in(Role.TREASURER)
    _upload(treasurer, office, office.file())
    treasurer.submit("/qris/accept", {"shop": "WSB"})
    assert office.settled() == 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_treasurer_reconciles_a_day(
    office: Office, browser: Browser, width: int, tmp_path: Path
) -> None:
    file = tmp_path / "mutasi.csv"
    file.write_bytes(office.file())
    with serving(office.app) as root:
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        page = context.new_page()
        page.goto(f"{root}/sign-in")
        page.locator("#login").fill(PEOPLE[Role.TREASURER][0])
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{root}/")
        page.goto(f"{root}/qris?shop=WSB")
        page.locator("#file").set_input_files(file)
        page.get_by_role("button", name="Cocokkan").click()
        page.get_by_role("checkbox", name="Setujui WSB-T1-A-000001").wait_for()
        assert axe.violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Bukukan yang dicentang").click()
        page.get_by_text("1 pembayaran dibukukan").wait_for()
        page.get_by_role("link", name="Hanya di kasir").click()
        page.get_by_role("link", name="WSB-T1-A-000002").wait_for()
        assert axe.violations(page) == []
        context.close()
    assert office.settled() == 1
