"""Receipts by their link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import ShopId, TillId
from core.models import Shop
from core.settings import read
from core.shops import today_in
from pos import queries, receipts
from pos.e_receipts import keys, links
from pos.e_receipts.settings import E_RECEIPT_DAYS
from pos.models import Sale
from pos.paper import PaperLine
from pos.receipts import Receipt, ReceiptMember


@dataclass(frozen=True, slots=True)
class OnPhone:
    """A receipt as whoever has its link sees it."""

    number: str
    shop: str
    paper: tuple[PaperLine, ...]
    columns: int


def find(session: Session, link: str, *, at: datetime) -> OnPhone | None:
    """The receipt of a link; None while its sale has not arrived. Raises NotFound.

    Nothing tells a wrong link from one that is too old, and nothing is said of the member's money.
    """
    sale_id = links.sale_of(link, keys.every_key(session))
    if sale_id is None:
        raise _nothing()
    sale = session.get(Sale, sale_id)
    if sale is None:
        return None
    if not _is_open(session, sale, at=at):
        raise _nothing()
    detail = queries.sale(session, sale_id, within=None)
    columns = queries.receipt_columns(session, TillId(sale.till_id))
    receipt = without_balances(queries.receipt_of(session, detail))
    return OnPhone(sale.number, detail.shop.name, receipts.layout(receipt, columns), columns)


def without_balances(receipt: Receipt) -> Receipt:
    """The same, but for what the member owns and owes."""
    member = receipt.member
    if member is None:
        return receipt
    return replace(receipt, member=ReceiptMember(member.number, member.name, purchases=None))


def _is_open(session: Session, sale: Sale, *, at: datetime) -> bool:
    """Whether it is young enough, by the rule of the shop's present day."""
    today = today_in(session.get_one(Shop, sale.shop_id), at)
    lasts = read(session, E_RECEIPT_DAYS, on=today, shop_id=ShopId(sale.shop_id))
    return bool(lasts) and today <= sale.sold_on + timedelta(days=lasts)


def _nothing() -> NotFound:
    return NotFound(
        _("Struk ini tidak ada atau sudah terlalu lama. Minta salinannya di toko, pada kasir.")
    )
