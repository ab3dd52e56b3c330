"""What ``lumbung check`` says of what was taken back."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.ids import new_id
from core.permissions import Role
from ledger import chart
from pos.models import DocumentKind
from pos.reversals import invariants
from pos.reversals.models import Reversal
from pos.reversals.remedies import Remedy
from tests.support.books import book, transfer
from tests.support.reversals import Ledgered, make, take_back
from tests.support.sales import Body
from tests.support.world import NOW, TODAY


@pytest.fixture
def found(session: Session) -> Ledgered:
    return make(session)


def test_a_reversal_that_books_something_else_is_found(session: Session, found: Ledgered) -> None:
    take_back(session, found, found.payment, Remedy.SAFE)
    assert list(invariants.reversals_are_booked(session)) == []
    session.add(_row(found, found.deposit))
    session.flush()
    assert list(invariants.reversals_are_booked(session)) == [
        "Koreksi struk WSB-T1-A-000001: Rp50.000, dibukukan lain."
    ]


def test_a_reversal_of_nothing_is_found(session: Session, found: Ledgered) -> None:
    nothing = new_id()
    session.add(_row(found, {"id": str(nothing), "kind": "bon_payment"}))
    session.flush()
    source = f"inter_shop:1:reversal:bon_payment:{found.payment['id']}"
    book(session, transfer(found.world.shop_id, source, 100, out_of=chart.MEMBER_CREDIT,
                           member_id=found.siti))  # fmt: skip
    assert list(invariants.reversals_are_booked(session)) == [
        f"Koreksi dari kiriman {nothing} yang tidak ada.",
        f"Pembukuan menyebut koreksi dari kiriman {found.payment['id']} yang tidak ada.",
    ]


def _row(found: Ledgered, body: Body) -> Reversal:
    return Reversal(
        document_id=UUID(body["id"]), kind=DocumentKind(body["kind"]), shop_id=found.world.shop_id,
        remedy=Remedy.SAFE, reason="x", booked_on=TODAY, reversed_at=NOW,
        reversed_by=found.world.operator_id(Role.MANAGER),
    )  # fmt: skip
