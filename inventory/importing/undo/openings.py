"""Opening stock and known costs taken back, while nothing moved since.

The goods leave the shelf again by a move of their own, at what they came in for, and the entry
is reversed: the shelf is worth what it was worth before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import ProductId, ShopId
from core.money import Money
from core.quantity import Quantity
from inventory.costing import Cost, Holding
from inventory.importing.models import ImportRun, MadeKind
from inventory.importing.undo.hindrances import Hindrance, Made, Part, Undoing
from inventory.models import MoveKind, Product, Stock, StockMove
from inventory.shelves import Cause, Shelves, put_back, take_down
from ledger import journal
from ledger.entry import Entry, Line, reversal
from ledger.models import JournalEntry, Posting


def check_openings(session: Session, _run: ImportRun, made: Made) -> Iterator[Hindrance]:
    """Goods that moved after the opening was entered."""
    for shop_id, source in _places(made):
        last = {
            row.product_id: row.number
            for row in session.execute(
                select(StockMove.product_id, StockMove.number)
                .where(StockMove.source == source)
                .order_by(StockMove.number)
            )
        }
        moved = _moves(session, shop_id)
        for one in made:
            key = ProductId(one.key)
            if one.after["source"] == source and moved[key] > last[key]:
                yield Hindrance(one.row, _("stok %(name)s sudah bergerak sejak itu",
                                           name=_name(session, key)))  # fmt: skip


def take_back_openings(session: Session, undoing: Undoing, made: Made) -> None:
    """Take the goods off the shelves again, and the value out of the books."""
    for shop_id, source in _places(made):
        journal.lock_shop(session, shop_id)
        moves = session.scalars(select(StockMove).where(StockMove.source == source)).all()
        shelves = take_down(session, shop_id, {ProductId(move.product_id) for move in moves})
        cause = Cause(MoveKind.OPENING, f"{source}:undone", undoing.at)
        for move in moves:
            _take_off(shelves, move, cause)
        put_back(session, shelves)
        _reverse(session, source, undoing)
    session.expire_all()


def check_costs(session: Session, run: ImportRun, made: Made) -> Iterator[Hindrance]:
    """Costs that are no longer what the file said."""
    for one in made:
        stock = session.get(Stock, (run.shop_id, one.key))
        if (
            stock is None
            or stock.moves
            or _cost(one.after) != (Cost(stock.cost_quantity, stock.cost_value))
        ):
            yield Hindrance(one.row, _("harga beli %(name)s sudah berubah sejak itu",
                                       name=_name(session, ProductId(one.key))))  # fmt: skip


def take_back_costs(session: Session, undoing: Undoing, made: Made) -> None:
    """Know again what was known before."""
    if undoing.run.shop_id is None:
        return
    before = {ProductId(one.key): _cost(one.before) for one in reversed(made)}
    shelves = take_down(session, undoing.run.shop_id, before)
    for product_id, cost in before.items():
        shelves.hold(product_id, Holding(last_cost=cost))
    put_back(session, shelves)
    session.expire_all()


OPENINGS = Part(frozenset({MadeKind.OPENING}), check_openings, take_back_openings)
COSTS = Part(frozenset({MadeKind.COST}), check_costs, take_back_costs)


def _places(made: Made) -> list[tuple[ShopId, str]]:
    """The shops with their sources, always in the same order."""
    return sorted({(ShopId(UUID(one.after["shop"])), one.after["source"]) for one in made})


def _moves(session: Session, shop_id: ShopId) -> dict[ProductId, int]:
    """The number of the last move of every product of a shop."""
    rows = session.execute(select(Stock.product_id, Stock.moves).where(Stock.shop_id == shop_id))
    return defaultdict(int, {ProductId(key): number for key, number in rows})


def _take_off(shelves: Shelves, move: StockMove, cause: Cause) -> None:
    key = ProductId(move.product_id)
    held = shelves.holding(key)
    after = Holding(held.quantity - move.quantity, held.value - move.value, held.last_cost)
    shelves.move(key, after, cause)


def _reverse(session: Session, source: str, undoing: Undoing) -> None:
    """Turn the entry round; goods worth nothing had none."""
    row = session.scalars(select(JournalEntry).where(JournalEntry.source == source)).one_or_none()
    if row is None:
        return
    postings = session.scalars(
        select(Posting).where(Posting.entry_id == row.id).order_by(Posting.position)
    )
    lines = tuple(Line(posting.account, posting.amount) for posting in postings)
    entry = Entry(row.shop_id, row.booked_on, row.source, row.description, lines)
    turned = reversal(
        entry, booked_on=undoing.today, source=f"{source}:undone",
        description=_("Pembatalan stok awal"),
    )  # fmt: skip
    journal.post(session, turned, at=undoing.at)


def _cost(pair: Mapping[str, int]) -> Cost:
    return Cost(Quantity(pair["quantity"]), Money(pair["value"]))


def _name(session: Session, product_id: ProductId) -> str:
    return session.get_one(Product, product_id).name
