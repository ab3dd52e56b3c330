"""Signing in and out, the home page, who may go where, refusals."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from core import operators, shops
from core.access import Open, requires
from core.db import Database
from core.ids import ShopId
from core.models import AuditRecord, Operator, WebSession
from core.permissions import Permission, Role, granted
from core.web import LARGEST_BODY
from tests.support.visitor import Visitor, text_of
from tests.support.world import PASSWORD, PEOPLE, World
from wsgi import create_app

SIGNED_IN_PAGES = ("/", "/account")


def test_the_first_page_leads_to_the_sign_in_page(visitor: Visitor) -> None:
    answer = visitor.client.get("/", follow_redirects=True)
    assert answer.request.path == "/sign-in"
    assert "Kata sandi" in answer.text


@pytest.mark.parametrize("role", Role)
def test_everybody_gets_in_and_sees_their_name_and_role(visitor: Visitor, role: Role) -> None:
    page = visitor.sign_in(role).see("/")
    assert PEOPLE[role][1] in page
    assert "Keluar" in page


@pytest.mark.parametrize(("login", "password"), [("kasir", "keliru-sekali"), ("tiada", PASSWORD)])
def test_a_wrong_sign_in_does_not_say_what_was_wrong(
    visitor: Visitor, login: str, password: str
) -> None:
    answer = visitor.submit("/sign-in", {"login": login, "password": password}, status=401)
    assert "Nama masuk, kata sandi atau PIN salah." in text_of(answer.text)
    assert f'value="{login}"' in answer.text
    assert password not in answer.text
    assert visitor.client.get("/account").status_code == 302


def test_guessing_is_slowed_down_even_for_the_right_password(visitor: Visitor) -> None:
    for _ in range(operators.FREE_TRIES):
        visitor.submit("/sign-in", {"login": "kasir", "password": "salah"}, status=401)
    answer = visitor.submit("/sign-in", {"login": "kasir", "password": PASSWORD}, status=429)
    assert 0 < int(answer.headers["Retry-After"]) <= operators.FIRST_LOCK.total_seconds() + 1
    assert "Terlalu banyak percobaan salah" in answer.text


def test_one_goes_on_to_the_page_that_was_asked_for(visitor: Visitor) -> None:
    asked = visitor.client.get("/ledger?shop=WSB")
    sign_in = asked.headers["Location"]
    form = {"login": "bendahara", "password": PASSWORD, "next": "/ledger?shop=WSB"}
    assert "next=/ledger?shop%3DWSB" in sign_in or "next=%2Fledger" in sign_in
    assert visitor.submit("/sign-in", form).headers["Location"] == "/ledger?shop=WSB"


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil", "evil", ""])
def test_nobody_is_sent_to_another_site(visitor: Visitor, path: str) -> None:
    form = {"login": "kasir", "password": PASSWORD, "next": path}
    assert visitor.submit("/sign-in", form).headers["Location"] == "/"


def test_a_cookie_seen_before_signing_in_is_worth_nothing_after(
    visitor: Visitor, database: Database
) -> None:
    visitor.see("/sign-in")
    before = _cookie(visitor)
    visitor.sign_in(Role.CLERK)
    assert _cookie(visitor) != before
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WebSession)) == 1


def test_signing_out_makes_the_cookie_worthless(visitor: Visitor, app: Flask) -> None:
    visitor.sign_in(Role.CLERK)
    thief = Visitor(app)
    thief.client.set_cookie("lumbung", _cookie(visitor))
    thief.see("/account")
    visitor.submit("/sign-out")
    assert thief.client.get("/account").status_code == 302


def test_a_form_of_another_site_changes_nothing(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.ADMIN)
    answer = visitor.client.post("/coop", data={"name": "Milik orang lain"})
    assert answer.status_code == 400
    with database.reading() as session:
        coop = shops.find_coop(session)
        assert coop is not None
        assert coop.name == "Koperasi Uji Bersama"


def test_the_language_is_chosen_before_and_stays_after_signing_in(visitor: Visitor) -> None:
    assert '<html lang="id"' in visitor.see("/sign-in")
    back = visitor.submit("/language", {"language": "en", "next": "/sign-in"})
    assert back.headers["Location"] == "/sign-in"
    assert '<html lang="en"' in visitor.see("/sign-in")
    assert '<html lang="en"' in visitor.sign_in(Role.CLERK).see("/")
    visitor.submit("/language", {"language": "xx"}, status=422)


def test_the_language_of_an_account_holds_in_every_browser(visitor: Visitor, app: Flask) -> None:
    visitor.sign_in(Role.CLERK).submit("/account/language", {"locale": "en"})
    assert '<html lang="en"' in Visitor(app).sign_in(Role.CLERK).see("/")


# Who may go where


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_it_may_and_nothing_else(visitor: Visitor, role: Role) -> None:
    visitor.sign_in(role)
    for rule in visitor.app.url_map.iter_rules():
        package = rule.endpoint.split(".")[0]
        if package not in ("core", "admin", "staff", "ledger") or rule.arguments:
            continue
        if "GET" in (rule.methods or ()) and rule.endpoint not in ("core.sign_in",):
            access = visitor.app.view_functions[rule.endpoint].__dict__["access"]
            allowed = access in (Open.PUBLIC, Open.SIGNED_IN) or access in granted([role])
            answer = visitor.client.get(rule.rule, buffered=True)
            assert (answer.status_code == 200) == allowed, rule.rule
            assert allowed or answer.status_code == 403, rule.rule


@pytest.mark.parametrize("role", Role)
def test_the_menu_shows_only_what_opens(visitor: Visitor, role: Role) -> None:
    page = visitor.sign_in(role).see("/")
    links = set(re.findall(r'<a class="tile[^"]*" href="([^"]+)"', page))
    assert {visitor.client.get(link).status_code for link in links} <= {200}
    assert ("/operators" in links) == (Permission.MANAGE_OPERATORS in granted([role]))


def test_without_any_permission_the_home_page_says_what_to_do(visitor: Visitor) -> None:
    assert "Minta pengurus menambahkan peran" in visitor.sign_in(Role.MEMBER).see("/")


# What every page carries


def test_the_example_says_so_on_every_page(database: Database, world: World) -> None:
    with database.transaction() as session:
        session.add(world.coop)
        world.coop.is_demo = True
    visitor = Visitor(create_app(database, secret_key="x"))
    assert "CONTOH" in visitor.see("/sign-in")
    assert "CONTOH" in visitor.see("/nowhere", 404)
    visitor.sign_in(Role.ADMIN)
    for path in (*SIGNED_IN_PAGES, "/shops", "/operators", "/settings", "/audit"):
        assert "strip-demo" in visitor.see(path), path


def test_a_real_co_op_never_says_contoh(visitor: Visitor) -> None:
    assert "CONTOH" not in visitor.see("/sign-in") + visitor.sign_in(Role.ADMIN).see("/")


def test_pages_turn_red_when_the_backup_is_old(visitor: Visitor) -> None:
    """The co-op of the tests was founded long ago and never backed up."""
    assert "strip-alarm" in visitor.sign_in(Role.CLERK).see("/")


def test_pages_load_nothing_inline(visitor: Visitor) -> None:
    answer = visitor.sign_in(Role.ADMIN).client.get("/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", answer.text)


# Refusals, in plain sentences


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "Tidak ditemukan"),
        ("/operators", 403, "Bagian ini bukan untuk peran Anda."),
        ("/sign-out", 405, "Tidak dapat dibuka begini"),
        ("/ledger/entries/WSB/99999999999999999999", 404, "Tidak ditemukan"),
    ],
)
def test_a_refusal_is_a_page_with_a_way_on(
    visitor: Visitor, path: str, status: int, words: str
) -> None:
    page = visitor.sign_in(Role.CLERK).see(path, status)
    assert words in text_of(page)
    assert "Ke beranda" in text_of(page)


def test_too_large_a_form_is_refused_in_words(visitor: Visitor) -> None:
    answer = visitor.client.post("/sign-in", data={"login": "x" * (LARGEST_BODY + 1)})
    assert answer.status_code == 413
    assert "terlalu besar" in text_of(answer.text)


@pytest.mark.parametrize(
    "path",
    ["/products?q=%00", "/products/a%00b", "/audit?q=%00", "/operators/%00", "/ledger?shop=%00"],
)
def test_what_is_not_text_is_refused_before_it_reaches_the_database(
    visitor: Visitor, path: str
) -> None:
    form = {"login": "a\x00b", "password": "x"}
    assert "tidak dapat dibaca" in visitor.submit("/sign-in", form, status=422).text
    visitor.sign_in(Role.TREASURER if "operators" not in path else Role.ADMIN)
    assert "tidak dapat dibaca" in visitor.see(path, 422)


def test_a_bug_shows_no_trace_of_the_program(app: Flask, visitor: Visitor) -> None:
    @requires(Open.PUBLIC)
    def fail() -> str:
        raise RuntimeError("rahasia program")

    app.add_url_rule("/fail", "fail", fail)
    page = visitor.see("/fail", 500)
    assert "Tidak ada yang tersimpan setengah jalan" in page
    assert "rahasia program" not in page
    assert "Traceback" not in page


def test_what_people_type_is_never_markup(visitor: Visitor, database: Database) -> None:
    with database.transaction() as session:
        shop = shops.shop_by_code(session, "WSB")
        details = shops.ShopDetails(
            shop.code, "<script>alert(1)</script>", shop.kind, shop.time_zone
        )
        shops.change_shop(session, ShopId(shop.id), replace(details, address='"><img src=x>'))
    page = visitor.sign_in(Role.ADMIN).see("/shops")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert" in page


def test_coming_and_going_is_noted(visitor: Visitor, database: Database) -> None:
    visitor.submit("/sign-in", {"login": "kasir", "password": "salah"}, status=401)
    visitor.sign_in(Role.CLERK).submit("/sign-out")
    with database.reading() as session:
        actions = session.scalars(select(AuditRecord.action).order_by(AuditRecord.at)).all()
    assert actions[-3:] == [
        "operator.failed_to_sign_in",
        "operator.signed_in",
        "operator.signed_out",
    ]


def test_somebody_who_is_deactivated_is_out_at_once(
    visitor: Visitor, database: Database, world: World
) -> None:
    visitor.sign_in(Role.CLERK).see("/account")
    with database.transaction() as session:
        found = session.get(Operator, world.clerk_id)
        assert found is not None
        found.active = False
    assert visitor.client.get("/account").status_code == 302


def _cookie(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("lumbung")
    assert cookie is not None
    return cookie.value
