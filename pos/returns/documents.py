"""What a till sends when goods come back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.i18n import _
from core.ids import MemberId, PackId, SaleId, ShiftId
from core.money import Money, total
from core.quantity import Quantity
from pos.documents import Approval, Header, Unbookable
from pos.models import TenderKind


@dataclass(frozen=True, slots=True)
class ReturnLineDocument:
    """One line of goods that came back."""

    pack_id: PackId
    quantity: Quantity
    """Packs."""
    amount: Money
    """What was given for it."""
    back_on_shelf: bool
    sale_position: int | None = None
    """The sold line; None: without a receipt."""


@dataclass(frozen=True, slots=True)
class RefundDocument:
    """One way in which money went back."""

    kind: TenderKind
    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """A return that happened: its lines add up to its total, its refunds to total and rounding."""

    header: Header
    shift_id: ShiftId
    number: str
    counter: int
    sale_id: SaleId | None
    """None: without a receipt."""
    member_id: MemberId | None
    """Counts only without a receipt; else the sale knows."""
    lines: tuple[ReturnLineDocument, ...]
    refunds: tuple[RefundDocument, ...]
    total: Money
    rounding: Money
    reason: str
    is_void: bool = False
    approvals: tuple[Approval, ...] = ()

    def __post_init__(self) -> None:
        if total(line.amount for line in self.lines) != self.total:
            raise Unbookable(_("Jumlah baris tidak sama dengan total."), field="total")
        if total(refund.amount for refund in self.refunds) != self.total + self.rounding:
            raise Unbookable(_("Pengembalian uang tidak sama dengan total."), field="refunds")
        has_positions = any(line.sale_position is not None for line in self.lines)
        if self.sale_id is None and (has_positions or self.is_void):
            raise Unbookable(_("Retur ini tidak menyebut penjualannya."), field="sale_id")

    def refunded(self, kind: TenderKind) -> Money:
        """What went back in one way."""
        return total(refund.amount for refund in self.refunds if refund.kind is kind)


def return_source(return_id: UUID) -> str:
    """The one name under which a return moves goods, money and patronage."""
    return f"return:{return_id}"
