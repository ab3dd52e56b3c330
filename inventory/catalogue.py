"""The goods a till keeps in its own memory: every pack that is sold, with codes and prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId
from core.models import table_of
from inventory.assortment.models import Assortment
from inventory.models import (
    Barcode,
    Pack,
    Price,
    Product,
    ProductKind,
    Promotion,
    PromotionPack,
    VatClass,
)
from inventory.prices import ceiling_of

_PRODUCT, _PACK = table_of(Product), table_of(Pack)
_ASSORTMENT = table_of(Assortment)
_BARCODE, _PRICE = table_of(Barcode), table_of(Price)
_PROMOTION, _PROMOTED = table_of(Promotion), table_of(PromotionPack)
_NEWEST = select(
    select(func.max(_PRODUCT.c.changed_at)).scalar_subquery(),
    select(func.max(_PROMOTION.c.changed_at)).scalar_subquery(),
)


FIXED = frozenset({ProductKind.SERVICE, ProductKind.CONTAINER})
"""Kinds whose price no promotion and no discount changes."""


def version(session: Session) -> str:
    """Changes whenever ``packs`` or ``promotions`` would give something else."""
    goods, promoted = session.execute(_NEWEST).one()
    return " ".join(newest.isoformat() for newest in (goods, promoted) if newest)


def packs(
    session: Session,
    *,
    shop_id: ShopId,
    on: date | None = None,
    products: Collection[ProductId] | None = None,
) -> list[dict[str, Any]]:
    """Every pack for sale in a shop, by product name, as the till's API gives it.

    What the shop does not carry is left out. Only the first pack of a product carries its short
    code. Prices are those that hold on the
    day (all, without one) or will: the till itself chooses among them. What is usual is left out:
    goods, no ceiling, PPN, for every age, prices from the first piece on, no container (else the
    product that is its empty). With ``products`` only
    the packs of these.
    """
    wanted = None if products is None else _packs_of(products)
    barcodes, prices = _barcodes(session, wanted), _prices(session, shop_id, on, wanted)
    with_code: set[UUID] = set()
    found = []
    for row in _rows(session, shop_id, wanted):
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
                **_terms(row),
            }
        )
    return found


def promotions(session: Session, *, shop_id: ShopId, on: date) -> list[dict[str, Any]]:
    """The promotions of a shop that hold on the day or will, as the till's API gives them."""
    rows = session.execute(
        select(_PROMOTION)
        .where(or_(_PROMOTION.c.shop_id.is_(None), _PROMOTION.c.shop_id == shop_id))
        .where(or_(_PROMOTION.c.valid_to.is_(None), _PROMOTION.c.valid_to >= on))
        .order_by(_PROMOTION.c.id)
    )
    found = {
        row.id: {
            "id": str(row.id),
            "name": row.name,
            "kind": row.kind.value,
            "packs": [],
            "shop": str(row.shop_id) if row.shop_id else None,
            "for_members": row.for_members,
            "from": row.valid_from.isoformat(),
            "to": row.valid_to.isoformat() if row.valid_to else None,
            "percent": row.percent,
            "amount": row.amount.amount,
            "count": row.count,
            "free": row.free,
        }
        for row in rows
    }
    packs_of = select(_PROMOTED).where(_PROMOTED.c.promotion_id.in_(found))
    for promotion_id, pack_id in session.execute(packs_of.order_by(_PROMOTED.c.pack_id)):
        found[promotion_id]["packs"].append(str(pack_id))
    return list(found.values())


def _terms(row: Any) -> dict[str, Any]:
    """What is unusual about a pack."""
    ceiling = ceiling_of(row.ceiling, row.factor)
    terms: dict[str, Any] = {}
    if row.kind is not ProductKind.GOODS:
        terms |= {"kind": row.kind.value, "fixed": row.kind in FIXED}
    if ceiling is not None:
        terms["ceiling"] = ceiling.amount
    if row.vat_class is not VatClass.FULL:
        terms["vat_class"] = row.vat_class.value
    if row.minimum_age:
        terms["minimum_age"] = row.minimum_age
    if row.container_id:
        terms["container"] = str(row.container_id)
    return terms


def _packs_of(products: Collection[ProductId]) -> Select[tuple[UUID]]:
    return select(_PACK.c.id).where(_PACK.c.product_id.in_(tuple(products)))


def _rows(session: Session, shop_id: ShopId, wanted: Select[tuple[UUID]] | None) -> Iterable[Any]:
    hidden = select(_ASSORTMENT.c.product_id).where(
        _ASSORTMENT.c.shop_id == shop_id, _ASSORTMENT.c.hidden
    )
    rows = (
        select(
            _PACK.c.id, _PACK.c.product_id, _PACK.c.unit, _PACK.c.factor,
            _PRODUCT.c.code, _PRODUCT.c.name, _PRODUCT.c.base_unit, _PRODUCT.c.fractions,
            _PRODUCT.c.counts_for_patronage, _PRODUCT.c.kind, _PRODUCT.c.ceiling,
            _PRODUCT.c.vat_class, _PRODUCT.c.minimum_age, _PRODUCT.c.container_id,
        )
        .join(_PRODUCT, _PRODUCT.c.id == _PACK.c.product_id)
        .where(_PRODUCT.c.active, _PACK.c.active, _PRODUCT.c.id.not_in(hidden))
        .order_by(_PRODUCT.c.name, _PRODUCT.c.id, _PACK.c.position)
    )  # fmt: skip
    return session.execute(rows if wanted is None else rows.where(_PACK.c.id.in_(wanted)))


def _barcodes(session: Session, wanted: Select[tuple[UUID]] | None) -> dict[UUID, list[str]]:
    rows = select(_BARCODE.c.pack_id, _BARCODE.c.code).order_by(_BARCODE.c.code)
    if wanted is not None:
        rows = rows.where(_BARCODE.c.pack_id.in_(wanted))
    found: dict[UUID, list[str]] = defaultdict(list)
    for pack_id, code in session.execute(rows):
        found[pack_id].append(code)
    return found


def _prices(
    session: Session, shop_id: ShopId, on: date | None, wanted: Select[tuple[UUID]] | None
) -> dict[UUID, list[dict[str, Any]]]:
    rows = select(
        _PRICE.c.pack_id, _PRICE.c.list, _PRICE.c.shop_id, _PRICE.c.amount,
        _PRICE.c.valid_from, _PRICE.c.valid_to, _PRICE.c.least,
    ).where(or_(_PRICE.c.shop_id.is_(None), _PRICE.c.shop_id == shop_id))  # fmt: skip
    if on is not None:
        rows = rows.where(or_(_PRICE.c.valid_to.is_(None), _PRICE.c.valid_to >= on))
    if wanted is not None:
        rows = rows.where(_PRICE.c.pack_id.in_(wanted))
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for pack_id, price_list, shop, amount, valid_from, valid_to, least in session.execute(rows):
        found[pack_id].append(
            {
                "list": price_list.value,
                "shop": str(shop) if shop else None,
                "amount": amount.amount,
                "from": valid_from.isoformat(),
                "to": valid_to.isoformat() if valid_to else None,
                **({"least": least.milli} if least else {}),
            }
        )
    return found
