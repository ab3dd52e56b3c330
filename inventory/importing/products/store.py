"""An import's two ways to the database: the goods there are, and what its good rows write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.models import Base, table_of
from inventory import stock
from inventory.changes import change_time
from inventory.costing import Cost
from inventory.importing.kind import ImportTarget, Made, Writing
from inventory.importing.models import ImportMade, ImportUndone, MadeKind
from inventory.importing.openings import enter
from inventory.importing.price_writing import put_prices
from inventory.importing.products.goods import Goods, PlannedPack, PlannedProduct, Work
from inventory.importing.reports import stages
from inventory.margins.averages import averages
from inventory.models import Barcode, Pack, Price, Product, Stock

_PRODUCT, _PACK = table_of(Product), table_of(Pack)


def load_goods(session: Session, target: ImportTarget) -> Goods:
    """Everything a file of goods is compared with, in a handful of reads."""
    goods = load_packs(session)
    goods.has_shop = target.shop_id is not None
    _load_prices(session, goods, target.on)
    goods.averages = averages(session, goods.products, target.shop_id)
    if target.shop_id is not None:
        _load_stock(session, goods, target.shop_id)
    goods.undone = _undone(session)
    return goods


def load_packs(session: Session) -> Goods:
    """All goods with their packs and barcodes, in three reads."""
    goods = Goods(has_shop=False)
    for product in session.execute(select(_PRODUCT)):
        goods.add_product(
            PlannedProduct(
                product.id, product.code, product.name, product.category, product.receipt_name,
                product.base_unit, product.fractions, product.active, product.kind,
                product.container_id, product.ceiling, product.consignor_id is not None,
            )
        )  # fmt: skip
    packs = {}
    for row in session.execute(select(_PACK)):
        pack = PlannedPack(row.id, row.product_id, row.unit, row.factor, row.position, row.active)
        goods.add_pack(pack)
        packs[pack.id] = pack
    for code, pack_id in session.execute(select(Barcode.code, Barcode.pack_id)):
        goods.by_barcode[code] = packs[PackId(pack_id)]
    return goods


def write_work(session: Session, work: Work, writing: Writing) -> list[Made]:
    """Write everything the good rows say."""
    changed_at = change_time(session, writing.at)
    made = list(work.made)
    stages(
        writing.progress,
        [
            lambda: _add(session, work, writing.at, changed_at),
            lambda: _change(session, work, changed_at),
            lambda: made.extend(put_prices(session, work.prices, writing.target.on, writing)),
            lambda: made.extend(_fill_shelves(session, work, writing)),
        ],
    )
    return made


def _add(session: Session, work: Work, at: datetime, changed_at: datetime) -> None:
    _insert(session, Product, [_product_row(row, at, changed_at) for row in work.products])
    _insert(session, Pack, [_pack_row(pack) for pack in work.packs])
    _insert(session, Barcode, [{"code": code, "pack_id": key} for code, key in work.barcodes])


def _fill_shelves(session: Session, work: Work, writing: Writing) -> list[Made]:
    shop_id = writing.target.shop_id
    if shop_id is None:
        return []
    stock.note_costs(session, work.costs.values(), shop_id=shop_id)
    return enter(session, work.arrivals, shop_id, writing)


def _undone(session: Session) -> set[ProductId]:
    """The products of imports that were taken back."""
    rows = session.scalars(
        select(ImportMade.key)
        .join(ImportUndone, ImportUndone.run_id == ImportMade.run_id)
        .where(ImportMade.kind.in_((MadeKind.PRODUCT, MadeKind.REVIVED)))
    )
    return {ProductId(key) for key in rows}


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
            for name in ("name", "category", "receipt_name", "container_id", "active", "changed_at")
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
        "new_active": product.is_active,
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
