"""Tables of the yearly surplus."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from core.models import Base
from core.money import Money
from members.shu.capital import CapitalBasis


class SurplusEstimate(Base, kw_only=True, eq=False, repr=False):
    """How the surplus would be divided had the year ended on a day; append-only.

    Worked out once a day, so that a receipt only reads it.
    """

    __tablename__ = "surplus_estimate"

    as_of: Mapped[date] = mapped_column(primary_key=True)
    """The last day that counts."""
    surplus: Mapped[Money]
    """Of the year up to that day; negative: a deficit."""
    member_surplus: Mapped[Money]
    """What of it members earned."""
    patronage_pool: Mapped[Money]
    """Jasa usaha of all members."""
    capital_pool: Mapped[Money]
    """Jasa modal of all members."""
    patronage_weight: Mapped[int]
    """Σ eligible purchases of all members, in rupiah."""
    capital_weight: Mapped[int]
    """Σ share money of all members by the basis."""
    capital_basis: Mapped[CapitalBasis]
    counts_sukarela: Mapped[bool]
    """Whether SUKARELA counts as capital."""
    made_at: Mapped[datetime]
