"""Which goods somebody means who types a code, a barcode or a part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import PackId, ProductId, ShopId
from core.quantity import NONE, Quantity
from inventory import packs
from inventory.models import Pack, Product, Stock
from inventory.queries import contains
from inventory.transfers.sending import MOVED

MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A pack of goods that may be sent."""

    pack_id: PackId
    product_id: ProductId
    code: str
    unit: str
    name: str
    base_unit: str
    on_shelf: Quantity
    """What the shop holds, in base units."""

    @property
    def key(self) -> str:
        """Code and unit: ``101 dus``."""
        return f"{self.code} {self.unit}"


def choices(session: Session, text: str, shop_id: ShopId) -> list[Choice]:
    """The one pack of that code or barcode, else those whose name holds every word.

    Raises InvalidInput when there is none.
    """
    words = " ".join(text.split())
    if not words:
        raise InvalidInput(_("Ketik kode, barcode, atau sebagian nama barang."), field="goods")
    try:
        return [of_pack(session, PackId(packs.find(session, words).id), shop_id)]
    except NotFound:
        pass
    found = session.scalars(
        select(Pack.id)
        .join(Product, Product.id == Pack.product_id)
        .where(Product.active, Pack.active, Product.kind.in_(MOVED), *contains(words))
        .order_by(func.lower(Product.name), Product.code, Pack.position)
        .limit(MOST_CHOICES)
    ).all()
    if not found:
        raise InvalidInput(
            _("Tidak ada barang bernama atau berkode %(text)s.", text=words), field="goods"
        )
    return [of_pack(session, PackId(key), shop_id) for key in found]


def known(session: Session, codes: Sequence[str], shop_id: ShopId) -> list[Choice]:
    """The packs of lines that were chosen before."""
    return [of_pack(session, PackId(packs.find(session, code).id), shop_id) for code in codes]


def of_pack(session: Session, pack_id: PackId, shop_id: ShopId) -> Choice:
    """A pack with what the shop holds of it."""
    pack = session.get_one(Pack, pack_id)
    product = session.get_one(Product, pack.product_id)
    held = session.scalar(
        select(Stock.quantity).where(Stock.shop_id == shop_id, Stock.product_id == product.id)
    )
    return Choice(pack_id, ProductId(product.id), product.code, pack.unit, product.name,
                  product.base_unit, held or NONE)  # fmt: skip
