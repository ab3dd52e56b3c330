"""Suppliers as they are noted, and what receipts teach of their goods."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import PackId
from core.models import AuditRecord
from core.money import Money
from core.quantity import Quantity
from inventory.purchasing.goods_receipts import Arrived
from inventory.suppliers import suppliers
from inventory.suppliers.models import SupplierGoods
from inventory.suppliers.suppliers import SupplierDetails
from tests.support.purchases import add_supplier, arrived, receive
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def test_suppliers_are_numbered_and_changed(session: Session) -> None:
    first, second = add_supplier(session), add_supplier(session, "UD Makmur")
    assert (first.number, second.number) == (1, 2)
    details = SupplierDetails("UD Makmur Jaya", npwp="0" * 16, is_pkp=True, active=False)
    suppliers.change(session, second, details, at=NOW, by=None)
    found = suppliers.by_number(session, 2)
    assert (found.name, found.is_pkp, found.active) == ("UD Makmur Jaya", True, False)
    actions = session.scalars(
        select(AuditRecord.action).where(AuditRecord.subject == "pemasok 2")
    ).all()
    assert sorted(actions) == ["supplier.added", "supplier.changed"]


def test_a_name_belongs_to_one_supplier(session: Session) -> None:
    supplier = add_supplier(session)
    with pytest.raises(InvalidInput, match="sudah ada"):
        add_supplier(session, "cv sumber rejeki")
    suppliers.change(session, supplier, SupplierDetails("CV Sumber Rejeki"), at=NOW, by=None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "A", "npwp": "12"}, "npwp"),
        ({"name": "A", "terms_days": -1}, "terms_days"),
        ({"name": "A", "lead_days": 366}, "lead_days"),
    ],
)
def test_what_makes_no_sense_is_refused(said: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        SupplierDetails(**said)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_nobody_has_that_number(session: Session) -> None:
    with pytest.raises(NotFound):
        suppliers.by_number(session, 9)


def test_receipts_teach_what_a_supplier_calls_our_goods_and_asks_for_them(
    session: Session, world: World
) -> None:
    supplier = add_supplier(session)
    dus = PackId(world.goods["mie"].packs[1].id)
    named = Arrived(
        dus, Quantity.of(2), Money(112_000), their_code="IDM-40", their_name="Indomie grg dus"
    )
    receive(session, world, supplier, named)
    receive(session, world, supplier, Arrived(dus, Quantity.of(1), Money(115_000)))
    receive(session, world, supplier, Arrived(dus, Quantity.of(0), Money(0), Quantity.of(1)))
    known = session.get_one(SupplierGoods, (supplier.id, dus))
    assert (known.their_code, known.their_name) == ("IDM-40", "Indomie grg dus")
    assert (known.last_price, known.last_on) == (Money(115_000), TODAY)


def test_what_came_damaged_teaches_no_price(session: Session, world: World) -> None:
    supplier = add_supplier(session)
    receive(session, world, supplier, arrived(world, "mie", 0, 9_999, damaged=3))
    assert session.scalars(select(SupplierGoods)).all() == []
