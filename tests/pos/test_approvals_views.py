"""The page of approvals: found by shop and action, with a way to what was done, judged at home."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.db import Database
from core.ids import ShopId, new_id
from core.money import Money
from core.permissions import Role
from pos import tills
from pos.approvals import approvals
from pos.approvals.models import ApprovalReview
from pos.documents import ApprovalAction, Header
from tests.support.member_money import paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop
from wsgi import create_app

DISCOUNT = ApprovalAction.DISCOUNT


@pytest.fixture
def world(database: Database) -> World:
    """The co-op of the tests, committed."""
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def visitor(database: Database, world: World) -> Visitor:
    """A browser that nobody has signed in with."""
    return Visitor(create_app(database, secret_key="for-tests"))


@pytest.fixture
def waiting(database: Database, world: World) -> str:
    """Where a clerk's discount that nobody agreed to is judged."""
    with database.transaction() as session:
        header = Header(new_id(), 1, "A", world.clerk_id, NOW)
        approvals.note(session, tills.by_id(session, world.till.id), header, [],
                       {DISCOUNT: Money(5_000)}, subject="WSB-T1-A-000001",
                       requested_by=world.clerk_id, received_at=NOW)  # fmt: skip
    return f"/approvals/{header.id}/discount"


def test_they_are_found_by_shop_and_action(visitor: Visitor, waiting: str) -> None:
    visitor.sign_in(Role.TREASURER)
    for query in ("", "?shop=WSB", "?action=discount&shop=WSB"):
        assert "WSB-T1-A-000001" in visitor.see(f"/approvals{query}"), query
    for query in ("?shop=LTM", "?action=return", "?reviewed=1"):
        assert "WSB-T1-A-000001" not in visitor.see(f"/approvals{query}"), query
    visitor.see("/approvals?action=x", 404)
    visitor.see("/approvals?shop=XYZ", 422)


def test_what_waits_leads_to_its_sale(visitor: Visitor, database: Database, world: World) -> None:
    with database.transaction() as session:
        body = sale(world, open_shift(session, world), [(world.goods["mie"], 2_000, 3_500)])
        body["lines"][0] |= {"discount": 500, "amount": 6_500}
        body["total"] = 6_500
        body["approvals"] = [{"action": "discount", "method": "limit", "by": None, "code": ""}]
        send(session, world, paid_by(body, ("cash", 6_500)))
    link = f"/sales/{body['id']}"
    assert link in visitor.sign_in(Role.MANAGER).see("/approvals")
    assert body["number"] in visitor.see(link)


def test_a_refused_judgement_keeps_its_place(visitor: Visitor, waiting: str) -> None:
    visitor.sign_in(Role.TREASURER)
    page = visitor.submit(waiting, {"agreed": "tidak", "note": " "}, status=422).text
    assert "Tulis mengapa tidak disetujui." in text_of(page)
    assert 'href="#note"' in page
    assert '<input id="note" name="note"' in page
    page = visitor.submit(waiting, {"agreed": "ya", "note": "x" * 201}, status=422).text
    assert "x" * 201 in page


def test_what_another_shop_did_is_not_judged_here(
    visitor: Visitor, database: Database, world: World, waiting: str
) -> None:
    with database.transaction() as session:
        manager = world.operators[Role.MANAGER]
        session.merge(manager).shop_id = ShopId(world.ltm.id)
    visitor.sign_in(Role.MANAGER)
    assert "WSB-T1-A-000001" not in visitor.see("/approvals")
    visitor.submit(waiting, {"agreed": "ya", "note": ""}, status=404)
    with database.reading() as session:
        assert session.scalars(select(ApprovalReview)).all() == []
