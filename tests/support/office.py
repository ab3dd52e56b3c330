"""The example co-operative as the manager of its shop in Wonosobo finds it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page, expect
from sqlalchemy import select

from core import backup, clock
from core.clock import local_day
from core.db import open_database
from core.ids import ShopId
from core.models import Coop, Operator, Shop
from core.schema import migrate
from pos.demo.making import make_example
from pos.demo.people import MANAGER, PASSWORD, TREASURER
from tests.support.program import lumbung_serve

SHOP = "WSB"
OTHER_SHOP = "KRW"
SALES = 250
CLERK = "kasir-wsb"
TRUSTED = TREASURER.login


@contextmanager
def furnished_office(data: Path) -> Iterator[str]:
    """A year of the example with few sales, as a co-op of its own; yields the address."""
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    migrate(database)
    today = local_day(clock.now(), "Asia/Jakarta")
    make_example(database, until=today, sales=SALES, progress=lambda _more: None)
    with database.transaction() as session:
        session.scalars(select(Coop)).one().is_demo = False
        manager = session.scalars(select(Operator).where(Operator.login == MANAGER.login)).one()
        shop_id = session.scalars(select(Shop.id).where(Shop.code == SHOP)).one()
        manager.shop_id = ShopId(shop_id)
    backup.attempt(database, data / "backups", at=clock.now())
    database.dispose()
    with lumbung_serve(data) as url:
        yield url


def come_in(page: Page, login: str = MANAGER.login) -> None:
    """Sign in, whoever was there before."""
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_label("Nama masuk").fill(login)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nama masuk")).to_have_count(0)


def press(page: Page, name: str) -> None:
    """A button of the page, or a link that looks like one, by the name the guide gives it."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(place: Page | Locator, name: str) -> None:
    """A link."""
    place.get_by_role("link", name=name, exact=True).first.click()


def menu(page: Page, name: str) -> None:
    """A place of the menu at the side, in whatever group it is."""
    places = page.get_by_role("navigation", name="Menu utama")
    expect(places.get_by_text(name, exact=True).first).to_be_attached()
    unfold(places.locator("details", has=page.get_by_text(name, exact=True)))
    follow(places, name)


def unfold(group: Locator) -> None:
    """Open a group of the menu that is not open."""
    if group.count() and group.get_attribute("open") is None:
        group.locator("summary").click()


def reads(page: Page, *texts: str) -> None:
    """The page says all of it."""
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def fill(page: Page, **what: str) -> None:
    """Fields by their labels; a blank is an underscore."""
    for label, value in what.items():
        page.get_by_label(label.replace("_", " ")).first.fill(value)


def page_only(page: Page) -> FloatRect | None:
    """The part of the window that the page itself takes beside the menu; on a phone all of it."""
    window = page.viewport_size
    if window is None or window["width"] < 900:
        return None
    left, top, right, bottom = page.evaluate(_EDGES)
    width = min(right + _MARGIN, window["width"]) - left
    height = min(bottom + _MARGIN, window["height"]) - top
    return FloatRect(x=left, y=top, width=width, height=height)


_MARGIN = 28
_EDGES = """() => {
  const main = document.querySelector("main"), box = main.getBoundingClientRect();
  const inside = [...main.children].map((each) => each.getBoundingClientRect());
  return [
    box.left, Math.max(box.top, 0),
    Math.max(...inside.map((each) => each.right)), Math.max(...inside.map((each) => each.bottom)),
  ];
}"""


@contextmanager
def dates_as_written(page: Page) -> Iterator[None]:
    """Dates as an Indonesian browser draws them; the Chromium of the tests knows English only."""
    page.evaluate(_WRITTEN)
    yield
    page.evaluate(_DATES_AGAIN)


_WRITTEN = """() => {
  for (const each of document.querySelectorAll("input[type=date]")) {
    const width = each.getBoundingClientRect().width, value = each.value;
    each.dataset.date = value;
    each.type = "text";
    each.style.width = `${width}px`;
    each.value = value ? value.split("-").reverse().join("/") : "dd/mm/yyyy";
  }
}"""
_DATES_AGAIN = """() => {
  for (const each of document.querySelectorAll("input[data-date]")) {
    each.type = "date";
    each.value = each.dataset.date;
  }
}"""
