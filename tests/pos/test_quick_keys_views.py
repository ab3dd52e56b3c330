"""The manager's page of quick keys."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.db import Database
from core.ids import OperatorId, ShopId
from core.permissions import Role
from pos.quick_keys import quick_keys
from pos.quick_keys.models import QuickKey
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop
from wsgi import create_app


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def manager(database: Database, world: World) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.MANAGER)


def keys(database: Database) -> list[QuickKey]:
    with database.reading() as session:
        return list(session.scalars(select(QuickKey).order_by(QuickKey.position)))


def send_picture(visitor: Visitor, key: QuickKey, content: BytesIO, name: str) -> TestResponse:
    form = {"picture": (content, name), "csrf_token": visitor.csrf_token()}
    return visitor.client.post(f"/quick-keys/{key.id}/picture", data=form)


def test_tiles_are_added_pictured_moved_and_removed(manager: Visitor, database: Database) -> None:
    assert "Belum ada tombol cepat" in text_of(manager.see("/quick-keys"))
    for code in ("101", "201"):
        manager.submit("/quick-keys/WSB", {"code": code})
    assert "Beras pandan wangi" in text_of(manager.see("/quick-keys"))
    picture = BytesIO()
    Image.new("RGB", (300, 200), "green").save(picture, "PNG")
    picture.seek(0)
    first, second = keys(database)
    assert send_picture(manager, first, picture, "mie.png").status_code == 302
    [marked, _other] = keys(database)
    answer = manager.client.get(f"/till/pictures/{marked.picture_mark}.webp")
    assert answer.mimetype == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    manager.submit(f"/quick-keys/{second.id}/move", {"way": "up"})
    assert [key.id for key in keys(database)] == [second.id, first.id]
    manager.submit(f"/quick-keys/{second.id}/remove")
    assert [key.id for key in keys(database)] == [first.id]


def test_what_cannot_be_a_tile_is_said_beside_its_field(manager: Visitor) -> None:
    manager.submit("/quick-keys/WSB", {"code": "999"}, status=422)
    manager.submit("/quick-keys/WSB", {"code": "101"})
    refused = manager.submit("/quick-keys/WSB", {"code": "101"}, status=422)
    assert "sudah ada di tombol cepat" in text_of(refused.text)


def test_a_file_that_is_no_picture_is_refused(manager: Visitor, database: Database) -> None:
    manager.submit("/quick-keys/WSB", {"code": "101"})
    [key] = keys(database)
    refused = send_picture(manager, key, BytesIO(b"<svg/>"), "x.svg")
    assert refused.status_code == 422
    assert "bukan gambar" in text_of(refused.text)


def test_tiles_of_another_shop_are_not_his(
    manager: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        theirs = quick_keys.add(
            session, ShopId(world.ltm.id), "101", at=NOW, by=OperatorId(world.clerk_id)
        )  # fmt: skip
    manager.submit(f"/quick-keys/{theirs.id}/remove", status=404)
    manager.submit("/quick-keys/LTM", {"code": "102"}, status=404)
    assert len(keys(database)) == 1
