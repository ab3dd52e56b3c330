"""Numbers of papers as people call them, gap-free in each shop and series: ``WSB-PO-000012``."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import Shop
from inventory.models import DocumentCounter


class Series(StrEnum):
    """Kinds of paper that have numbers."""

    ORDER = "PO"
    RECEIPT = "BM"
    """Barang masuk."""
    INVOICE = "FP"
    """Faktur pemasok."""
    PAYMENT = "BP"
    """Bayar pemasok."""
    SENT_BACK = "RP"
    """Retur pemasok."""
    WRITE_OFF = "BK"
    """Barang keluar."""
    COUNT = "SO"
    """Stok opname."""
    TRANSFER = "MT"
    """Mutasi."""
    REPACK = "KU"
    """Kemas ulang."""
    CONSIGNED = "TJ"
    """Titip jual."""
    SETTLEMENT = "PT"
    """Pelunasan titipan."""


def take_number(session: Session, shop: Shop, series: Series) -> str:
    """The next number of a series; the caller has locked the shop's journal."""
    shop_id = ShopId(shop.id)
    counter = session.get(DocumentCounter, (shop_id, series.value))
    if counter is None:
        counter = DocumentCounter(shop_id=shop_id, series=series.value, last=0)
        session.add(counter)
    counter.last += 1
    session.flush()
    return f"{shop.code}-{series.value}-{counter.last:06d}"
