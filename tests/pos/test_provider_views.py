"""The page of the provider: who may change what, and that nothing counts twice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser

from core import clock
from core.db import Database
from core.ids import new_id
from core.money import Money
from core.permissions import Role
from inventory.models import Product, ProductKind
from pos.provider import deposit
from tests.support import axe
from tests.support.sales import open_shift, sale, send
from tests.support.serving import serving
from tests.support.visitor import Visitor, text_of
from tests.support.world import PASSWORD, PEOPLE, World, make_coop, today
from wsgi import create_app


@dataclass(frozen=True)
class Office:
    """A shop that sold a token nobody has looked after yet."""

    app: Flask
    database: Database
    world: World
    sale_id: str

    def balance(self) -> Money:
        with self.database.reading() as session:
            return deposit.balance(session, self.world.shop_id)


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; the use cases are tested on both."""
    return "sqlite"


@pytest.fixture
def office(database: Database) -> Office:
    with database.transaction() as session:
        world = make_coop(session)
        session.get_one(Product, world.goods["air"].id).kind = ProductKind.SERVICE
        session.flush()
        shift_id = open_shift(session, world, at=clock.now())
        body = sale(world, shift_id, [(world.goods["air"], 1_000, 22_000)], at=clock.now())
        body["lines"][0] |= {"cost": 20_500, "reference": "56601234567"}
        send(session, world, body, received_at=clock.now())
    return Office(create_app(database, secret_key="for-tests"), database, world, body["id"])


@pytest.fixture
def manager(office: Office) -> Visitor:
    return Visitor(office.app).sign_in(Role.MANAGER)


def _top_up(office: Office, **changes: str) -> dict[str, str]:
    day = today().isoformat()
    return {"shop": "WSB", "key": str(new_id()), "amount": "500rb", "paid_from": "bank",
            "day": day} | changes  # fmt: skip


def test_an_auditor_looks_and_changes_nothing(office: Office) -> None:
    visitor = Visitor(office.app).sign_in(Role.AUDITOR)
    assert '<form method="post" action="/provider' not in visitor.see("/provider?shop=WSB")
    visitor.submit("/provider/top-ups", _top_up(office), status=403)
    visitor.submit("/provider/checks", {"shop": "WSB", "stated": "0"}, status=403)
    path = f"/provider/services/{office.sale_id}/0"
    visitor.submit(path, {"state": "success"}, status=403)


def test_a_clerk_does_not_see_it(office: Office) -> None:
    Visitor(office.app).sign_in(Role.CLERK).see("/provider", 403)


def test_a_top_up_sent_twice_counts_once(office: Office, manager: Visitor) -> None:
    form = _top_up(office)
    manager.submit("/provider/top-ups", form)
    manager.submit("/provider/top-ups", form)
    assert office.balance() == Money(500_000 - 20_500)
    assert "Deposit bertambah Rp500.000." in text_of(manager.see("/provider"))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"amount": "x"}, "amount"), ({"amount": "0"}, "amount"), ({"day": ""}, "day"),
     ({"day": "2099-01-01"}, "day"), ({"paid_from": "x"}, "paid_from"), ({"key": ""}, "amount")],
)  # fmt: skip
def test_a_top_up_that_cannot_be_read_keeps_what_was_typed(
    office: Office, manager: Visitor, change: dict[str, str], field: str
) -> None:
    form = _top_up(office, reference="BCA-77") | change
    page = manager.submit("/provider/top-ups", form, status=422).text
    assert f'href="#{field}"' in page
    assert 'value="BCA-77"' in page


def test_a_difference_is_shown_first_and_booked_with_a_reason(
    office: Office, manager: Visitor
) -> None:
    manager.submit("/provider/top-ups", _top_up(office))
    form = {"shop": "WSB", "stated": "478.000"}
    manager.submit("/provider/checks", form)
    assert "Selisih -Rp1.500. Belum dibukukan." in text_of(manager.see("/provider"))
    page = manager.submit("/provider/checks", form | {"adjust": "1"}, status=422).text
    assert "Tulis mengapa selisihnya dibukukan." in text_of(page)
    manager.submit("/provider/checks", form | {"adjust": "1", "reason": "biaya admin"})
    assert "Selisih -Rp1.500 dibukukan." in text_of(manager.see("/provider"))
    assert office.balance() == Money(478_000)
    manager.submit("/provider/checks", form)
    assert "Cocok: saldo penyedia sama dengan buku." in text_of(manager.see("/provider"))


def test_a_failed_service_says_that_money_is_due_back(office: Office, manager: Visitor) -> None:
    path = f"/provider/services/{office.sale_id}/0"
    manager.submit(path, {"state": "failed", "note": "nomor salah", "show": "failed"})
    page = manager.see("/provider?state=failed")
    assert "Uang pembeli Rp22.000 harus dikembalikan: RETUR struk WSB-T1-A-000001" in text_of(page)
    assert f"/sales/{office.sale_id}" in page


def test_a_token_without_success_is_refused_where_it_was_typed(
    office: Office, manager: Visitor
) -> None:
    path = f"/provider/services/{office.sale_id}/0"
    form = {"state": "failed", "token": "1234", "shop": "WSB"}
    page = manager.submit(path, form, status=422).text
    assert "Token hanya ada kalau transaksinya sukses." in text_of(page)
    assert 'value="1234"' in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_manager_looks_after_the_deposit(office: Office, browser: Browser, width: int) -> None:
    with serving(office.app) as root:
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        page = context.new_page()
        page.goto(f"{root}/sign-in")
        page.locator("#login").fill(PEOPLE[Role.MANAGER][0])
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{root}/")
        page.goto(f"{root}/provider")
        page.get_by_label("Sebesar").fill("500rb")
        page.get_by_role("button", name="Catat isi deposit").click()
        page.get_by_text("Deposit bertambah Rp500.000.").wait_for()
        page.get_by_label("Saldo di aplikasi penyedia").fill("479.000")
        page.get_by_role("button", name="Bandingkan", exact=True).click()
        page.get_by_text("Selisih -Rp500. Belum dibukukan.").wait_for()
        assert axe.violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label("Token atau nomor bukti").fill("1234 5678")
        page.get_by_role("button", name="Sukses").click()
        page.get_by_text("Hasilnya dicatat.").wait_for()
        page.get_by_role("link", name="Sukses").click()
        page.get_by_text("1234 5678").wait_for()
        assert axe.violations(page) == []
        context.close()
