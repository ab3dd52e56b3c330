"""The settings of goods: how the scales of a shop write weight or price into their labels."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.i18n import lazy
from core.ids import ShopId
from core.settings import Setting, define, read
from inventory.in_store import DEFAULT_LAYOUTS, InStoreLayout


def _layouts(text: str) -> str:
    """The layouts in one spelling; InvalidInput names the one that makes no sense."""
    return " ".join(InStoreLayout(word).pattern for word in text.upper().replace(",", " ").split())


IN_STORE_LAYOUTS = define(
    Setting(
        "in_store_layouts",
        _layouts,
        " ".join(layout.pattern for layout in DEFAULT_LAYOUTS),
        lazy("Susunan kode timbangan, dipisah spasi (I barang, W gram, P rupiah)"),
    )
)


def in_store_layouts(session: Session, *, on: date, shop_id: ShopId) -> list[str]:
    """The layouts of a shop's scales on a day: ``22IIIIIWWWWWC``; none when they are taken away."""
    return read(session, IN_STORE_LAYOUTS, on=on, shop_id=shop_id).split()
