"""A document is booked exactly once, whatever the line, the threads and lost replies do."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core import clock
from core.db import Database
from core.ids import new_id
from inventory.models import Stock, StockMove
from ledger import chart, journal
from ledger.models import JournalEntry
from pos.kinds import KINDS
from pos.models import Document, DocumentKind, HeldDocument, Sale, SaleFlag
from pos.printing.models import PrintJob
from tests.support import sales
from tests.support.sales import Body, Sold, closing, opening
from tests.support.shelves import fill_shelves
from tests.support.world import TILL_TOKEN, World, make_coop
from wsgi import create_app

PATHS = {"sale": "/api/v1/sales", "shift_open": "/api/v1/shifts",
         "shift_close": "/api/v1/shifts/close"}  # fmt: skip


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def app(database: Database, world: World) -> Flask:
    return create_app(database, secret_key="for tests")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def shift_id(client: FlaskClient, world: World) -> str:
    body = opening(world, at=clock.now())
    assert post(client, body).status_code == 201
    return str(body["id"])


def sale(world: World, shift_id: str, sold: Sold, **more: Any) -> Body:
    """A sale of this minute, as the API believes the till's clock only so far."""
    return sales.sale(world, shift_id, sold, at=clock.now(), **more)


def post(client: FlaskClient, body: Body, **headers: str) -> TestResponse:
    return post_raw(client, body["kind"], body["id"], json.dumps(body).encode(), **headers)


def post_raw(
    client: FlaskClient, kind: str, key: str, body: bytes, token: str = TILL_TOKEN
) -> TestResponse:
    return client.post(
        PATHS[kind],
        data=body,
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
        content_type="application/json",
    )


def count(database: Database, model: Any, *where: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def test_the_same_sale_twenty_times_from_eight_threads(
    app: Flask, database: Database, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])

    def send(_attempt: int) -> tuple[int, Any]:
        answer = post(app.test_client(), body)
        return answer.status_code, answer.get_json()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(20)))
    assert Counter(status for status, _ in answers) == {201: 1, 200: 19}
    assert len({json.dumps(answer, sort_keys=True) for _, answer in answers}) == 1
    source = f"sale:{body['id']}"
    assert count(database, Sale) == 1
    assert count(database, JournalEntry, JournalEntry.source == source) == 1
    assert count(database, StockMove, StockMove.source == source) == 1


def test_a_lost_reply_is_repeated_word_for_word(
    client: FlaskClient, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_000)])
    first, again = post(client, body), post(client, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    assert first.get_json()["flags"] == ["price"]


def test_the_same_key_with_another_body_is_kept_and_refused(
    client: FlaskClient, database: Database, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    post(client, body)
    other = sale(world, shift_id, [(world.goods["mie"], 5_000, 3_500)]) | {"id": body["id"]}
    answers = [post(client, other), post(client, other)]
    for answer in answers:
        problem = answer.get_json()
        assert answer.status_code == 422
        assert answer.mimetype == "application/problem+json"
        assert (problem["type"], problem["stored"]) == ("/problems/key-reused", True)
        assert "sudah dipakai" in problem["detail"]
    assert count(database, Sale) == 1
    assert count(database, HeldDocument) == 1
    assert post(client, body).status_code == 200, "the first one still gets its answer"


def test_two_tills_sell_the_last_piece_at_once(
    app: Flask, database: Database, world: World, shift_id: str
) -> None:
    goods = world.goods["mie"]
    stocked(database, world, 1)
    bodies = [sale(world, shift_id, [(goods, 1_000, 3_500)], counter=n) for n in (1, 2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda body: post(app.test_client(), body), bodies))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert sorted(tuple(answer.get_json()["flags"]) for answer in answers) == [(), ("stock",)]
    with database.reading() as session:
        left = session.get_one(Stock, (world.shop_id, goods.id))
        assert left.quantity.milli == -1_000
    assert count(database, SaleFlag) == 1


def stocked(database: Database, world: World, pieces: int) -> None:
    with database.transaction() as session:
        fill_shelves(session, world, mie=(pieces, 2_800 * pieces))


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"{not json", "JSON"),
        (b"[]", "kiriman"),
        (b'"text"', "kiriman"),
        (b"", "JSON"),
        (b"\xff\xfe\x00", "JSON"),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_a_body_nobody_can_read_is_kept(
    client: FlaskClient, database: Database, body: bytes, word: str
) -> None:
    answer = post_raw(client, "sale", str(new_id()), body)
    assert answer.status_code == 422
    assert answer.get_json()["stored"] is True
    assert word in answer.get_json()["detail"]
    with database.reading() as session:
        assert session.scalars(select(HeldDocument.body)).one() == body


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("lines", 0, "quantity"), 0),
        (("lines", 0, "quantity"), -1),
        (("lines", 0, "quantity"), 10**9 + 1),
        (("lines", 0, "quantity"), 1.5),
        (("lines", 0, "quantity"), "1000"),
        (("lines", 0, "unit_price"), -1),
        (("lines", 0, "amount"), 10**13),
        (("lines", 0, "colour"), "red"),
        (("lines",), []),
        (("tenders", 0, "kind"), "gold"),
        (("at",), "yesterday"),
        (("at",), "2026-06-01T03:00:00.000Z+07"),
        (("number",), "\x1bp\x00"),
        (("member_id",), "42"),
        (("series",), "a"),
        (("surprise",), 1),
        (("kind",), "shift_open"),
    ],
)
def test_a_sale_with_nonsense_in_it_is_kept_and_named(
    client: FlaskClient,
    database: Database,
    world: World,
    shift_id: str,
    path: tuple[Any, ...],
    value: Any,
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    inner: Any = body
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    sent = json.dumps(body).encode()
    answer = post_raw(client, "sale", body["id"], sent)
    problem = answer.get_json()
    assert (answer.status_code, problem["stored"]) == (422, True)
    assert problem["errors"]
    assert "seharusnya" in problem["detail"] or "tidak " in problem["detail"]
    assert "Must" not in problem["detail"]
    assert count(database, Sale) == 0
    assert count(database, HeldDocument) == 1


def test_a_key_that_is_not_the_documents_id_is_kept(
    client: FlaskClient, database: Database, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    for key in (str(new_id()), "nonsense", ""):
        answer = post_raw(client, "sale", key, json.dumps(body).encode())
        assert (answer.status_code, answer.get_json()["stored"]) == (422, True)
    assert count(database, HeldDocument) == 3


@pytest.mark.parametrize("token", ["", "nonsense", "contoh-" + TILL_TOKEN])
def test_without_a_tills_token_nothing_is_stored(
    client: FlaskClient, database: Database, world: World, token: str
) -> None:
    answer = post_raw(client, "sale", str(new_id()), b"{}", token=token)
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert count(database, HeldDocument) == 0


def test_two_megabytes_are_refused_unread(
    client: FlaskClient, database: Database, world: World
) -> None:
    answer = post_raw(client, "sale", str(new_id()), b" " * 2 * 1024 * 1024)
    assert answer.status_code == 413
    assert "terlalu besar" in answer.get_json()["detail"]
    assert count(database, HeldDocument) == 0


def test_nothing_is_half_written_when_a_later_step_fails(
    client: FlaskClient, database: Database, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    broken = body["lines"] + [body["lines"][0] | {"pack_id": str(new_id())}]
    body |= {"lines": broken, "total": 7_000}
    body["tenders"][0] |= {"amount": 7_000, "given": 7_000}
    assert post(client, body).status_code == 422
    assert count(database, Sale) == count(database, StockMove) == 0
    assert count(database, Document, Document.id == UUID(body["id"])) == 0
    assert count(database, PrintJob) == 0
    assert count(database, HeldDocument) == 1


def test_a_shift_is_closed_with_its_difference_booked(
    client: FlaskClient, database: Database, world: World, shift_id: str
) -> None:
    post(client, sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)], given=10_000))
    answer = post(client, closing(world, shift_id, 206_000))
    assert answer.status_code == 201
    closed = answer.get_json()
    assert (closed["expected"], closed["counted"], closed["difference"]) == (
        207_000, 206_000, -1_000,
    )  # fmt: skip
    again = opening(world, sequence=4, float_=150_000, at=clock.now())
    assert post(client, again).status_code == 201
    with database.reading() as session:
        held = journal.balance(session, chart.DRAWER, till_id=world.till_id)
        assert held.amount == 150_000
        assert journal.balance(session, chart.CASH_SHORT).amount == 1_000


def test_the_api_describes_itself(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    assert {"/api/v1/sales", "/api/v1/catalogue"} <= set(described["paths"])


def test_every_kind_of_document_is_read_and_booked() -> None:
    assert set(KINDS) == set(DocumentKind)
