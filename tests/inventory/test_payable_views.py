"""The pages of debts to suppliers: ageing, invoices, payments."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.db import Database
from core.money import Money
from core.permissions import Role
from inventory.purchasing import invariants
from inventory.purchasing.models import SupplierInvoice, SupplierPayment
from tests.support.purchases import add_supplier, arrived, receive
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, today

INVOICE, PAY = "/payables/1/invoice?shop=WSB", "/payables/1/pay?shop=WSB"


@pytest.fixture
def owing(visitor: Visitor, database: Database, world: World) -> Visitor:
    """The manager, who has received ten at Rp2.800 and not seen the invoice."""
    with database.transaction() as session:
        supplier = add_supplier(session)
        receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    return visitor.sign_in(Role.MANAGER)


def chosen(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def invoice(
    visitor: Visitor, typed: dict[str, str] | None = None, *, days_late: int = 0, status: int = 302
) -> str:
    """Note the invoice of what is open there."""
    dated = today() - timedelta(days=days_late)
    form = {
        "shop": "WSB", "receipts": chosen(visitor.see(INVOICE), "receipts"),
        "their_number": "F-77", "dated": dated.isoformat(), "due_on": dated.isoformat(),
        "total": "30.000",
    }  # fmt: skip
    return visitor.submit(INVOICE, form | (typed or {}), status=status).text


def test_what_came_is_owed_then_invoiced_then_old(owing: Visitor) -> None:
    assert "Rp28.000" in text_of(owing.see("/payables"))
    invoice(owing, days_late=40)
    page = text_of(owing.see("/payables?q=rejeki"))
    assert "Lewat 31–60 hari Rp30.000" in page
    assert "F-77" in text_of(owing.see("/payables/1?shop=WSB"))
    assert "Rp28.000" in text_of(owing.see("/supplier-invoices/WSB-FP-000001"))
    assert "Tidak ada yang cocok" in text_of(owing.see("/payables?q=makmur"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"their_number": " "}, "Isi nomor faktur dari pemasok."),
        ({"receipts": "x"}, "Muat ulang"),
        ({"total": ""}, "Isi harganya."),
        ({"dated": ""}, "Isi tanggal fakturnya."),
        ({"due_on": "2020-01-01"}, "Jatuh tempo tidak dapat sebelum"),
        ({"vat": "40.000"}, "PPN tidak dapat melebihi"),
    ],
)
def test_what_is_wrong_with_an_invoice_is_said(
    owing: Visitor, typed: dict[str, str], said: str
) -> None:
    page = invoice(owing, typed, status=422)
    assert said in text_of(page)
    if "their_number" not in typed:
        assert 'value="F-77"' in page, "what was typed stays"


def test_a_payment_in_part_then_the_rest_but_no_more(
    owing: Visitor, visitor: Visitor, database: Database
) -> None:
    invoice(owing)
    owing.see(PAY, 403)
    owing.submit("/sign-out")
    visitor.sign_in(Role.TREASURER)
    key = chosen(visitor.see(PAY), "key")
    form = {"shop": "WSB", "key": key, "amount": "12rb", "paid_from": "bank"}
    for _twice in range(2):
        visitor.submit(PAY, form)
    assert "Belum dibayar Rp18.000" in text_of(visitor.see(PAY))
    rest = form | {"key": chosen(visitor.see(PAY), "key")}
    for typed, said in (
        ({"amount": "18.001"}, "hanya Rp18.000"),
        ({"amount": ""}, "Isi jumlah uang."),
        ({"paid_from": ""}, "Pilih dibayar dari mana."),
    ):
        assert said in text_of(visitor.submit(PAY, rest | typed, status=422).text)
    visitor.submit(PAY, rest | {"amount": "18.000", "reference": "TRF-1"})
    assert "TRF-1" in text_of(visitor.see("/supplier-payments/WSB-BP-000002"))
    assert "WSB-BP-000001" in text_of(visitor.see("/supplier-invoices/WSB-FP-000001"))
    assert "Tidak ada utang" in text_of(visitor.see("/payables"))
    with database.reading() as session:
        amounts = session.scalars(select(SupplierPayment.amount)).all()
        assert [*invariants.payables(session), *invariants.not_invoiced(session)] == []
    assert sorted(amounts) == [Money(12_000), Money(18_000)]


def test_papers_of_another_shop_are_not_found(
    owing: Visitor, database: Database, world: World
) -> None:
    invoice(owing)
    with database.transaction() as session:
        number = session.scalars(select(SupplierInvoice.number)).one()
        session.merge(world.operators[Role.MANAGER]).shop_id = None
    assert number in owing.see(f"/supplier-invoices/{number}")
    assert "Pilih tokonya." in text_of(owing.see("/payables/1", 422))
    owing.see("/supplier-invoices/LTM-FP-000001", 404)
