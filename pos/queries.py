"""What the pages of a sale and of the tills read, and a receipt; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import local_day, local_time
from core.errors import NotFound
from core.format import day
from core.i18n import _
from core.ids import MemberId, ShopId, TillId
from core.models import Operator, Shop, ShopKind
from core.money import Money, total
from core.shops import find_coop
from inventory.models import ProductKind, Promotion
from ledger.models import JournalEntry
from members import at_tills, credit, customer_numbers, patronage
from members.balances import balances
from members.instalments import Instalment
from members.models import Customer, Member
from members.shu import estimates
from pos.entries import sale_source
from pos.models import (
    Document,
    Sale,
    SaleFlag,
    SaleLine,
    SaleTender,
    Shift,
    TenderKind,
    Till,
)
from pos.printing.jobs import printer_of
from pos.provider import services
from pos.receipts import TENDER_WORDS, Receipt, ReceiptLine, ReceiptMember, ReceiptTender

PAPER_COLUMNS = 32
"""Width of a receipt whose till has no printer."""


def shops_of(session: Session, *, within: ShopId | None) -> list[Shop]:
    """The shops that sell, by code."""
    where = [Shop.id == within] if within else []
    return list(
        session.scalars(select(Shop).where(Shop.kind == ShopKind.SHOP, *where).order_by(Shop.code))
    )


@dataclass(frozen=True, slots=True)
class SaleDetail:
    """A sale with all that belongs to it."""

    sale: Sale
    shop: Shop
    till: str
    shift: Shift
    member: Member | None
    lines: tuple[SaleLine, ...]
    tenders: tuple[SaleTender, ...]
    flags: tuple[SaleFlag, ...]
    people: Mapping[UUID, str]
    """Names of the operators that the sale and its flags mention."""
    entry: int | None
    """Its number in the shop's journal; None when it moved no money and no cost."""

    @property
    def clerk(self) -> str:
        return self.people[self.sale.operator_id]

    @property
    def change(self) -> Money:
        return total(tender.change for tender in self.tenders)

    @property
    def is_unseen(self) -> bool:
        """Whether something odd waits for somebody to look."""
        return any(flag.seen_at is None for flag in self.flags)


def sale(session: Session, sale_id: UUID, *, within: ShopId | None) -> SaleDetail:
    """One sale. Raises NotFound, also for a sale of another shop."""
    row = session.get(Sale, sale_id)
    if row is None or within not in (None, row.shop_id):
        raise NotFound(_("Penjualan ini tidak ada."))
    shop = session.get_one(Shop, row.shop_id)
    flags = tuple(_of_sale(session, SaleFlag, row))
    return SaleDetail(
        sale=row,
        shop=shop,
        till=f"{shop.code}-{session.get_one(Till, row.till_id).name}",
        shift=session.get_one(Shift, row.shift_id),
        member=session.get(Member, row.member_id) if row.member_id else None,
        lines=tuple(_of_sale(session, SaleLine, row)),
        tenders=tuple(_of_sale(session, SaleTender, row)),
        flags=flags,
        people=_people(session, row, flags),
        entry=session.scalar(
            select(JournalEntry.number).where(JournalEntry.source == sale_source(row.id))
        ),
    )


def _of_sale(session: Session, model: Any, row: Sale) -> Any:
    return session.scalars(select(model).where(model.sale_id == row.id).order_by(model.position))


def _people(session: Session, row: Sale, flags: tuple[SaleFlag, ...]) -> dict[UUID, str]:
    claimed = (UUID(flag.details["claimed"]) for flag in flags if "claimed" in flag.details)
    seen_by = (flag.seen_by for flag in flags if flag.seen_by)
    found = session.execute(
        select(Operator.id, Operator.name).where(
            Operator.id.in_({row.operator_id, *claimed, *seen_by})
        )
    )
    return {operator.id: operator.name for operator in found}


def receipt(session: Session, sale_id: UUID) -> Receipt:
    """What the printer prints for a sale. Raises NotFound; a page asks ``sale`` first."""
    return receipt_of(session, sale(session, sale_id, within=None))


def receipt_of(session: Session, detail: SaleDetail) -> Receipt:
    """What the receipt of a sale says."""
    coop = find_coop(session)
    return Receipt(
        coop=coop.name if coop else "",
        shop=detail.shop.name,
        address=tuple(filter(None, (*detail.shop.address.splitlines(), detail.shop.phone))),
        npwp=detail.shop.npwp,
        header=detail.shop.receipt_header,
        footer=detail.shop.receipt_footer,
        number=detail.sale.number,
        sold_at=local_time(detail.sale.sold_at, detail.shop.time_zone),
        till=detail.till,
        clerk=detail.clerk,
        member=_buyer(session, detail),
        lines=_receipt_lines(session, detail),
        total=detail.sale.total,
        rounding=detail.sale.rounding,
        tenders=tuple(_receipt_tender(session, tender) for tender in detail.tenders),
        change=detail.change,
        is_demo=bool(coop and coop.is_demo),
        kept_savings=detail.sale.kept_savings,
        kept_donation=detail.sale.kept_donation,
        vat=detail.sale.vat,
    )


def _receipt_lines(session: Session, detail: SaleDetail) -> tuple[ReceiptLine, ...]:
    promoted = {line.promotion_id for line in detail.lines if line.promotion_id}
    names: dict[UUID, str] = {}
    if promoted:
        rows = session.execute(
            select(Promotion.id, Promotion.name).where(Promotion.id.in_(promoted))
        )
        names = {row.id: row.name for row in rows}
    is_service = any(line.kind is ProductKind.SERVICE for line in detail.lines)
    tokens = services.tokens(session, detail.sale.id) if is_service else {}
    return tuple(
        ReceiptLine(
            line.name,
            line.quantity,
            line.unit,
            line.unit_price,
            line.amount,
            line.discount,
            names.get(line.promotion_id, "") if line.promotion_id else "",
            line.reference,
            tokens.get(line.position, ""),
            exchanged=bool(line.exchanged),
        )
        for line in detail.lines
    )


def _receipt_tender(session: Session, tender: SaleTender) -> ReceiptTender:
    label, remark = TENDER_WORDS[tender.kind], ""
    parts: tuple[Instalment, ...] = ()
    if not tender.confirmed:
        remark = "menunggu rekonsiliasi"
    if tender.due_on:
        remark = f"jatuh tempo {day(tender.due_on)}"
    if tender.kind is TenderKind.KASBON:
        parts = credit.planned(session, sale_source(tender.sale_id))
    if len(parts) > 1:
        remark = f"dicicil {len(parts)} kali"
    else:
        parts = ()
    if tender.customer_id:
        customer = session.get_one(Customer, tender.customer_id)
        label = f"{label} {customer_numbers.shown(customer.number)} {customer.name}"
    return ReceiptTender(tender.kind.value, label, tender.amount, tender.given, remark, parts)


def _buyer(session: Session, detail: SaleDetail) -> ReceiptMember | None:
    if detail.member is None:
        return None
    member_id = MemberId(detail.member.id)
    received_at = detail.sale.received_at
    after = balances(session, member_id, until=received_at)
    shu = estimates.on_receipt(session, member_id, on=detail.sale.booked_on, at=received_at)
    wajib = at_tills.wajib_left(
        session, detail.member, detail.sale.shop_id, on=detail.sale.booked_on
    )
    return ReceiptMember(
        str(detail.member.number),
        detail.member.name,
        _purchases(session, member_id, detail),
        savings=after.sukarela or None,
        credit=after.credit or None,
        due=next(iter(credit.coming(credit.open_bons(session, member_id))), None),
        wajib_due=wajib.amount or None,
        wajib_since=wajib.since,
        expected_shu=shu.amount if shu else None,
        expected_as_of=shu.as_of if shu else None,
    )


def _purchases(session: Session, member_id: MemberId, detail: SaleDetail) -> Money | None:
    """The member's year up to the day of the sale; None when the sale counts for another year."""
    counted_on = detail.sale.booked_on
    if counted_on.year != local_day(detail.sale.sold_at, detail.shop.time_zone).year:
        return None
    return patronage.sum_between(session, member_id, counted_on.replace(month=1, day=1), counted_on)


def receipt_columns(session: Session, till_id: TillId) -> int:
    """How wide the paper of a till is."""
    printer = printer_of(session, till_id)
    return printer.columns if printer else PAPER_COLUMNS


def tills(session: Session, *, within: ShopId | None = None) -> list[tuple[Till, Shop]]:
    """The tills with their shops, by code."""
    where = [Till.shop_id == within] if within else []
    found = session.execute(
        select(Till, Shop)
        .join(Shop, Shop.id == Till.shop_id)
        .where(*where)
        .order_by(Shop.code, Till.name)
    )
    return [(till, shop) for till, shop in found]


@dataclass(frozen=True, slots=True)
class TillCard:
    """A till as its page shows it."""

    id: UUID
    code: str
    shop: str
    time_zone: str
    active: bool
    series: str | None
    """The letter of the newest enrolment; None: no browser has ever been this till."""
    enrolled_at: datetime | None
    sent_at: datetime | None
    """When its newest document arrived."""
    clerk: str | None
    """Whose shift is open."""
    printer: str | None
    """The address of its printer."""


def till_cards(session: Session, *, within: ShopId | None) -> list[TillCard]:
    """The tills and how they are doing: those in use first, by code."""
    rows = sorted(tills(session, within=within), key=lambda row: not row[0].active)
    return [_till_card(session, till, shop) for till, shop in rows]


def _till_card(session: Session, till: Till, shop: Shop) -> TillCard:
    till_id = TillId(till.id)
    printer = printer_of(session, till_id)
    return TillCard(
        id=till.id,
        code=f"{shop.code}-{till.name}",
        shop=shop.name,
        time_zone=shop.time_zone,
        active=till.active,
        series=till.series,
        enrolled_at=till.seen_at,
        sent_at=_newest_document_at(session, till),
        clerk=_clerk_on_duty(session, till_id),
        printer=printer.address if printer else None,
    )


def _newest_document_at(session: Session, till: Till) -> datetime | None:
    return session.scalar(
        select(Document.received_at)
        .where(Document.till_id == till.id, Document.series == till.series)
        .order_by(Document.sequence.desc())
        .limit(1)
    )


def _clerk_on_duty(session: Session, till_id: TillId) -> str | None:
    return session.scalar(
        select(Operator.name)
        .join(Shift, Shift.operator_id == Operator.id)
        .where(Shift.till_id == till_id, Shift.closed_at.is_(None))
        .order_by(Shift.opened_at.desc())
        .limit(1)
    )
