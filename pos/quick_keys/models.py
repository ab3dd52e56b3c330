"""The table of quick keys."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import PackId, ShopId
from core.models import Row


class QuickKey(Row, kw_only=True, eq=False, repr=False):
    """A pack that is a tile on the tills of a shop."""

    __tablename__ = "quick_key"
    __table_args__ = (
        UniqueConstraint("shop_id", "pack_id"),
        Index("ix_quick_key_picture_mark", "picture_mark"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"))
    position: Mapped[int]
    """Where it stands among the shop's tiles, from 0."""
    picture: Mapped[bytes | None] = mapped_column(default=None)
    """A square WebP, made anew from what was sent."""
    picture_mark: Mapped[str | None] = mapped_column(String(32), default=None)
    """Its hash: what it is fetched by, so that a browser may keep it for ever."""
    changed_at: Mapped[datetime]
