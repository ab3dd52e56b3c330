"""Repacking: goods become other goods for the same money, and a mistake goes back as it came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import PackId, new_id
from core.models import AuditRecord
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory import invariants as goods_invariants
from inventory import stock
from inventory.models import MoveKind, ProductKind, Stock
from inventory.repacking import invariants
from inventory.repacking.models import Repacking, RepackingLine, Side
from inventory.repacking.repacking import Wanted, lines_of, repack, source_of
from inventory.repacking.taking_back import Mistake, take_back
from inventory.shelves import Cause
from inventory.stock import Arrival
from ledger import chart
from ledger.entry import Entry, credit, debit
from ledger.journal import post
from ledger.models import JournalEntry, Posting
from tests.support.consignment import add_cake, add_consignor
from tests.support.repacking import KILO, add_bags, bags, fill_bags, of_rice
from tests.support.shelves import stocked_coop, turn_into
from tests.support.world import NOW, TODAY, Goods, World

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world(session: Session) -> World:
    """Fifty kilograms of rice at 12,000, and nothing in bags."""
    return stocked_coop(session)


@pytest.fixture
def goods(session: Session, world: World) -> dict[str, Goods]:
    return add_bags(session)


def held(session: Session, world: World, goods: Goods) -> tuple[int, int]:
    row = session.get(Stock, (world.shop_id, goods.id))
    return (row.quantity.milli, row.value.amount) if row else (0, 0)


def booked(session: Session, account: str) -> int:
    return (session.scalar(select(func.sum(Posting.amount)).where(Posting.account == account))
            or ZERO).amount  # fmt: skip


def sell(session: Session, world: World, goods: Goods, count: int, number: int = 1) -> None:
    """Take goods off the shelf and book them as a sale does."""
    cause = Cause(MoveKind.SALE, f"sale:{number}", NOW)
    wanted = [(goods.id, Quantity.of(count))]
    (gone,) = stock.take_out(session, cause, wanted, shop_id=world.shop_id)
    lines = (debit(chart.OTHER_COST, gone.cost), credit(chart.MERCHANDISE, gone.cost))
    if gone.cost:
        post(session, Entry(world.shop_id, TODAY, cause.source, "1", lines), at=NOW)


def wrong(session: Session) -> list[str]:
    session.flush()
    checks = (
        invariants.moved, goods_invariants.moves, goods_invariants.stock, goods_invariants.value,
    )  # fmt: skip
    return [sentence for check in checks for sentence in check(session)]


def undo(session: Session, paper: Repacking, reason: str = "salah hitung") -> Repacking:
    return take_back(session, paper, Mistake(new_id(), reason), at=LATER, by=None)


def test_a_sack_becomes_bags_for_the_same_money(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    paper = fill_bags(session, world, goods, 50, 48)
    assert paper.number == "WSB-KU-000001"
    assert held(session, world, world.goods["beras"]) == (0, 0)
    assert held(session, world, goods["bag"]) == (48_000, 600_000)
    sides = [(line.side, line.value.amount) for line in lines_of(session, paper)]
    assert sides == [(Side.OPENED, 600_000), (Side.FILLED, 600_000)]
    assert wrong(session) == []


def test_nothing_is_booked_while_the_shelves_are_worth_the_same(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    paper = fill_bags(session, world, goods, 50, 48)
    undo(session, paper)
    sources = session.scalars(select(JournalEntry.source)).all()
    assert not [source for source in sources if source.startswith("repacking")]
    assert booked(session, chart.MERCHANDISE) == 712_000


def test_what_is_counted_in_the_same_unit_holds_one_of_it(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    broken = Wanted(goods["broken"].pack_id, Quantity(2_500))
    wanted = of_rice(world, 50, bags(goods, 45), broken)
    paper = repack(session, world.wsb, wanted, at=NOW, by=None)
    values = [line.value.amount for line in lines_of(session, paper)]
    assert values == [600_000, 568_421, 31_579]
    assert wrong(session) == []


def test_given_shares_decide_what_each_costs(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    broken = Wanted(goods["broken"].pack_id, Quantity.of(5), share=1)
    wanted = of_rice(world, 50, bags(goods, 45, share=99), broken)
    repack(session, world.wsb, wanted, at=NOW, by=None)
    assert held(session, world, goods["bag"]) == (45_000, 594_000)
    assert held(session, world, goods["broken"]) == (5_000, 6_000)


def test_a_form_that_is_sent_twice_is_one_paper(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    wanted = of_rice(world, 10, bags(goods, 10))
    first = repack(session, world.wsb, wanted, at=NOW, by=None)
    assert repack(session, world.wsb, wanted, at=LATER, by=None) is first
    assert held(session, world, goods["bag"]) == (10_000, 120_000)
    mistake = Mistake(new_id(), "keliru")
    back = take_back(session, first, mistake, at=NOW, by=None)
    assert take_back(session, first, mistake, at=LATER, by=None) is back


def test_what_was_sold_below_zero_settles_when_bags_are_filled(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    stock.receive(
        session, [Arrival(goods["bag"].id, Quantity.of(1), Money(11_000))],
        shop_id=world.shop_id, source="receipt:1", booked_on=TODAY, description="1", at=NOW,
    )  # fmt: skip
    sell(session, world, goods["bag"], 5)
    paper = fill_bags(session, world, goods, 10, 10)
    assert held(session, world, goods["bag"]) == (6_000, 72_000)
    assert booked(session, chart.COST_DIFFERENCE) == 4_000
    entry = session.scalars(
        select(JournalEntry).where(JournalEntry.source == source_of(paper.id))
    ).one()
    assert entry.description == "Kemas ulang WSB-KU-000001"
    assert wrong(session) == []


def test_more_than_the_shelf_holds_may_be_opened(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    fill_bags(session, world, goods, 60, 60)
    assert held(session, world, world.goods["beras"]) == (-10_000, -120_000)
    assert held(session, world, goods["bag"]) == (60_000, 720_000)
    assert wrong(session) == []


def refused(session: Session, world: World, *filled: Wanted, opened: Goods | None = None) -> str:
    wanted = of_rice(world, 10, *filled)
    if opened is not None:
        wanted = type(wanted)(wanted.key, Wanted(opened.pack_id, Quantity.of(1)), filled)
    with pytest.raises(InvalidInput) as caught:
        repack(session, world.wsb, wanted, at=NOW, by=None)
    assert session.scalars(select(Repacking)).all() == []
    return caught.value.sentence


def test_what_cannot_be_repacked_is_refused(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    cake = add_cake(session, add_consignor(session))
    rice, bag = world.goods["beras"], Wanted(goods["bag"].pack_id, Quantity.of(1))
    service = turn_into(session, world.goods["gas"], ProductKind.SERVICE)
    broken = Wanted(goods["broken"].pack_id, Quantity.of(1))
    assert "barang titipan" in refused(session, world, Wanted(cake.pack_id, Quantity.of(1)))
    assert "barang titipan" in refused(session, world, bag, opened=cake)
    assert "bukan barang biasa" in refused(session, world, Wanted(service.pack_id, Quantity.of(1)))
    assert "dibuka dan diisi" in refused(session, world, Wanted(rice.pack_id, Quantity.of(1)))
    assert "utuh" in refused(session, world, Wanted(goods["bag"].pack_id, Quantity(500)))
    assert "Belum ada" in refused(session, world)
    assert "Isi berapa kg" in refused(session, world, bag, broken)
    assert "setiap baris" in refused(session, world, bags(goods, 1, share=1), broken)


def test_a_mistake_goes_back_as_it_came(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    stock.receive(
        session, [Arrival(goods["bag"].id, Quantity.of(10), Money(120_000))],
        shop_id=world.shop_id, source="receipt:1", booked_on=TODAY, description="1", at=NOW,
    )  # fmt: skip
    wrong_one = fill_bags(session, world, goods, 50, 500)
    back = undo(session, wrong_one)
    assert held(session, world, goods["bag"]) == (10_000, 120_000)
    assert held(session, world, world.goods["beras"]) == (50_000, 600_000)
    assert (back.number, back.reverses_id) == ("WSB-KU-000002", wrong_one.id)
    assert wrong(session) == []


def test_what_was_sold_meanwhile_stays_sold(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    paper = fill_bags(session, world, goods, 50, 500)
    sell(session, world, goods["bag"], 10)
    undo(session, paper)
    assert held(session, world, goods["bag"]) == (-10_000, -12_000)
    assert held(session, world, world.goods["beras"]) == (50_000, 600_000)
    fill_bags(session, world, goods, 50, 50)
    assert held(session, world, goods["bag"]) == (40_000, 480_000)
    assert booked(session, chart.COST_DIFFERENCE) == 108_000
    assert wrong(session) == []


def test_a_paper_is_taken_back_once_and_with_a_reason(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    paper = fill_bags(session, world, goods, 10, 10)
    with pytest.raises(InvalidInput, match="alasan"):
        undo(session, paper, reason="")
    back = undo(session, paper)
    with pytest.raises(BusinessError, match="WSB-KU-000002"):
        undo(session, paper)
    with pytest.raises(BusinessError, match="sendiri membatalkan"):
        undo(session, back)
    actions = session.scalars(
        select(AuditRecord.action).where(AuditRecord.action.startswith("repacking"))
    ).all()
    assert sorted(actions) == ["repacking.done", "repacking.taken_back"]


def test_a_paper_that_does_not_agree_with_the_shelves_is_named(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    paper = fill_bags(session, world, goods, 10, 10)
    session.add(
        RepackingLine(
            repacking_id=paper.id, position=9, side=Side.FILLED, product_id=goods["broken"].id,
            pack_id=PackId(goods["broken"].pack_id), packs=KILO, quantity=KILO, value=Money(1),
        )
    )  # fmt: skip
    cause = Cause(MoveKind.REPACK, "repacking:nobody", NOW)
    stock.take_out(session, cause, [(goods["bag"].id, KILO)], shop_id=world.shop_id)
    session.flush()
    assert list(invariants.moved(session)) == [
        "Kemas ulang WSB-KU-000001: nilai yang dibuka dan yang diisi berbeda.",
        "Kemas ulang WSB-KU-000001 tidak cocok dengan kartu stoknya.",
        "Kemas ulang tanpa surat: repacking:nobody.",
    ]


def test_a_paper_whose_cost_did_not_leave_the_shelf_is_named(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    paper = fill_bags(session, world, goods, 10, 10)
    for position, side, of in (
        (8, Side.OPENED, world.goods["beras"]),
        (9, Side.FILLED, goods["bag"]),
    ):
        session.add(
            RepackingLine(
                repacking_id=paper.id, position=position, side=side, product_id=of.id,
                pack_id=of.pack_id, packs=KILO, quantity=NONE, value=Money(5),
            )
        )  # fmt: skip
    session.flush()
    assert list(invariants.moved(session)) == [
        "Kemas ulang WSB-KU-000001 tidak cocok dengan kartu stoknya."
    ]


STEPS = st.lists(
    st.tuples(st.sampled_from(["fill", "sell", "undo", "sell_rice"]), st.integers(1, 60)),
    max_size=8,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_rupiah_is_lost_whatever_is_done(
    session: Session, world: World, goods: dict[str, Goods], steps: list[tuple[str, int]]
) -> None:
    begun = session.begin_nested()
    papers: list[Repacking] = []
    for number, (what, count) in enumerate(steps):
        if what == "fill":
            papers.append(fill_bags(session, world, goods, count, count % 7 + 1))
        elif what == "undo" and papers:
            undo(session, papers.pop(count % len(papers)))
        elif what != "undo":
            sold = goods["bag"] if what == "sell" else world.goods["beras"]
            sell(session, world, sold, count, number)
    assert wrong(session) == []
    begun.rollback()
