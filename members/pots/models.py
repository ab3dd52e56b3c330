"""The table of purpose pots."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import ShopId
from core.models import Row
from core.money import Money


class PotKind(StrEnum):
    """What a pot is filled for."""

    PACKAGE = "paket"
    """A Lebaran package: the delivery is a sale and counts as a purchase then."""
    ARISAN = "arisan"
    """Held for a group; whoever's turn it is gets it."""
    OTHER = "lain"


class Pot(Row, kw_only=True, eq=False, repr=False):
    """A pot that members fill for a purpose (2-1421): no interest, no capital, refundable.

    A member's part is the balance of her postings that name the pot as their party.
    """

    __tablename__ = "pot"

    name: Mapped[str]
    kind: Mapped[PotKind]
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """In whose books it stands."""
    weekly: Mapped[Money | None] = mapped_column(default=None)
    """What each is expected to put in every week."""
    target: Mapped[Money | None] = mapped_column(default=None)
    """What each wants to reach."""
    opens_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(default=None)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
