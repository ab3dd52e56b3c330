"""A till's outbox by file: booked once, in order, and only when that till has signed it."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database, using
from core.errors import BusinessError, InvalidInput
from core.ids import ShopId
from core.permissions import Role
from pos import tills
from pos.models import DocumentKind, HeldDocument, Sale
from pos.offline import files
from pos.offline.words import kind_names
from tests.support import sales
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TILL_TOKEN, World, make_coop
from wsgi import cli, create_app


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Each document is booked as over the network, which is tested on both engines."""
    return "sqlite"


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        world = make_coop(session)
        tills.add(session, world.ltm, "T1", at=NOW, by=None)
        return world


def documents(world: World) -> list[dict[str, Any]]:
    """A shift and two sales."""
    opening = sales.opening(world)
    sold = [(world.goods["mie"], 1_000, 3_500)]
    return [opening, *(sales.sale(world, opening["id"], sold, counter=n) for n in (1, 2))]


def file_of(
    world: World, bodies: list[dict[str, Any]], *, token: str = TILL_TOKEN, count: int | None = None
) -> bytes:
    head = {"format": files.FORMAT, "till_id": str(world.till.id), "till": "WSB-T1",
            "count": len(bodies) if count is None else count}  # fmt: skip
    lines = [head] + [
        {"id": body["id"], "kind": body["kind"], "body": json.dumps(body)} for body in bodies
    ]
    content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    signed = files.signature(hashlib.sha256(token.encode()).digest(), content)
    return content + json.dumps({"signature": signed}).encode() + b"\n"


def bring_in(database: Database, content: bytes) -> list[int]:
    with using(database):
        with database.reading() as session:
            delivery = files.read(session, content, within=None)
        return [int(outcome.status) for outcome in files.take(delivery, at=NOW)]


def count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_everything_is_booked_in_order_and_only_once(database: Database, world: World) -> None:
    content = file_of(world, documents(world))
    assert bring_in(database, content) == [201, 201, 201]
    assert bring_in(database, content) == [200, 200, 200]
    with database.reading() as session:
        assert count(session, Sale) == 2


def test_what_the_till_sends_afterwards_gets_the_answer_it_would_have_got(
    database: Database, world: World
) -> None:
    bodies = documents(world)
    bring_in(database, file_of(world, bodies))
    client = create_app(database, secret_key="for-tests").test_client()
    for path, body in zip(("shifts", "sales", "sales"), bodies, strict=True):
        headers = {"Authorization": f"Bearer {TILL_TOKEN}", "Idempotency-Key": body["id"]}
        answer = client.post(f"/api/v1/{path}", data=json.dumps(body), headers=headers)
        assert (answer.status_code, answer.get_json()["id"]) == (200, body["id"])


def test_what_cannot_be_booked_is_held_and_the_rest_goes_on(
    database: Database, world: World
) -> None:
    bodies = documents(world)
    bodies[1]["lines"][0]["quantity"] = 0
    assert bring_in(database, file_of(world, bodies)) == [201, 422, 201]
    with database.reading() as session:
        assert (count(session, Sale), count(session, HeldDocument)) == (1, 1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.replace(b'\\"float\\": 200000', b'\\"float\\": 900000'),
        lambda content: content.replace(b"WSB-T1-A-000002", b"WSB-T1-A-000003"),
        lambda content: b"\n".join(content.split(b"\n")[:2] + content.split(b"\n")[3:]),
        lambda content: content[: len(content) // 2],
        lambda content: content.rsplit(b"\n", 2)[0],
        lambda _content: b"",
        lambda _content: b"\x00\xff\n[]\n{}",
        lambda content: content + b"{}\n",
    ],
)
def test_a_file_that_was_changed_or_cut_is_refused_whole(
    database: Database, world: World, damage: Any
) -> None:
    content = file_of(world, documents(world))
    assert damage(content) != content
    with pytest.raises(InvalidInput):
        bring_in(database, damage(content))
    with database.reading() as session:
        assert count(session, Sale) == 0


def test_only_the_till_whose_token_signed_it_is_served(database: Database, world: World) -> None:
    with pytest.raises(InvalidInput, match="Tanda tangan"):
        bring_in(database, file_of(world, documents(world), token="another"))
    with pytest.raises(InvalidInput, match="lengkap"):
        bring_in(database, file_of(world, documents(world), count=2))
    with database.transaction() as session:
        tills.retire(session, world.till.id, at=NOW, by=world.operator_id(Role.ADMIN))
    with pytest.raises(BusinessError):
        bring_in(database, file_of(world, documents(world)))


def test_the_manager_sees_what_became_of_each(database: Database, world: World) -> None:
    app = create_app(database, secret_key="for-tests")
    bodies = documents(world)
    bodies[2]["lines"][0]["quantity"] = 0
    manager = Visitor(app).sign_in(Role.MANAGER)
    page = text_of(send(manager, file_of(world, bodies)))
    assert "WSB-T1-A-000001 Dibukukan" in page
    assert "WSB-T1-A-000002 Ditahan" in page
    again = text_of(send(manager, file_of(world, bodies)))
    assert "WSB-T1-A-000001 Sudah ada" in again


def test_a_manager_serves_the_own_shop_only(database: Database, world: World) -> None:
    with database.transaction() as session:
        session.merge(world.operators[Role.MANAGER]).shop_id = ShopId(world.ltm.id)
    manager = Visitor(app_of(database)).sign_in(Role.MANAGER)
    assert "toko lain" in send(manager, file_of(world, documents(world)), status=422)


def app_of(database: Database) -> Flask:
    return create_app(database, secret_key="for-tests")


def send(visitor: Visitor, content: bytes, *, status: int = 200) -> str:
    form = {"file": (BytesIO(content), "x.jsonl"), "csrf_token": visitor.csrf_token()}
    answer = visitor.client.post("/tills/import", data=form)
    assert answer.status_code == status
    return answer.text


def test_the_command_says_how_many(
    database: Database, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(file_of(world, documents(world)))
    url = str(database.writer.url)
    monkeypatch.setenv("LUMBUNG_DATABASE_URL", url)
    said = CliRunner().invoke(cli, ["till", "import", str(path)])
    assert "3 dibukukan, 0 sudah ada, 0 ditahan" in said.output
    again = CliRunner().invoke(cli, ["till", "import", str(path), "--json"])
    assert [one["status"] for one in json.loads(again.stdout)["documents"]] == [200, 200, 200]


def test_every_kind_of_document_has_a_name() -> None:
    assert set(kind_names()) == {kind.value for kind in DocumentKind}
