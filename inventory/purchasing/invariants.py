"""What must always be true of buying: the papers and the books say the same of each supplier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.models import Shop
from core.money import ZERO, Money
from inventory.purchasing.open_papers import every_credit, every_invoice, open_receipts
from inventory.suppliers.models import Supplier
from ledger import chart
from ledger.models import JournalEntry, Posting

_Places = dict[tuple[UUID, UUID], Money]
"""By shop and supplier."""


def not_invoiced(session: Session) -> Iterator[str]:
    """What is owed for goods without an invoice is the balance of 2-1015, by shop and supplier."""
    yield from _compared(session, _summed(session.execute(open_receipts())), chart.NOT_INVOICED)


def payables(session: Session) -> Iterator[str]:
    """What is open of invoices less credits is the balance of 2-1010, by shop and supplier."""
    papers = _summed(session.execute(every_invoice()))
    for place, amount in _summed(session.execute(every_credit())).items():
        papers[place] -= amount
    yield from _compared(session, papers, chart.PAYABLES)


def _compared(session: Session, papers: _Places, account: str) -> Iterator[str]:
    booked = _booked(session, account)
    shops = {row.id: row.code for row in session.execute(select(Shop.id, Shop.code))}
    names = {row.id: row.name for row in session.execute(select(Supplier.id, Supplier.name))}
    for place in sorted(papers.keys() | booked.keys()):
        on_paper, in_books = papers.get(place, ZERO), booked.get(place, ZERO)
        if on_paper != in_books:
            yield _(
                "Pemasok %(name)s di %(shop)s: menurut suratnya %(papers)s, "
                "menurut akun %(account)s %(books)s.",
                name=names.get(place[1], str(place[1])),
                shop=shops[place[0]],
                papers=rupiah(on_paper),
                account=account,
                books=rupiah(in_books),
            )


def _booked(session: Session, account: str) -> _Places:
    rows = session.execute(
        select(JournalEntry.shop_id, Posting.party_id, func.sum(Posting.amount).label("amount"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == account, Posting.party_id.is_not(None))
        .group_by(JournalEntry.shop_id, Posting.party_id)
    )
    return {(row.shop_id, row.party_id): -row.amount for row in rows}


def _summed(rows: Iterable[Row[Any]]) -> _Places:
    found: _Places = defaultdict(lambda: ZERO)
    for row in rows:
        found[row.shop_id, row.supplier_id] += row.open
    return found
