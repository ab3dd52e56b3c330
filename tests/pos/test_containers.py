"""Goods in containers: an empty comes in for each full one, or its deposit was paid."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ProductId
from core.quantity import MILLI, NONE, Quantity
from inventory import invariants
from inventory.models import MoveKind
from ledger import chart
from members.models import Patronage
from pos import queries
from pos.approvals.models import Approval
from pos.containers import Full, deposit_of, empties_in, wrong_deposits
from pos.documents import ApprovalAction
from pos.flags import explain
from pos.models import FlagKind, SaleLine
from pos.paper import Text
from pos.receipts import layout
from pos.returns.models import ReturnFlagKind
from tests.support import returns
from tests.support.containers import DEPOSIT, add_cylinder, empties, moves, sell_in
from tests.support.returns import back, returning, unproven
from tests.support.sales import Body, flags_of, postings_of, sale, send
from tests.support.shelves import fill_shelves
from tests.support.vectors import cases
from tests.support.world import Goods, World, make_coop

GAS = 20_000
A, B = ProductId(UUID(int=1)), ProductId(UUID(int=2))


def _container(name: str) -> ProductId:
    return ProductId(uuid5(UUID(int=0), name))


@pytest.mark.parametrize(("given_", "expect"), cases("containers"))
def test_which_deposits_come_along(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    found = []
    for position, line in enumerate(given_["lines"]):
        name = line["container"]
        full = Full(_container(str(name)), Quantity(line["quantity"]), Quantity(line["factor"]),
                    line.get("exchanged"))  # fmt: skip
        due = deposit_of(full) if name else None
        if due is not None:
            found.append({"line": position, "container": name, "quantity": due.milli})
    assert found == expect["deposits"]


_LINES = st.lists(
    st.builds(
        Full,
        st.sampled_from((A, B)),
        st.integers(1, 50).map(Quantity.of),
        st.sampled_from((Quantity.of(1), Quantity.of(24))),
        st.booleans(),
    ),
    max_size=8,
)


@given(_LINES)
def test_deposits_by_the_rule_are_never_wrong_and_every_full_one_is_answered_for(
    lines: list[Full],
) -> None:
    taken: dict[ProductId, Quantity] = {}
    for line in lines:
        taken[line.container] = taken.get(line.container, NONE) + (deposit_of(line) or NONE)
    assert wrong_deposits(lines, taken) == {}
    came = empties_in(lines, taken)
    for container in {line.container for line in lines}:
        exchanged = sum(
            line.containers.milli
            for line in lines
            if line.exchanged and line.container is container
        )
        assert came[container].milli == exchanged


@given(_LINES, st.integers(1, 10))
def test_a_deposit_too_many_is_always_found(lines: list[Full], more: int) -> None:
    taken = {A: Quantity.of(more)}
    for line in lines:
        taken[line.container] = taken.get(line.container, NONE) + (deposit_of(line) or NONE)
    says_something = any(line.container == A for line in lines)
    assert (A in wrong_deposits(lines, taken)) is says_something


# Sales


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def cylinder(session: Session, world: World) -> Goods:
    """Gas is sold in it; ten full ones are there, and no empty."""
    fill_shelves(session, world, gas=(10, 180_000), mie=(40, 112_000))
    return add_cylinder(session, world)


def full(world: World, shift_id: str, *exchanged: bool, counter: int = 1, **more: Any) -> Body:
    """One cylinder of gas for each, and a deposit behind each that was not exchanged."""
    sold = []
    for each in exchanged:
        sold.append((world.goods["gas"], MILLI, GAS))
        if not each:
            sold.append((more["cylinder"], MILLI, DEPOSIT))
    body = sale(world, shift_id, sold, counter=counter)
    position = 0
    for each in exchanged:
        body["lines"][position]["exchanged"] = each
        position += 1 if each else 2
    return body


def sound(session: Session) -> bool:
    checks = (invariants.moves, invariants.stock, invariants.value)
    return [wrong for check in checks for wrong in check(session)] == []


def test_an_exchange_brings_an_empty_in(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    body = full(world, shift_id, True, True)
    send(session, world, body)
    assert empties(session, world, cylinder) == Quantity.of(2)
    assert flags_of(session, body) == {}
    (move,) = moves(session, cylinder.id)
    assert (move.kind, move.source, move.value.amount) == (
        MoveKind.EXCHANGE, f"sale:{body['id']}", 0,
    )  # fmt: skip
    assert chart.CONTAINER_DEPOSITS not in postings_of(session, body)
    assert sound(session)


def test_without_an_exchange_the_deposit_is_owed_back_and_no_empty_comes(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    body = full(world, shift_id, False, cylinder=cylinder) | {"member_id": str(world.member_id)}
    send(session, world, body)
    assert flags_of(session, body) == {}
    assert postings_of(session, body)[chart.CONTAINER_DEPOSITS] == -DEPOSIT
    assert postings_of(session, body)[chart.MEMBER_SALES] == -GAS
    assert session.get(Patronage, f"sale:{body['id']}") is None
    assert moves(session, cylinder.id) == []
    assert sound(session)


def test_some_exchanged_and_some_not(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    body = full(world, shift_id, True, False, True, cylinder=cylinder)
    send(session, world, body)
    assert flags_of(session, body) == {}
    assert empties(session, world, cylinder) == Quantity.of(2)


def test_a_till_that_says_nothing_exchanged_what_it_took_no_deposit_for(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    gas = world.goods["gas"]
    body = sale(world, shift_id, [(gas, 3_000, GAS), (cylinder, 1_000, DEPOSIT)])
    send(session, world, body)
    assert flags_of(session, body) == {}
    assert empties(session, world, cylinder) == Quantity.of(2)


@pytest.mark.parametrize(
    ("exchanged", "deposits", "due"), [(True, 1_000, 0), (False, 0, 1_000), (False, 2_000, 1_000)]
)
def test_deposits_that_do_not_agree_are_flagged_and_booked(
    session: Session,
    world: World,
    shift_id: str,
    cylinder: Goods,
    exchanged: bool,
    deposits: int,
    due: int,
) -> None:
    sold = [(world.goods["gas"], 1_000, GAS)]
    if deposits:
        sold.append((cylinder, deposits, DEPOSIT))
    body = sale(world, shift_id, sold)
    body["lines"][0]["exchanged"] = exchanged
    send(session, world, body)
    details = {"container": "Jaminan tabung 3 kg", "sold": deposits, "rule": due}
    assert flags_of(session, body) == {FlagKind.CONTAINER: details}
    assert empties(session, world, cylinder).milli == 1_000 - deposits
    detail = queries.sale(session, UUID(body["id"]), within=None)
    said = explain(detail, detail.flags[0]).finding
    assert said == (
        f"Jaminan tabung 3 kg: jaminan yang diterima {deposits // 1000}, "
        f"yang dibawa tanpa tukar {due // 1000}."
    )


def test_a_deposit_alone_takes_an_empty_out(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    body = sale(world, shift_id, [(cylinder, 1_000, DEPOSIT)])
    send(session, world, body)
    assert empties(session, world, cylinder) == Quantity.of(-1)
    assert flags_of(session, body) == {}


def test_a_deposit_that_no_goods_name_counts_nothing(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    sell_in(session, world.goods["gas"], "")
    body = sale(world, shift_id, [(cylinder, 1_000, DEPOSIT), (world.goods["mie"], 1_000, 3_500)])
    send(session, world, body)
    assert moves(session, cylinder.id) == []


def test_the_line_keeps_whether_it_was_exchanged_and_the_receipt_says_so(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    body = full(world, shift_id, True, False, cylinder=cylinder)
    send(session, world, body)
    kept = session.scalars(
        select(SaleLine.exchanged)
        .where(SaleLine.sale_id == UUID(body["id"]))
        .order_by(SaleLine.position)
    )
    assert list(kept) == [True, False, None]
    receipt = queries.receipt(session, UUID(body["id"]))
    assert receipt.lines[2].name == "Jaminan tabung 3 kg"
    paper = [line.text.strip() for line in layout(receipt, 32) if isinstance(line, Text)]
    gas = [place for place, text in enumerate(paper) if text.startswith("Gas LPG")]
    assert [paper[place + 1] for place in gas] == [
        "tukar kosong",
        "Jaminan tabung 3 kg      150.000",
    ]


# Returns


def test_who_brings_the_empty_gets_the_deposit(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    sold = full(world, shift_id, False, cylinder=cylinder)
    send(session, world, sold)
    lines = [back(sold, 1, 1_000, DEPOSIT)]
    body = returning(world, shift_id, lines, counter=2, sale=sold)
    send(session, world, body)
    assert postings_of(session, body) == {
        chart.CONTAINER_DEPOSITS: DEPOSIT, chart.DRAWER: -DEPOSIT,
    }  # fmt: skip
    assert empties(session, world, cylinder) == Quantity.of(1)
    assert returns.flags_of(session, body) == []
    again = returning(world, shift_id, lines, counter=3, sale=sold)
    send(session, world, again)
    assert ReturnFlagKind.EXCESS in returns.flags_of(session, again)


def test_without_a_receipt_somebody_has_to_agree(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    body = returning(world, shift_id, [unproven(cylinder, 1_000, DEPOSIT)], counter=1)
    send(session, world, body)
    waiting = session.scalars(
        select(Approval.action).where(Approval.document_id == UUID(body["id"]))
    )
    assert list(waiting) == [ApprovalAction.RETURN]
    assert empties(session, world, cylinder) == Quantity.of(1)
    assert postings_of(session, body)[chart.CONTAINER_DEPOSITS] == DEPOSIT


def test_a_broken_empty_is_paid_for_and_not_counted(
    session: Session, world: World, shift_id: str, cylinder: Goods
) -> None:
    sold = full(world, shift_id, False, cylinder=cylinder)
    send(session, world, sold)
    lines = [back(sold, 1, 1_000, DEPOSIT, fit=False)]
    send(session, world, returning(world, shift_id, lines, counter=2, sale=sold))
    assert moves(session, cylinder.id) == []


@pytest.mark.parametrize("exchanged", [True, False])
def test_a_sale_taken_back_whole_leaves_the_empties_as_they_were(
    session: Session, world: World, shift_id: str, cylinder: Goods, exchanged: bool
) -> None:
    sold = full(world, shift_id, exchanged, cylinder=cylinder)
    send(session, world, sold)
    lines = [back(sold, 0, 1_000, GAS)]
    if not exchanged:
        lines.append(back(sold, 1, 1_000, DEPOSIT))
    body = returning(world, shift_id, lines, counter=2, sale=sold, is_void=True)
    send(session, world, body)
    assert empties(session, world, cylinder) == Quantity(0)
    assert returns.flags_of(session, body) == []
    assert sound(session)
