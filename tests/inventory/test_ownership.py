"""Producers' goods go no other way than those of consignment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.ids import PackId, ProductId, new_id
from core.imports import RowStatus
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import stock
from inventory.consignment import consignors, invariants
from inventory.consignment.models import Consignor
from inventory.counts import counts, posting
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import CountResult, ScopeKind
from inventory.importing import imports
from inventory.models import Stock, StockMove
from inventory.purchasing import orders
from inventory.stock import Arrival
from inventory.transfers import sending
from inventory.transfers.sending import Packed, Sending
from inventory.write_offs import write_offs
from inventory.write_offs.models import WriteOff, WriteOffKind
from inventory.write_offs.write_offs import NewWriteOff
from tests.inventory.files import of_goods
from tests.support.consignment import add_cake, add_consignor, bring, on_shelf
from tests.support.world import NOW, TODAY, Goods, World, make_coop

ONE = Quantity.of(1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def nurul(session: Session, world: World) -> Consignor:
    return add_consignor(session)


@pytest.fixture
def risoles(session: Session, world: World, nurul: Consignor) -> Goods:
    goods = add_cake(session, nurul)
    bring(session, world, nurul, goods, 20)
    return goods


def begun(session: Session, world: World) -> WriteOff:
    new = NewWriteOff(new_id(), WriteOffKind.DAMAGED)
    return write_offs.begin(session, world.wsb, new, at=NOW, by=world.clerk_id)


def write_off(session: Session, world: World, goods: Goods) -> object:
    return write_offs.put_line(session, begun(session, world), goods.product, ONE,
                               by=world.clerk_id)  # fmt: skip


def transfer(session: Session, world: World, goods: Goods) -> object:
    packed = Packed(PackId(goods.packs[0].id), ONE)
    wanted = Sending(new_id(), world.wsb, world.ltm, [packed])
    return sending.send(session, wanted, at=NOW, by=None)


def buy_or_send_back(session: Session, world: World, goods: Goods) -> object:
    """What orders, receipts and papers of what goes back ask of every line."""
    return orders.check_goods(session, PackId(goods.packs[0].id), ONE)


def enter_opening(session: Session, world: World, goods: Goods) -> object:
    arrivals = [Arrival(goods.id, ONE, Money(1_000))]
    return stock.enter_opening(session, arrivals, shop_id=world.shop_id, booked_on=TODAY,
                               at=NOW, by=None)  # fmt: skip


@pytest.mark.parametrize("way", [write_off, transfer, buy_or_send_back, enter_opening])
def test_producers_goods_are_not_bought_moved_or_written_off(
    session: Session, world: World, risoles: Goods, way: Callable[..., object]
) -> None:
    with pytest.raises(InvalidInput, match="Risoles barang titipan: catat di Titip jual"):
        way(session, world, risoles)
    assert len(session.scalars(select(StockMove)).all()) == 1
    assert list(invariants.goods(session)) == []


def test_what_became_a_producers_while_the_paper_lay_is_not_written_off(
    session: Session, world: World, nurul: Consignor
) -> None:
    mie, paper = world.goods["mie"], begun(session, world)
    write_offs.put_line(session, paper, mie.product, ONE, by=world.clerk_id)
    consignors.take_product(session, mie.product, nurul, at=NOW, by=None)
    with pytest.raises(InvalidInput, match="barang titipan"):
        write_offs.complete(session, paper, at=NOW, by=world.clerk_id)


def test_a_count_sends_producers_goods_to_the_evening_count(
    session: Session, world: World, risoles: Goods
) -> None:
    chosen = NewCount(new_id(), ScopeKind.CHOSEN, products=(risoles.id,))
    with pytest.raises(InvalidInput, match="hitung di Titip jual"):
        counts.open_count(session, world.wsb, chosen, at=NOW, by=world.clerk_id)
    every = NewCount(new_id(), ScopeKind.ALL)
    paper = counts.open_count(session, world.wsb, every, at=NOW, by=world.clerk_id)
    with pytest.raises(InvalidInput, match="hitung di Titip jual"):
        counts.count(session, paper, Entry(new_id(), risoles.id, ONE), at=NOW, by=world.clerk_id)


def test_what_became_a_producers_after_it_was_counted_is_left_out(
    session: Session, world: World, nurul: Consignor
) -> None:
    mie = world.goods["mie"]
    every = NewCount(new_id(), ScopeKind.ALL)
    paper = counts.open_count(session, world.wsb, every, at=NOW, by=world.clerk_id)
    for product_id in (mie.id, ProductId(world.goods["air"].id)):
        entry = Entry(new_id(), product_id, ONE)
        counts.count(session, paper, entry, at=NOW, by=world.clerk_id)
    consignors.take_product(session, mie.product, nurul, at=NOW, by=None)
    counts.review(session, paper, at=NOW, by=world.clerk_id)
    posting.post(session, paper, at=NOW, by=world.operator_id(Role.MANAGER))
    assert [one.product_id for one in session.scalars(select(CountResult))] == [
        world.goods["air"].id
    ]
    assert session.get(Stock, (world.shop_id, mie.id)) is None


def test_an_imported_stock_column_says_nothing_of_producers_goods(
    session: Session, world: World, risoles: Goods
) -> None:
    file = f"kode;nama;satuan;harga;stok\n{risoles.product.code};Risoles;pcs;5500;9\n".encode()
    wanted = of_goods(file, shop_id=world.shop_id)
    (row,) = imports.take(session, wanted, only_good=True, at=NOW, by=None).rows
    assert row.status is RowStatus.CHANGED
    assert "catat" in " ".join(row.notes)
    assert on_shelf(session, world, risoles) == Quantity.of(20)
    assert list(invariants.goods(session)) == []
