"""The body of a deposit or withdrawal, and how it becomes a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.i18n import lazy
from core.ids import MemberId, ShiftId
from core.money import Money
from members.balances import Account
from members.ways import Direction
from pos.member_money.documents import MemberMoneyDocument
from pos.models import TenderKind
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


class MemberMoneySchema(HeaderSchema):
    """Share money in or out; ``given`` is left out where there is no change."""

    shift_id = key()
    number = receipt_number()
    counter = count(most=10**9)
    member_id = key()
    account = one_of(Account, lazy("pokok, wajib, sukarela, atau shu"))
    direction = one_of(Direction, lazy("in atau out"))
    amount = rupiah(least=1)
    tender = one_of(TenderKind, lazy("cash atau transfer"))
    given = rupiah(allow_none=True, load_default=None)
    reference = words(60, load_default="")
    approvals = approvals()


def build(loaded: Mapping[str, Any]) -> MemberMoneyDocument:
    """The deposit or withdrawal in a loaded body. Raises Unbookable for what cannot be."""
    given = loaded["given"]
    return MemberMoneyDocument(
        header=header_of(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        number=loaded["number"],
        counter=loaded["counter"],
        member_id=MemberId(loaded["member_id"]),
        account=loaded["account"],
        direction=loaded["direction"],
        amount=Money(loaded["amount"]),
        tender=loaded["tender"],
        given=Money(loaded["amount"] if given is None else given),
        reference=loaded["reference"],
        approvals=approvals_of(loaded),
    )
