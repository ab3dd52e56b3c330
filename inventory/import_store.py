"""An import's two ways to the database: the goods there are, and what its good rows write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from core.ids import OperatorId, PackId, ProductId, ShopId
from core.models import Base, table_of
from inventory import prices, stock
from inventory.changes import change_time
from inventory.costing import Cost
from inventory.import_goods import Goods, PlannedPack, PlannedProduct, Work
from inventory.models import Barcode, Pack, Price, Product, Stock
from inventory.prices import Period

_PRODUCT, _PACK = table_of(Product), table_of(Pack)


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """Where a file goes: whose opening stock it holds, and the day its prices begin."""

    shop_id: ShopId | None
    on: date


def load_goods(session: Session, target: ImportTarget) -> Goods:
    """Everything a file is compared with, in a handful of reads."""
    goods = Goods(has_shop=target.shop_id is not None)
    for product in session.execute(select(_PRODUCT)):
        goods.add_product(
            PlannedProduct(
                product.id, product.code, product.name, product.category, product.receipt_name,
                product.base_unit, product.fractions, product.active, product.kind,
                product.container_id, product.consignor_id is not None,
            )
        )  # fmt: skip
    packs = {}
    for row in session.execute(select(_PACK)):
        pack = PlannedPack(row.id, row.product_id, row.unit, row.factor, row.position)
        goods.add_pack(pack)
        packs[pack.id] = pack
    for code, pack_id in session.execute(select(Barcode.code, Barcode.pack_id)):
        goods.by_barcode[code] = packs[PackId(pack_id)]
    _load_prices(session, goods, target.on)
    if target.shop_id is not None:
        _load_stock(session, goods, target.shop_id)
    return goods


def write_work(
    session: Session, work: Work, target: ImportTarget, *, at: datetime, by: OperatorId | None
) -> None:
    """Write everything the good rows say."""
    changed_at = change_time(session, at)
    _insert(session, Product, [_product_row(row, at, changed_at) for row in work.products])
    _insert(session, Pack, [_pack_row(pack) for pack in work.packs])
    _insert(session, Barcode, [{"code": code, "pack_id": key} for code, key in work.barcodes])
    _change(session, work, changed_at)
    prices.put(session, work.prices, Period(target.on), at=at, by=by)
    if target.shop_id is not None:
        stock.note_costs(session, work.costs.values(), shop_id=target.shop_id)
    if target.shop_id is not None and work.arrivals:
        stock.enter_opening(
            session, work.arrivals, shop_id=target.shop_id, booked_on=target.on, at=at, by=by
        )
    session.expire_all()


def _load_prices(session: Session, goods: Goods, on: date) -> None:
    rows = session.execute(
        select(Price.pack_id, Price.list, Price.amount)
        .where(Price.shop_id.is_(None), Price.valid_from <= on)
        .where(or_(Price.valid_to.is_(None), Price.valid_to >= on))
        .order_by(Price.valid_from)
    )
    goods.prices = {(PackId(key), price_list): amount for key, price_list, amount in rows}


def _load_stock(session: Session, goods: Goods, shop_id: ShopId) -> None:
    goods.opened = stock.opened_products(session, shop_id)
    for row in session.scalars(select(Stock).where(Stock.shop_id == shop_id)):
        goods.costs[row.product_id] = Cost(row.cost_quantity, row.cost_value)
        if row.moves:
            goods.moved.add(row.product_id)


def _insert(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table_of(model)), rows)


def _change(session: Session, work: Work, changed_at: datetime) -> None:
    if work.factors:
        session.execute(
            update(_PACK).where(_PACK.c.id == bindparam("key")).values(factor=bindparam("factor")),
            [{"key": key, "factor": factor} for key, factor in work.factors.items()],
        )
    if work.changed:
        values: dict[str, Any] = {
            name: bindparam(f"new_{name}")
            for name in ("name", "category", "receipt_name", "container_id", "changed_at")
        }
        session.execute(
            update(_PRODUCT).where(_PRODUCT.c.id == bindparam("key")).values(values),
            [_changed_row(product, changed_at) for product in work.changed.values()],
        )


def _changed_row(product: PlannedProduct, changed_at: datetime) -> dict[str, Any]:
    return {
        "key": product.id,
        "new_name": product.name,
        "new_category": product.category,
        "new_receipt_name": product.receipt_name,
        "new_container_id": product.container_id,
        "new_changed_at": changed_at,
    }


def _product_row(product: PlannedProduct, at: datetime, changed_at: datetime) -> dict[str, Any]:
    return {
        "id": ProductId(product.id),
        "code": product.code,
        "name": product.name,
        "receipt_name": product.receipt_name,
        "category": product.category,
        "base_unit": product.base_unit,
        "fractions": product.fractions,
        "counts_for_patronage": True,
        "container_id": product.container_id,
        "active": True,
        "created_at": at,
        "changed_at": changed_at,
    }


def _pack_row(pack: PlannedPack) -> dict[str, Any]:
    return {
        "id": pack.id,
        "product_id": pack.product_id,
        "unit": pack.unit,
        "factor": pack.factor,
        "position": pack.position,
        "active": True,
    }
