"""The bodies about the drawer, and how they become documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.i18n import lazy
from core.ids import ShiftId
from core.money import Money
from pos.cash.documents import CashMoveDocument, DrawerOpenedDocument
from pos.cash.models import Direction, Purpose
from pos.schemas import (
    HeaderSchema,
    approvals,
    approvals_of,
    count,
    header_of,
    key,
    one_of,
    receipt_number,
    rupiah,
    words,
)

LONGEST_REASON = 200


class CashMoveSchema(HeaderSchema):
    """Cash in or out."""

    shift_id = key()
    number = receipt_number()
    counter = count(most=10**9)
    direction = one_of(Direction, lazy("in atau out"))
    purpose = one_of(Purpose, lazy("safe, petty, bank, atau expense"))
    account = words(10, allow_none=True, load_default=None)
    amount = rupiah(least=1)
    reason = words(LONGEST_REASON)
    approvals = approvals()


class DrawerOpenedSchema(HeaderSchema):
    """A drawer opened without a sale."""

    shift_id = key()
    reason = words(LONGEST_REASON)
    approvals = approvals()


def build_move(loaded: Mapping[str, Any]) -> CashMoveDocument:
    """The cash move in a loaded body."""
    return CashMoveDocument(
        header=header_of(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        number=loaded["number"],
        counter=loaded["counter"],
        direction=loaded["direction"],
        purpose=loaded["purpose"],
        account=loaded["account"] or "",
        amount=Money(loaded["amount"]),
        reason=" ".join(loaded["reason"].split()),
        approvals=approvals_of(loaded),
    )


def build_opened(loaded: Mapping[str, Any]) -> DrawerOpenedDocument:
    """The drawer opening in a loaded body."""
    return DrawerOpenedDocument(
        header_of(loaded),
        ShiftId(loaded["shift_id"]),
        " ".join(loaded["reason"].split()),
        approvals_of(loaded),
    )
