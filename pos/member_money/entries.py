"""How share money over the counter is booked: event → what moves in which shop. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from core.ids import ShopId
from ledger.entry import credit
from members.balances import CODES, Account
from members.entries import Part
from members.savings import paid_in
from pos.member_money.documents import MemberMoneyDocument
from pos.tender_entries import tender_line
from pos.tills import TillView


def money_source(document_id: UUID) -> str:
    """The one name under which a deposit or withdrawal is booked."""
    return f"member_money:{document_id}"


def money_parts(
    document: MemberMoneyDocument, till: TillView, *, kept_in: ShopId
) -> Iterable[Part]:
    """Money where it was taken or given; the member's account where it is kept: savings in
    the books of the home shop, the surplus in those of the office."""
    taken = tender_line(
        document.tender, document.paid_in, member_id=document.member_id, till_id=till.id
    )
    yield Part(till.shop_id, taken)
    if document.account is Account.SURPLUS:
        own = credit(CODES[Account.SURPLUS], document.paid_in, member_id=document.member_id)
    else:
        own = paid_in(document.account, document.paid_in, document.member_id)
    yield Part(kept_in, own)
