"""The example is made through the same use cases as everything else, and its books are in order."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import checks
from core.db import Database, open_database
from core.models import Base, Operator, OperatorRole, Shop
from core.money import Money
from core.permissions import Role
from core.secrets import matches, token_hash
from core.shops import find_coop
from inventory.assortment.models import Assortment
from inventory.consignment.models import Intake, Settlement
from inventory.counts.models import CountStatus, StockCount
from inventory.facts.models import Permit
from inventory.models import Price, Product, Stock
from inventory.purchasing.models import (
    GoodsReceipt,
    PurchaseOrder,
    SupplierInvoice,
    SupplierPayment,
)
from inventory.transfers.models import Transfer
from inventory.write_offs.models import WriteOff
from ledger.journal import balance
from ledger.models import JournalEntry
from members.models import Member, Patronage
from members.office.models import OfficeMoney
from members.programmes.models import Participation
from members.shu.models import SurplusShare
from pos.demo import people
from pos.demo.making import Made, NotEmpty, make_example
from pos.demo.places import PLACES
from pos.models import (
    Document,
    DocumentKind,
    HeldDocument,
    Sale,
    SaleFlag,
    SaleLine,
    SaleTender,
    Shift,
    TenderKind,
    Till,
)
from pos.printing.models import PrintJob
from tests.support.world import make_coop
from wsgi import create_registry

UNTIL = date(2026, 11, 22)
SALES = 80


def make(database: Database) -> Made:
    return make_example(database, until=UNTIL, sales=SALES, progress=lambda _more: None)


def story(database: Database) -> list[list[str]]:
    """Everything that happened, without keys."""
    told = (
        select(Sale.number, Sale.sold_at, Sale.received_at, Sale.total, Sale.cost, Sale.rounding),
        select(
            Sale.number, SaleLine.position, SaleLine.name, SaleLine.quantity, SaleLine.amount
        ).join(Sale, Sale.id == SaleLine.sale_id),
        select(Sale.number, SaleTender.given, SaleTender.change).join(
            Sale, Sale.id == SaleTender.sale_id
        ),
        select(Shift.opened_at, Shift.counted, Shift.expected, Shift.reason),
        select(Member.number, Member.name, Member.card, Member.joined_on, Member.phone),
        select(Product.code, Product.name, Product.category),
        select(Product.code, Shop.code, Stock.quantity, Stock.value)
        .join(Product, Product.id == Stock.product_id)
        .join(Shop, Shop.id == Stock.shop_id),
        select(Price.amount, Price.list, Price.valid_from, Price.valid_to),
        select(GoodsReceipt.number, GoodsReceipt.received_on, GoodsReceipt.amount),
        select(SupplierInvoice.their_number, SupplierInvoice.total, SupplierInvoice.due_on),
        select(Settlement.number, Settlement.owed, Settlement.paid_on),
        select(OfficeMoney.number, OfficeMoney.account, OfficeMoney.amount, OfficeMoney.booked_on),
        select(SurplusShare.number, SurplusShare.patronage, SurplusShare.capital,
               SurplusShare.total),
        select(Participation.number, Participation.amount, Participation.agreed_on),
        select(JournalEntry.booked_on, JournalEntry.description, JournalEntry.recorded_at),
    )  # fmt: skip
    with database.reading() as session:
        return [sorted(str(tuple(row)) for row in session.execute(rows)) for rows in told]


@pytest.fixture(scope="module")
def told_before(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The story of an example made on SQLite."""
    path = tmp_path_factory.mktemp("contoh") / "contoh.db"
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, path)}")
    make(database)
    told = story(database)
    database.dispose()
    return told


def test_the_example_is_whole_in_order_and_always_the_same(
    database: Database, told_before: list[list[str]]
) -> None:
    progress: list[int] = []
    made = make_example(database, until=UNTIL, sales=SALES, progress=progress.append)
    assert made.sales == sum(progress) == SALES
    assert all(told_before)
    assert story(database) == told_before
    with database.reading() as session:
        _every_invariant_holds(session)
        _everything_was_sent_and_booked(session)
        _everybody_is_there(session)
        _every_paper_of_the_store_room_is_there(session)


def _every_invariant_holds(session: Session) -> None:
    found = {each.name: each.sentences for each in checks.run(session, create_registry())}
    assert len(found) >= 5
    assert {name: said for name, said in found.items() if said} == {}
    assert balance(session, "3-1099") == Money(0)
    assert balance(session, "1-1990") == Money(0)
    assert balance(session, "1-1310") == session.scalar(select(func.sum(Stock.value)))


def _everything_was_sent_and_booked(session: Session) -> None:
    shifts = session.scalars(select(Shift)).all()
    assert shifts
    assert all(shift.closed_at is not None for shift in shifts)
    assert _count(session, Sale) == SALES
    kinds = Counter(session.scalars(select(Document.kind)))
    assert kinds[DocumentKind.SALE] == SALES
    assert kinds[DocumentKind.SHIFT_OPEN] == kinds[DocumentKind.SHIFT_CLOSE] == len(shifts)
    assert kinds[DocumentKind.MEMBER_MONEY] > 0
    assert set(session.scalars(select(SaleTender.kind))) > {TenderKind.CASH, TenderKind.QRIS}
    assert _count(session, Patronage) > 0
    assert _count(session, SaleFlag) <= SALES // 10, "little is odd"
    assert _count(session, HeldDocument) == _count(session, PrintJob) == 0


def _everybody_is_there(session: Session) -> None:
    coop = find_coop(session)
    assert coop is not None
    assert coop.is_demo
    assert set(session.scalars(select(Shop.code))) == {"KTR", "WSB", "KRW", "LTM", "FLT"}
    assert _count(session, Member) == 67
    roles = [(row.operator_id, row.role) for row in session.scalars(select(OperatorRole))]
    assert {role for _who, role in roles} == set(Role)
    assert len({who for who, _role in roles}) == len(roles), "one role each"
    clerk = session.scalars(select(Operator).where(Operator.login == "kasir-wsb")).one()
    assert matches(clerk.password_hash, people.PASSWORD)
    assert matches(clerk.pin_hash, people.PIN)
    hashes = set(session.scalars(select(Till.token_hash)))
    assert hashes == {token_hash(place.till_token) for place in PLACES}


def _every_paper_of_the_store_room_is_there(session: Session) -> None:
    """Whoever opens a page of the example finds something on it."""
    for paper in (
        GoodsReceipt, SupplierInvoice, SupplierPayment, PurchaseOrder, Transfer, WriteOff,
        StockCount, Intake, Settlement, Permit, Assortment,
    ):  # fmt: skip
        assert _count(session, paper) > 0, paper
    assert set(session.scalars(select(StockCount.status))) == {CountStatus.POSTED}


def _count(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_database_in_use_is_refused_untouched(database: Database) -> None:
    with database.transaction() as session:
        make_coop(session)
    with pytest.raises(NotEmpty, match="Koperasi Uji Bersama"):
        make(database)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 3


def test_an_example_that_fails_half_way_leaves_nothing(database: Database) -> None:
    def stop(_more: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_example(database, until=UNTIL, sales=SALES, progress=stop)
    with database.reading() as session:
        assert find_coop(session) is None
        assert session.scalar(select(func.count()).select_from(Product)) == 0
