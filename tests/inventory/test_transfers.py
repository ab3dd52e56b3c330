"""Goods from shop to shop: shelves, books of both, and what is on the way between them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import BusinessError, InvalidInput
from core.ids import PackId, ShopId, new_id
from core.models import Shop
from core.money import ZERO, Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import invariants as goods_invariants
from inventory import stock
from inventory.models import MoveKind, ProductKind, Stock
from inventory.shelves import Cause
from inventory.transfers import invariants, transfers
from inventory.transfers.entries import OnTheWay
from inventory.transfers.models import StepKind, Transfer, TransferStep, TransferStepLine
from inventory.transfers.on_the_way import by_number, on_the_way
from inventory.transfers.sending import Packed, Sending
from inventory.transfers.sending import send as send_goods
from inventory.transfers.transfers import Step
from ledger import chart
from ledger import invariants as ledger_invariants
from ledger.models import JournalEntry, Posting
from tests.support.shelves import fill_shelves, stocked_coop, turn_into
from tests.support.world import NOW, World


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


def send(session: Session, world: World, *goods: tuple[str, int], pack: int = 0) -> Transfer:
    packed = [
        Packed(PackId(world.goods[n].packs[pack].id), Quantity.of(count)) for n, count in goods
    ]
    sending = Sending(new_id(), world.wsb, world.ltm, packed, "titip Pak Dul")
    return send_goods(session, sending, at=NOW, by=world.operator_id(Role.MANAGER))


def step(*units: int, note: str = "") -> Step:
    return Step(new_id(), {place: Quantity.of(n) for place, n in enumerate(units)}, note)


def arrive(session: Session, transfer: Transfer, *units: int) -> None:
    transfers.arrive(session, transfer, step(*units), at=NOW + timedelta(days=1), by=None)


def lose(session: Session, transfer: Transfer, *units: int, note: str = "terguling") -> None:
    transfers.lose(session, transfer, step(*units, note=note), at=NOW, by=None)


def balance(session: Session, shop: Shop, account: str) -> int:
    found = session.scalar(
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.shop_id == shop.id, Posting.account == account)
    )
    return (found or ZERO).amount


def held(session: Session, shop: Shop, world: World, goods: str) -> tuple[int, int]:
    row = session.get(Stock, (shop.id, world.goods[goods].id))
    return (row.quantity.milli // 1000, row.value.amount) if row else (0, 0)


def wrong(session: Session) -> list[str]:
    session.flush()
    checks = (
        invariants.value_on_the_way, invariants.goods_on_the_way, invariants.shelves_moved,
        goods_invariants.moves, goods_invariants.stock, goods_invariants.value,
        ledger_invariants.inter_shop,
    )  # fmt: skip
    return [sentence for check in checks for sentence in check(session)]


def test_what_is_sent_is_on_the_way_at_what_it_cost(session: Session, world: World) -> None:
    transfer = send(session, world, ("mie", 10), ("beras", 5))
    assert transfer.number == "WSB-MT-000001"
    assert held(session, world.wsb, world, "mie") == (30, 84_000)
    assert held(session, world.ltm, world, "mie") == (0, 0)
    assert on_the_way(session, transfer) == {
        0: OnTheWay(Quantity.of(10), Money(28_000)),
        1: OnTheWay(Quantity.of(5), Money(60_000)),
    }
    assert balance(session, world.wsb, chart.GOODS_IN_TRANSIT) == 88_000
    assert balance(session, world.ltm, chart.INTER_SHOP) == 0
    assert wrong(session) == []


def test_what_arrives_moves_from_the_books_of_one_shop_to_the_other(
    session: Session, world: World
) -> None:
    transfer = send(session, world, ("mie", 10))
    arrive(session, transfer, 4)
    assert held(session, world.ltm, world, "mie") == (4, 11_200)
    assert balance(session, world.wsb, chart.GOODS_IN_TRANSIT) == 16_800
    assert balance(session, world.wsb, chart.INTER_SHOP) == 11_200
    assert balance(session, world.ltm, chart.INTER_SHOP) == -11_200
    assert balance(session, world.ltm, chart.MERCHANDISE) == 11_200
    assert on_the_way(session, transfer)
    arrive(session, transfer, 6)
    assert transfer.closed_at == NOW + timedelta(days=1)
    assert balance(session, world.wsb, chart.GOODS_IN_TRANSIT) == 0
    assert wrong(session) == []


def test_what_is_lost_on_the_way_is_the_senders_loss(session: Session, world: World) -> None:
    transfer = send(session, world, ("mie", 10))
    arrive(session, transfer, 7)
    lose(session, transfer, 3)
    assert balance(session, world.wsb, chart.LOSS_OF_GOODS) == 8_400
    assert balance(session, world.wsb, chart.GOODS_IN_TRANSIT) == 0
    assert balance(session, world.ltm, chart.LOSS_OF_GOODS) == 0
    assert transfer.closed_at == NOW
    assert wrong(session) == []


def test_closing_loses_whatever_has_not_arrived(session: Session, world: World) -> None:
    transfer = send(session, world, ("mie", 10), ("beras", 5))
    arrive(session, transfer, 10, 2)
    transfers.close(session, transfer, key=new_id(), reason="tidak pernah datang", at=NOW, by=None)
    assert on_the_way(session, transfer) == {}
    assert balance(session, world.wsb, chart.LOSS_OF_GOODS) == 36_000
    assert wrong(session) == []


def test_what_the_other_shop_sold_too_early_is_settled_there(
    session: Session, world: World
) -> None:
    other = ShopId(world.ltm.id)
    stock.take_out(
        session, Cause(MoveKind.SALE, "sale:1", NOW),
        [(world.goods["mie"].id, Quantity.of(3))], shop_id=other,
    )  # fmt: skip
    transfer = send(session, world, ("mie", 10))
    arrive(session, transfer, 10)
    assert held(session, world.ltm, world, "mie") == (7, 19_600)
    assert balance(session, world.ltm, chart.COST_DIFFERENCE) == 8_400
    assert wrong(session) == []


def test_a_carton_is_its_pieces(session: Session, world: World) -> None:
    transfer = send(session, world, ("mie", 1), pack=1)
    assert on_the_way(session, transfer) == {0: OnTheWay(Quantity.of(40), Money(112_000))}
    assert held(session, world.wsb, world, "mie") == (0, 0)


def test_the_last_that_arrive_take_the_last_rupiah(session: Session, world: World) -> None:
    fill_shelves(session, world, air=(3, 10_000))
    transfer = send(session, world, ("air", 3))
    for _piece in range(3):
        arrive(session, transfer, 1)
    assert held(session, world.ltm, world, "air") == (3, 10_000)
    assert wrong(session) == []


def test_more_than_the_shelf_holds_can_be_sent(session: Session, world: World) -> None:
    transfer = send(session, world, ("mie", 41))
    assert held(session, world.wsb, world, "mie")[0] == -1
    arrive(session, transfer, 41)
    assert wrong(session) == []


def test_goods_worth_nothing_travel_without_entries(session: Session, world: World) -> None:
    fill_shelves(session, world, gula=(4, 0))
    transfer = send(session, world, ("gula", 4))
    arrive(session, transfer, 3)
    lose(session, transfer, 1)
    assert held(session, world.ltm, world, "gula") == (3, 0)
    assert wrong(session) == []


def test_a_form_that_is_sent_twice_counts_once(session: Session, world: World) -> None:
    packed = [Packed(world.goods["mie"].pack_id, Quantity.of(2))]
    sending = Sending(new_id(), world.wsb, world.ltm, packed)
    first = send_goods(session, sending, at=NOW, by=None)
    assert send_goods(session, sending, at=NOW, by=None).number == first.number
    once = step(1)
    for _press in range(2):
        transfers.arrive(session, first, once, at=NOW, by=None)
    assert held(session, world.ltm, world, "mie") == (1, 2_800)
    assert held(session, world.wsb, world, "mie") == (38, 106_400)


@pytest.mark.parametrize("units", [11, -1])
def test_never_more_arrives_than_was_sent(session: Session, world: World, units: int) -> None:
    transfer = send(session, world, ("mie", 10))
    with pytest.raises(InvalidInput, match="masih di jalan") as refused:
        arrive(session, transfer, units)
    assert refused.value.field == "quantity-0"
    with pytest.raises(InvalidInput, match="Isi jumlahnya"):
        arrive(session, transfer, 0)
    half = Step(new_id(), {0: Quantity(500)})
    with pytest.raises(InvalidInput, match="pecahan"):
        transfers.arrive(session, transfer, half, at=NOW, by=None)


def test_a_loss_needs_a_reason_and_an_ended_transfer_takes_nothing_more(
    session: Session, world: World
) -> None:
    transfer = send(session, world, ("mie", 10))
    with pytest.raises(InvalidInput, match="alasannya"):
        lose(session, transfer, 1, note=" ")
    arrive(session, transfer, 10)
    with pytest.raises(BusinessError, match="sudah selesai"):
        arrive(session, transfer, 1)


def test_only_goods_go_and_only_to_another_shop(session: Session, world: World) -> None:
    turn_into(session, world.goods["gas"], ProductKind.SERVICE)
    with pytest.raises(InvalidInput, match="tidak ada di rak"):
        send(session, world, ("gas", 1))
    with pytest.raises(InvalidInput, match="utuh"):
        send(session, world, ("mie", 0))
    with pytest.raises(InvalidInput, match="Belum ada barang"):
        send(session, world)
    packed = [Packed(world.goods["mie"].pack_id, Quantity.of(2))]
    for target, said in ((world.wsb, "berbeda"), (world.office, "tujuannya")):
        with pytest.raises(InvalidInput, match=said):
            send_goods(session, Sending(new_id(), world.wsb, target, packed), at=NOW, by=None)


def test_papers_that_do_not_match_are_named(session: Session, world: World) -> None:
    transfer = send(session, world, ("mie", 10))
    row = TransferStep(transfer_id=transfer.id, kind=StepKind.ARRIVED, note="", noted_at=NOW,
                       noted_by=None)  # fmt: skip
    session.add(row)
    session.flush()
    session.add(
        TransferStepLine(step_id=row.id, position=0, quantity=Quantity.of(11), value=Money(30_000))
    )
    session.flush()
    found = " ".join(wrong(session))
    assert "Barang di jalan dari toko WSB: menurut mutasi -Rp2.000, di buku besar Rp28.000" in found
    assert "Mutasi WSB-MT-000001: di jalan -1" in found
    assert "Mutasi barang 101 di toko LTM: tidak cocok" in found
    session.get_one(Transfer, transfer.id).closed_at = NOW
    assert any("selesai atau belum" in sentence for sentence in wrong(session))


_ACTIONS = st.lists(
    st.tuples(st.sampled_from(["send", "back", "arrive", "lose", "close"]), st.integers(1, 9),
              st.integers(0, 4)),
    max_size=14,
)  # fmt: skip


@pytest.mark.usefixtures("world")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=_ACTIONS, cost=st.integers(0, 50_000))
def test_whatever_is_sent_arrives_or_is_lost_no_rupiah_is(
    session: Session, world: World, actions: list[tuple[str, int, int]], cost: int
) -> None:
    point = session.begin_nested()
    fill_shelves(session, world, air=(7, cost))
    sent: list[Transfer] = []
    for action, units, which in actions:
        _act(session, world, sent, action, units, which)
    assert wrong(session) == []
    for transfer in sent:
        assert (transfer.closed_at is None) == bool(on_the_way(session, transfer))
    point.rollback()


def _act(
    session: Session, world: World, sent: list[Transfer], action: str, units: int, which: int
) -> None:
    there, back = (world.wsb, world.ltm), (world.ltm, world.wsb)
    if action in ("send", "back"):
        packed = [Packed(world.goods["air"].pack_id, Quantity.of(units))]
        sending = Sending(new_id(), *(there if action == "send" else back), packed)
        sent.append(send_goods(session, sending, at=NOW, by=None))
        return
    if not sent:
        return
    transfer = sent[which % len(sent)]
    left = on_the_way(session, transfer)
    if not left:
        return
    part = min(Quantity.of(units), left[0].quantity)
    if action == "arrive":
        transfers.arrive(session, transfer, Step(new_id(), {0: part}), at=NOW, by=None)
    elif action == "lose":
        transfers.lose(session, transfer, Step(new_id(), {0: part}, "hilang"), at=NOW, by=None)
    else:
        transfers.close(session, transfer, key=new_id(), reason="habis", at=NOW, by=None)


def test_two_shops_that_send_to_each_other_at_once_do_not_wait_in_a_circle(
    database: Database,
) -> None:
    with database.transaction() as session:
        world = stocked_coop(session)
        there = send(session, world, ("mie", 10))
        packed = [Packed(world.goods["mie"].pack_id, Quantity.of(5))]
        back = send_goods(session, Sending(new_id(), world.ltm, world.wsb, packed), at=NOW, by=None)
        numbers = (there.number, back.number)

    def receive(number: str) -> None:
        for _time in range(5):
            with database.transaction() as session:
                arrive(session, by_number(session, number), 1)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(receive, numbers))
    with database.transaction() as session:
        assert wrong(session) == []
        assert on_the_way(session, by_number(session, numbers[1])) == {}
