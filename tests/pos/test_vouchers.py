"""Vouchers of the co-op: issued, taken back, lapsed; and their books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import ShopId, new_id
from core.models import AuditRecord
from core.money import Money
from core.permissions import Role
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.models import Patronage
from pos.vouchers import redeeming, vouchers
from pos.vouchers.models import EndKind, PaidBy, Voucher, VoucherBatch, VoucherUse
from pos.vouchers.standing import Standing, State, state, taken
from pos.vouchers.vouchers import NewBatch
from tests.support.books import postings
from tests.support.vouchers import (
    UNTIL,
    batch,
    codes_of,
    finding,
    owed,
    sell,
    wrong,
)
from tests.support.world import NOW, TODAY, World

AFTER = NOW + timedelta(days=300)
"""When the vouchers of the tests have expired."""


# What a voucher is


@pytest.mark.parametrize(
    ("known", "on", "expected"),
    [
        (Standing(Money(1), UNTIL), UNTIL, State.OPEN),
        (Standing(Money(1), UNTIL), UNTIL + timedelta(days=1), State.EXPIRED),
        (Standing(Money(1), UNTIL, "WSB-T1-A-000001", TODAY), date(2030, 1, 1), State.USED),
        (Standing(Money(1), UNTIL, end=EndKind.VOID), date(2030, 1, 1), State.VOID),
        (Standing(Money(1), UNTIL, end=EndKind.LAPSED), TODAY, State.EXPIRED),
    ],
)
def test_what_a_voucher_is_follows_from_what_happened(
    known: Standing, on: date, expected: State
) -> None:
    assert state(known, on=on) is expected


def test_it_never_pays_more_than_it_is_worth() -> None:
    assert taken(Standing(Money(25_000), UNTIL), Money(30_000)) == Money(25_000)
    assert taken(Standing(Money(25_000), UNTIL), Money(20_000)) == Money(20_000)


# Issuing


@pytest.mark.parametrize(
    ("paid_by", "account"),
    [
        (PaidBy.PROGRAMME, "2-1450"),
        (PaidBy.PROMOTION, "6-1060"),
        (PaidBy.SAFE, "1-1020"),
        (PaidBy.BANK, "1-1110"),
    ],
)
def test_issuing_books_what_is_owed_for_them(
    session: Session, world: World, paid_by: PaidBy, account: str
) -> None:
    issued = batch(session, world, paid_by=paid_by)
    assert postings(session, f"voucher_batch:{issued.id}") == {account: 75_000, "2-1420": -75_000}
    assert len(set(codes_of(session, issued))) == 3
    assert session.scalar(select(func.count()).select_from(Patronage)) == 0
    assert session.scalars(select(AuditRecord.action)).all()[-1] == "voucher.issued"
    assert wrong(session) == []


def test_the_same_form_sent_twice_issues_once(session: Session, world: World) -> None:
    new = NewBatch(new_id(), "Lebaran", Money(10_000), 2, UNTIL, PaidBy.SAFE)
    by = world.operator_id(Role.TREASURER)
    for _attempt in range(2):
        vouchers.issue(session, world.shop_id, new, at=NOW, by=by)
    assert session.scalar(select(func.count()).select_from(Voucher)) == 2
    assert owed(session) == 20_000


def test_the_most_pieces_are_issued_at_once(session: Session, world: World) -> None:
    many = batch(session, world, pieces=vouchers.MOST_PIECES)
    assert len(set(codes_of(session, many))) == vouchers.MOST_PIECES


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"face": 0}, "face"),
        ({"pieces": 0}, "pieces"),
        ({"pieces": 1_001}, "pieces"),
        ({"until": TODAY - timedelta(days=1)}, "valid_until"),
    ],
)
def test_what_makes_no_sense_is_not_issued(
    session: Session, world: World, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        batch(session, world, **changes)  # type: ignore[arg-type]
    assert refusal.value.field == field


# Taking back and lapsing


@pytest.mark.parametrize(
    ("paid_by", "account"), [(PaidBy.PROGRAMME, "2-1450"), (PaidBy.SAFE, "1-1020")]
)
def test_a_voucher_taken_back_gives_the_money_back(
    session: Session, world: World, paid_by: PaidBy, account: str
) -> None:
    issued = batch(session, world, paid_by=paid_by)
    voucher = _first(session, issued)
    _take_back(session, world, voucher)
    assert postings(session, f"voucher_void:{voucher.id}") == {"2-1420": 25_000, account: -25_000}
    assert wrong(session) == []
    body = sell(session, world, (voucher.code, 20_000))
    assert finding(session, body) == {"why": "void", "code": voucher.code}
    assert session.scalars(select(VoucherUse)).all() == []
    assert wrong(session) == []


def test_only_an_unused_one_is_taken_back_once_and_with_a_reason(
    session: Session, world: World
) -> None:
    issued = batch(session, world)
    voucher = _first(session, issued)
    with pytest.raises(InvalidInput):
        _take_back(session, world, voucher, reason="")
    _take_back(session, world, voucher)
    with pytest.raises(BusinessError, match="tidak berlaku"):
        _take_back(session, world, voucher)
    other = codes_of(session, issued)[1]
    sell(session, world, (other, 20_000))
    with pytest.raises(BusinessError, match="sudah dipakai"):
        _take_back(session, world, _by_code(session, other))


def _take_back(session: Session, world: World, voucher: Voucher, reason: str = "Hilang") -> None:
    by = world.operator_id(Role.TREASURER)
    vouchers.take_back(session, voucher.id, reason=reason, at=NOW, by=by)


def _first(session: Session, issued: VoucherBatch) -> Voucher:
    return session.scalars(select(Voucher).where(Voucher.batch_id == issued.id)).all()[0]


def _by_code(session: Session, code: str) -> Voucher:
    known = redeeming.by_codes(session, [code.replace("-", "")])
    return session.get_one(Voucher, known[code.replace("-", "")].id)


@pytest.mark.parametrize(
    ("paid_by", "account"), [(PaidBy.PROMOTION, "6-1060"), (PaidBy.BANK, "4-9060")]
)
def test_what_nobody_used_in_time_lapses_once(
    session: Session, world: World, paid_by: PaidBy, account: str
) -> None:
    issued = batch(session, world, paid_by=paid_by)
    first, *_others = codes_of(session, issued)
    sell(session, world, (first, 20_000))
    by = world.operator_id(Role.TREASURER)
    with pytest.raises(BusinessError, match="masih berlaku"):
        vouchers.close_lapsed(session, issued.id, at=NOW, by=by)
    assert vouchers.close_lapsed(session, issued.id, at=AFTER, by=by) == 2
    assert vouchers.close_lapsed(session, issued.id, at=AFTER, by=by) == 0
    lapsed = postings(session, f"voucher_lapse:{issued.id}")
    assert lapsed == {"2-1420": 50_000, account: -50_000}
    assert owed(session) == 0
    assert wrong(session) == []


# What always holds


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["use", "use", "use", "void", "lapse"]),
        st.integers(0, 3),
        st.integers(1, 30).map(lambda n: n * 1_000),
    ),
    max_size=8,
)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(_ACTS, st.sampled_from(PaidBy), st.booleans())
def test_the_books_owe_what_open_vouchers_are_worth_whatever_happens(
    session: Session, world: World, acts: list[tuple[str, int, int]], paid_by: PaidBy, away: bool
) -> None:
    with session.begin_nested() as attempt:
        shop_id = ShopId(world.office.id) if away else world.shop_id
        issued = batch(session, world, paid_by=paid_by, pieces=4, shop_id=shop_id)
        codes = codes_of(session, issued)
        do: dict[str, Callable[[int, int, int], object]] = defaultdict(lambda: lambda *_: None)
        do["use"] = lambda n, place, amount: sell(
            session, world, (codes[place], amount), counter=n, pieces=10
        )
        do["void"] = lambda _n, place, _a: _take_back(
            session, world, _by_code(session, codes[place])
        )
        do["lapse"] = lambda *_: vouchers.close_lapsed(
            session, issued.id, at=AFTER, by=world.operator_id(Role.TREASURER)
        )
        for n, (act, place, amount) in enumerate(acts, 1):
            try:
                do[act](n, place, amount)
            except BusinessError:
                continue
        left = len(vouchers.unused(session, issued.id))
        uses = session.scalars(select(VoucherUse.voucher_id)).all()
        assert len(set(uses)) == len(uses)
        assert 0 <= left <= 4 - len(uses)
        assert wrong(session) == []
        attempt.rollback()


def _unprotected(session: Session, table: str) -> None:
    """Let a row be changed as somebody with the database file could."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    for event in ("update", "delete"):
        session.execute(text(f"DROP TRIGGER {table}_no_{event}"))


def test_the_check_finds_vouchers_that_are_not_booked(session: Session, world: World) -> None:
    issued = batch(session, world)
    source = f"voucher_batch:{issued.id}"
    other = batch(session, world, purpose="Ongkos pindah", face=1_000)
    assert wrong(session) == []
    _unprotected(session, "voucher")
    session.execute(delete(Voucher).where(Voucher.id == _first(session, other).id))
    told = wrong(session)
    assert any("Ongkos pindah: terbit 3 lembar, ada 2" in sentence for sentence in told)
    assert not any("Lebaran" in sentence for sentence in told)
    _unprotected(session, "posting")
    entry = select(JournalEntry.id).where(JournalEntry.source == source).scalar_subquery()
    session.execute(
        update(Posting)
        .where(Posting.entry_id == entry, Posting.account == chart.VOUCHERS)
        .values(amount=Money(-70_000))
    )
    assert any("Rp75.000, di buku Rp70.000" in sentence for sentence in wrong(session))
