"""A member's phones: the lock, own and shared, signing out, one phone taken by another member."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from core import clock
from core.db import Database
from core.models import WebSession
from members import register
from members.access import devices, phones, signing_in
from members.access.models import MemberSession
from members.models import MemberStatus
from tests.support.member_pages import PIN, Phone, code_for, phone_of
from tests.support.visitor import text_of
from tests.support.world import World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def app(database: Database, world: World) -> Flask:
    return create_app(database, secret_key="for-tests")


@pytest.fixture
def siti(app: Flask, database: Database) -> Phone:
    """Member 1 on her own phone."""
    return phone_of(app, database, 1)


def test_a_shared_phone_asks_for_the_pin_again_after_a_few_minutes(
    app: Flask, database: Database
) -> None:
    phone = phone_of(app, database, 1, phone="shared")
    phone.see("/saya")
    _was_seen(database, timedelta(minutes=6))
    page = phone.see("/saya/simpanan", status=401)
    assert "Siti Aminah, ketik PIN Anda" in text_of(page)
    assert "Rp" not in page
    answer = phone.submit(
        "/saya/data/persetujuan", {"purpose": "photo", "given": "yes"}, status=401
    )
    assert "ketik PIN" in answer.text
    phone.submit("/saya/buka", {"pin": "000111", "next": "/saya/simpanan"}, status=401)
    back = phone.submit("/saya/buka", {"pin": PIN, "next": "/saya/simpanan"})
    assert back.headers["Location"] == "/saya/simpanan"
    phone.see("/saya/simpanan")


def test_a_phone_of_her_own_asks_the_next_day(siti: Phone, database: Database) -> None:
    _was_seen(database, timedelta(hours=11))
    siti.see("/saya")
    _was_seen(database, timedelta(hours=13))
    siti.see("/saya", status=401)


def test_she_can_lock_it_herself(siti: Phone) -> None:
    siti.submit("/saya/kunci")
    siti.see("/saya", status=401)
    siti.submit("/saya/buka", {"pin": PIN})
    siti.see("/saya")


def test_wrong_pins_at_the_lock_count_as_well(siti: Phone) -> None:
    siti.submit("/saya/kunci")
    for _ in range(signing_in.FREE_TRIES):
        siti.submit("/saya/buka", {"pin": "000111"}, status=401)
    siti.submit("/saya/buka", {"pin": PIN}, status=401)


def _was_seen(database: Database, ago: timedelta) -> None:
    with database.transaction() as session:
        session.execute(update(MemberSession).values(seen_at=clock.now() - ago))


def test_a_remembered_phone_is_forgotten_in_the_end(siti: Phone, database: Database) -> None:
    with database.transaction() as session:
        session.execute(update(MemberSession).values(expires_at=clock.now()))
    siti.see("/saya", status=401)


def test_signing_out_makes_the_cookie_worthless(siti: Phone, app: Flask) -> None:
    token = _token(siti)
    siti.submit("/saya/keluar")
    thief = Phone(app)
    thief.client.set_cookie("lumbung_saya", token, path="/saya")
    thief.see("/saya", status=401)


def test_the_cookie_goes_nowhere_else_and_its_token_is_not_stored(
    siti: Phone, app: Flask, database: Database
) -> None:
    cookie = siti.client.get_cookie("lumbung_saya", path="/saya")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert siti.client.get_cookie("lumbung_saya") is None, "not for the operators' pages"
    with database.reading() as session:
        assert cookie.value.encode() not in session.scalars(select(MemberSession)).one().token_hash
        held = session.scalars(select(WebSession)).all()
        assert all("_user_id" not in row.data for row in held), "no operator's session"


def test_who_signs_in_on_another_members_phone_signs_her_out(
    siti: Phone, app: Flask, database: Database
) -> None:
    token = _token(siti)
    siti.activate(code_for(database, 2))
    assert "Anggota nomor 2" in siti.see("/saya")
    old = Phone(app)
    old.client.set_cookie("lumbung_saya", token, path="/saya")
    old.see("/saya", status=401)


def test_another_phone_can_be_signed_out(siti: Phone, app: Flask, database: Database) -> None:
    other = Phone(app).enter(1)
    with database.reading() as session:
        visit = phones.visit_of(session, _token(other), at=clock.now())
    assert visit is not None
    siti.submit(f"/saya/hp/{visit.phone_key}/keluar")
    other.see("/saya", status=401)
    siti.see("/saya")


def test_a_changed_pin_signs_the_other_phones_out(siti: Phone, app: Flask) -> None:
    other = Phone(app).enter(1)
    form = {"old_pin": PIN, "pin": "731955", "pin_again": "731955"}
    siti.submit("/saya/pin", form | {"old_pin": "000111"}, status=422)
    siti.submit("/saya/pin", form | {"pin": PIN, "pin_again": PIN}, status=422)
    siti.submit("/saya/pin", form)
    siti.see("/saya")
    other.see("/saya", status=401)
    Phone(app).enter(1, status=401)
    Phone(app).enter(1, pin="731955")


def test_who_has_died_is_signed_out(siti: Phone, app: Flask, database: Database) -> None:
    with database.transaction() as session:
        register.by_number(session, 1).status = MemberStatus.DECEASED
    siti.see("/saya", status=401)
    Phone(app).enter(1, status=401)


def _token(phone: Phone) -> str:
    cookie = phone.client.get_cookie("lumbung_saya", path="/saya")
    assert cookie is not None
    return cookie.value


@pytest.mark.parametrize("onward", ["/saya/shu", "/saya/simpanan/sukarela?page=2"])
def test_she_goes_on_to_the_page_that_was_asked_for(siti: Phone, app: Flask, onward: str) -> None:
    asked = Phone(app).see(onward, status=401)
    assert f'name="next" value="{onward}"' in asked
    form = {"number": "1", "pin": PIN, "phone": "own", "next": onward}
    assert Phone(app).submit("/saya/masuk", form).headers["Location"] == onward


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/members/2", "/x"])
def test_nobody_is_sent_elsewhere(siti: Phone, app: Flask, onward: str) -> None:
    form = {"number": "1", "pin": PIN, "phone": "own", "next": onward}
    assert Phone(app).submit("/saya/masuk", form).headers["Location"] == "/saya"


REDMI = (
    "Mozilla/5.0 (Linux; Android 12; Redmi 9A Build/SP1A) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Mobile Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/16.0 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (REDMI, "Redmi 9A · Chrome"),
        (REDMI.replace("Redmi 9A Build/SP1A", "K"), "Android · Chrome"),
        (IPHONE, "iPhone · Safari"),
        ("", "HP tidak dikenal"),
    ],
)
def test_a_phone_is_called_what_people_know_it_as(agent: str, name: str) -> None:
    assert devices.device_name(agent) == name
