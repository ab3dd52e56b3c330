"""Tills look a receipt up, take goods back, and print copies over the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from core.db import Database
from core.ids import TillId
from pos.printing.models import JobKind, Printer, PrintJob
from tests.support.customers import customer, on_credit_of, paid_back_by
from tests.support.member_money import bon_payment, member_money, paid_by
from tests.support.returns import back, correcting, returning
from tests.support.sales import Body, open_shift, sale, send
from tests.support.world import NOW, TILL_TOKEN, World, make_coop
from wsgi import create_app

HEADERS = {"Authorization": f"Bearer {TILL_TOKEN}"}


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def client(database: Database, world: World) -> Iterator[FlaskClient]:
    with create_app(database, secret_key="test").test_client() as client:
        yield client


@pytest.fixture
def shift_id(database: Database, world: World) -> str:
    with database.transaction() as session:
        return open_shift(session, world)


@pytest.fixture
def sold(database: Database, world: World, shift_id: str) -> Body:
    """A member bought three packs of noodles and 0.755 kg of rice."""
    lines = [(world.goods["mie"], 3_000, 3_300), (world.goods["beras"], 755, 14_000)]
    body = sale(world, shift_id, lines, member_id=world.member_id)
    with database.transaction() as session:
        send(session, world, body)
    return body


def post(client: FlaskClient, path: str, body: Body) -> tuple[int, Body]:
    headers = HEADERS | {"Idempotency-Key": body["id"]}
    response = client.post(f"/api/v1{path}", json=body, headers=headers)
    return response.status_code, response.get_json()


def look_up(client: FlaskClient, number: str) -> tuple[int, Body]:
    response = client.get(f"/api/v1/receipts/{number}", headers=HEADERS)
    return response.status_code, response.get_json()


def test_a_receipt_shows_what_is_left_of_each_line(
    client: FlaskClient, world: World, shift_id: str, sold: Body
) -> None:
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_300)], counter=2, sale=sold)
    assert post(client, "/returns", body)[0] == 201
    status, found = look_up(client, "wsb-t1-a-000001")
    assert status == 200
    assert found["sale"]["id"] == sold["id"]
    assert found["sale"]["member"]["name"] == "Siti Aminah"
    noodles, rice = found["lines"]
    assert noodles["left"] == {"quantity": 2_000, "amount": 6_600}
    assert (noodles["fractions"], rice["fractions"]) == (False, True)
    assert rice["left"] == {"quantity": 755, "amount": 10_570}
    assert found["tenders"] == [{"kind": "cash", "amount": 20_400}]


def test_a_receipt_shows_how_it_was_paid_after_a_correction(
    client: FlaskClient, world: World, shift_id: str, sold: Body
) -> None:
    body = correcting(world, shift_id, sold, {"cash": 20_400}, {"qris": 20_400}, sequence=3)
    assert post(client, "/tender-corrections", body)[0] == 201
    assert look_up(client, sold["number"])[1]["tenders"] == [{"kind": "qris", "amount": 20_400}]


def test_kasbon_a_customer_paid_back_meanwhile_comes_back_as_money(
    client: FlaskClient, database: Database, world: World, shift_id: str, sold: Body
) -> None:
    with database.transaction() as session:
        key = customer(session, world)
        lent = on_credit_of(world, shift_id, key, 2, counter=5)
        send(session, world, lent)
        send(session, world, paid_back_by(world, shift_id, key, 5_000, counter=6))
    answer = look_up(client, lent["number"])[1]
    assert answer["sale"]["has_customer"] is True
    assert answer["refundable"] == [{"kind": "kasbon", "amount": 3_000}]
    assert look_up(client, sold["number"])[1]["sale"]["has_customer"] is False


def test_the_number_of_a_return_is_no_sale(
    client: FlaskClient, world: World, shift_id: str, sold: Body
) -> None:
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_300)], counter=2, sale=sold)
    post(client, "/returns", body)
    status, problem = look_up(client, body["number"])
    assert (status, problem["detail"]) == (
        404, "Struk WSB-T1-A-000002 adalah struk retur, bukan penjualan.",
    )  # fmt: skip
    assert look_up(client, "WSB-T1-A-999999")[0] == 404


def test_only_a_till_may_look(client: FlaskClient, sold: Body) -> None:
    assert client.get(f"/api/v1/receipts/{sold['number']}").status_code == 401
    copies = f"/api/v1/receipts/{sold['number']}/copies"
    assert client.post(copies, json={}).status_code in (401, 422)


def test_what_contradicts_itself_is_stored_and_answered_422(
    client: FlaskClient, world: World, shift_id: str, sold: Body
) -> None:
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_300)], counter=2, sale=sold)
    status, problem = post(client, "/returns", body | {"total": 1})
    assert (status, problem["stored"]) == (422, True)


def test_copies_are_numbered_and_print_where_they_are_asked_for(
    client: FlaskClient, database: Database, world: World, shift_id: str, sold: Body
) -> None:
    printer(database, world)
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_300)], counter=2, sale=sold)
    post(client, "/returns", body)
    asked = {"operator_id": str(world.clerk_id)}
    copied = [
        client.post(f"/api/v1/receipts/{number}/copies", json=asked, headers=HEADERS).get_json()
        for number in (sold["number"], sold["number"], body["number"])
    ]
    assert [answer["copy"] for answer in copied] == [1, 2, 1]
    with database.reading() as session:
        jobs = session.query(PrintJob).filter(PrintJob.kind == JobKind.COPY).all()
    assert {job.source for job in jobs} == {f"sale:{sold['id']}", f"return:{body['id']}"}


def test_what_a_member_paid_is_copied_by_its_number_too(
    client: FlaskClient, database: Database, world: World, shift_id: str
) -> None:
    printer(database, world)
    with database.transaction() as session:
        money = member_money(world, shift_id, 5_000, counter=8)
        bought = sale(world, shift_id, [(world.goods["air"], 1_000, 4_000)], counter=9,
                      member_id=world.member_id)  # fmt: skip
        paid = bon_payment(world, shift_id, 4_000, counter=10)
        for body in (money, paid_by(bought, ("kasbon", 4_000)), paid):
            send(session, world, body)
    asked = {"operator_id": str(world.clerk_id)}
    for number in (money["number"], paid["number"]):
        path = f"/api/v1/receipts/{number}/copies"
        assert client.post(path, json=asked, headers=HEADERS).get_json()["copy"] == 1
    with database.reading() as session:
        jobs = session.query(PrintJob).filter(PrintJob.kind == JobKind.COPY).all()
    sources = {f"member_money:{money['id']}", f"bon_payment:{paid['id']}"}
    assert {job.source for job in jobs} == sources


def test_without_a_printer_nobody_promises_a_copy(
    client: FlaskClient, world: World, sold: Body
) -> None:
    response = client.post(
        f"/api/v1/receipts/{sold['number']}/copies",
        json={"operator_id": str(world.clerk_id)},
        headers=HEADERS,
    )
    assert response.get_json()["detail"] == "Kasir ini tidak punya printer."


def printer(database: Database, world: World) -> None:
    with database.transaction() as session:
        session.add(
            Printer(
                till_id=TillId(world.till.id), address="tcp://127.0.0.1:9100",
                columns=32, dots=384, created_at=NOW,
            )
        )  # fmt: skip
