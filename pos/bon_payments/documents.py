"""What a till sends when a member pays kasbon. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from core.i18n import _
from core.ids import MemberId, ShiftId
from core.money import ZERO, Money
from members.debtors import Debtor, DebtorKind
from pos.documents import Header, Unbookable
from pos.models import TenderKind

TENDERS = (TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.SAVINGS)
"""What a kasbon can be paid with."""


@dataclass(frozen=True, slots=True)
class BonPaymentDocument:
    """A payment of so much of somebody's kasbon."""

    header: Header
    shift_id: ShiftId
    number: str
    counter: int
    debtor: Debtor
    amount: Money
    """What is owed less afterwards."""
    tender: TenderKind
    rounding: Money = ZERO
    """What rounding a payment in cash took (-) or added (+)."""
    given: Money = ZERO
    """What was handed over, change included."""
    reference: str = ""

    def __post_init__(self) -> None:
        if self.tender not in TENDERS:
            raise Unbookable(_("Kasbon tidak dapat dibayar dengan cara ini."), field="tender")
        if self.tender is TenderKind.SAVINGS and self.debtor.kind is not DebtorKind.MEMBER:
            raise Unbookable(_("Hanya anggota yang punya simpanan."), field="tender")
        if self.rounding and self.tender is not TenderKind.CASH:
            raise Unbookable(_("Hanya uang tunai yang dibulatkan."), field="rounding")
        if self.paid < ZERO or self.given < self.paid:
            raise Unbookable(_("Uang diterima kurang dari yang dibayar."), field="given")
        if self.given != self.paid and self.tender is not TenderKind.CASH:
            raise Unbookable(_("Hanya uang tunai yang memberi kembalian."), field="given")

    @property
    def member_id(self) -> MemberId | None:
        """Who pays, where that is a member."""
        return self.debtor.keys["member_id"]

    @property
    def paid(self) -> Money:
        """What stays with the shop."""
        return self.amount + self.rounding

    @property
    def cash(self) -> Money:
        """What it adds to the drawer."""
        return self.paid if self.tender is TenderKind.CASH else ZERO
