"""Cash in and out of a drawer: where it is booked, what is odd, and when the bank has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import settings
from core.errors import BusinessError, InvalidInput, NotFound
from core.ids import ShopId, new_id
from core.models import AuditRecord
from core.permissions import Role
from ledger import chart, journal
from pos.approvals.models import Approval
from pos.cash import moves, queries, receipts
from pos.cash.models import BankDeposit, CashMove
from pos.cash.settings import CASH_EXPENSES, expense_accounts, for_till
from pos.documents import ApprovalAction, Unbookable
from pos.letterhead import Marks
from pos.models import Document, Shift
from pos.printing.models import JobKind, Printer, PrintJob
from tests.support.sales import Body, send
from tests.support.shifts import cash_move, drawer_opened
from tests.support.world import NOW, TODAY, World


def balance(session: Session, account: str) -> int:
    return journal.balance(session, account).amount


def audited(session: Session, action: str) -> list[dict[str, Any]]:
    rows = session.scalars(select(AuditRecord).where(AuditRecord.action == action))
    return [row.details for row in rows]


@pytest.mark.parametrize(
    ("changes", "account", "other_side"),
    [
        ({}, chart.SAFE, -200_000 + 30_000),
        ({"direction": "in"}, chart.SAFE, -200_000 - 30_000),
        ({"purpose": "petty"}, chart.PETTY_CASH, 30_000),
        ({"purpose": "petty", "direction": "in"}, chart.PETTY_CASH, -30_000),
        ({"purpose": "bank"}, chart.CASH_IN_TRANSIT, 30_000),
        ({"purpose": "expense", "account": "6-1020"}, "6-1020", 30_000),
        ({"purpose": "expense", "account": "6-1020", "direction": "in"}, "6-1020", -30_000),
    ],
)
def test_each_purpose_has_its_account(
    session: Session, world: World, shift_id: str, changes: Body, account: str, other_side: int
) -> None:
    body = cash_move(world, shift_id, 30_000, **changes)
    send(session, world, body)
    moved = 30_000 if body["direction"] == "in" else -30_000
    assert balance(session, chart.DRAWER) == 200_000 + moved
    assert balance(session, account) == other_side
    document = session.get_one(Document, UUID(body["id"]))
    assert document.cash.amount == moved
    assert (document.number, document.counter) == ("WSB-T1-A-000050", 50)
    assert audited(session, "cash_move.odd") == []


@pytest.mark.parametrize("account", ["6-9999", "1-1110", "4-1010"])
def test_an_account_that_is_no_expense_becomes_general_expenses(
    session: Session, world: World, shift_id: str, account: str
) -> None:
    send(session, world, cash_move(world, shift_id, 9_000, purpose="expense", account=account))
    assert balance(session, chart.GENERAL_EXPENSES) == 9_000
    assert audited(session, "cash_move.odd") == [{"odd": ["account"]}]


def test_an_expense_that_is_not_allowed_is_booked_where_it_belongs_and_noted(
    session: Session, world: World, shift_id: str
) -> None:
    send(session, world, cash_move(world, shift_id, 9_000, purpose="expense", account="6-1010"))
    assert balance(session, "6-1010") == 9_000
    assert audited(session, "cash_move.odd") == [{"odd": ["account"]}]


def test_the_expenses_a_till_offers_are_a_dated_list(session: Session, world: World) -> None:
    asked: dict[str, Any] = {"on": TODAY, "shop_id": ShopId(world.wsb.id)}
    assert [item["code"] for item in for_till(session, **asked)] == [
        "6-1020", "6-1050", "6-2010", "6-3010",
    ]  # fmt: skip
    settings.put(session, CASH_EXPENSES, "6-2010, 6-9999 6-1020", valid_from=TODAY, at=NOW,
                 by=world.operator_id(Role.TREASURER))  # fmt: skip
    assert for_till(session, **asked) == [
        {"code": "6-2010", "name": "Beban umum"},
        {"code": "6-1020", "name": "Listrik"},
    ]


@pytest.mark.parametrize("text", ["", "1-1110", "6-10", "6-1020;6-1030"])
def test_a_list_that_holds_no_expenses_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not expense accounts"):
        expense_accounts(text)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"amount": 0}, "amount"),
        ({"purpose": "bank", "direction": "in"}, "purpose"),
        ({"purpose": "expense"}, "account"),
        ({"account": "6-1020"}, "account"),
        ({"direction": "up"}, "direction"),
    ],
)
def test_a_move_that_contradicts_itself_is_held(
    session: Session, world: World, shift_id: str, changes: Body, field: str
) -> None:
    with pytest.raises(Unbookable) as refused:
        send(session, world, cash_move(world, shift_id, 30_000) | changes)
    assert refused.value.field == field


def test_a_shift_that_never_arrived_is_assumed_and_noted(session: Session, world: World) -> None:
    unknown = new_id()
    body = cash_move(world, unknown, 5_000, operator_id=str(world.clerk_id))
    send(session, world, body)
    assert session.get_one(Shift, unknown).float.amount == 0
    assert audited(session, "cash_move.odd") == [{"odd": ["shift unknown"]}]


def test_a_clerk_nobody_knows_and_a_wrong_clock_are_noted(
    session: Session, world: World, shift_id: str
) -> None:
    body = cash_move(world, shift_id, 5_000, at=NOW + timedelta(days=400))
    send(session, world, body | {"operator_id": str(new_id())})
    move = session.get_one(CashMove, UUID(body["id"]))
    assert (move.operator_id, move.booked_on) == (world.clerk_id, TODAY)
    assert audited(session, "cash_move.odd") == [{"odd": ["operator", "clock"]}]


@pytest.mark.parametrize(("amount", "waits"), [(50_000, False), (50_001, True)])
def test_what_leaves_beyond_the_limit_waits_for_somebody_else(
    session: Session, world: World, shift_id: str, amount: int, waits: bool
) -> None:
    body = cash_move(world, shift_id, amount)
    assert send(session, world, body).body["waiting"] is waits
    waiting = session.get(Approval, (UUID(body["id"]), ApprovalAction.CASH_OUT))
    assert (waiting is not None) is waits


def test_money_that_comes_in_needs_nobody(session: Session, world: World, shift_id: str) -> None:
    body = cash_move(world, shift_id, 900_000, direction="in")
    assert send(session, world, body).body["waiting"] is False


# The drawer


@pytest.fixture
def printer(session: Session, world: World) -> Printer:
    row = Printer(till_id=world.till_id, address="tcp://127.0.0.1:9", columns=32, dots=384,
                  drawer=True, created_at=NOW)  # fmt: skip
    session.add(row)
    session.flush()
    return row


def jobs_of(session: Session, source: str) -> set[JobKind]:
    rows = session.scalars(select(PrintJob).where(PrintJob.source == source))
    return {row.kind for row in rows}


@pytest.mark.usefixtures("printer")
def test_a_move_opens_the_drawer_and_leaves_a_slip(
    session: Session, world: World, shift_id: str
) -> None:
    body = cash_move(world, shift_id, 5_000)
    send(session, world, body)
    assert jobs_of(session, f"cash_move:{body['id']}") == {JobKind.DRAWER, JobKind.RECEIPT}


@pytest.mark.usefixtures("printer")
def test_a_drawer_is_opened_and_noted_with_its_reason(
    session: Session, world: World, shift_id: str
) -> None:
    body = drawer_opened(world, shift_id)
    send(session, world, body)
    assert jobs_of(session, f"drawer:{body['id']}") == {JobKind.DRAWER}
    assert audited(session, "drawer.opened") == [{"reason": "tukar uang", "odd": []}]
    assert session.get_one(Document, UUID(body["id"])).number is None


@pytest.mark.usefixtures("printer")
def test_a_drawer_that_was_opened_long_ago_is_only_noted(
    session: Session, world: World, shift_id: str
) -> None:
    body = drawer_opened(world, shift_id, at=NOW - timedelta(hours=2))
    send(session, world, body)
    assert jobs_of(session, f"drawer:{body['id']}") == set()
    assert len(audited(session, "drawer.opened")) == 1


def test_a_drawer_needs_a_reason(session: Session, world: World, shift_id: str) -> None:
    with pytest.raises(Unbookable) as refused:
        send(session, world, drawer_opened(world, shift_id, reason=" "))
    assert refused.value.field == "reason"


# The slip


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
def test_a_slip_is_as_wide_as_its_paper(
    session: Session, world: World, shift_id: str, columns: int
) -> None:
    body = cash_move(world, shift_id, 30_000, purpose="expense", account="6-1020")
    send(session, world, body)
    slip = queries.slip(session, UUID(body["id"]))
    lines = receipts.layout(slip, Marks(copy_of=2, reprint=True), columns)
    texts = [line.text for line in lines if line.kind == "text"]
    assert all(line.columns <= columns for line in lines if line.kind == "text")
    said = " ".join(" ".join(texts).split())
    for word in ("KAS KELUAR", "SALINAN ke-2", "CETAK ULANG", "Belanja toko", "Listrik",
                 "laci penuh", "Rp30.000", "WSB-T1-A-000050", "Sari Wulandari"):  # fmt: skip
        assert word in said


# The bank


def deposited(session: Session, world: World, shift_id: str) -> UUID:
    body = cash_move(world, shift_id, 30_000, purpose="bank")
    send(session, world, body)
    return UUID(body["id"])


def confirm(session: Session, world: World, move_id: UUID, **changes: Any) -> BankDeposit:
    how: dict[str, Any] = {"received_on": TODAY, "reference": "BRI 1", "within": None, "at": NOW,
           "by": world.operator_id(Role.MANAGER)} | changes  # fmt: skip
    return moves.confirm_deposit(session, move_id, **how)


def test_a_deposit_is_on_its_way_until_the_bank_has_it_whole(
    session: Session, world: World, shift_id: str
) -> None:
    move_id = deposited(session, world, shift_id)
    assert queries.on_the_way(session, within=None).amount == 30_000
    assert balance(session, chart.CASH_IN_TRANSIT) == 30_000
    confirm(session, world, move_id)
    assert balance(session, chart.CASH_IN_TRANSIT) == 0
    assert balance(session, chart.BANK) == 30_000
    assert queries.on_the_way(session, within=None).amount == 0
    (row,) = queries.deposits(session, received=True, within=None, page=1).rows
    assert (row.confirmed_by, row.reference) == ("Joko Prasetyo", "BRI 1")


def test_a_deposit_arrives_once(session: Session, world: World, shift_id: str) -> None:
    move_id = deposited(session, world, shift_id)
    confirm(session, world, move_id)
    with pytest.raises(BusinessError, match="sudah diterima"):
        confirm(session, world, move_id)
    assert balance(session, chart.BANK) == 30_000


@pytest.mark.parametrize("days", [-1, 1])
def test_a_deposit_arrives_neither_before_it_left_nor_tomorrow(
    session: Session, world: World, shift_id: str, days: int
) -> None:
    move_id = deposited(session, world, shift_id)
    with pytest.raises(InvalidInput):
        confirm(session, world, move_id, received_on=TODAY + timedelta(days=days))


def test_what_is_no_deposit_or_another_shops_is_not_there(
    session: Session, world: World, shift_id: str
) -> None:
    move_id = deposited(session, world, shift_id)
    elsewhere = cash_move(world, shift_id, 1_000, counter=51)
    send(session, world, elsewhere)
    for key, within in ((UUID(elsewhere["id"]), None), (move_id, ShopId(world.ltm.id))):
        with pytest.raises(NotFound):
            confirm(session, world, key, within=within)
    assert queries.deposits(session, received=False, within=ShopId(world.ltm.id), page=1).total == 0
