"""What a till sends when a member pays share money in or draws it out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from core.i18n import _
from core.ids import MemberId, ShiftId
from core.money import ZERO, Money
from members.balances import Account
from members.savings import SHARES, WITHDRAWABLE
from members.ways import Direction
from pos.documents import Approval, Header, Unbookable
from pos.models import TenderKind

TENDERS = (TenderKind.CASH, TenderKind.TRANSFER)
"""How share money is paid."""
DRAWN_FROM = (*WITHDRAWABLE, Account.SURPLUS)
"""What a member is paid from: her savings, and her shares of past years' surplus."""


@dataclass(frozen=True, slots=True)
class MemberMoneyDocument:
    """A deposit or a withdrawal. Never a purchase: no discount, no rounding, no patronage."""

    header: Header
    shift_id: ShiftId
    number: str
    counter: int
    member_id: MemberId
    account: Account
    direction: Direction
    amount: Money
    """Positive."""
    tender: TenderKind
    given: Money
    """What was handed over for a deposit, change included; the amount for a withdrawal."""
    reference: str = ""
    approvals: tuple[Approval, ...] = ()

    def __post_init__(self) -> None:
        self._check_account()
        if self.tender not in TENDERS:
            raise Unbookable(_("Simpanan dibayar dengan uang tunai atau transfer."), field="tender")
        gives_change = self.tender is TenderKind.CASH and self.direction is Direction.IN
        if self.given < self.amount or (self.given != self.amount and not gives_change):
            raise Unbookable(_("Uang diterima tidak cocok dengan jumlahnya."), field="given")

    def _check_account(self) -> None:
        if self.account not in (*SHARES, Account.SURPLUS):
            raise Unbookable(_("Ini bukan jenis simpanan."), field="account")
        if self.direction is Direction.OUT and self.account not in DRAWN_FROM:
            raise Unbookable(
                _("Simpanan pokok dan wajib tidak dapat ditarik selama menjadi anggota."),
                field="account",
            )
        if self.direction is Direction.IN and self.account is Account.SURPLUS:
            raise Unbookable(_("SHU hanya dibayarkan kepada anggota, tidak disetor."),
                             field="account")  # fmt: skip

    @property
    def paid_in(self) -> Money:
        """What the account grows by; negative for a withdrawal."""
        return self.amount if self.direction is Direction.IN else -self.amount

    @property
    def cash(self) -> Money:
        """What it adds to the drawer; negative for a withdrawal."""
        return self.paid_in if self.tender is TenderKind.CASH else ZERO
