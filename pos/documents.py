"""What a till sends: documents, made at the till and never refused after they happened. Pure.

A document that cannot be booked at all raises ``Unbookable``; it is then kept whole for the
manager. Everything that is merely odd becomes a flag on the booked sale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId, PackId, ShiftId
from core.money import Money, total
from core.quantity import Quantity
from pos.models import TenderKind


class Unbookable(InvalidInput):
    """The document contradicts itself or names things nobody knows."""


@dataclass(frozen=True, slots=True)
class Header:
    """What every document says first."""

    id: UUID
    sequence: int
    series: str
    operator_id: OperatorId
    """A claim, checked and flagged."""
    at: datetime
    """By the till's clock, UTC."""


@dataclass(frozen=True, slots=True)
class LineDocument:
    """One sold line as the till rang it up; its amounts are what is booked."""

    pack_id: PackId
    quantity: Quantity
    """Packs."""
    unit_price: Money
    amount: Money
    asked_amount: Money | None = None
    """Set when the buyer asked for so many rupiah's worth."""
    barcode: str | None = None


@dataclass(frozen=True, slots=True)
class TenderDocument:
    """One way of paying; what stays is given less change."""

    kind: TenderKind
    amount: Money
    given: Money
    change: Money


@dataclass(frozen=True, slots=True)
class SaleDocument:
    """A sale that happened. Its lines add up to its total, its tenders to total + rounding."""

    header: Header
    shift_id: ShiftId
    number: str
    counter: int
    member_id: MemberId | None
    lines: tuple[LineDocument, ...]
    tenders: tuple[TenderDocument, ...]
    total: Money
    rounding: Money

    def __post_init__(self) -> None:
        if total(line.amount for line in self.lines) != self.total:
            raise Unbookable(_("Jumlah baris tidak sama dengan total."), field="total")
        if total(tender.amount for tender in self.tenders) != self.total + self.rounding:
            raise Unbookable(_("Pembayaran tidak sama dengan total."), field="tenders")
        if any(tender.given != tender.amount + tender.change for tender in self.tenders):
            raise Unbookable(_("Uang kembali tidak cocok dengan uang diterima."), field="tenders")


@dataclass(frozen=True, slots=True)
class ShiftOpening:
    """A clerk takes over a till; the document's id becomes the shift's."""

    header: Header
    float: Money


@dataclass(frozen=True, slots=True)
class ShiftClosing:
    """A clerk counted the drawer, without seeing what is expected, and goes home."""

    header: Header
    shift_id: ShiftId
    counted: Money
    reason: str
