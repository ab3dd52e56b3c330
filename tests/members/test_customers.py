"""The page of the customers who may owe without being members."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.db import Database
from core.models import AuditRecord
from core.money import Money
from core.permissions import Permission, Role, granted
from members.models import Customer
from tests.support.visitor import Visitor, text_of

FORM = {
    "name": "Bu Darmi",
    "phone": "0812-5555-6666",
    "shop": "WSB",
    "credit_limit": "500.000",
    "active": "1",
}


def test_a_customer_is_noted_found_and_changed(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.MANAGER)
    assert "Belum ada pelanggan" in visitor.see("/customers")
    visitor.submit("/new-customer", FORM)
    visitor.submit("/new-customer", FORM | {"name": "Pak Harjo", "phone": ""})
    words = text_of(visitor.see("/customers"))
    assert "Bu Darmi ••••6666 WSB Rp500.000 Rp0 –" in words
    assert "Pak Harjo" not in text_of(visitor.see("/customers?q=darmi"))
    assert "Pak Harjo" not in text_of(visitor.see("/customers?q=6666"))
    assert "Tidak ada yang cocok" in visitor.see("/customers?q=zzz")
    with database.reading() as session:
        key = session.scalars(select(Customer.id).where(Customer.name == "Bu Darmi")).one()
    assert 'value="0812-5555-6666"' in visitor.see(f"/customers/{key}/edit")
    visitor.submit(f"/customers/{key}/edit", FORM | {"credit_limit": "", "active": ""})
    with database.reading() as session:
        row = session.get_one(Customer, key)
        assert (row.credit_limit, row.active) == (Money(0), False)
        noted = session.scalars(
            select(AuditRecord).where(AuditRecord.action == "customer.changed")
        ).one()
        assert noted.details["fields"] == ["active", "credit_limit"], "names, never what they said"
    assert "Tidak boleh kasbon lagi" in visitor.see("/customers")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Nama pelanggan harus diisi."),
        ({"shop": ""}, "Pilih toko tempat pelanggan ini boleh kasbon."),
        ({"credit_limit": "2.000.000.000"}, "Plafon kasbon paling banyak Rp1.000.000.000."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(
    visitor: Visitor, wrong: dict[str, str], sentence: str
) -> None:
    answer = visitor.sign_in(Role.MANAGER).submit("/new-customer", FORM | wrong, status=422)
    assert sentence in text_of(answer.text)
    assert "0812-5555-6666" in answer.text


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_see_and_change_members(visitor: Visitor, role: Role) -> None:
    rights = granted([role])
    visitor.sign_in(role)
    visitor.see("/customers", status=200 if Permission.VIEW_MEMBERS in rights else 403)
    visitor.see("/new-customer", status=200 if Permission.EDIT_MEMBERS in rights else 403)


def test_who_is_not_there_has_no_page(visitor: Visitor) -> None:
    visitor.sign_in(Role.MANAGER)
    visitor.see("/customers/018f0000-0000-7000-8000-000000000000/edit", status=404)
