"""Invitations and the own account: passwords and PINs that somebody chooses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from core import clock, operators
from core.db import Database
from core.errors import LockedOut
from core.permissions import Role
from tests.support.visitor import Visitor, text_of
from tests.support.world import PASSWORD, PEOPLE, PIN, World

# Invitations


def test_an_invitation_sets_a_password_once(
    visitor: Visitor, app: Flask, world: World, database: Database
) -> None:
    code = _invite(database, world, Role.AUDITOR)
    found = visitor.client.get("/invitation", query_string={"code": f" {code.lower()} "})
    assert found.headers["Location"] == f"/invitation/{code}"
    secrets = {"password": "panen raya 2026", "password_again": "panen raya 2026"}
    visitor.submit(f"/invitation/{code}", secrets | {"pin": "8642", "pin_again": "8642"})
    assert PEOPLE[Role.AUDITOR][1] in visitor.see("/")
    assert "Kode undangan ini tidak berlaku lagi" in visitor.see(f"/invitation/{code}", 404)
    form = {"login": "pengawas", "password": "panen raya 2026"}
    Visitor(app).submit("/sign-in", form)
    with database.transaction() as session:
        attempt = operators.try_pin(
            session, world.operator_id(Role.AUDITOR), "8642", at=clock.now()
        )
    assert operators.judge(attempt) == world.operator_id(Role.AUDITOR)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"password": "panen raya", "password_again": "panen"}, "Kedua kata sandi tidak sama."),
        ({"password": "pendek", "password_again": "pendek"}, "Kata sandi paling sedikit 8 huruf"),
        ({}, "Isi kata sandi baru."),
        (
            {
                "password": "panen raya",
                "password_again": "panen raya",
                "pin": "1",
                "pin_again": "2",
            },
            "Kedua PIN tidak sama.",
        ),
        (
            {
                "password": "panen raya",
                "password_again": "panen raya",
                "pin": "1111",
                "pin_again": "1111",
            },
            "PIN adalah 4–8 angka",
        ),
    ],
)
def test_a_bad_choice_leaves_the_invitation_open(
    visitor: Visitor, world: World, database: Database, form: dict[str, str], sentence: str
) -> None:
    code = _invite(database, world, Role.AUDITOR)
    answer = visitor.submit(f"/invitation/{code}", form, status=422)
    assert sentence in text_of(answer.text)
    assert 'aria-invalid="true"' in answer.text
    visitor.see(f"/invitation/{code}")


def test_an_old_invitation_is_refused(visitor: Visitor, world: World, database: Database) -> None:
    long_ago = clock.now() - operators.INVITATION_LASTS - timedelta(seconds=1)
    with database.transaction() as session:
        code = operators.invite(session, world.operator_id(Role.AUDITOR), at=long_ago)
    visitor.see(f"/invitation/{code}", 404)


# The own account


def test_a_new_password_replaces_the_old_one(visitor: Visitor, app: Flask) -> None:
    visitor.sign_in(Role.CLERK)
    new = "ladang di lereng"
    form = {"current": PASSWORD, "password": new, "password_again": new}
    visitor.submit("/account/secrets", form)
    Visitor(app).submit("/sign-in", {"login": "kasir", "password": new})
    Visitor(app).submit("/sign-in", {"login": "kasir", "password": PASSWORD}, status=401)


def test_the_present_password_is_asked_and_its_guesses_are_counted(
    visitor: Visitor, database: Database, world: World
) -> None:
    visitor.sign_in(Role.CLERK)
    form = {"current": "tebakan", "pin": "9753", "pin_again": "9753"}
    answer = visitor.submit("/account/secrets", form, status=422)
    assert "Kata sandi sekarang salah." in text_of(answer.text)
    with database.transaction() as session:
        assert operators.get(session, world.clerk_id).failures == 1
        operators.judge(operators.try_pin(session, world.clerk_id, PIN, at=clock.now()))


def test_guessing_the_present_password_locks(visitor: Visitor) -> None:
    visitor.sign_in(Role.CLERK)
    for _ in range(operators.FREE_TRIES):
        visitor.submit("/account/secrets", {"current": "tebakan"}, status=422)
    visitor.submit("/account/secrets", {"current": PASSWORD}, status=int(LockedOut.status))


def test_nothing_chosen_changes_nothing(visitor: Visitor) -> None:
    visitor.sign_in(Role.CLERK)
    answer = visitor.submit("/account/secrets", {"current": PASSWORD}, status=422)
    assert "Isi kata sandi baru atau PIN baru." in text_of(answer.text)


def _invite(database: Database, world: World, role: Role) -> str:
    with database.transaction() as session:
        return operators.invite(session, world.operator_id(role), at=clock.now())
