"""The pages of vouchers and what a till may ask: who may do what, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select, update

from core import clock
from core.db import Database
from core.ids import ShopId, new_id
from core.models import AuditRecord, Operator
from core.permissions import Role
from pos.vouchers.models import Voucher, VoucherBatch, VoucherEnd
from pos.vouchers.words import finding
from tests.support import axe
from tests.support import vouchers as given
from tests.support.sales import open_shift, sale, send
from tests.support.serving import serving
from tests.support.visitor import Visitor, text_of
from tests.support.world import PASSWORD, PEOPLE, TILL_TOKEN, World, make_coop, today
from wsgi import create_app

HEADERS = {"Authorization": f"Bearer contoh-{TILL_TOKEN}"}
NOBODYS = "7K3QF-9M2XN"


@dataclass(frozen=True)
class Office:
    """A co-op that issued three vouchers this minute, the first of which is used."""

    app: Flask
    database: Database
    world: World
    batch: VoucherBatch
    codes: list[str]

    @property
    def path(self) -> str:
        return f"/vouchers/batches/{self.batch.id}"

    def voucher(self, place: int) -> str:
        with self.database.reading() as session:
            found = select(Voucher.id).where(Voucher.code == self.codes[place].replace("-", ""))
            return f"/vouchers/{session.scalars(found).one()}"

    def ask(self, code: str) -> tuple[int, dict[str, Any]]:
        """What a till hears."""
        answer = self.app.test_client().get(f"/api/v1/vouchers/{code}", headers=HEADERS)
        return answer.status_code, answer.get_json()


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; the use cases are tested on both."""
    return "sqlite"


@pytest.fixture
def office(database: Database) -> Office:
    with database.transaction() as session:
        world = make_coop(session, is_demo=True)
        at = clock.now()
        until = today() + timedelta(days=30)
        batch = given.batch(session, world, until=until, at=at)
        codes = given.codes_of(session, batch)
        shift_id = open_shift(session, world, at=at)
        body = sale(world, shift_id, [(world.goods["air"], 5_000, 4_000)], at=at)
        send(session, world, given.paid_with(body, (codes[0], 20_000)), received_at=at)
    return Office(create_app(database, secret_key="for-tests"), database, world, batch, codes)


@pytest.fixture
def treasurer(office: Office) -> Visitor:
    return Visitor(office.app).sign_in(Role.TREASURER)


def _form(**changes: str) -> dict[str, str]:
    until = (today() + timedelta(days=60)).isoformat()
    return {"key": str(new_id()), "purpose": "Hadiah lomba", "face": "10rb", "pieces": "4",
            "valid_until": until, "paid_by": "promotion", "shop": "KTR"} | changes  # fmt: skip


# Who may


def test_a_manager_sees_half_of_a_code_and_issues_nothing(office: Office) -> None:
    visitor = Visitor(office.app).sign_in(Role.MANAGER)
    page = visitor.see("/vouchers")
    assert f"{office.codes[1][:6]}•••••" in page
    assert office.codes[1] not in page
    assert office.codes[1] not in visitor.see(office.voucher(1))
    assert "/vouchers/new" not in page
    visitor.see("/vouchers/new", 403)
    visitor.submit("/vouchers/new", _form(), status=403)
    visitor.submit(f"{office.path}/sheet.pdf", status=403)
    visitor.submit(f"{office.path}/close", status=403)
    visitor.submit(f"{office.voucher(1)}/take-back", {"reason": "x"}, status=403)


def test_a_clerk_does_not_see_them(office: Office) -> None:
    Visitor(office.app).sign_in(Role.CLERK).see("/vouchers", 403)


# Issuing


def test_a_form_sent_twice_issues_once(office: Office, treasurer: Visitor) -> None:
    form = _form()
    first = treasurer.submit("/vouchers/new", form)
    assert treasurer.submit("/vouchers/new", form).location == first.location
    page = text_of(treasurer.see(first.location))
    assert "4 voucher @ Rp10.000" in page
    assert "Rp40.000 masih terutang di 2-1420" in page
    with office.database.reading() as session:
        assert len(session.scalars(select(Voucher)).all()) == 7


@pytest.mark.parametrize(
    ("change", "field"),
    [({"purpose": " "}, "purpose"), ({"purpose": "x" * 61}, "purpose"), ({"face": "x"}, "face"),
     ({"face": "-5"}, "face"), ({"face": "9" * 16}, "face"), ({"pieces": "1,5"}, "pieces"),
     ({"pieces": "banyak"}, "pieces"), ({"pieces": "1001"}, "pieces"),
     ({"valid_until": ""}, "valid_until"), ({"valid_until": "2020-01-01"}, "valid_until"),
     ({"paid_by": "programme"}, "grant"), ({"paid_by": "programme", "grant": "9"}, "grant"),
     ({"paid_by": "x"}, "paid_by"), ({"shop": "XXX"}, "shop"), ({"shop": ""}, "shop"),
     ({"key": ""}, "purpose")],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_nothing_is_lost(
    treasurer: Visitor, change: dict[str, str], field: str
) -> None:
    form = _form() | change
    page = treasurer.submit("/vouchers/new", form, status=422).text
    assert f'href="#{field}"' in page
    for name in ("purpose", "face", "pieces"):
        assert f'value="{form[name]}"' in page


def _treasurer_of(office: Office, shop_id: ShopId) -> Visitor:
    with office.database.transaction() as session:
        whose = Operator.id == office.world.operator_id(Role.TREASURER)
        session.execute(update(Operator).where(whose).values(shop_id=shop_id))
    return Visitor(office.app).sign_in(Role.TREASURER)


def test_of_a_clerk_of_one_shop_only_its_books_are_asked(office: Office) -> None:
    visitor = _treasurer_of(office, office.world.shop_id)
    visitor.submit("/vouchers/new", _form(shop="KTR"), status=422)
    visitor.submit("/vouchers/new", _form(shop="WSB"))


def test_who_works_for_another_shop_neither_prints_nor_ends_them(office: Office) -> None:
    visitor = _treasurer_of(office, ShopId(office.world.ltm.id))
    for path in (
        f"{office.path}/sheet.pdf",
        f"{office.path}/close",
        f"{office.voucher(1)}/take-back",
    ):
        visitor.submit(path, {"reason": "Robek"}, status=404)


# Lists


@pytest.mark.parametrize(
    ("query", "serials"),
    [
        ("", [1, 2, 3]),
        ("state=open", [2, 3]),
        ("state=used", [1]),
        ("state=void", []),
        ("state=expired", []),
        ("q=LEBARAN", [1, 2, 3]),
        ("q=nikah", []),
        ("state=nonsense&batch=nonsense", [1, 2, 3]),
    ],
)
def test_the_list_shows_what_is_asked_for(
    office: Office, treasurer: Visitor, query: str, serials: list[int]
) -> None:
    page = treasurer.see(f"/vouchers?{query}")
    assert [n for n in (1, 2, 3) if office.codes[n - 1] in page] == serials


def test_a_code_is_found_whole_and_never_by_its_beginning(
    office: Office, treasurer: Visitor
) -> None:
    code = office.codes[1]
    assert code in treasurer.see(f"/vouchers?q={code.lower()}")
    assert code not in treasurer.see(f"/vouchers?q={code[:8]}")


def test_a_batch_of_many_has_pages(office: Office, treasurer: Visitor) -> None:
    where = treasurer.submit("/vouchers/new", _form(pieces="120")).location
    key = where.rsplit("/", 1)[1]
    assert "51–100 dari 120" in text_of(treasurer.see(f"/vouchers?batch={key}&page=2"))
    assert "Hadiah lomba" in treasurer.see("/vouchers/batches?q=hadiah")
    assert "Lebaran" not in text_of(treasurer.see("/vouchers/batches?q=hadiah"))


def test_the_page_of_a_used_one_leads_to_its_sale(office: Office, treasurer: Visitor) -> None:
    page = treasurer.see(office.voucher(0))
    assert "Membayar Rp20.000 sisanya Rp5.000 hangus" in text_of(page)
    assert "/sales/" in page
    assert "Batalkan voucher" not in page


def test_what_there_is_not_is_not_found(treasurer: Visitor) -> None:
    treasurer.see(f"/vouchers/{new_id()}", 404)
    treasurer.see(f"/vouchers/batches/{new_id()}", 404)
    treasurer.submit(f"/vouchers/batches/{new_id()}/close", status=404)
    treasurer.submit(f"/vouchers/{new_id()}/take-back", {"reason": "x"}, status=404)


# Taking back, closing


def test_one_is_taken_back_with_a_reason(office: Office, treasurer: Visitor) -> None:
    path = office.voucher(1)
    page = treasurer.submit(f"{path}/take-back", {"reason": " "}, status=422)
    assert "Tulis mengapa voucher ini dibatalkan." in text_of(page.text)
    treasurer.submit(f"{path}/take-back", {"reason": "Kertasnya robek"})
    assert "Kertasnya robek" in text_of(treasurer.see(path))
    again = treasurer.submit(f"{path}/take-back", {"reason": "lagi"}, status=409)
    assert "sudah tidak berlaku" in text_of(again.text)
    assert office.ask(office.codes[1])[1]["sentence"] == "Voucher ini sudah dibatalkan."


def test_those_of_a_past_batch_are_closed_by_a_press(office: Office, treasurer: Visitor) -> None:
    page = treasurer.submit(f"{office.path}/close", status=409)
    assert "masih berlaku sampai" in text_of(page.text)
    at = clock.now() - timedelta(days=9)
    with office.database.transaction() as session:
        past = given.batch(
            session, office.world, at=at, until=today() - timedelta(days=9), purpose="Panen raya"
        )
        (first, *_others) = given.codes_of(session, past)
    path = f"/vouchers/batches/{past.id}"
    assert "Tutup yang hangus" in treasurer.see(path)
    assert "Cetak lembar voucher" not in treasurer.see(path)
    treasurer.submit(f"{path}/close")
    page_text = text_of(treasurer.see(path))
    assert "Belum dipakai 0" in page_text
    with office.database.reading() as session:
        assert len(session.scalars(select(VoucherEnd)).all()) == 3
    assert first in treasurer.see("/vouchers?state=expired")


# Printing


def test_printing_leaves_out_what_is_used_and_is_noted(office: Office, treasurer: Visitor) -> None:
    answer = treasurer.submit(f"{office.path}/sheet.pdf", status=200)
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    with office.database.reading() as session:
        noted = session.scalars(
            select(AuditRecord).where(AuditRecord.action == "voucher.printed")
        ).one()
    assert noted.details["n"] == 2


# What a till asks


def test_a_till_hears_what_a_voucher_is_worth(office: Office) -> None:
    status, answer = office.ask(office.codes[1].lower().replace("-", ""))
    assert (status, answer) == (
        200,
        {
            "code": office.codes[1],
            "amount": 25_000,
            "valid_until": office.batch.valid_until.isoformat(),
            "state": "open",
            "sentence": "",
        },
    )


def test_a_till_hears_why_one_is_not_good(office: Office) -> None:
    status, answer = office.ask(office.codes[0])
    assert (status, answer["state"]) == (200, "used")
    assert "struk WSB-T1-A-000001" in answer["sentence"]
    status, answer = office.ask(NOBODYS)
    assert (status, answer["detail"]) == (404, "Kode voucher ini tidak dikenal: jangan diterima.")
    at = clock.now() - timedelta(days=9)
    with office.database.transaction() as session:
        past = given.batch(session, office.world, at=at, until=today() - timedelta(days=9))
        (first, *_others) = given.codes_of(session, past)
    status, answer = office.ask(first)
    assert (status, answer["state"]) == (200, "expired")
    assert "kedaluwarsa" in answer["sentence"]


def test_nobody_but_a_till_may_ask(office: Office) -> None:
    answer = office.app.test_client().get(f"/api/v1/vouchers/{office.codes[1]}")
    assert answer.status_code == 401


def test_the_flag_of_a_second_use_is_explained_to_the_manager(office: Office) -> None:
    at = clock.now()
    with office.database.transaction() as session:
        shift_id = open_shift(session, office.world, at=at, sequence=3)
        goods = [(office.world.goods["air"], 5_000, 4_000)]
        body = sale(office.world, shift_id, goods, at=at, counter=2) | {"sequence": 4}
        body = given.paid_with(body, (office.codes[0], 20_000))
        send(session, office.world, body, received_at=at)
    visitor = Visitor(office.app).sign_in(Role.MANAGER)
    told = text_of(visitor.see(f"/sales/{body['id']}"))
    assert "Voucher tidak berlaku" in told
    assert f"Voucher {office.codes[0]} sudah dipakai di struk WSB-T1-A-000001." in told


@pytest.mark.parametrize("why", [
    {"why": "unknown", "code": ""}, {"why": "void", "code": NOBODYS},
    {"why": "lapsed", "code": NOBODYS}, {"why": "expired", "code": NOBODYS, "until": "2026-06-01"},
    {"why": "less", "code": NOBODYS, "sold": 20_000, "rule": 15_000},
])  # fmt: skip
def test_every_reason_has_its_sentence(why: dict[str, Any]) -> None:
    told = finding(why)
    assert (why["code"] or "tanpa kode") in told
    assert told.endswith(".")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_are_for_everybody(browser: Browser, office: Office, width: int) -> None:
    with serving(office.app) as url:
        page = browser.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=True
        ).new_page()
        page.goto(f"{url}/sign-in")
        page.fill("#login", PEOPLE[Role.TREASURER][0])
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{url}/")
        paths = ("/vouchers", "/vouchers/batches", "/vouchers/new", office.path,
                 office.voucher(0), office.voucher(1))  # fmt: skip
        for path in paths:
            page.goto(url + path)
            assert axe.violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.context.close()
