"""What a sale sold of producers' goods, as consignment keeps it: on the terms of the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from inventory.consignment import consigned_sales
from inventory.consignment.consigned_sales import ConsignedLine, SoldEvent
from pos.documents import SaleDocument
from pos.entries import SoldGoods, sale_source
from pos.issuing import IssuedLine
from pos.sale_terms import Packs


def note(
    session: Session,
    document: SaleDocument,
    sale: SoldGoods,
    packs: Packs,
    issued: Sequence[IssuedLine],
) -> None:
    """Tell consignment; nothing is asked when all goods were the co-op's."""
    if all(pack.consigned is None for pack in packs.values()):
        return
    event = SoldEvent(sale_source(sale.id), sale.shop_id, sale.booked_on)
    consigned_sales.note(session, event, _lines(document, packs, issued))


def _lines(
    document: SaleDocument, packs: Packs, issued: Sequence[IssuedLine]
) -> Iterator[ConsignedLine]:
    for position, (line, gone) in enumerate(zip(document.lines, issued, strict=True)):
        pack = packs[line.pack_id]
        if pack.consignor_id is not None:
            yield ConsignedLine(
                position,
                pack.consignor_id,
                pack.product_id,
                pack.base(line),
                line.amount,
                gone.cost,
            )
