"""The till's page is open to everybody, the list of tills to those who look after them."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from pos import tills
from pos.models import Till
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TILL_TOKEN, World, make_coop
from wsgi import create_app


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def world(database: Database) -> World:
    """The co-op of the tests with a till in each shop; the admin works for all of them."""
    with database.transaction() as session:
        world = make_coop(session)
        tills.add(session, world.ltm, "T1", at=NOW, by=None)
        return world


@pytest.fixture
def app(database: Database, world: World) -> Flask:
    return create_app(database, secret_key="for-tests")


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


def till_of(database: Database, shop_id: UUID, name: str = "T1") -> Till:
    with database.reading() as session:
        found = session.scalars(select(Till).where(Till.shop_id == shop_id, Till.name == name))
        return found.one()


def token_on(page: str) -> str:
    found = re.search(r'<p class="secret token">([^<]+)</p>', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("path", ["/till", "/till/enrol"])
def test_the_till_and_its_enrolment_open_without_signing_in(visitor: Visitor, path: str) -> None:
    assert 'id="words"' in visitor.see(path)


@pytest.mark.parametrize("role", [Role.CLERK, Role.TREASURER, Role.AUDITOR, Role.MEMBER])
def test_tills_are_looked_after_by_managers_and_admins_only(
    visitor: Visitor, database: Database, world: World, role: Role
) -> None:
    visitor.sign_in(role).see("/tills", 403)
    visitor.submit("/tills", {"shop": "WSB", "name": "T2"}, status=403)
    visitor.submit(f"/tills/{world.till_id}/token", status=403)
    visitor.submit(f"/tills/{world.till_id}/retire", status=403)
    visitor.see(f"/tills/{world.till_id}/token", 403)
    assert till_of(database, world.shop_id).active


def test_a_new_till_shows_its_token_once(visitor: Visitor, app: Flask, database: Database) -> None:
    visitor.sign_in(Role.ADMIN)
    answer = visitor.submit("/tills", {"shop": "LTM", "name": " t2 "})
    page = visitor.see(answer.location)
    token = token_on(page)
    assert f"/till/enrol#{token}" in page
    assert "Hanya ditampilkan sekali ini" in page
    with database.reading() as session:
        assert tills.by_token(session, token).code == "LTM-T2"
    again = visitor.see(answer.location)
    assert token not in again
    assert "Token sudah pernah ditampilkan" in again
    assert "LTM-T2" in visitor.see("/tills")
    assert app.test_client().get(answer.location).status_code == 302


def test_a_token_is_shown_on_its_own_tills_page_only(visitor: Visitor, world: World) -> None:
    visitor.sign_in(Role.ADMIN)
    visitor.submit("/tills", {"shop": "LTM", "name": "T2"})
    assert "Token sudah pernah" in visitor.see(f"/tills/{world.till_id}/token")


def test_a_new_token_ends_the_old_one(visitor: Visitor, database: Database, world: World) -> None:
    answer = visitor.sign_in(Role.MANAGER).submit(f"/tills/{world.till_id}/token")
    token = token_on(visitor.see(answer.location))
    for used, status in ((TILL_TOKEN, 401), (token, 200)):
        headers = {"Authorization": f"Bearer {used}"}
        assert visitor.client.get("/api/v1/till/status", headers=headers).status_code == status


def test_a_retired_till_sells_no_more_and_stays_on_the_list(
    visitor: Visitor, database: Database, world: World
) -> None:
    visitor.sign_in(Role.MANAGER).submit(f"/tills/{world.till_id}/retire")
    page = visitor.see("/tills")
    assert "Kasir WSB-T1 dihentikan." in page
    assert "till-retired" in page
    assert f"/tills/{world.till_id}/retire" not in page
    assert not till_of(database, world.shop_id).active
    for path in ("token", "retire"):
        visitor.submit(f"/tills/{world.till_id}/{path}", status=404)
    headers = {"Authorization": f"Bearer {TILL_TOKEN}"}
    assert visitor.client.get("/api/v1/till/status", headers=headers).status_code == 401


def test_who_works_for_one_shop_looks_after_its_tills_only(
    visitor: Visitor, database: Database, world: World
) -> None:
    theirs = till_of(database, world.ltm.id)
    visitor.sign_in(Role.MANAGER)
    page = text_of(visitor.see("/tills"))
    assert "WSB-T1" in page
    assert "LTM" not in page
    assert "Lombok" not in page
    visitor.see(f"/tills/{theirs.id}/token", 404)
    visitor.submit(f"/tills/{theirs.id}/token", status=404)
    visitor.submit(f"/tills/{theirs.id}/retire", status=404)
    answer = visitor.submit("/tills", {"shop": "LTM", "name": "T2"}, status=422)
    assert "Tidak ada toko dengan kode LTM." in text_of(answer.text)
    kept = till_of(database, world.ltm.id)
    assert (kept.active, kept.token_hash) == (True, theirs.token_hash)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"shop": "WSB", "name": "T1"}, "Kasir T1 sudah ada di toko ini."),
        ({"shop": "WSB", "name": "kasir depan"}, "satu huruf besar dan angka"),
        ({"shop": "WSB", "name": "\N{CAT FACE}"}, "satu huruf besar dan angka"),
        ({"shop": "WSB", "name": ""}, "Isi nama kasir."),
        ({"shop": "", "name": "T2"}, "Pilih toko"),
        ({"shop": "KTR", "name": "T2"}, "Tidak ada toko dengan kode KTR."),
    ],
)
def test_a_till_that_cannot_be_added_is_a_sentence_and_keeps_what_was_typed(
    visitor: Visitor, form: dict[str, str], sentence: str
) -> None:
    answer = visitor.sign_in(Role.ADMIN).submit("/tills", form, status=422)
    assert sentence in text_of(answer.text)
    assert f'name="name" type="text" value="{form["name"]}"' in answer.text
    if form["shop"] == "WSB":
        assert '<option value="WSB" selected>' in answer.text


def test_a_till_that_is_not_there_is_not_found(visitor: Visitor) -> None:
    visitor.sign_in(Role.ADMIN).see(f"/tills/{new_id()}/token", 404)
    visitor.submit(f"/tills/{new_id()}/retire", status=404)


def test_the_examples_tokens_lead_to_the_example(database: Database) -> None:
    with database.transaction() as session:
        make_coop(session, is_demo=True)
    visitor = Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.ADMIN)
    answer = visitor.submit("/tills", {"shop": "WSB", "name": "T2"})
    assert token_on(visitor.see(answer.location)).startswith("contoh-")
