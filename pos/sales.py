"""Recording sales: goods, money, books, patronage and paper together, or nothing.

A sale that has happened is never refused; what is odd is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from core import audit
from core.i18n import _
from core.ids import ShopId
from core.money import Money, total
from ledger import journal
from members import patronage
from members.standing import Borrower, Standing
from pos import consigned, member_tenders, sale_claims, sale_rows, sale_terms
from pos.approvals import approvals
from pos.documents import Booked, SaleDocument, Unbookable
from pos.entries import SoldGoods, sale_entry, sale_source
from pos.issuing import IssuedLine, container_flags, issue
from pos.models import FlagKind, TenderKind
from pos.pricing import PricedBasket, Terms, price_basket
from pos.printing import jobs
from pos.review import (
    Flag,
    asks_of,
    by_hand,
    discount_flags,
    price_flags,
    rounding_flags,
    unconfirmed_flags,
)
from pos.sale_claims import Claims
from pos.sale_terms import Packs
from pos.settings import CounterRules, counter_rules
from pos.sold import Composition, composition
from pos.tills import TillView
from pos.vouchers import redeeming
from pos.vouchers.redeeming import Presented


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a sale document."""

    entry: int | None
    """Its number in the shop's journal; None when it moved no money and no cost."""
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A sale that a till says has happened, and what the server found and holds for it."""

    till: TillView
    document: SaleDocument
    received_at: datetime
    packs: Packs
    claims: Claims
    rules: CounterRules
    """Of the day it belongs to."""
    issued: Sequence[IssuedLine]
    member: Standing | None
    """When it touches what she owns or owes."""
    lent_to: Borrower | None
    """Who buys on credit."""
    vouchers: Sequence[Presented]


def shops_of(session: Session, document: SaleDocument) -> Iterable[ShopId]:
    """Other shops whose books a sale may change: whose savings or vouchers pay for it."""
    return (*member_tenders.shops_of(session, document), *redeeming.shops_of(session, document))


def book(session: Session, till: TillView, document: SaleDocument, received_at: datetime) -> Booked:
    """Book a sale and queue its paper, as the till's journal wants it."""
    recorded = record(session, till, document, received_at=received_at)
    jobs.queue_sale(session, till, document, received_at=received_at)
    answer = {
        "number": document.number,
        "entry": recorded.entry,
        "flags": [flag.kind.value for flag in recorded.flags],
    }
    cash = document.paid(TenderKind.CASH)
    return Booked(answer, document.shift_id, document.number, document.counter, cash)


def record(
    session: Session,
    till: TillView,
    document: SaleDocument,
    *,
    received_at: datetime,
    known: Sequence[Flag] = (),
) -> Recorded:
    """Book a sale the till says has happened; the shop's journal must be locked by the caller.

    ``known`` is what the caller found odd. Raises Unbookable when it names goods nobody knows,
    or comes from nobody.
    """
    case = _issued(session, till, document, received_at=received_at)
    made_of = composition(
        document.lines, case.packs, [line.cost for line in case.issued], case.rules
    )
    sale = _sold(case, made_of)
    flags = (*known, *_flags(session, case))
    claims = case.claims
    sale_rows.write(session, document, sale, operator_id=claims.operator_id,
                    sold_on=claims.sold_on, received_at=received_at)  # fmt: skip
    sale_rows.write_lines(session, document, case.packs, [line.cost for line in case.issued])
    sale_rows.write_flags(session, sale.id, flags)
    consigned.note(session, document, sale, case.packs, case.issued)
    _record_patronage(session, sale, made_of.eligible)
    number = _post(session, case, sale)
    _log_removed(session, case)
    return Recorded(number, flags)


def _issued(
    session: Session, till: TillView, document: SaleDocument, *, received_at: datetime
) -> Case:
    """Look everything up and take the goods off the shelf, in the order of the locks."""
    claims = sale_claims.check(session, till, document, received_at=received_at)
    packs = _known_packs(session, document, on=claims.sold_on)
    issued = issue(session, till, document, packs, on=claims.sold_on)
    member = member_tenders.hold(session, document, claims.member_id)
    return Case(
        till=till,
        document=document,
        received_at=received_at,
        packs=packs,
        claims=claims,
        rules=counter_rules(session, on=claims.sold_on, shop_id=till.shop_id),
        issued=issued,
        member=member,
        lent_to=member_tenders.borrower(session, document, member),
        vouchers=redeeming.presented(session, document, on=claims.sold_on),
    )


def _known_packs(session: Session, document: SaleDocument, *, on: date) -> Packs:
    packs = sale_terms.packs(session, document, on=on)
    for line in document.lines:
        if line.pack_id not in packs:
            raise Unbookable(
                _("Barang %(id)s tidak dikenal di server.", id=line.pack_id), field="lines"
            )
    return packs


def _flags(session: Session, case: Case) -> Iterator[Flag]:
    """Everything that is odd about it."""
    document, till, on = case.document, case.till, case.claims.sold_on
    priced, listed = by_the_rules(session, till, document, case.packs, case.rules, on=on)
    yield from case.claims.flags
    yield from member_tenders.flags(document, case.member, case.lent_to)
    yield from redeeming.flags(case.vouchers)
    yield from member_tenders.instalment_flags(session, document, on=on, shop_id=till.shop_id)
    yield from member_tenders.overdue_flags(session, case.lent_to, on=on, shop_id=till.shop_id)
    yield from price_flags(document, priced)
    yield from discount_flags(document, priced)
    yield from rounding_flags(document, case.rules.rounding)
    yield from unconfirmed_flags(document)
    yield from container_flags(session, document, case.packs)
    for position, line in enumerate(case.issued):
        if line.ran_out:
            yield Flag(FlagKind.STOCK, {"line": position})
        if line.expired is not None:
            yield Flag(FlagKind.EXPIRED, {"line": position, "day": line.expired.isoformat()})
    yield from _unproven(session, case, priced, listed)


def by_the_rules(
    session: Session,
    till: TillView,
    document: SaleDocument,
    packs: Packs,
    rules: CounterRules,
    *,
    on: date,
) -> tuple[PricedBasket, PricedBasket]:
    """What the rules of that day make of the basket, without discounts by hand.

    First at the prices that were typed, then at the list's.
    """
    price = partial(
        price_basket,
        sale_terms.prices(session, till, document),
        shop=till.shop_id.hex,
        on=on,
        is_member=document.member_id is not None,
        is_credit=any(tender.kind is TenderKind.KASBON for tender in document.tenders),
        rounding=rules.rounding,
        terms=Terms(
            sale_terms.promotions(session, till, document, on=on),
            {pack_id.hex: pack.terms for pack_id, pack in packs.items() if pack.is_unusual},
        ),
    )
    priced = price(asks=asks_of(document))
    if not any(line.overridden for line in document.lines):
        return priced, priced
    return priced, price(asks=asks_of(document, typed=False))


def _unproven(
    session: Session, case: Case, priced: PricedBasket, listed: PricedBasket
) -> Iterator[Flag]:
    """What the clerk decided and nobody has proven to agree with; noted for the manager."""
    document = case.document
    waiting = approvals.note(
        session,
        case.till,
        document.header,
        document.approvals,
        {
            **by_hand(document, priced, listed),
            **member_tenders.decided(document, case.lent_to),
        },
        subject=document.number,
        requested_by=case.claims.operator_id,
        received_at=case.received_at,
    )
    for action in waiting:
        yield Flag(FlagKind.APPROVAL, {"action": action.value})


def _sold(case: Case, made_of: Composition) -> SoldGoods:
    """The sale as the books see it."""
    document, till = case.document, case.till
    return SoldGoods(
        id=document.header.id,
        shop_id=till.shop_id,
        till_id=till.id,
        member_id=case.claims.member_id,
        number=document.number,
        booked_on=case.claims.booked_on,
        total=document.total,
        rounding=document.rounding,
        cost=made_of.cost,
        paid=_paid(document),
        kept=document.kept,
        vat=made_of.vat,
        for_others=made_of.for_others,
        savings_shop_id=case.member.home_shop_id if case.member else None,
        customer_id=case.lent_to.debtor.keys["customer_id"] if case.lent_to else None,
    )


def _paid(document: SaleDocument) -> tuple[tuple[TenderKind, Money], ...]:
    if len(document.tenders) == 1:
        return ((document.tenders[0].kind, document.tenders[0].amount),)
    return tuple((kind, document.paid(kind)) for kind in TenderKind if document.paid(kind))


def _record_patronage(session: Session, sale: SoldGoods, counted: Money) -> None:
    if sale.member_id is not None and counted:
        patronage.record(
            session,
            source=sale_source(sale.id),
            member_id=sale.member_id,
            shop_id=sale.shop_id,
            booked_on=sale.booked_on,
            amount=counted,
        )


def _post(session: Session, case: Case, sale: SoldGoods) -> int | None:
    """Book it, in the books of every shop it touches; its number in this shop's journal."""
    entry, at = sale_entry(sale), case.received_at
    number = journal.post(session, entry, at=at) if entry else None
    redeeming.use(session, case.vouchers, sale, at=at)
    if case.member or case.lent_to:
        member_tenders.note(session, case.document, sale, case.member, at=at)
    return number


def _log_removed(session: Session, case: Case) -> None:
    """Lines that were rung up and taken out before paying are logged, not booked."""
    removed = case.document.removed
    if removed:
        audit.record(
            session,
            "sale.lines_removed",
            at=case.received_at,
            by=case.claims.operator_id,
            shop_id=case.till.shop_id,
            subject=case.document.number,
            n=len(removed),
            amount=total(line.amount for line in removed).amount,
        )
