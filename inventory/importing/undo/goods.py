"""Goods taken back: new ones are retired, and what was said of others is said as before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import ProductId
from core.models import table_of
from core.quantity import NONE, Quantity
from inventory.importing.kind import Made as MadeOne
from inventory.importing.models import ImportRun, MadeKind
from inventory.importing.undo.hindrances import Hindrance, Made, Part, Undoing
from inventory.importing.undo.uses import uses
from inventory.importing.words import USES
from inventory.models import Barcode, MoveKind, Pack, Product, StockMove

_NEW = (MadeKind.PRODUCT, MadeKind.REVIVED)
_SAID = frozenset({MadeKind.WORDS, MadeKind.FACTOR, MadeKind.BARCODE})
_OWN = ("pack", "stock", "stock_move")
"""Tables of a product itself; its moves are looked at one by one."""
_OWN_OF_PACK = ("barcode", "price", "label_request", "supplier_goods")


def check(session: Session, run: ImportRun, made: Made) -> Iterator[Hindrance]:
    """New goods that are used somewhere, and words that somebody changed again."""
    yield from _used(session, run, made)
    last = _said_last(made)
    for one in made:
        if one.kind in _SAID:
            said = last[one.kind, one.key]
            sentence = _changed(session, one, {name: said[name] for name in one.after})
            if sentence:
                yield Hindrance(one.row, sentence)


def take_back(session: Session, _undoing: Undoing, made: Made) -> None:
    """The last first, so that what was changed twice is as it was in the beginning."""
    _retire(session, Product, [one.key for one in made if one.kind in _NEW])
    _retire(session, Pack, [one.key for one in made if one.kind is MadeKind.PACK])
    for one in reversed([one for one in made if one.kind in _SAID]):
        match one.kind:
            case MadeKind.BARCODE:
                session.delete(session.get_one(Barcode, one.after["value"]))
            case MadeKind.FACTOR:
                session.get_one(Pack, one.key).factor = Quantity(one.before["value"])
            case _:
                _say_again(session.get_one(Product, one.key), one.before)
    session.flush()


GOODS = Part(
    frozenset(
        {
            MadeKind.PRODUCT, MadeKind.REVIVED, MadeKind.WORDS, MadeKind.PACK, MadeKind.FACTOR,
            MadeKind.BARCODE,
        }
    ),
    check,
    take_back,
)  # fmt: skip


def _retire(session: Session, model: type[Product | Pack], keys: list[UUID]) -> None:
    """Stop selling these, in one statement for all of them."""
    table = table_of(model)
    if keys:
        session.execute(
            update(table).where(table.c.id == bindparam("of_key")).values(active=False),
            [{"of_key": key} for key in keys],
        )
        session.expire_all()


def _used(session: Session, run: ImportRun, made: Made) -> Iterator[Hindrance]:
    rows = {one.key: one.row for one in made if one.kind in _NEW}
    found = uses(session, Product, rows, besides=_OWN)
    found |= dict.fromkeys(_moved(session, run, rows), "stock_move")
    packs = {one.key: one.row for one in made if one.kind is MadeKind.PACK}
    owners = {key: key for key in packs} | _packs_of(session, rows)
    for pack_id, table in uses(session, Pack, owners, besides=_OWN_OF_PACK).items():
        found.setdefault(owners[pack_id], table)
    for key, table in found.items():
        name = _name(session, key)
        where = USES.get(table, _("catatan lain"))
        yield Hindrance(
            rows.get(key) or packs[key],
            _("%(name)s sudah dipakai: %(where)s", name=name, where=where),
        )


def _packs_of(session: Session, products: Iterable[UUID]) -> dict[UUID, UUID]:
    """The products of packs."""
    wanted = set(products)
    rows = session.execute(select(Pack.id, Pack.product_id))
    return {pack_id: product_id for pack_id, product_id in rows if product_id in wanted}


def _moved(session: Session, run: ImportRun, products: Iterable[UUID]) -> set[UUID]:
    """Products with moves that neither this run made nor an import that was taken back."""
    wanted = set(products)
    rows = session.execute(
        select(StockMove.product_id, StockMove.kind, func.sum(StockMove.quantity))
        .where(~StockMove.source.startswith(f"opening:{run.id}:"))
        .group_by(StockMove.product_id, StockMove.shop_id, StockMove.kind)
    )
    return {
        product_id
        for product_id, kind, quantity in rows
        if product_id in wanted and (kind is not MoveKind.OPENING or quantity != NONE)
    }


def _said_last(made: Made) -> dict[tuple[MadeKind, UUID], dict[str, Any]]:
    """What the import said last of everything it said something of."""
    said: dict[tuple[MadeKind, UUID], dict[str, Any]] = defaultdict(dict)
    for one in made:
        said[one.kind, one.key] |= one.after
    return said


def _changed(session: Session, one: MadeOne, last: dict[str, Any]) -> str:
    """What became of it since, when it is not as the import left it."""
    match one.kind:
        case MadeKind.BARCODE:
            barcode = session.get(Barcode, one.after["value"])
            is_ours = barcode is not None and barcode.pack_id == one.key
            return "" if is_ours else _("barcodenya sudah dihapus atau dipindahkan")
        case MadeKind.FACTOR:
            is_ours = session.get_one(Pack, one.key).factor.milli == last["value"]
            return "" if is_ours else _("isi kemasannya sudah diubah lagi")
        case MadeKind.WORDS:
            product = session.get_one(Product, one.key)
            is_ours = all(_said(product, name) == value for name, value in last.items())
            return "" if is_ours else _("%(name)s sudah diubah lagi", name=product.name)
        case _:
            return ""


def _said(product: Product, name: str) -> Any:
    value = getattr(product, name)
    return value.hex if isinstance(value, UUID) else value


def _say_again(product: Product, before: Mapping[str, Any]) -> None:
    for name, value in before.items():
        is_key = name == "container_id" and value
        setattr(product, name, ProductId(UUID(value)) if is_key else value)


def _name(session: Session, key: UUID) -> str:
    product = session.get(Product, key)
    if product is not None:
        return product.name
    pack = session.get_one(Pack, key)
    return f"{session.get_one(Product, pack.product_id).name} ({pack.unit})"
