"""Suggestions become draft orders, one for each supplier; nothing is ordered twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import OperatorId, PackId, ShopId
from core.models import Shop
from core.quantity import NONE, Quantity
from core.shops import today_in
from inventory.purchasing import orders
from inventory.purchasing.matching import Wanted
from inventory.purchasing.models import PurchaseOrder
from inventory.purchasing.orders import OrderDetails
from inventory.reordering.queries import Suggestion, suggestions
from inventory.suppliers.models import Supplier
from ledger import journal


@dataclass(frozen=True, slots=True)
class Chosen:
    """So many packs of suggested goods, as somebody wants them."""

    pack_id: PackId
    quantity: Quantity

    def __post_init__(self) -> None:
        if self.quantity <= NONE:
            raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="lines")


def order(
    session: Session,
    shop: Shop,
    chosen: Sequence[Chosen],
    *,
    supplier: Supplier | None = None,
    at: datetime,
    by: OperatorId | None,
) -> list[PurchaseOrder]:
    """Write a draft for each supplier; ``supplier``: who shall bring what nobody brought yet.

    What is suggested no more, because somebody ordered it meanwhile, is left out.
    Raises BusinessError when nothing else was chosen.
    """
    if not chosen:
        raise InvalidInput(_("Isi jumlah paling sedikit satu barang."), field="lines")
    journal.lock_shop(session, ShopId(shop.id))
    found = suggestions(session, shop, on=today_in(shop, at))
    known = {row.source.pack_id: row for row in (*found.known, *found.unknown)}
    lines: dict[UUID, list[Wanted]] = defaultdict(list)
    for pick in chosen:
        if pick.pack_id in known:
            row = known[pick.pack_id]
            wanted = Wanted(pick.pack_id, pick.quantity, row.source.price)
            lines[_supplier_of(row, supplier)].append(wanted)
    if not lines:
        raise BusinessError(_("Barang itu sudah dipesan; lihat lagi sarannya."))
    return [
        _draft(session, shop, session.get_one(Supplier, key), wanted, at=at, by=by)
        for key, wanted in lines.items()
    ]


def _supplier_of(row: Suggestion, supplier: Supplier | None) -> UUID:
    if row.source.supplier_id is not None:
        return row.source.supplier_id
    if supplier is None:
        raise InvalidInput(_("Pilih pemasoknya."), field="supplier")
    return supplier.id


def _draft(
    session: Session,
    shop: Shop,
    supplier: Supplier,
    lines: Sequence[Wanted],
    *,
    at: datetime,
    by: OperatorId | None,
) -> PurchaseOrder:
    today = today_in(shop, at)
    expected = today + timedelta(days=supplier.lead_days)
    details = OrderDetails(tuple(lines), expected)
    return orders.draft(session, shop, supplier, details, today=today, at=at, by=by)
