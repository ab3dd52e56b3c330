"""What a till sends when a sale was paid otherwise than it was told. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from core.i18n import _
from core.ids import SaleId, ShiftId
from core.money import ZERO, Money, total
from pos.documents import Approval, Header, Unbookable
from pos.models import TenderKind


@dataclass(frozen=True, slots=True)
class TenderPart:
    """So much in one way of paying."""

    kind: TenderKind
    amount: Money


@dataclass(frozen=True, slots=True)
class CorrectionDocument:
    """That a sale was paid otherwise than the till was told; both sides come to the same."""

    header: Header
    shift_id: ShiftId
    sale_id: SaleId
    taken: tuple[TenderPart, ...]
    """What it was not paid with after all."""
    put: tuple[TenderPart, ...]
    """What it was paid with instead."""
    reason: str
    approvals: tuple[Approval, ...] = ()

    def __post_init__(self) -> None:
        if total(part.amount for part in self.taken) != total(part.amount for part in self.put):
            raise Unbookable(_("Kedua sisi koreksi tidak sama jumlahnya."), field="to")
        if not self.changes:
            raise Unbookable(_("Koreksi ini tidak mengubah apa-apa."), field="to")

    @property
    def changes(self) -> Mapping[TenderKind, Money]:
        """What was paid in each way more (+) or less (-)."""
        by_kind = {
            kind: total(part.amount for part in self.put if part.kind is kind)
            - total(part.amount for part in self.taken if part.kind is kind)
            for kind in TenderKind
        }
        return {kind: amount for kind, amount in by_kind.items() if amount}

    @property
    def amount(self) -> Money:
        """How much moves from one way to another."""
        return total(max(change, ZERO) for change in self.changes.values())


def correction_source(correction_id: UUID) -> str:
    """The one name under which a correction moves money."""
    return f"tender_correction:{correction_id}"
