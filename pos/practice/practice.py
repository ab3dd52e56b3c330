"""Printing the receipt of a practised sale; nothing is sold, booked, counted or numbered."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.clock import local_time
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import PackId
from core.models import Operator, Shop
from core.money import total
from core.shops import find_coop
from members.models import Member
from pos import sale_schemas, sale_terms, tills
from pos.documents import SaleDocument, Unbookable
from pos.models import DocumentKind
from pos.practice.models import PracticeReceipt
from pos.printing import jobs
from pos.receipts import TENDER_WORDS, Receipt, ReceiptLine, ReceiptMember, ReceiptTender
from pos.schemas import load
from pos.tills import TillView

KEPT = timedelta(days=1)
_SCHEMA = sale_schemas.SaleSchema()


def print_receipt(session: Session, till: TillView, body: bytes, *, at: datetime) -> None:
    """Queue the slip of a practised sale. Raises InvalidInput for a body that is no sale."""
    try:
        document = sale_schemas.build(load(_SCHEMA, DocumentKind.SALE, body))
    except Unbookable as error:
        raise InvalidInput(error.sentence, field=error.field) from None
    session.execute(delete(PracticeReceipt).where(PracticeReceipt.created_at < at - KEPT))
    row = PracticeReceipt(till_id=till.id, body=json.loads(body), created_at=at)
    session.add(row)
    session.flush()
    jobs.queue_paper(
        session,
        till,
        source=f"practice:{row.id}",
        happened_at=document.header.at,
        received_at=at,
        opens_drawer=False,
    )


def receipt(session: Session, key: UUID) -> Receipt:
    """What the slip of a practised sale says. Raises NotFound once it is forgotten."""
    row = session.get(PracticeReceipt, key)
    if row is None:
        raise NotFound(_("Latihan ini sudah dilupakan."))
    till = tills.by_id(session, row.till_id)
    document = sale_schemas.build(
        load(_SCHEMA, DocumentKind.SALE, json.dumps(row.body).encode())
    )  # fmt: skip
    return _receipt(session, till, document)


def _receipt(session: Session, till: TillView, document: SaleDocument) -> Receipt:
    coop, shop = find_coop(session), session.get_one(Shop, till.shop_id)
    clerk = session.get(Operator, document.header.operator_id)
    member = session.get(Member, document.member_id) if document.member_id else None
    return Receipt(
        coop=coop.name if coop else "",
        shop=shop.name,
        address=tuple(shop.address.splitlines()),
        npwp=shop.npwp,
        header=shop.receipt_header,
        footer=shop.receipt_footer,
        number=document.number,
        sold_at=local_time(document.header.at, shop.time_zone),
        till=till.code,
        clerk=clerk.name if clerk else "",
        member=ReceiptMember(str(member.number), member.name, None) if member else None,
        lines=_lines(session, document),
        total=document.total,
        rounding=document.rounding,
        tenders=tuple(
            ReceiptTender(tender.kind.value, TENDER_WORDS[tender.kind], tender.amount, tender.given)
            for tender in document.tenders
        ),
        change=total(tender.change for tender in document.tenders),
        is_demo=bool(coop and coop.is_demo),
        is_practice=True,
    )


def _lines(session: Session, document: SaleDocument) -> tuple[ReceiptLine, ...]:
    packs = sale_terms.packs(session, document)
    return tuple(
        ReceiptLine(
            packs[line.pack_id].name,
            line.quantity,
            packs[line.pack_id].unit,
            line.unit_price,
            line.amount,
            line.discount,
            exchanged=bool(line.exchanged),
        )
        for line in document.lines
        if PackId(line.pack_id) in packs
    )
