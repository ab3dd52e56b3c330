"""The provider's deposit: what is put in, what the check books, what became of each service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import OperatorId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from inventory.models import Product, ProductKind
from ledger import chart, journal
from ledger.models import JournalEntry
from pos import queries as counter
from pos import receipts
from pos.paper import Text
from pos.provider import deposit, queries, services
from pos.provider.deposit import NewTopUp
from pos.provider.invariants import deposit_is_booked
from pos.provider.models import PaidFrom, ProviderCheck, ServiceState, State
from tests.support.returns import back, returning
from tests.support.sales import Body, open_shift, sale, send
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    world = make_coop(session)
    session.get_one(Product, world.goods["air"].id).kind = ProductKind.SERVICE
    session.flush()
    return world


@pytest.fixture(autouse=True)
def the_books_agree(session: Session) -> Iterator[None]:
    yield
    assert list(deposit_is_booked(session)) == []


@pytest.fixture
def by(world: World) -> OperatorId:
    return world.operator_id(Role.MANAGER)


def _top_up(amount: int, *, paid_from: PaidFrom = PaidFrom.BANK) -> NewTopUp:
    return NewTopUp(new_id(), paid_from, Money(amount), TODAY, "TRX-1")


def _pulsa(session: Session, world: World, counter: int = 1) -> Body:
    """A token for 22,000 of which the provider takes 20,500."""
    shift_id = open_shift(session, world)
    body = sale(world, shift_id, [(world.goods["air"], 1_000, 22_000)], counter=counter)
    body["lines"][0] |= {"cost": 20_500, "reference": "081234567890"}
    send(session, world, body)
    return body


def _balances(session: Session, *accounts: str) -> list[int]:
    return [journal.balance(session, account).amount for account in accounts]


# Top-ups


@pytest.mark.parametrize(
    ("paid_from", "account"), [(PaidFrom.BANK, chart.BANK), (PaidFrom.SAFE, chart.SAFE)]
)
def test_a_top_up_comes_from_the_bank_or_the_safe(
    session: Session, world: World, by: OperatorId, paid_from: PaidFrom, account: str
) -> None:
    new = _top_up(500_000, paid_from=paid_from)
    deposit.top_up(session, world.shop_id, new, at=NOW, by=by)
    assert _balances(session, chart.PROVIDER_DEPOSIT, account) == [500_000, -500_000]


def test_the_same_form_sent_twice_counts_once(
    session: Session, world: World, by: OperatorId
) -> None:
    new = _top_up(500_000)
    for _ in range(2):
        deposit.top_up(session, world.shop_id, new, at=NOW, by=by)
    assert deposit.balance(session, world.shop_id) == Money(500_000)
    assert len(queries.top_ups(session, world.shop_id)) == 1


def test_each_shop_has_a_deposit_of_its_own(session: Session, world: World, by: OperatorId) -> None:
    deposit.top_up(session, world.shop_id, _top_up(500_000), at=NOW, by=by)
    assert deposit.balance(session, ShopId(world.ltm.id)) == Money(0)


def test_a_top_up_is_something_and_not_tomorrow(
    session: Session, world: World, by: OperatorId
) -> None:
    with pytest.raises(InvalidInput, match="berapa yang diisikan"):
        _top_up(0)
    tomorrow = NewTopUp(new_id(), PaidFrom.BANK, Money(1), TODAY + timedelta(days=1))
    with pytest.raises(InvalidInput, match="masa depan"):
        deposit.top_up(session, world.shop_id, tomorrow, at=NOW, by=by)


# The daily check


def _check(
    session: Session, world: World, by: OperatorId, stated: int, *, reason: str = "",
    adjust: bool = False,
) -> ProviderCheck:  # fmt: skip
    return deposit.check(
        session, world.shop_id, Money(stated), reason=reason, adjust=adjust, at=NOW, by=by
    )


@pytest.fixture
def topped_up(session: Session, world: World, by: OperatorId) -> None:
    deposit.top_up(session, world.shop_id, _top_up(500_000), at=NOW, by=by)


def test_a_check_keeps_both_balances_and_books_nothing(
    session: Session, world: World, by: OperatorId, topped_up: None
) -> None:
    entries = session.scalar(select(func.count()).select_from(JournalEntry))
    row = _check(session, world, by, 498_500, reason="belum tahu")
    assert (row.stated, row.booked, row.adjusted) == (Money(498_500), Money(500_000), False)
    assert session.scalar(select(func.count()).select_from(JournalEntry)) == entries
    assert queries.checks(session, world.shop_id)[0].difference == Money(-1_500)


@pytest.mark.parametrize("stated", [498_500, 503_000])
def test_a_difference_with_a_reason_is_an_expense_or_comes_back_from_there(
    session: Session, world: World, by: OperatorId, topped_up: None, stated: int
) -> None:
    _check(session, world, by, stated, reason="biaya admin", adjust=True)
    assert _balances(session, chart.PROVIDER_DEPOSIT, chart.GENERAL_EXPENSES) == [
        stated,
        500_000 - stated,
    ]


def test_a_difference_is_never_booked_without_a_reason(
    session: Session, world: World, by: OperatorId, topped_up: None
) -> None:
    with pytest.raises(InvalidInput) as caught:
        _check(session, world, by, 498_500, adjust=True)
    assert caught.value.field == "reason"
    assert deposit.balance(session, world.shop_id) == Money(500_000)


def test_booking_a_difference_twice_books_it_once(
    session: Session, world: World, by: OperatorId, topped_up: None
) -> None:
    for adjusted in (True, False):
        row = _check(session, world, by, 498_500, reason="biaya admin", adjust=True)
        assert row.adjusted is adjusted
    assert _balances(session, chart.GENERAL_EXPENSES) == [1_500]


# Services


def _services(session: Session, state: State | None) -> list[str]:
    page = queries.services(session, state=state, within=None, page=1)
    return [row.reference for row in page.rows]


def _note(
    session: Session, body: Body, state: State, by: OperatorId, *, minutes: int = 0, **more: str
) -> ServiceState | None:
    return services.note_state(
        session, UUID(body["id"]), 0, state, within=None,
        at=NOW + timedelta(minutes=minutes), by=by, **more,
    )  # fmt: skip


def test_a_sold_service_waits_and_is_taken_from_the_deposit(
    session: Session, world: World, topped_up: None
) -> None:
    _pulsa(session, world)
    row = queries.services(session, state=State.PENDING, within=None, page=1).rows[0]
    assert (row.reference, row.amount, row.cost, row.state) == (
        "081234567890", Money(22_000), Money(20_500), State.PENDING,
    )  # fmt: skip
    assert deposit.balance(session, world.shop_id) == Money(479_500)


def test_the_newest_state_holds_and_the_others_stay(
    session: Session, world: World, by: OperatorId
) -> None:
    body = _pulsa(session, world)
    _note(session, body, State.FAILED, by)
    _note(session, body, State.SUCCESS, by, minutes=5, token="1234-5678")
    assert _services(session, State.SUCCESS) == ["081234567890"]
    assert _services(session, State.FAILED) == _services(session, State.PENDING) == []
    assert queries.service_counts(session, within=None) == {
        State.PENDING: 0, State.SUCCESS: 1, State.FAILED: 0,
    }  # fmt: skip
    assert session.scalar(select(func.count()).select_from(ServiceState)) == 2
    assert services.tokens(session, UUID(body["id"])) == {0: "1234-5678"}


def test_a_copy_of_the_receipt_tells_the_token(
    session: Session, world: World, by: OperatorId
) -> None:
    body = _pulsa(session, world)
    _note(session, body, State.SUCCESS, by, token="1234 5678 9012 3456 7890")
    paper = receipts.layout(counter.receipt(session, UUID(body["id"])), 32)
    lines = [line.text.strip() for line in paper if isinstance(line, Text)]
    assert "Token 1234 5678 9012 3456 7890" in lines
    assert max(map(len, lines)) <= 32


def test_it_can_wait_again(session: Session, world: World, by: OperatorId) -> None:
    body = _pulsa(session, world)
    _note(session, body, State.SUCCESS, by, token="1234")
    _note(session, body, State.PENDING, by, minutes=1)
    assert _services(session, State.PENDING) == ["081234567890"]
    assert services.tokens(session, UUID(body["id"])) == {}


def test_the_same_again_adds_no_row(session: Session, world: World, by: OperatorId) -> None:
    body = _pulsa(session, world)
    assert _note(session, body, State.PENDING, by) is None
    assert _note(session, body, State.SUCCESS, by, token="1") is not None
    assert _note(session, body, State.SUCCESS, by, token="1", minutes=1) is None
    assert _note(session, body, State.FAILED, by, minutes=2) is not None
    assert _note(session, body, State.SUCCESS, by, token="1", minutes=3) is not None


def test_only_what_succeeded_has_a_token(session: Session, world: World, by: OperatorId) -> None:
    body = _pulsa(session, world)
    with pytest.raises(InvalidInput, match="kalau transaksinya sukses"):
        _note(session, body, State.FAILED, by, token="1234")


def test_goods_and_other_shops_services_have_no_state(
    session: Session, world: World, by: OperatorId
) -> None:
    body = _pulsa(session, world)
    with pytest.raises(NotFound):
        services.note_state(session, UUID(body["id"]), 1, State.FAILED, within=None, at=NOW, by=by)
    with pytest.raises(NotFound):
        services.note_state(session, UUID(body["id"]), 0, State.FAILED,
                            within=ShopId(world.ltm.id), at=NOW, by=by)  # fmt: skip


def test_what_failed_is_due_back_until_it_is_returned(
    session: Session, world: World, by: OperatorId, topped_up: None
) -> None:
    body = _pulsa(session, world)
    _note(session, body, State.FAILED, by)
    row = queries.services(session, state=State.FAILED, within=None, page=1).rows[0]
    assert row.is_due_back
    assert queries.failed_cost(session, world.shop_id) == Money(20_500)
    back_again = returning(
        world, body["shift_id"], [back(body, 0, 1_000, 22_000)], counter=2, sale=body
    )
    send(session, world, back_again)
    row = queries.services(session, state=State.FAILED, within=None, page=1).rows[0]
    assert not row.is_due_back
    assert queries.failed_cost(session, world.shop_id) == Money(0)
    assert deposit.balance(session, world.shop_id) == Money(500_000)
