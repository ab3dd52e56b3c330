"""The same totals twice: by plain SQL over the raw file of real sales, and by the shop's books.

What the raw side needs of rounding and sorting is said again in SQL, so that a mistake of the
replay cannot hide in both.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.quantity import NONE
from inventory.models import MoveKind, Product, ProductKind, Stock, StockMove
from ledger import chart
from ledger.models import Posting
from members.models import Member, Patronage
from pos.models import SaleFlag, SaleLine
from pos.returns.models import ReturnLine
from tests.support.real_sales import SERVICES
from tests.support.replay import Replay

_PENCE = "((CAST(round(UnitPrice * 1000) AS INTEGER) + 5) / 10)"
_SERVICES = ", ".join(f"'{code}'" for code in sorted(SERVICES))
TOTALS = {
    "lines": "SELECT count(*) FROM raw",
    "lines sold": "SELECT count(*) FROM raw WHERE Quantity > 0 AND StockCode <> 'B'",
    "lines returned": "SELECT count(*) FROM raw WHERE Quantity < 0 AND InvoiceNo LIKE 'C%'",
    "lines written off": "SELECT count(*) FROM raw WHERE Quantity < 0 AND InvoiceNo NOT LIKE 'C%'",
    "lines of debts": "SELECT count(*) FROM raw WHERE StockCode = 'B'",
    "sold": f"SELECT sum(Quantity * {_PENCE}) FROM raw WHERE Quantity > 0 AND StockCode <> 'B'",
    "returned": f"SELECT -sum(Quantity * {_PENCE}) FROM raw WHERE Quantity < 0",
    "of members": (
        f"SELECT sum(Quantity * {_PENCE}) FROM raw WHERE CustomerID <> '' AND StockCode <> 'B'"
    ),
}
"""Each is one number."""
BY_GOODS = {
    "sold": "sum(CASE WHEN Quantity > 0 THEN Quantity END)",
    "returned": "-sum(CASE WHEN Quantity < 0 AND InvoiceNo LIKE 'C%' THEN Quantity END)",
    "written off": "-sum(CASE WHEN Quantity < 0 AND InvoiceNo NOT LIKE 'C%' THEN Quantity END)",
}
"""Each is so many pieces of every kind of goods."""


class RawSales:
    """The file in a table of a database in memory, as it is."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE TABLE raw (InvoiceNo TEXT, StockCode TEXT, Quantity INTEGER, UnitPrice REAL, "
            "CustomerID TEXT)"
        )
        self.database.executemany(
            "INSERT INTO raw VALUES (:InvoiceNo, :StockCode, :Quantity, :UnitPrice, :CustomerID)",
            rows,
        )

    def totals(self) -> dict[str, int]:
        return {name: self._all(sql)[0][0] or 0 for name, sql in TOTALS.items()}

    def by_goods(self, name: str) -> dict[str, int]:
        """Pieces by code; none left out."""
        rows = self._all(
            f"SELECT StockCode, {BY_GOODS[name]} FROM raw "
            f"WHERE StockCode NOT IN ('B', {_SERVICES}) GROUP BY StockCode"
        )
        return {code: pieces for code, pieces in rows if pieces}

    def by_member(self) -> dict[int, int]:
        """Pence by number of the customer; nothing left out."""
        rows = self._all(
            f"SELECT CAST(CustomerID AS INTEGER), sum(Quantity * {_PENCE}) FROM raw "
            "WHERE CustomerID <> '' AND StockCode <> 'B' GROUP BY CustomerID"
        )
        return {number: pence for number, pence in rows if pence}

    def _all(self, statement: str) -> list[Any]:
        return self.database.execute(statement).fetchall()


def differences(session: Session, raw: RawSales, replay: Replay) -> list[str]:
    """Everything in which the shop and the raw file do not agree; each by name."""
    totals, booked = raw.totals(), booked_totals(session)
    kinds = {"sold": MoveKind.SALE, "returned": MoveKind.RETURN, "written off": MoveKind.WRITE_OFF}
    ledger, shelves, came_less_gone = shelves_and_books(session)
    pairs: dict[str, tuple[object, object]] = {
        "lines": (totals["lines"], replay.lines.total()),
        **{name: (totals[name], booked[name]) for name in ("sold", "returned", "of members")},
        "net": (totals["sold"] - totals["returned"], booked["net"]),
        **{
            f"pieces {name}": (raw.by_goods(name), moved_by_goods(session, kind))
            for name, kind in kinds.items()
        },
        "pieces held": (_expected(session, raw), held_by_goods(session)),
        "patronage": (raw.by_member(), counted_by_member(session)),
        "below zero": (replay.plan.planted, went_below_zero(session)),
        "value of the shelves": (ledger, shelves),
        "value by what came and went": (ledger, came_less_gone),
    }
    return [name for name, (theirs, ours) in pairs.items() if theirs != ours]


def _expected(session: Session, raw: RawSales) -> dict[str, int]:
    """What was bought, less what the file says was sold and gone, and what it says came back."""
    held: Counter[str] = Counter()
    for kind in (MoveKind.OPENING, MoveKind.RECEIPT):
        held.update(moved_by_goods(session, kind))
    held.subtract(raw.by_goods("sold"))
    held.update(raw.by_goods("returned"))
    held.subtract(raw.by_goods("written off"))
    return {code: pieces for code, pieces in held.items() if pieces}


def booked_totals(session: Session) -> dict[str, int]:
    """What the counter and the books say of the same."""
    return {
        "sold": _sum(session, select(func.sum(SaleLine.amount))),
        "returned": _sum(session, select(func.sum(ReturnLine.amount))),
        "of members": -_balance(
            session, chart.MEMBER_SALES, chart.MEMBER_RETURNS, chart.MEMBER_SERVICE_FEES
        ),
        "net": -_balance(
            session, chart.MEMBER_SALES, chart.MEMBER_RETURNS, chart.MEMBER_SERVICE_FEES,
            chart.OTHER_SALES, chart.OTHER_RETURNS, chart.OTHER_SERVICE_FEES,
        ),
    }  # fmt: skip


def moved_by_goods(session: Session, kind: MoveKind) -> dict[str, int]:
    """Pieces by code that left or came for one reason, without a sign."""
    rows = session.execute(
        select(Product.code, func.sum(StockMove.quantity))
        .join(Product, Product.id == StockMove.product_id)
        .where(StockMove.kind == kind)
        .group_by(Product.code)
    )
    return {code: abs(quantity.milli) // 1000 for code, quantity in rows if quantity}


def held_by_goods(session: Session) -> dict[str, int]:
    """Pieces on the shelves, by code; none left out."""
    rows = session.execute(
        select(Product.code, Stock.quantity).join(Product, Product.id == Stock.product_id)
    )
    return {code: quantity.milli // 1000 for code, quantity in rows if quantity}


def counted_by_member(session: Session) -> dict[int, int]:
    """What counts for each member's share of the surplus."""
    rows = session.execute(
        select(Member.number, func.sum(Patronage.amount))
        .join(Member, Member.id == Patronage.member_id)
        .group_by(Member.number)
    )
    return {number: amount.amount for number, amount in rows if amount}


def went_below_zero(session: Session) -> set[str]:
    """Codes of goods of which ever more was gone than had come."""
    rows = session.scalars(
        select(Product.code)
        .join(StockMove, StockMove.product_id == Product.id)
        .where(StockMove.balance_quantity < NONE, Product.kind == ProductKind.GOODS)
        .distinct()
    )
    return set(rows)


def shelves_and_books(session: Session) -> tuple[int, int, int]:
    """What is on the shelves by 1-1310, by the stock, and by everything that came and went."""
    came = -_balance(session, chart.OPENING_BALANCE, chart.NOT_INVOICED)
    gone = _balance(
        session, chart.MEMBER_COST, chart.OTHER_COST, chart.LOSS_OF_GOODS, chart.COST_DIFFERENCE
    )
    held = _sum(session, select(func.sum(Stock.value)))
    return _balance(session, chart.MERCHANDISE), held, came - gone


def flags(session: Session) -> dict[str, int]:
    """How many sales were odd, by reason."""
    rows = session.execute(select(SaleFlag.kind, func.count()).group_by(SaleFlag.kind))
    return {kind.value: count for kind, count in rows}


def _balance(session: Session, *accounts: str) -> int:
    return _sum(session, select(func.sum(Posting.amount)).where(Posting.account.in_(accounts)))


def _sum(session: Session, statement: Select[Any]) -> int:
    found = session.scalar(statement)
    return found.amount if found else 0
