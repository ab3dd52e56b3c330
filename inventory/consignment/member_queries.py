"""What a member who leaves own goods to be sold reads of them; of her own and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.exports import Cell, Column, Kind, Sheet
from core.i18n import _
from core.ids import MemberId, PartyId, ShopId
from core.models import Shop
from core.money import Money
from core.paging import Page, offset
from inventory.consignment import queries
from inventory.consignment.models import ConsignedSale, Consignor
from inventory.consignment.queries import GoodsRow
from inventory.models import Product

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class AtShop:
    """Her goods in one shop, and what it still owes her."""

    shop: str
    goods: tuple[GoodsRow, ...]
    owed: Money


def is_consignor(session: Session, member_id: MemberId) -> bool:
    """Whether she leaves goods."""
    return bool(_parties(session, member_id))


def goods_of(session: Session, member_id: MemberId) -> list[AtShop]:
    """Her goods, shop by shop; shops where there never were any are left out."""
    return [
        found
        for party in _parties(session, member_id)
        for shop in session.scalars(select(Shop).order_by(Shop.code))
        if (found := _at(session, shop, party)) is not None
    ]


def sales_of(session: Session, member_id: MemberId, *, number: int) -> Page[ConsignedSale]:
    """What of hers was sold or came back, newest first; never to whom."""
    mine = ConsignedSale.consignor_id.in_(_parties(session, member_id))
    newest = ConsignedSale.booked_on.desc(), ConsignedSale.source.desc(), ConsignedSale.position
    rows = session.scalars(
        select(ConsignedSale)
        .where(mine)
        .order_by(*newest)
        .limit(ON_A_PAGE)
        .offset(offset(number, ON_A_PAGE))
    )
    count = session.scalar(select(func.count()).select_from(ConsignedSale).where(mine)) or 0
    return Page(tuple(rows), number, count, ON_A_PAGE)


def names_of(session: Session, page: Page[ConsignedSale]) -> dict[object, str]:
    """What the goods of these sales are called."""
    keys = {row.product_id for row in page.rows}
    rows = session.execute(select(Product.id, Product.name).where(Product.id.in_(keys)))
    return {row.id: row.name for row in rows}


def sheets(session: Session, member_id: MemberId) -> Iterator[Sheet]:
    """Every sale of her goods, for the file of her own data."""
    rows = session.execute(
        select(ConsignedSale.booked_on, Product.name, ConsignedSale.quantity,
               ConsignedSale.amount, ConsignedSale.payable)
        .join(Product, Product.id == ConsignedSale.product_id)
        .where(ConsignedSale.consignor_id.in_(_parties(session, member_id)))
        .order_by(ConsignedSale.booked_on, ConsignedSale.source, ConsignedSale.position)
    )  # fmt: skip
    columns = (Column(_("Tanggal"), Kind.DATE), Column(_("Barang")),
               Column(_("Banyak"), Kind.QUANTITY), Column(_("Dibayar pembeli"), Kind.RUPIAH),
               Column(_("Untuk penitip"), Kind.RUPIAH))  # fmt: skip
    lines: list[tuple[Cell, ...]] = [tuple(row) for row in rows]
    if lines:
        yield Sheet(_("Titipan terjual"), columns, lines)


def _parties(session: Session, member_id: MemberId) -> list[PartyId]:
    mine = select(Consignor.id).where(Consignor.member_id == member_id)
    return [PartyId(key) for key in session.scalars(mine.order_by(Consignor.number))]


def _at(session: Session, shop: Shop, party: PartyId) -> AtShop | None:
    shop_id = ShopId(shop.id)
    goods = [row for row in queries.goods_of(session, shop_id, party) if row.standing.received]
    owed = queries.owed(session, shop_id, party)
    return AtShop(shop.name, tuple(goods), owed) if goods or owed else None
