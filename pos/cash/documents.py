"""What a till sends about its drawer beside sales. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from core.i18n import _
from core.ids import ShiftId
from core.money import Money
from pos.cash.models import Direction, Purpose
from pos.documents import Approval, Header, Unbookable


@dataclass(frozen=True, slots=True)
class CashMoveDocument:
    """Cash that was put into the drawer or taken out of it, and why."""

    header: Header
    shift_id: ShiftId
    number: str
    counter: int
    direction: Direction
    purpose: Purpose
    account: str
    """The expense it was spent on; empty for every other purpose."""
    amount: Money
    reason: str
    approvals: tuple[Approval, ...] = ()

    def __post_init__(self) -> None:
        if not self.reason:
            raise Unbookable(_("Kas masuk dan kas keluar perlu alasan."), field="reason")
        if (self.purpose is Purpose.EXPENSE) != bool(self.account):
            raise Unbookable(_("Akun hanya untuk beban, dan beban perlu akun."), field="account")
        if self.purpose is Purpose.BANK and self.direction is Direction.IN:
            raise Unbookable(_("Uang dari bank masuk lewat kas besar."), field="purpose")

    @property
    def in_drawer(self) -> Money:
        """What it changed there: in +, out -."""
        return self.amount if self.direction is Direction.IN else -self.amount


@dataclass(frozen=True, slots=True)
class DrawerOpenedDocument:
    """The drawer was opened without a sale, and why."""

    header: Header
    shift_id: ShiftId
    reason: str
    approvals: tuple[Approval, ...] = ()

    def __post_init__(self) -> None:
        if not self.reason:
            raise Unbookable(_("Membuka laci tanpa penjualan perlu alasan."), field="reason")
