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
    assert "P-1 Bu Darmi ••••6666 WSB Rp500.000 Rp0 –" in words
    assert "Pak Harjo" not in text_of(visitor.see("/customers?q=darmi"))
    assert "Pak Harjo" not in text_of(visitor.see("/customers?q=6666"))
    found = text_of(visitor.see("/customers?q=p2"))
    assert "P-2 Pak Harjo" in found
    assert "Bu Darmi" not in found
    assert "Tidak ada yang cocok" in visitor.see("/customers?q=zzz")
    page = visitor.see("/customers/1/edit")
    assert 'value="0812-5555-6666"' in page
    assert "Ubah pelanggan P-1" in text_of(page)
    visitor.submit("/customers/1/edit", FORM | {"credit_limit": "", "active": ""})
    with database.reading() as session:
        row = session.scalars(select(Customer).where(Customer.number == 1)).one()
        assert (row.credit_limit, row.active) == (Money(0), False)
    assert "Tidak boleh kasbon lagi" in visitor.see("/customers")


def test_the_log_calls_a_customer_by_number_and_says_no_name(
    visitor: Visitor, database: Database
) -> None:
    visitor.sign_in(Role.MANAGER).submit("/new-customer", FORM)
    visitor.submit("/customers/1/edit", FORM | {"name": "Bu Darmini", "phone": ""})
    with database.reading() as session:
        about = AuditRecord.action.startswith("customer.")
        noted = session.scalars(select(AuditRecord).where(about).order_by(AuditRecord.id)).all()
        assert [(row.action, row.subject, row.details) for row in noted] == [
            ("customer.added", "P-1", {}),
            ("customer.changed", "P-1", {"fields": ["name", "phone"]}),
        ]


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
    for number in (0, 1, 10**20):
        visitor.see(f"/customers/{number}/edit", status=404)
