"""The goods a till keeps in its own memory: every pack that is sold, with codes and prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import table_of
from inventory.models import Barcode, Pack, Price, Product

_PRODUCT, _PACK = table_of(Product), table_of(Pack)
_BARCODE, _PRICE = table_of(Barcode), table_of(Price)


def version(session: Session) -> str:
    """Changes whenever ``packs`` would give something else; every change touches its product."""
    newest = session.scalar(select(func.max(Product.changed_at)))
    return newest.isoformat() if newest else ""


def packs(session: Session, *, shop_id: ShopId, on: date | None = None) -> list[dict[str, Any]]:
    """Every pack for sale in a shop, by product name, as the till's API gives it.

    Only the first pack of a product carries its short code. Prices are those that hold on the
    day (all, without one) or will: the till itself chooses among them.
    """
    barcodes, prices = _barcodes(session), _prices(session, shop_id, on)
    with_code: set[UUID] = set()
    found = []
    for row in _rows(session):
        is_first = row.product_id not in with_code
        with_code.add(row.product_id)
        found.append(
            {
                "id": str(row.id),
                "product_id": str(row.product_id),
                "code": row.code if is_first else "",
                "name": row.name,
                "unit": row.unit,
                "base_unit": row.base_unit,
                "factor": row.factor.milli,
                "fractions": row.fractions,
                "barcodes": barcodes.get(row.id, []),
                "prices": prices.get(row.id, []),
                "counts_for_patronage": row.counts_for_patronage,
            }
        )
    return found


def _rows(session: Session) -> Iterable[Any]:
    return session.execute(
        select(
            _PACK.c.id, _PACK.c.product_id, _PACK.c.unit, _PACK.c.factor,
            _PRODUCT.c.code, _PRODUCT.c.name, _PRODUCT.c.base_unit, _PRODUCT.c.fractions,
            _PRODUCT.c.counts_for_patronage,
        )
        .join(_PRODUCT, _PRODUCT.c.id == _PACK.c.product_id)
        .where(_PRODUCT.c.active, _PACK.c.active)
        .order_by(_PRODUCT.c.name, _PRODUCT.c.id, _PACK.c.position)
    )  # fmt: skip


def _barcodes(session: Session) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for pack_id, code in session.execute(
        select(_BARCODE.c.pack_id, _BARCODE.c.code).order_by(_BARCODE.c.code)
    ):
        found[pack_id].append(code)
    return found


def _prices(session: Session, shop_id: ShopId, on: date | None) -> dict[UUID, list[dict[str, Any]]]:
    rows = select(
        _PRICE.c.pack_id, _PRICE.c.list, _PRICE.c.shop_id, _PRICE.c.amount,
        _PRICE.c.valid_from, _PRICE.c.valid_to,
    ).where(or_(_PRICE.c.shop_id.is_(None), _PRICE.c.shop_id == shop_id))  # fmt: skip
    if on is not None:
        rows = rows.where(or_(_PRICE.c.valid_to.is_(None), _PRICE.c.valid_to >= on))
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for pack_id, price_list, shop, amount, valid_from, valid_to in session.execute(rows):
        found[pack_id].append(
            {
                "list": price_list.value,
                "shop": str(shop) if shop else None,
                "amount": amount.amount,
                "from": valid_from.isoformat(),
                "to": valid_to.isoformat() if valid_to else None,
            }
        )
    return found
