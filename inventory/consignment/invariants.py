"""What must always be true of consigned goods; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.format import quantity, rupiah
from core.i18n import _
from core.models import Shop
from core.money import ZERO, Money
from core.quantity import NONE
from inventory.consignment import queries
from inventory.consignment.models import ConsignedSale, Consignor, Ending, Settlement
from inventory.consignment.models import SettlementPart as Part
from inventory.models import Product, Stock
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.opening.models import Opening, OpeningParty, PartyKind

Place = tuple[UUID, UUID]
"""Shop and product, or shop and producer."""


def goods(session: Session) -> Iterator[str]:
    """Received = sold + taken home + spoilt + lost + on hand, by shop and product; no value."""
    standings = queries.standings(session)
    rows = session.execute(
        select(Stock, Shop.code, Product.name)
        .join(Shop, Shop.id == Stock.shop_id)
        .join(Product, Product.id == Stock.product_id)
        .where(Product.consignor_id.is_not(None))
        .order_by(Shop.code, Product.code)
    )
    for held, shop, name in rows:
        standing = standings.get((held.shop_id, held.product_id))
        expected = standing.on_hand if standing else NONE
        if held.quantity != expected or held.value:
            yield _(
                "Titipan %(name)s di %(shop)s: di rak %(held)s senilai %(value)s, "
                "menurut catatan titipan %(expected)s.",
                name=name,
                shop=shop,
                held=quantity(held.quantity),
                value=rupiah(held.value),
                expected=quantity(expected),
            )


def money(session: Session) -> Iterator[str]:
    """What is owed and not paid is what 2-1020 says, by shop and producer."""
    noted, booked = _noted(session), _booked(session)
    numbers = {
        row.id: row.number for row in session.execute(select(Consignor.id, Consignor.number))
    }
    codes = {row.id: row.code for row in session.execute(select(Shop.id, Shop.code))}
    for place in sorted(noted.keys() | booked.keys()):
        owed, books = noted.get(place, ZERO), booked.get(place, ZERO)
        if owed != books:
            yield _(
                "Utang konsinyasi penitip %(number)s di %(shop)s: menurut catatan %(owed)s, "
                "di buku besar %(books)s.",
                number=numbers.get(place[1], "?"),
                shop=codes.get(place[0], "?"),
                owed=rupiah(owed),
                books=rupiah(books),
            )


def _noted(session: Session) -> dict[Place, Money]:
    paid = (
        select(Settlement.shop_id, Settlement.consignor_id, func.sum(Part.amount))
        .join(Part, Part.settlement_id == Settlement.id)
        .group_by(Settlement.shop_id, Settlement.consignor_id)
    )
    found: dict[Place, Money] = {}
    for table, column in ((ConsignedSale, ConsignedSale.payable), (Ending, Ending.owed)):
        place = (table.shop_id, table.consignor_id)
        _add(session, found, select(*place, func.sum(column)).group_by(*place), sign=1)
    _add(session, found, _taken_over(), sign=1)
    _add(session, found, paid, sign=-1)
    return {place: amount for place, amount in found.items() if amount}


def _taken_over() -> Select[*tuple[Any, ...]]:
    """What paper said at the cut-over."""
    return (
        select(OpeningParty.shop_id, OpeningParty.party_id, func.sum(OpeningParty.amount))
        .join(Opening, Opening.id == OpeningParty.opening_id)
        .where(OpeningParty.kind == PartyKind.CONSIGNOR, Opening.posted_at.is_not(None))
        .group_by(OpeningParty.shop_id, OpeningParty.party_id)
    )


def _add(
    session: Session, found: dict[Place, Money], statement: Select[*tuple[Any, ...]], *, sign: int
) -> None:
    for shop_id, consignor_id, amount in session.execute(statement):
        place = (shop_id, consignor_id)
        found[place] = found.get(place, ZERO) + amount * sign


def _booked(session: Session) -> dict[Place, Money]:
    rows = session.execute(
        select(JournalEntry.shop_id, Posting.party_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.CONSIGNMENT_PAYABLES, Posting.party_id.is_not(None))
        .group_by(JournalEntry.shop_id, Posting.party_id)
    )
    return {(shop_id, party): -amount for shop_id, party, amount in rows if amount and party}
