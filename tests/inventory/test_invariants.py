"""What ``lumbung check`` says when the shelves are broken by hand."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from core.money import Money
from core.quantity import Quantity
from inventory import invariants, stock
from inventory.consignment import endings
from inventory.consignment.endings import Occasion
from inventory.consignment.models import EndingKind
from inventory.models import MoveKind, Stock
from inventory.shelves import Cause
from inventory.stock import Arrival
from inventory.write_offs import invariants as write_offs
from ledger import journal
from ledger.chart import MERCHANDISE, OTHER_COST
from ledger.entry import Entry, credit, debit
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    """Goods in, goods sold, the cost booked as a sale would."""
    world = make_coop(session)
    mie, beras = world.goods["mie"].id, world.goods["beras"].id
    stock.enter_opening(
        session,
        [Arrival(mie, Quantity.of(3), Money(10_000)), Arrival(beras, Quantity(750), Money(9_000))],
        shop_id=world.shop_id,
        booked_on=TODAY,
        at=NOW,
        by=None,
    )
    issued = stock.take_out(
        session,
        Cause(MoveKind.SALE, "sale:1", NOW),
        [(mie, Quantity.of(5)), (beras, Quantity(750))],
        shop_id=world.shop_id,
    )
    cost = Money(sum(line.cost.amount for line in issued))
    entry = Entry(
        world.shop_id, TODAY, "sale:1", "1", (debit(OTHER_COST, cost), credit(MERCHANDISE, cost))
    )
    journal.post(session, entry, at=NOW)
    return world


def findings(session: Session) -> list[str]:
    checks = (invariants.moves, invariants.stock, invariants.value)
    return [sentence for check in checks for sentence in check(session)]


def change_move(session: Session, world: World, number: int, assignment: str) -> None:
    """Change a move as somebody with the database file could, past the trigger."""
    triggers = {
        "sqlite": "DROP TRIGGER stock_move_no_update",
        "postgresql": "ALTER TABLE stock_move DISABLE TRIGGER USER",
    }
    session.execute(text(triggers[session.get_bind().dialect.name]))
    session.execute(
        text(f"UPDATE stock_move SET {assignment} WHERE number = {number} AND kind = 'sale'")
    )


def test_sound_shelves_have_nothing_to_say(session: Session, world: World) -> None:
    assert findings(session) == []


def test_a_changed_balance_is_found(session: Session, world: World) -> None:
    change_move(session, world, 2, "balance_quantity = balance_quantity + 1000")
    assert findings(session) == [
        "Kartu stok WSB 101: mutasi 2 tidak menyambung.",
        "Kartu stok WSB 201: mutasi 2 tidak menyambung.",
    ]


def test_a_changed_quantity_is_found_twice(session: Session, world: World) -> None:
    change_move(session, world, 2, "quantity = quantity - 1000")
    moves, held = list(invariants.moves(session)), list(invariants.stock(session))
    assert moves[0] == "Kartu stok WSB 101: mutasi 2 tidak menyambung."
    assert held[0] == (
        "Stok WSB 101: tercatat -2 (-Rp6.667, 2 mutasi), menurut mutasinya -3 (-Rp6.667, 2 mutasi)."
    )


def test_a_lost_holding_is_found(session: Session, world: World) -> None:
    session.execute(delete(Stock).where(Stock.product_id == world.goods["mie"].id))
    assert list(invariants.stock(session)) == [
        "Stok WSB 101: tercatat 0 (Rp0, 0 mutasi), menurut mutasinya -2 (-Rp6.667, 2 mutasi)."
    ]


def test_shelves_and_books_are_compared_by_shop(session: Session, world: World) -> None:
    session.execute(
        update(Stock).where(Stock.product_id == world.goods["mie"].id).values(value=Money(-6_000))
    )
    assert list(invariants.value(session)) == [
        "Persediaan toko WSB: di rak -Rp6.000, di buku besar -Rp6.667."
    ]


def test_goods_written_off_without_a_paper_are_named(session: Session, world: World) -> None:
    cause = Cause(MoveKind.WRITE_OFF, "write_off:nobody", NOW)
    stock.take_out(
        session, cause, [(world.goods["beras"].id, Quantity(500))], shop_id=world.shop_id
    )
    assert list(write_offs.booked(session)) == ["Barang keluar tanpa surat: write_off:nobody."]


def test_what_spoils_of_a_producer_needs_no_paper_of_the_shop(
    session: Session, world: World
) -> None:
    nurul = add_consignor(session)
    risoles = add_cake(session, nurul)
    bring(session, world, nurul, risoles, 3)
    occasion = Occasion(world.wsb, nurul, TODAY, NOW, None)
    endings.end(session, occasion, EndingKind.SPOILT, [(risoles.id, Quantity.of(2))])
    assert list(write_offs.booked(session)) == []
