"""The pages of what members paid at the counter, as each role meets them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import paging
from core.db import Database
from core.ids import ShopId, new_id
from core.models import AuditRecord, Operator, Shop
from core.money import Money
from core.permissions import Permission, Role, granted
from members import credit
from members.balances import balances
from members.debtors import Debtor
from pos.printing.models import JobKind, Printer, PrintJob
from pos.reversals import listings
from pos.reversals.models import Reversal
from tests.support.customers import customer, on_credit_of, paid_back_by
from tests.support.member_money import bon_payment, member_money
from tests.support.reversals import Ledgered, make
from tests.support.sales import Body, send
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW
from wsgi import create_app

SAFE = {"remedy": "safe", "reason": "Salah ketik"}


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def found(database: Database) -> Ledgered:
    with database.transaction() as session:
        return make(session)


@pytest.fixture
def visitor(database: Database, found: Ledgered) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests"))


def page_of(body: Body) -> str:
    return f"/member-money/{body['id']}"


# Taking back


def test_a_payment_of_kasbon_is_moved_to_the_right_member(
    visitor: Visitor, database: Database, found: Ledgered
) -> None:
    page = page_of(found.payment)
    words = text_of(visitor.sign_in(Role.MANAGER).see(page))
    assert "Pindahkan ke orang lain" in words
    assert "Batalkan: uangnya tidak pernah berpindah" in words
    form = {"remedy": "move", "to": "2", "reason": "Salah orang"}
    visitor.submit(f"{page}/reverse", form)
    words = text_of(visitor.see(page))
    assert "Dipindahkan ke orang lain: Budi" in words
    assert "Salah orang" in words
    assert "Bukukan koreksi" not in words
    with database.reading() as session:
        assert balances(session, found.siti).credit == Money(12_000)
        assert balances(session, found.budi).credit == Money(4_000)
    for member in (1, 2):
        movements = visitor.see(f"/members/{member}")
        assert "Koreksi WSB-T1-A-000005" in movements
        assert page in movements, "the movement leads to what was taken back"


def test_more_than_is_owed_is_refused_beside_the_field(visitor: Visitor, found: Ledgered) -> None:
    page = page_of(found.deposit)
    form = {"remedy": "move", "to": "2", "reason": "x"}
    visitor.sign_in(Role.MANAGER).submit(f"{page}/reverse", form)
    answer = visitor.submit(f"{page_of(found.payment)}/reverse", form | {"to": "3"}, status=422)
    assert "Kasbon nomor 3 hanya Rp0, yang dipindahkan Rp4.000." in text_of(answer.text)
    assert 'id="to-error"' in answer.text
    assert 'value="3"' in answer.text, "what was typed stays"


def test_what_was_taken_back_stays_so(visitor: Visitor, found: Ledgered) -> None:
    visitor.sign_in(Role.MANAGER)
    for body in (found.deposit, found.payment):
        visitor.submit(f"{page_of(body)}/reverse", SAFE)
        answer = visitor.submit(f"{page_of(body)}/reverse", SAFE, status=409)
        assert "Struk ini sudah dikoreksi." in text_of(answer.text)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"remedy": "move", "to": "", "reason": "x"}, "Sebut nomor yang benar."),
        ({"remedy": "move", "to": "99", "reason": "x"}, "Tidak ada anggota nomor 99."),
        ({"remedy": "move", "to": "1", "reason": "x"}, "Uangnya sudah tercatat pada orang ini."),
        ({"remedy": "safe", "reason": " "}, "Tulis mengapa dikoreksi."),
        ({"remedy": "safe", "reason": "x" * 201}, "Terlalu panjang"),
        ({"remedy": "bank", "reason": "x"}, "Pilih di mana uangnya sekarang."),
        ({"remedy": "", "reason": "x"}, "Pilih di mana uangnya sekarang."),
    ],
)
def test_a_correction_must_say_what_and_why(
    visitor: Visitor, found: Ledgered, form: dict[str, str], sentence: str
) -> None:
    visitor.sign_in(Role.MANAGER)
    for body in (found.deposit, found.payment):
        answer = visitor.submit(f"{page_of(body)}/reverse", form, status=422)
        assert sentence in text_of(answer.text)


def test_nobody_corrects_what_they_booked_themselves(
    visitor: Visitor, database: Database, found: Ledgered
) -> None:
    with database.transaction() as session:
        body = bon_payment(found.world, found.shift_id, 1_000, counter=6)
        body["operator_id"] = str(found.world.operator_id(Role.MANAGER))
        send(session, found.world, body)
    visitor.sign_in(Role.MANAGER)
    assert "Anda sendiri yang mencatat uang ini." in text_of(visitor.see(page_of(body)))
    answer = visitor.submit(f"{page_of(body)}/reverse", SAFE, status=409)
    assert "tidak dapat mengoreksinya sendiri" in text_of(answer.text)


def test_a_customers_payment_is_found_and_moved_to_the_right_customer(
    visitor: Visitor, database: Database, found: Ledgered
) -> None:
    with database.transaction() as session:
        keys = [customer(session, found.world, name) for name in ("Bu Darmi", "Bu Darsih")]
        body = paid_back_by(found.world, found.shift_id, keys[0], 4_000, counter=8)
        for sent in (
            *(on_credit_of(found.world, found.shift_id, key, 2, counter=6 + n)
              for n, key in enumerate(keys)),
            body,
        ):  # fmt: skip
            send(session, found.world, sent)
    assert "Bu Darmi Pelanggan P-1 Bayar kasbon" in text_of(
        visitor.sign_in(Role.MANAGER).see("/member-money?q=darmi")
    )
    words = text_of(visitor.see(page_of(body)))
    assert "Bu Darmi · Pelanggan P-1" in words
    form = {"remedy": "move", "to": "P-9", "reason": "Salah orang"}
    answer = visitor.submit(f"{page_of(body)}/reverse", form, status=422)
    assert "Tidak ada pelanggan P-9." in text_of(answer.text)
    assert 'value="P-9"' in answer.text, "what was typed stays"
    visitor.submit(f"{page_of(body)}/reverse", form | {"to": "p2"})
    words = text_of(visitor.see(page_of(body)))
    assert "Dipindahkan ke orang lain: Bu Darsih · Pelanggan P-2" in words
    with database.reading() as session:
        owed = [credit.owed_by(session, Debtor.customer(key)).amount for key in keys]
    assert owed == [8_000, 4_000]


def test_a_manager_of_another_shop_sees_the_paper_and_changes_nothing(
    visitor: Visitor, database: Database, found: Ledgered
) -> None:
    with database.transaction() as session:
        session.add(Printer(till_id=found.world.till_id, address="tcp://127.0.0.1:9100", columns=32,
                            dots=384, drawer=True, created_at=NOW))  # fmt: skip
        _works_for(session, found, found.world.ltm)
    page = page_of(found.payment)
    visitor.sign_in(Role.MANAGER)
    shown = visitor.see(page)
    assert "Koreksi dibuat oleh pengurus di sana." in text_of(shown)
    assert "Cetak salinan" not in shown
    visitor.submit(f"{page}/reverse", SAFE, status=404)
    visitor.submit(f"{page}/copy", status=404)
    with database.transaction() as session:
        assert session.scalars(select(Reversal)).all() == []
        assert session.scalars(select(PrintJob)).all() == []
        _works_for(session, found, found.world.wsb)
    assert "Cetak salinan" in visitor.see(page)
    visitor.submit(f"{page}/copy")
    visitor.submit(f"{page}/reverse", SAFE)


def _works_for(session: Session, found: Ledgered, shop: Shop) -> None:
    operator = session.get_one(Operator, found.world.operator_id(Role.MANAGER))
    operator.shop_id = ShopId(shop.id)


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_approve_correct(visitor: Visitor, found: Ledgered, role: Role) -> None:
    visitor.sign_in(role)
    may = granted([role])
    seen = 200 if Permission.VIEW_MEMBERS in may else 403
    visitor.see("/member-money", seen)
    for body in (found.deposit, found.payment):
        visitor.see(page_of(body), seen)
        changed = 302 if Permission.APPROVE in may else 403
        visitor.submit(f"{page_of(body)}/copy", status=changed)
        visitor.submit(f"{page_of(body)}/reverse", SAFE, status=changed)


def test_receipts_that_are_not_there(visitor: Visitor) -> None:
    visitor.sign_in(Role.MANAGER)
    page = f"/member-money/{new_id()}"
    visitor.see(page, 404)
    visitor.submit(f"{page}/reverse", SAFE, status=404)
    visitor.submit(f"{page}/copy", status=404)


# Copies


def test_a_copy_is_printed_where_the_money_was_taken(
    visitor: Visitor, database: Database, found: Ledgered
) -> None:
    visitor.sign_in(Role.TREASURER)
    visitor.submit(f"{page_of(found.payment)}/copy")
    assert "Kasir ini tidak punya printer." in visitor.see(page_of(found.payment))
    with database.transaction() as session:
        session.add(Printer(till_id=found.world.till_id, address="tcp://127.0.0.1:9100", columns=32,
                            dots=384, drawer=True, created_at=NOW))  # fmt: skip
    assert "Cetak salinan" in visitor.see(page_of(found.payment))
    visitor.submit(f"{page_of(found.payment)}/copy")
    with database.reading() as session:
        job = session.scalars(select(PrintJob)).one()
        assert (job.kind, job.copy_number) == (JobKind.COPY, 1)
        assert job.source == f"bon_payment:{found.payment['id']}"
        copied = select(AuditRecord.subject).where(AuditRecord.action == "receipt.copied")
        assert session.scalars(copied).all() == ["WSB-T1-A-000005"]


# The list


def listed(page: str) -> list[str]:
    return re.findall(r"WSB-T1-A-0*(\d+)</a>", page)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["5", "2", "1"]),
        ("?kind=deposit", ["1"]),
        ("?kind=withdrawal", ["2"]),
        ("?kind=bon", ["5"]),
        ("?q=000002", ["2"]),
        ("?q=siti", ["5", "2", "1"]),
        ("?q=1&kind=bon", ["5"]),
        ("?q=Budi", []),
        ("?from=2026-06-01&to=2026-06-01", ["5", "2", "1"]),
        ("?from=2026-06-02", []),
        ("?to=2026-05-31", []),
        ("?shop=LTM", []),
        ("?shop=WSB&reversed=1", ["1"]),
        ("?reversed=1&kind=bon", []),
        ("?page=2", []),
    ],
)
def test_payments_are_searched(
    visitor: Visitor, found: Ledgered, query: str, numbers: list[str]
) -> None:
    visitor.sign_in(Role.TREASURER)
    visitor.submit(f"{page_of(found.deposit)}/reverse", SAFE)
    assert listed(visitor.see(f"/member-money{query}")) == numbers


def test_the_list_says_what_was_done_and_leads_on(visitor: Visitor, found: Ledgered) -> None:
    visitor.sign_in(Role.TREASURER).submit(f"{page_of(found.deposit)}/reverse", SAFE)
    page = visitor.see("/member-money")
    words = text_of(page)
    assert "WSB-T1-A-000005 01/06/2026 10:00" in words
    assert "Bayar kasbon Tunai Sari Wulandari Rp4.000" in words
    assert "Penarikan Simpanan sukarela · Tunai Sari Wulandari Rp5.000" in words
    assert "WSB-T1-A-000001 Dibatalkan" in words
    assert "1–3 dari 3" in words
    for path in re.findall(r'href="(/member-money/[0-9a-f-]{36})"', page):
        visitor.see(path)


@pytest.mark.parametrize(
    "query", ["?kind=gold", "?from=x", "?from=2026-06-02&to=2026-06-01", "?page=0", "?shop=XYZ"]
)
def test_a_search_that_means_nothing_is_explained(visitor: Visitor, query: str) -> None:
    visitor.sign_in(Role.TREASURER).see(f"/member-money{query}", 422)


def test_a_manager_lists_only_the_shop_he_works_for(
    visitor: Visitor, database: Database, found: Ledgered
) -> None:
    with database.transaction() as session:
        _works_for(session, found, found.world.ltm)
    assert listed(visitor.sign_in(Role.MANAGER).see("/member-money")) == []


def test_a_long_list_is_read_page_by_page(database: Database, found: Ledgered) -> None:
    with database.transaction() as session:
        for counter in range(6, 6 + paging.SIZE):
            send(session, found.world, member_money(found.world, found.shift_id, 1_000,
                                                    counter=counter))  # fmt: skip
    with database.reading() as session:
        pages = [
            listings.payments(session, listings.PaymentSearch(), within=None, page=number)
            for number in (1, 2)
        ]
    assert [len(page.rows) for page in pages] == [paging.SIZE, 3]
    assert {page.total for page in pages} == {paging.SIZE + 3}
    numbers = [row.number for page in pages for row in page.rows]
    assert len(set(numbers)) == paging.SIZE + 3
