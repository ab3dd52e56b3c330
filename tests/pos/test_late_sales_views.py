"""The page of late sales: nothing typed is lost, and good papers do not wait for bad ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from core import clock
from core.clock import local_day, local_time
from core.db import Database
from core.permissions import Role
from pos.models import Sale
from tests.support import axe
from tests.support.sales import open_shift
from tests.support.serving import serving
from tests.support.visitor import Visitor, text_of
from tests.support.world import PASSWORD, PEOPLE, World, make_coop
from wsgi import create_app

OPENED = timedelta(hours=3)


@dataclass(frozen=True)
class Office:
    """A shop whose till is open, and who works there."""

    app: Flask
    database: Database
    world: World

    def form(self, *papers: dict[str, str], do: str = "check") -> dict[str, str]:
        """Papers of today as the page sends them; each line is ``item|quantity|price``."""
        sent = {"till": "WSB-T1", "clerk": str(self.world.clerk_id), "day": self.day, "do": do,
                "papers": str(len(papers))}  # fmt: skip
        for n, paper in enumerate(papers):
            lines = paper.get("lines", "").split(";")
            sent |= {f"lines-{n}": str(len(lines)), f"tender-{n}": "cash"}
            sent |= {f"{key}-{n}": value for key, value in paper.items() if key != "lines"}
            for place, line in enumerate(lines):
                cells = dict(zip(("item", "quantity", "price"), line.split("|"), strict=False))
                sent |= {f"{key}-{n}-{place}": cell for key, cell in cells.items()}
        return sent

    @property
    def day(self) -> str:
        return local_day(clock.now(), "Asia/Jakarta").isoformat()

    @property
    def time(self) -> str:
        """Now, in the shop; a paper written just before midnight is still of its day."""
        return f"{local_time(clock.now(), 'Asia/Jakarta'):%H:%M}"

    def numbers(self) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(Sale.number).order_by(Sale.number)))


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; the use case is tested on both."""
    return "sqlite"


@pytest.fixture
def office(database: Database) -> Office:
    with database.transaction() as session:
        world = make_coop(session)
        open_shift(session, world, at=clock.now() - OPENED)
    return Office(create_app(database, secret_key="for-tests"), database, world)


@pytest.fixture
def manager(office: Office) -> Visitor:
    return Visitor(office.app).sign_in(Role.MANAGER)


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.ADMIN])
def test_papers_are_entered_by_those_who_may_approve(office: Office, role: Role) -> None:
    visitor = Visitor(office.app).sign_in(role)
    visitor.see("/late-sales", 403)
    visitor.submit("/late-sales", office.form(), status=403)


def test_a_check_shows_what_was_understood_and_books_nothing(
    office: Office, manager: Visitor
) -> None:
    form = office.form({"paper": "17", "time": office.time, "lines": "101 dus|2;102"})
    page = manager.submit("/late-sales", form, status=200).text
    assert "Mie goreng instan, dus" in page
    assert 'placeholder="132.000"' in page
    assert "Catat 1 nota, Rp268.000" in text_of(page)
    assert office.numbers() == []


def test_good_papers_are_taken_and_bad_ones_stay_with_their_sentence(
    office: Office, manager: Visitor
) -> None:
    time = office.time
    form = office.form(
        {"paper": "1", "time": time, "lines": "101"},
        {"paper": "2", "time": "", "lines": "101|2;apa ini|3|5rb", "member": "2"},
        {"paper": "3", "time": time, "lines": "102"},
        do="enter",
    )
    page = manager.submit("/late-sales", form, status=422).text
    assert office.numbers() == ["WSB-T1-N-000001", "WSB-T1-N-000002"]
    words = text_of(page)
    assert "2 nota dicatat, Rp7.500: WSB-T1-N-000001 sampai WSB-T1-N-000002" in words
    assert "Tidak ada barang “apa ini”." in words
    assert 'href="#item-0-1"' in page
    for kept in ('id="paper-0" name="paper-0" type="text" value="2"', 'value="apa ini"',
                 'value="5rb"', 'name="papers" value="1"', f'value="{time}"'):  # fmt: skip
        assert kept in unescape(page), kept


def test_a_page_sent_twice_is_refused_and_books_once(office: Office, manager: Visitor) -> None:
    form = office.form({"paper": "1", "time": office.time, "lines": "101"}, do="enter")
    manager.submit("/late-sales", form)
    page = manager.submit("/late-sales", form, status=422).text
    assert "sudah dicatat untuk kasir WSB-T1" in text_of(page)
    assert office.numbers() == ["WSB-T1-N-000001"]


def test_more_room_keeps_what_is_typed(office: Office, manager: Visitor) -> None:
    form = office.form({"paper": "1", "time": "", "lines": "101;;"})
    page = manager.submit("/late-sales", form | {"do": "lines-0"}, status=200).text
    assert 'name="lines-0" value="6"' in page
    assert 'value="101"' in page
    page = manager.submit("/late-sales", form | {"do": "paper"}, status=200).text
    assert 'name="papers" value="2"' in page
    assert 'value="101"' in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"till": "LTM-T9"}, "Pilih kasirnya."),
        ({"clerk": "x"}, "Pilih siapa yang melayani."),
        ({"day": ""}, "Isi tanggal notanya."),
        ({"day": "2099-01-01"}, "masa depan"),
        ({"day": "2020-01-01"}, "31 hari"),
        ({"item-0-1": "x" * 201}, "Terlalu panjang"),
    ],
)
def test_what_all_papers_share_is_asked_first(
    office: Office, manager: Visitor, change: dict[str, str], sentence: str
) -> None:
    form = office.form({"paper": "1", "time": office.time, "lines": "101"}, do="enter")
    page = manager.submit("/late-sales", form | change, status=422).text
    assert sentence in text_of(page)
    assert 'value="101"' in page
    assert office.numbers() == []


def test_an_empty_page_asks_for_a_paper(office: Office, manager: Visitor) -> None:
    page = manager.submit("/late-sales", office.form({"lines": ""}), status=422).text
    assert "Isi paling sedikit satu nota." in text_of(page)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_manager_enters_a_stack_of_papers(office: Office, browser: Browser, width: int) -> None:
    with serving(office.app) as root:
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        page = context.new_page()
        _sign_in(page, root)
        page.goto(f"{root}/late-sales")
        page.get_by_label("Yang melayani").select_option(label="Sari Wulandari")
        page.get_by_label("Tanggal nota").fill(office.day)
        page.get_by_label("Nomor di kertas").fill("17")
        page.get_by_label("Kira-kira jam").fill(office.time)
        page.get_by_label("Barang baris 1", exact=True).fill("101")
        page.get_by_label("Banyaknya baris 1", exact=True).fill("3")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Catat 1 nota, Rp10.500").wait_for()
        assert axe.violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Tambah nota").click()
        page.locator("#paper-1").fill("18")
        page.locator("#item-1-0").fill("apa ini")
        page.get_by_role("button", name="Periksa harga dan jumlah").click()
        page.get_by_text("1 nota belum dapat dicatat").wait_for()
        assert axe.violations(page) == []
        page.locator("#item-1-0").fill("102")
        page.get_by_role("button", name="Periksa lagi").click()
        page.get_by_role("button", name="Catat 2 nota, Rp14.500").click()
        page.get_by_text("2 nota dicatat").wait_for()
        assert axe.violations(page) == []
        context.close()
    assert office.numbers() == ["WSB-T1-N-000001", "WSB-T1-N-000002"]


def _sign_in(page: Page, root: str) -> None:
    page.goto(f"{root}/sign-in")
    page.locator("#login").fill(PEOPLE[Role.MANAGER][0])
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}/")
