"""Whose goods stand on the shelf: what belongs to a producer goes only the ways of consignment.

Bought, moved, counted or written off like the co-op's own, such goods would get a cost or vanish
from what their producer is owed.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import ProductId
from inventory.models import Product


def check_own(product: Product, *, field: str) -> None:
    """Raise InvalidInput for goods that a producer left to be sold."""
    if product.consignor_id is not None:
        raise InvalidInput(
            _("%(name)s barang titipan: catat di Titip jual.", name=product.name), field=field
        )


def check_all_own(session: Session, goods: Collection[ProductId], *, field: str) -> None:
    """The same for many at once, however many they are."""
    for product in session.scalars(select(Product).where(Product.consignor_id.is_not(None))):
        if product.id in goods:
            check_own(product, field=field)


def check_countable(product: Product, *, field: str) -> None:
    """Raise InvalidInput for goods that are counted with what is left of them in the evening."""
    if product.consignor_id is not None:
        raise InvalidInput(
            _("%(name)s barang titipan: hitung di Titip jual.", name=product.name), field=field
        )
