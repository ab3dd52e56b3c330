"""The buyer's page: the receipt, that it is under way, or one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from core import clock
from core.db import Database
from core.models import WebSession
from core.secrets import token_hash
from pos.e_receipts.links import key_of, link_of
from tests.support.sales import Body, open_shift, sale, send
from tests.support.visitor import Visitor, text_of
from tests.support.world import TILL_TOKEN, make_coop
from wsgi import create_app


@dataclass(frozen=True)
class Counter:
    """A sale that arrived and one that is still at the till."""

    app: Flask
    database: Database
    arrived: str
    kept: str


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def counter(database: Database) -> Counter:
    with database.transaction() as session:
        world = make_coop(session)
        at = clock.now()
        shift_id = open_shift(session, world, at=at)
        sold = [(world.goods["mie"], 1_000, 3_300)]
        member = world.member_id
        bodies = [sale(world, shift_id, sold, counter=n, at=at, member_id=member) for n in (1, 2)]
        send(session, world, bodies[0], received_at=at)
    app = create_app(database, secret_key="for-tests")
    return Counter(app, database, *map(_path, bodies))


def _path(body: Body) -> str:
    return f"/s/{link_of(key_of(token_hash(TILL_TOKEN)), UUID(body['id']))}"


def test_anybody_with_the_link_reads_the_receipt_and_takes_it_as_pdf(counter: Counter) -> None:
    visitor = Visitor(counter.app)
    page = visitor.see(counter.arrived)
    assert "WSB-T1-A-000001" in page
    assert "TOTAL" in page
    assert "Belanja tahun" not in page
    assert f'href="{counter.arrived}/struk.pdf"' in page
    pdf = visitor.client.get(f"{counter.arrived}/struk.pdf")
    assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert "WSB-T1-A-000001.pdf" in pdf.headers["Content-Disposition"]


def test_what_is_under_way_says_so_and_asks_again(counter: Counter) -> None:
    page = Visitor(counter.app).see(counter.kept, 202)
    assert "dalam perjalanan" in text_of(page)
    assert "pos/e_receipt.js" in page
    Visitor(counter.app).see(f"{counter.kept}/struk.pdf", 202)


def test_anything_wrong_is_the_same_sentence(counter: Counter) -> None:
    visitor = Visitor(counter.app)
    damaged = [f"{path[:-3]}xyz" for path in (counter.arrived, counter.kept)]
    wrong = ["/s/x", "/s/WSB-T1-A-000001", *damaged, f"{damaged[0]}/struk.pdf"]
    said = {text_of(visitor.see(path, 404)) for path in wrong}
    assert len(said) == 1
    assert "Minta salinannya di toko" in said.pop()


def test_no_search_engine_and_no_other_site_learns_the_link(counter: Counter) -> None:
    client = Visitor(counter.app).client
    for path in (counter.arrived, f"{counter.arrived}/struk.pdf", counter.kept, "/s/x"):
        answer = client.get(path)
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers


def test_a_buyer_leaves_nothing_behind(counter: Counter) -> None:
    Visitor(counter.app).see(counter.arrived)
    with counter.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WebSession)) == 0
