"""Signing in to one's own pages: the code, the PIN, guessing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from core import clock
from core.db import Database
from core.errors import InvalidInput, NotFound
from core.models import AuditRecord
from core.permissions import Role
from members import register
from members.access import activation, signing_in
from members.access.models import ActivationCode, MemberAccess
from members.models import MemberStatus
from tests.support.member_pages import PIN, Phone, code_for, phone_of
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, make_coop
from wsgi import create_app

ONE_SENTENCE = "Nomor atau PIN salah, atau sedang dikunci"
CANNOT = "Kode ini tidak berlaku lagi"


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


# The code


def test_a_code_opens_the_pages_once(app: Flask, database: Database) -> None:
    code = code_for(database, 1)
    phone = Phone(app)
    assert "Halo, Siti Aminah" in phone.see(f"/saya/aktivasi/{code}")
    assert "Anggota nomor 1" in phone.activate(code).see("/saya")
    assert CANNOT in Phone(app).see(f"/saya/aktivasi/{code}", status=404)
    Phone(app).activate(code, status=404)


def test_a_code_is_read_as_people_type_it(app: Flask, database: Database) -> None:
    typed = code_for(database, 1).lower().replace("-", " ")
    answer = Phone(app).client.get("/saya/aktivasi", query_string={"kode": f" {typed} "})
    assert "Halo" in Phone(app).see(answer.headers["Location"])


def test_a_code_is_over_after_its_hours_and_when_there_is_a_newer_one(
    app: Flask, database: Database
) -> None:
    old = code_for(database, 1)
    newer = code_for(database, 1)
    Phone(app).activate(old, status=404)
    with database.transaction() as session:
        session.execute(update(ActivationCode).values(expires_at=clock.now()))
    Phone(app).activate(newer, status=404)


def test_the_database_does_not_hold_the_code(app: Flask, database: Database) -> None:
    code = code_for(database, 1)
    with database.reading() as session:
        row = session.scalars(select(ActivationCode)).one()
        assert code.encode() not in row.code_hash
        assert len(row.code_hash) == 32


def test_a_new_code_signs_every_phone_out_when_it_is_used_and_not_before(
    siti: Phone, app: Flask, database: Database
) -> None:
    code = code_for(database, 1)
    siti.see("/saya")
    phone_of(app, database, 2).see("/saya")
    other = Phone(app, pin="731955").activate(code)
    other.see("/saya")
    siti.see("/saya", status=401)
    Phone(app).enter(1, pin="731955")
    Phone(app).enter(1, pin=PIN, status=401)
    Phone(app).enter(2)


@pytest.mark.parametrize(("pin", "again"), [("123456", "123456"), ("582039", "582038"), ("5", "5")])
def test_a_bad_pin_is_refused_and_the_code_stays_good(
    app: Flask, database: Database, pin: str, again: str
) -> None:
    code, phone = code_for(database, 1), Phone(app)
    form = {"pin": pin, "pin_again": again, "phone": "own"}
    answer = phone.submit(f"/saya/aktivasi/{code}", form, status=422)
    assert "Halo, Siti Aminah" in answer.text
    phone.activate(code)


def test_whose_phone_it_is_has_to_be_said(app: Flask, database: Database) -> None:
    code = code_for(database, 1)
    Phone(app).activate(code, phone="", status=422)
    Phone(app).activate(code).see("/saya")


def test_two_who_use_one_code_at_once_are_one(database: Database, world: World) -> None:
    code = code_for(database, 1)
    with database.transaction() as session:
        activation.activate(session, code, PIN, at=clock.now())
        with pytest.raises(NotFound):
            activation.activate(session, code, "731955", at=clock.now())


def test_nobody_gets_a_code_for_who_has_died(database: Database, world: World) -> None:
    with database.transaction() as session:
        member = register.by_number(session, 1)
        member.status = MemberStatus.DECEASED
        with pytest.raises(InvalidInput, match="ahli waris"):
            activation.make_code(session, member, at=clock.now(), by=None)


# Guessing


def test_guessing_locks_and_the_count_survives_the_refusal(
    siti: Phone, app: Flask, database: Database
) -> None:
    for _ in range(signing_in.FREE_TRIES):
        Phone(app).enter(1, pin="000111", status=401)
    with database.reading() as session:
        assert session.scalars(select(MemberAccess)).one().failures == signing_in.FREE_TRIES
        noted = select(func.count()).where(AuditRecord.action == "member.failed_to_sign_in")
        assert session.scalar(noted) == signing_in.FREE_TRIES
    Phone(app).enter(1, status=401)


def test_a_lock_grows_and_ends(siti: Phone, app: Flask, database: Database) -> None:
    locks = [_wrong(database) for _ in range(9)]
    assert [lock is None for lock in locks] == [True] * 4 + [False] * 5
    lengths = [lock for lock in locks if lock is not None]
    assert lengths == [signing_in.FIRST_LOCK * 2**step for step in range(5)]
    with database.transaction() as session:
        session.execute(update(MemberAccess).values(locked_until=clock.now()))
    Phone(app).enter(1).see("/saya")
    with database.reading() as session:
        assert session.scalars(select(MemberAccess)).one().failures == 0


def _wrong(database: Database) -> timedelta | None:
    """How long a member is locked out by one more wrong PIN, once the lock before is over."""
    at = clock.now()
    with database.transaction() as session:
        session.execute(update(MemberAccess).values(locked_until=None))
        who = signing_in.asked(session, "1")
        assert signing_in.settle(session, who, right=False, at=at) is None
        locked_until = session.scalars(select(MemberAccess.locked_until)).one()
    return locked_until - at if locked_until else None


def test_a_right_pin_that_was_checked_before_the_lock_comes_too_late(
    siti: Phone, database: Database
) -> None:
    """Of many tries at once none slips through."""
    at = clock.now()
    with database.transaction() as session:
        who = signing_in.asked(session, "1")
        for _ in range(signing_in.FREE_TRIES):
            signing_in.settle(session, who, right=False, at=at)
        assert signing_in.settle(session, who, right=True, at=at) is None


def test_a_right_pin_that_was_changed_meanwhile_is_wrong(siti: Phone, database: Database) -> None:
    with database.transaction() as session:
        who = signing_in.asked(session, "1")
        assert who.is_right(PIN)
        signing_in.change_pin(session, who.member_id, "731955", at=clock.now())  # type: ignore[arg-type]
        assert signing_in.settle(session, who, right=True, at=clock.now()) is None


def test_nothing_tells_whose_number_exists(siti: Phone, app: Flask) -> None:
    """Not the words, not the status: a wrong PIN, no such number, no PIN yet, locked."""
    said = [_refused(app, number) for number in ("1", "2", "999", "abc", "-1", "9" * 30, "")]
    for _ in range(signing_in.FREE_TRIES):
        _refused(app, "1")
    said.append(_refused(app, "1"))
    assert len(set(said)) == 1
    assert ONE_SENTENCE in said[0]


def _refused(app: Flask, number: str) -> str:
    phone = Phone(app)
    form = {"number": number, "pin": "000111", "phone": "own"}
    answer = phone.submit("/saya/masuk", form, status=401)
    assert "Retry-After" not in answer.headers
    return text_of(answer.text)


def test_a_number_that_nobody_has_is_hashed_as_long(database: Database, world: World) -> None:
    """The slow part is the same: some hash is always compared."""
    with database.reading() as session:
        assert signing_in.asked(session, "999") == signing_in.NOBODY
    begun = datetime.now(UTC)
    assert not signing_in.NOBODY.is_right("582039")
    assert datetime.now(UTC) - begun > timedelta(milliseconds=5)


# At the office


def test_the_office_hands_out_a_code_with_the_name_large(app: Flask, database: Database) -> None:
    clerk = Visitor(app).sign_in(Role.CLERK)
    assert "Belum pernah memakai" in clerk.see("/members/1/access")
    page = clerk.submit("/members/1/access", status=200).text
    assert '<p class="handing-name">Siti Aminah</p>' in page
    with database.reading() as session:
        made = session.scalars(select(ActivationCode)).one()
        assert made.made_by is not None
        noted = select(AuditRecord.subject).where(AuditRecord.action == "member.code_made")
        assert session.scalars(noted).one() == "1"
    code = page.split('handing-text">')[1].split("<")[0]
    phone = Phone(app).activate(code)
    phone.see("/saya")
    assert "masuk di 1 HP" in text_of(clerk.see("/members/1/access"))
    clerk.see("/members/99/access", status=404)


def test_an_auditor_hands_out_no_codes(app: Flask) -> None:
    auditor = Visitor(app).sign_in(Role.AUDITOR)
    auditor.see("/members/1/access", status=403)
    auditor.submit("/members/1/access", status=403)
