"""Which picture a product has: one, set anew or taken away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ProductId
from core.squares import mark, squares
from inventory.models import Product
from inventory.pictures.models import ProductPicture

LARGE, SMALL = 480, 192
"""Dots of a side: on a product's page, and in lists and on tiles; twice as fine as shown."""


def put(
    session: Session, product: Product, content: bytes, *, at: datetime, by: OperatorId | None
) -> None:
    """Give a product a picture, made anew from the file that was sent."""
    large, small = squares(content, (LARGE, SMALL))
    session.merge(
        ProductPicture(
            product_id=ProductId(product.id), mark=mark(large), large=large, small=small,
            changed_at=at,
        )
    )  # fmt: skip
    session.flush()
    audit.record(
        session, "product.picture_set", at=at, by=by, subject=product.code, name=product.name
    )


def remove(session: Session, product: Product, *, at: datetime, by: OperatorId | None) -> None:
    """Take a product's picture away. Raises NotFound when it has none."""
    kept = session.get(ProductPicture, product.id)
    if kept is None:
        raise NotFound(_("Gambar ini tidak ada."))
    session.delete(kept)
    session.flush()
    audit.record(
        session, "product.picture_removed", at=at, by=by, subject=product.code, name=product.name
    )


def large(session: Session, mark: str) -> bytes:
    """The picture with this mark as a page shows it. Raises NotFound."""
    return _found(
        session.scalar(select(ProductPicture.large).where(ProductPicture.mark == mark).limit(1))
    )


def small(session: Session, mark: str) -> bytes:
    """The picture with this mark as a list shows it. Raises NotFound."""
    return _found(
        session.scalar(select(ProductPicture.small).where(ProductPicture.mark == mark).limit(1))
    )


def marks(session: Session, product_ids: Collection[ProductId]) -> dict[ProductId, str]:
    """What the pictures of these products are fetched by; nothing for those without."""
    rows = session.execute(
        select(ProductPicture.product_id, ProductPicture.mark).where(
            ProductPicture.product_id.in_(product_ids)
        )
    )
    return {row.product_id: row.mark for row in rows}


def _found(picture: bytes | None) -> bytes:
    if picture is None:
        raise NotFound(_("Gambar ini tidak ada."))
    return picture
