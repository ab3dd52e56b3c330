"""Whatever comes back in whatever parts: never more than was sold, and exact to the rupiah."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import OperatorId, PackId, SaleId, ShiftId
from core.money import Money, total
from core.quantity import Quantity
from inventory.models import Stock
from ledger import chart, journal
from pos.documents import Header
from pos.models import TenderKind
from pos.returns import apportioning
from pos.returns.apportioning import NOTHING, Portion
from pos.returns.documents import RefundDocument, ReturnDocument, ReturnLineDocument
from pos.returns.matching import SoldLine, match
from pos.returns.models import ReturnLine
from tests.support.returns import back, returning
from tests.support.sales import open_shift, sale, send
from tests.support.shelves import fill_shelves
from tests.support.vectors import cases
from tests.support.world import NOW, World, make_coop

PACK = PackId(UUID(int=1))
quantities = st.integers(1, 9_000)
rupiah = st.integers(0, 5_000_000)


@given(
    quantities, st.integers(0, 400_000), rupiah, rupiah, st.lists(quantities, max_size=8),
)  # fmt: skip
def test_parts_of_a_line_never_exceed_it_and_the_last_takes_the_rest(
    sold: int, base: int, amount: int, cost: int, parts: list[int]
) -> None:
    whole = Portion(Quantity(sold), Quantity(base), Money(amount), Money(cost))
    left = whole
    for part in parts:
        taken = apportioning.portion(left, min(Quantity(part), left.quantity))
        left = left - taken
        assert min(left.quantity, left.base_quantity) >= Quantity(0)
        assert min(left.amount, left.cost) >= Money(0)
        assert abs(taken.amount.amount * sold - amount * taken.quantity.milli) <= 8 * sold
    assert left - apportioning.portion(left, left.quantity) == NOTHING


@given(
    st.lists(st.tuples(quantities, rupiah), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 12_000), rupiah), min_size=1, max_size=8),
)
def test_returned_never_exceeds_sold_whatever_the_tills_claim(
    sold: list[tuple[int, int]], claimed: list[tuple[int, int, int]]
) -> None:
    lines = {position: _sold_line(position, *line) for position, line in enumerate(sold)}
    document = _document(claimed)
    matched = match(document, lines)
    for position, line in lines.items():
        parts = [item.portion for item in matched.lines if item.sold and item.portion
                 and item.sold.position == position]  # fmt: skip
        assert sum(part.quantity.milli for part in parts) <= line.left.quantity.milli
        assert total(part.amount for part in parts) <= line.left.amount
    assert total(item.amount for item in matched.lines) == document.total
    assert all(item.amount >= Money(0) for item in matched.lines)
    claimed_quantity = sum(quantity for _position, quantity, _amount in claimed)
    assert sum(item.quantity.milli for item in matched.lines) == claimed_quantity


def test_tills_that_take_the_same_goods_back_at_once(database: Database) -> None:
    """Eight tills, four pieces: four are of the sale, four without a receipt, nothing is lost."""
    with database.transaction() as session:
        world = make_coop(session)
        goods = world.goods["mie"]
        fill_shelves(session, world, mie=(10, 28_001))
        shift_id = open_shift(session, world)
        sold = sale(world, shift_id, [(goods, 4_000, 3_500)])
        send(session, world, sold)

    def bring(number: int) -> int:
        body = returning(
            world, shift_id, [back(sold, 0, 1_000, 3_500)], counter=2 + number, sale=sold
        )
        with database.transaction() as session:
            return int(send(session, world, body).status)

    with ThreadPoolExecutor(8) as tills:
        assert set(tills.map(bring, range(8))) == {201}
    with database.reading() as session:
        _check_books(session, world, sold_id=UUID(sold["id"]))


def _check_books(session: Session, world: World, *, sold_id: UUID) -> None:
    of_sale = session.execute(
        select(func.count(), func.sum(ReturnLine.quantity), func.sum(ReturnLine.share),
               func.sum(ReturnLine.cost)).where(ReturnLine.sale_id == sold_id)
    ).one()  # fmt: skip
    assert tuple(of_sale) == (4, Quantity.of(4), Money(14_000), Money(11_200))
    assert session.scalar(select(func.count()).select_from(ReturnLine)) == 8
    shelf = session.get_one(Stock, (world.shop_id, world.goods["mie"].id))
    assert shelf.quantity == Quantity.of(14)
    assert shelf.value == journal.balance(session, chart.MERCHANDISE)
    assert journal.balance(session, chart.DRAWER) == Money(200_000 + 14_000 - 8 * 3_500)


def _sold_line(position: int, milli: int, amount: int) -> SoldLine:
    whole = Portion(Quantity(milli), Quantity(milli), Money(amount), Money(amount // 2))
    return SoldLine(position, PACK, "Gula", "pcs", Money(1), whole, whole, True)


def _document(claimed: list[tuple[int, int, int]]) -> ReturnDocument:
    lines = tuple(
        ReturnLineDocument(PACK, Quantity(milli), Money(amount), True, position)
        for position, milli, amount in claimed
    )
    paid = total(line.amount for line in lines)
    key = UUID(int=2)
    header = Header(key, 1, "A", OperatorId(key), NOW)
    return ReturnDocument(
        header, ShiftId(key), "WSB-T1-A-000001", 1, SaleId(key), None, lines,
        (RefundDocument(TenderKind.TRANSFER, paid),), paid, Money(0), "",
    )  # fmt: skip


@pytest.mark.parametrize(("given", "expect"), cases("returns"))
def test_the_cases_that_the_till_is_held_to(given: dict[str, Any], expect: int) -> None:
    left = Portion(
        Quantity(given["left"]["quantity"]), Quantity(0), Money(given["left"]["amount"]), Money(0)
    )
    assert apportioning.portion(left, Quantity(given["quantity"])).amount == Money(expect)
