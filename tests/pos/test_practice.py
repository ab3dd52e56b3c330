"""Practice leaves a slip that proves nothing, and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from inventory.models import StockMove
from ledger.models import JournalEntry
from pos import tills
from pos.models import Document, Sale
from pos.paper import Text
from pos.practice import practice
from pos.practice.models import PracticeReceipt
from pos.printing.models import JobKind, Printer, PrintJob
from pos.printing.papers import Printing, lay_out
from tests.support.sales import Body, sale
from tests.support.world import NOW, World, make_coop

SHIFT = "01999999-0000-7000-8000-000000000000"


@pytest.fixture
def world(session: Session) -> World:
    world = make_coop(session)
    session.add(
        Printer(till_id=world.till_id, address="tcp://127.0.0.1:9100", columns=32, dots=384,
                drawer=True, created_at=NOW)
    )  # fmt: skip
    session.flush()
    return world


def _practised(world: World) -> Body:
    body = sale(world, SHIFT, [(world.goods["mie"], 2_000, 3_500)], given=10_000)
    return body | {"number": "WSB-T1-XXX-000001", "series": "XXX"}


def _print(session: Session, world: World, body: Body) -> None:
    till = tills.by_id(session, world.till.id)
    practice.print_receipt(session, till, json.dumps(body).encode(), at=NOW)


def test_the_slip_says_that_it_proves_nothing(session: Session, world: World) -> None:
    _print(session, world, _practised(world))
    (job,) = session.scalars(select(PrintJob)).all()
    printing = Printing(columns=32, at=NOW, copy_of=None, reprint=False)
    lines = lay_out(session, job.source, printing)
    texts = [line.text.strip() for line in lines if isinstance(line, Text)]
    assert texts[:2] == texts[-2:] == ["LATIHAN", "Bukan bukti pembayaran"]
    assert any(text.startswith("2 pcs x 3.500") and text.endswith("7.000") for text in texts)
    assert job.kind is JobKind.RECEIPT


def test_nothing_else_is_left(session: Session, world: World) -> None:
    _print(session, world, _practised(world))
    for table in (Sale, Document, StockMove, JournalEntry):
        assert session.scalar(select(func.count()).select_from(table)) == 0


def test_a_body_that_is_no_sale_is_refused(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput):
        _print(session, world, _practised(world) | {"total": 1})


def test_practice_is_forgotten_after_a_day(session: Session, world: World) -> None:
    till = tills.by_id(session, world.till.id)
    body = json.dumps(_practised(world)).encode()
    practice.print_receipt(session, till, body, at=NOW - timedelta(days=2))
    first: UUID = session.scalars(select(PracticeReceipt.id)).one()
    practice.print_receipt(session, till, body, at=NOW)
    assert (
        session.scalars(select(PracticeReceipt.id).where(PracticeReceipt.id == first)).all() == []
    )
