"""What a till sends: documents, made at the till and never refused after they happened. Pure.

A document that cannot be booked at all raises ``Unbookable``; it is then kept whole for the
manager. Everything that is merely odd becomes a flag on the booked sale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.errors import InvalidInput
from core.i18n import _
from core.ids import CustomerId, MemberId, OperatorId, PackId, ShiftId
from core.money import ZERO, Money, total
from core.quantity import Quantity
from members.instalments import Every
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
class Booked:
    """What became of a document: what the till hears, and its line in the till's journal."""

    answer: dict[str, Any]
    shift_id: ShiftId | None = None
    number: str | None = None
    counter: int | None = None
    cash: Money = ZERO
    """What it changed in the drawer: in +, out -."""


class ApprovalAction(StrEnum):
    """What a clerk may not do alone."""

    DISCOUNT = "discount"
    PRICE = "price"
    CREDIT = "credit"
    RETURN = "return"
    VOID = "void"
    CORRECTION = "correction"
    CASH_OUT = "cash_out"
    WITHDRAWAL = "withdrawal"
    DRAWER = "drawer"
    COUNT = "count"


class ApprovalMethod(StrEnum):
    """How somebody else agreed."""

    PIN = "pin"
    """Typed on the spot."""
    CODE = "code"
    """Read out over the telephone."""
    LIMIT = "limit"
    """Nobody was there: within the clerk's limit, to be looked at later."""


@dataclass(frozen=True, slots=True)
class Approval:
    """That somebody else agreed: a claim of the till, checked and flagged."""

    action: ApprovalAction
    method: ApprovalMethod
    by: OperatorId | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class LineDocument:
    """One sold line as the till rang it up; its amounts are what is booked."""

    pack_id: PackId
    quantity: Quantity
    """Packs."""
    unit_price: Money
    amount: Money
    """What the buyer pays: price times quantity, less the discount."""
    asked_amount: Money | None = None
    """Set when the buyer asked for so many rupiah's worth."""
    barcode: str | None = None
    discount: Money = ZERO
    promotion_id: UUID | None = None
    """The promotion that took off most of the discount."""
    overridden: bool = False
    """The price was typed by hand."""
    cost: Money | None = None
    """What the provider charges for a service; goods have the cost of the shelf."""
    reference: str = ""
    """The customer's number at the provider of a service."""
    exchanged: bool | None = None
    """Of goods in a container: an empty came in for each; None: not said."""


@dataclass(frozen=True, slots=True)
class TenderDocument:
    """One way of paying; what stays is given less change."""

    kind: TenderKind
    amount: Money
    given: Money
    change: Money
    reference: str = ""
    due_on: date | None = None
    """When a kasbon is to be paid, or its first instalment; None: by the shop's rule."""
    confirmed: bool = True
    instalments: int = 1
    """In how many parts a kasbon is paid."""
    every: Every = Every.MONTH
    customer_id: CustomerId | None = None
    """Who owes a kasbon without being a member."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Change that was left on purpose: for the member's SUKARELA, or as a donation."""

    savings: Money = ZERO
    donation: Money = ZERO

    @property
    def total(self) -> Money:
        return self.savings + self.donation


NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that was rung up and taken out again before paying."""

    pack_id: PackId
    quantity: Quantity
    amount: Money


@dataclass(frozen=True, slots=True)
class SaleDocument:
    """A sale that happened.

    Its lines add up to its total, its tenders to total, rounding and what was kept.
    """

    header: Header
    shift_id: ShiftId
    number: str
    counter: int
    member_id: MemberId | None
    lines: tuple[LineDocument, ...]
    tenders: tuple[TenderDocument, ...]
    total: Money
    rounding: Money
    kept: Kept = NOTHING_KEPT
    approvals: tuple[Approval, ...] = ()
    removed: tuple[RemovedLine, ...] = ()

    def __post_init__(self) -> None:
        if total(line.amount for line in self.lines) != self.total:
            raise Unbookable(_("Jumlah baris tidak sama dengan total."), field="total")
        due = self.total + self.rounding + self.kept.total
        if total(tender.amount for tender in self.tenders) != due:
            raise Unbookable(_("Pembayaran tidak sama dengan total."), field="tenders")
        if any(tender.given != tender.amount + tender.change for tender in self.tenders):
            raise Unbookable(_("Uang kembali tidak cocok dengan uang diterima."), field="tenders")
        if any(tender.change and tender.kind is not TenderKind.CASH for tender in self.tenders):
            raise Unbookable(_("Hanya uang tunai yang memberi kembalian."), field="tenders")
        if any(
            tender.instalments > 1 and tender.kind is not TenderKind.KASBON
            for tender in self.tenders
        ):
            raise Unbookable(_("Hanya kasbon yang dapat dicicil."), field="tenders")
        self._check_customer()

    def _check_customer(self) -> None:
        named = {tender.customer_id for tender in self.tenders if tender.customer_id}
        kinds = {tender.kind for tender in self.tenders if tender.customer_id}
        if named and (self.member_id or len(named) > 1 or kinds != {TenderKind.KASBON}):
            raise Unbookable(
                _("Satu pelanggan hanya menanggung kasbon penjualan bukan anggota."),
                field="tenders",
            )

    @property
    def customer_id(self) -> CustomerId | None:
        """Who owes the kasbon without being a member, as the till says."""
        return next((each.customer_id for each in self.tenders if each.customer_id), None)

    def paid(self, kind: TenderKind) -> Money:
        """What was paid in one way."""
        return total(tender.amount for tender in self.tenders if tender.kind is kind)


@dataclass(frozen=True, slots=True)
class ShiftOpening:
    """A clerk takes over a till; the document's id becomes the shift's."""

    header: Header
    float: Money


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many notes or coins of one kind."""

    denomination: Money
    pieces: int


@dataclass(frozen=True, slots=True)
class Slips:
    """What the slips of one way of paying add up to."""

    kind: TenderKind
    amount: Money


@dataclass(frozen=True, slots=True)
class ShiftClosing:
    """A clerk counted the drawer, without seeing what is expected, and goes home."""

    header: Header
    shift_id: ShiftId
    counted: Money
    reason: str
    pieces: tuple[Pieces, ...] = ()
    """The count note by note; empty when only its sum was typed."""
    slips: tuple[Slips, ...] = ()
    unsent: int = 0
    """Documents that were still at the till when it was closed, this one left out."""
    approvals: tuple[Approval, ...] = ()

    def __post_init__(self) -> None:
        worth = total(item.denomination * item.pieces for item in self.pieces)
        if self.pieces and worth != self.counted:
            raise Unbookable(_("Hitungan per lembar tidak sama dengan jumlahnya."), field="counted")
        if len({slip.kind for slip in self.slips}) != len(self.slips):
            raise Unbookable(_("Satu cara bayar dihitung dua kali."), field="slips")
        if len({item.denomination for item in self.pieces}) != len(self.pieces):
            raise Unbookable(_("Satu pecahan dihitung dua kali."), field="pieces")
