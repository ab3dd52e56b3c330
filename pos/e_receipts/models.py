"""The table behind links to receipts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import TillId
from core.models import Row


class FormerLinkKey(Row, kw_only=True, eq=False, repr=False):
    """A till's key for links from before its token was changed; append-only."""

    __tablename__ = "former_link_key"

    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"), index=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    """``links.key_of`` the token of then: it opens receipts, and says nothing about the token."""
    ended_at: Mapped[datetime]
