"""Which packs are tiles on the tills of a shop, in which order, with which picture."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, PackId, ShopId
from core.squares import mark as mark_of
from core.squares import squares
from inventory import queries
from inventory.assortment.queries import is_hidden
from inventory.models import Pack, Product
from inventory.pictures import pictures
from inventory.pictures.models import ProductPicture
from pos.quick_keys.models import QuickKey

MOST_KEYS = 48
"""Tiles of a shop: four screens of a phone."""
COLOURS = 8
"""Tiles without a picture have one of so many colours."""


def for_till(session: Session, shop_id: ShopId) -> list[dict[str, Any]]:
    """The tiles of a shop as its tills draw them; ``picture`` is the mark to fetch it by.

    A tile without a picture of its own shows that of its product.
    """
    mark = func.coalesce(QuickKey.picture_mark, ProductPicture.mark).label("picture_mark")
    rows = session.execute(
        select(QuickKey.pack_id, mark, Pack.product_id)
        .join(Pack, Pack.id == QuickKey.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .outerjoin(ProductPicture, ProductPicture.product_id == Product.id)
        .where(QuickKey.shop_id == shop_id, Pack.active, Product.active)
        .where(~is_hidden(shop_id))
        .order_by(QuickKey.position, QuickKey.id)
    )
    return [
        {
            "pack_id": str(row.pack_id),
            "picture": row.picture_mark,
            "colour": crc32(row.product_id.bytes) % COLOURS,
        }
        for row in rows
    ]


def of_shop(session: Session, shop_id: ShopId) -> list[tuple[QuickKey, Pack, Product]]:
    """The tiles of a shop in their order, also of packs that are sold no more."""
    rows = session.execute(
        select(QuickKey, Pack, Product)
        .join(Pack, Pack.id == QuickKey.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .where(QuickKey.shop_id == shop_id)
        .order_by(QuickKey.position, QuickKey.id)
    )
    return [(key, pack, product) for key, pack, product in rows]


def add(
    session: Session, shop_id: ShopId, code: str, *, at: datetime, by: OperatorId | None
) -> QuickKey:
    """Make a pack the last tile; it is named as in the till's input line: ``101 dus``."""
    try:
        pack = queries.meant(session, code)
    except NotFound as unknown:
        raise InvalidInput(unknown.sentence, field="code") from None
    keys = [key for key, _pack, _product in of_shop(session, shop_id)]
    if any(key.pack_id == pack.id for key in keys):
        raise InvalidInput(_("Barang ini sudah ada di tombol cepat."), field="code")
    if len(keys) >= MOST_KEYS:
        raise InvalidInput(_("Paling banyak %(most)s tombol cepat.", most=MOST_KEYS), field="code")
    position = max((key.position for key in keys), default=-1) + 1
    added = QuickKey(
        shop_id=shop_id, pack_id=PackId(pack.id), position=position, changed_at=at
    )  # fmt: skip
    session.add(added)
    session.flush()
    _record(session, "quick_key.added", added, at=at, by=by)
    return added


def get(session: Session, key_id: UUID) -> QuickKey:
    """A tile. Raises NotFound."""
    found = session.get(QuickKey, key_id)
    if found is None:
        raise NotFound(_("Tombol cepat ini tidak ada."))
    return found


def remove(session: Session, key: QuickKey, *, at: datetime, by: OperatorId | None) -> None:
    """The pack stays on sale; only its tile goes."""
    _record(session, "quick_key.removed", key, at=at, by=by)
    session.delete(key)
    session.flush()


def move(session: Session, key: QuickKey, step: int, *, at: datetime) -> None:
    """Change places with the tile before (-1) or after (+1); at the end nothing happens."""
    keys = [each for each, _pack, _product in of_shop(session, key.shop_id)]
    place = keys.index(key) + step
    if not 0 <= place < len(keys):
        return
    keys.remove(key)
    keys.insert(place, key)
    for position, each in enumerate(keys):
        each.position, each.changed_at = position, at
    session.flush()


def set_picture(
    session: Session, key: QuickKey, content: bytes, *, at: datetime, by: OperatorId | None
) -> None:
    """Give a tile a picture, made anew from the file that was sent."""
    (made,) = squares(content, (pictures.SMALL,))
    key.picture, key.picture_mark, key.changed_at = made, mark_of(made), at
    session.flush()
    _record(session, "quick_key.picture_set", key, at=at, by=by)


def picture(session: Session, mark: str) -> bytes:
    """The picture with this mark, a tile's own or its product's. Raises NotFound."""
    own = session.scalars(
        select(QuickKey.picture).where(QuickKey.picture_mark == mark).limit(1)
    ).first()
    return own or pictures.small(session, mark)


def _record(
    session: Session, action: str, key: QuickKey, *, at: datetime, by: OperatorId | None
) -> None:
    pack = session.get_one(Pack, key.pack_id)
    product = session.get_one(Product, pack.product_id)
    audit.record(
        session, action, at=at, by=by, shop_id=key.shop_id, subject=product.code,
        name=product.name, unit=pack.unit,
    )  # fmt: skip
