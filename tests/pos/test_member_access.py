"""What a till hands a member: the code for her own pages, and a link to her statement."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from members.access.models import ActivationCode
from tests.support.member_pages import Phone, fill
from tests.support.world import TILL_TOKEN, World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        world = make_coop(session)
        fill(session, world)
        return world


@pytest.fixture
def app(database: Database, world: World) -> Flask:
    return create_app(database, secret_key="for-tests")


def ask(app: Flask, path: str, body: Any, token: str = TILL_TOKEN) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().post(f"/api/v1{path}", json=body, headers=headers)


def test_the_till_gets_a_code_that_opens_the_members_pages(
    app: Flask, database: Database, world: World
) -> None:
    body = {"operator_id": str(world.clerk_id)}
    answer = ask(app, f"/members/{world.member_id}/activation", body)
    assert answer.status_code == 200
    told = answer.get_json()
    assert told["url"] == f"http://localhost/saya/aktivasi/{told['code']}"
    assert "Anggota nomor 1" in Phone(app).activate(told["code"]).see("/saya")
    with database.reading() as session:
        made = session.scalars(select(ActivationCode)).one()
        assert (made.made_by, made.till_id) == (world.clerk_id, world.till_id)


def test_the_till_gets_a_link_to_the_statement(app: Flask, world: World) -> None:
    body = {"operator_id": str(world.clerk_id)}
    told = ask(app, f"/members/{world.member_id}/statement", body).get_json()
    page = Phone(app).see(told["url"].removeprefix("http://localhost"))
    assert "Rp50.111" in page


@pytest.mark.parametrize("task", ["activation", "statement"])
def test_only_who_may_and_only_for_members(app: Flask, world: World, task: str) -> None:
    path = f"/members/{world.member_id}/{task}"
    auditor = {"operator_id": str(world.operator_id(Role.AUDITOR))}
    clerk = {"operator_id": str(world.clerk_id)}
    assert ask(app, path, auditor).status_code == 403
    assert ask(app, path, {"operator_id": str(new_id())}).status_code == 403
    assert ask(app, path, {}).status_code == 422
    assert ask(app, path, clerk, token="keliru").status_code == 401
    assert ask(app, f"/members/{new_id()}/{task}", clerk).status_code == 404
