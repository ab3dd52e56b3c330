"""How share money over the counter is booked: event → what moves in which shop. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from core.ids import ShopId
from ledger.entry import debit
from members.entries import Part
from members.savings import paid_in
from pos.entries import account_of
from pos.member_money.documents import MemberMoneyDocument
from pos.models import TenderKind
from pos.tills import TillView


def money_source(document_id: UUID) -> str:
    """The one name under which a deposit or withdrawal is booked."""
    return f"member_money:{document_id}"


def money_parts(
    document: MemberMoneyDocument, till: TillView, *, home_shop_id: ShopId
) -> Iterable[Part]:
    """Money where it was taken or given; the member's account in the books of the home shop."""
    till_id = till.id if document.tender is TenderKind.CASH else None
    account = account_of(document.tender, of_member=True)
    yield Part(till.shop_id, debit(account, document.paid_in, till_id=till_id))
    yield Part(home_shop_id, paid_in(document.account, document.paid_in, document.member_id))
