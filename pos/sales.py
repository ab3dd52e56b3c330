"""Recording sales: goods, money, books, patronage and paper together, or nothing.

A sale that has happened is never refused; what is odd is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from core import audit
from core.i18n import _
from core.ids import CustomerId, MemberId, OperatorId, ShopId
from core.money import Money, total
from ledger import journal
from members import patronage
from pos import member_tenders, sale_rows, sale_terms, shifts
from pos.approvals import approvals
from pos.documents import ApprovalAction, Booked, SaleDocument, Unbookable
from pos.entries import SoldGoods, sale_entry, sale_source
from pos.issuing import container_flags, issue
from pos.models import FlagKind, TenderKind
from pos.pricing import PricedBasket, Terms, price_basket
from pos.printing import jobs
from pos.review import (
    Flag,
    asks_of,
    by_hand,
    clock_is_plausible,
    discount_flags,
    price_flags,
    rounding_flags,
    sale_day,
    unconfirmed_flags,
    wrong_shift,
)
from pos.sale_rows import Facts
from pos.sale_terms import Packs
from pos.settings import CounterRules, counter_rules
from pos.sold import Composition, composition, eligible
from pos.tills import TillView
from pos.vouchers import redeeming


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a sale document."""

    entry: int | None
    """Its number in the shop's journal; None when it moved no money and no cost."""
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """Whose sale it is in the end, after what it claims was checked."""

    operator_id: OperatorId
    member_id: MemberId | None
    shift_day: date
    flags: tuple[Flag, ...]


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
    packs = _known_packs(session, document)
    claims = _check_claims(session, till, document, received_at=received_at)
    sold_on = sale_day(
        document.header.at,
        received_at=received_at,
        time_zone=till.time_zone,
        shift_day=claims.shift_day,
    )
    rules = counter_rules(session, on=sold_on, shop_id=till.shop_id)
    issued = issue(session, till, document, packs)
    costs = [line.cost for line in issued]
    member = member_tenders.hold(session, document, claims.member_id)
    lent_to = member_tenders.borrower(session, document, member)
    vouchers = redeeming.presented(session, document, on=sold_on)
    priced, listed = by_the_rules(session, till, document, packs, rules, on=sold_on)
    made_of = composition(document.lines, packs, vat_rate=rules.vat_rate)
    sale = _sold(till, document, claims, made_of, costs, booked_on=sold_on,
                 savings_shop_id=member.home_shop_id if member else None,
                 customer_id=lent_to.debtor.keys["customer_id"] if lent_to else None)  # fmt: skip
    flags = (
        *known,
        *claims.flags,
        *member_tenders.flags(document, member, lent_to),
        *redeeming.flags(vouchers),
        *member_tenders.instalment_flags(session, document, on=sold_on, shop_id=till.shop_id),
        *price_flags(document, priced),
        *discount_flags(document, priced),
        *rounding_flags(document, rules.rounding),
        *unconfirmed_flags(document),
        *container_flags(session, document, packs),
        *(Flag(FlagKind.STOCK, {"line": n}) for n, line in enumerate(issued) if line.ran_out),
        *_unproven(
            session,
            till,
            document,
            claims,
            {**by_hand(document, priced, listed), **member_tenders.decided(document, lent_to)},
            received_at=received_at,
        ),
    )
    sale_rows.write(
        session,
        document,
        sale,
        operator_id=claims.operator_id,
        sold_on=sold_on,
        received_at=received_at,
    )
    sale_rows.write_lines(session, document, packs, costs)
    sale_rows.write_flags(session, sale.id, flags)
    _record_patronage(session, document, sale, packs)
    entry = sale_entry(sale)
    number = journal.post(session, entry, at=received_at) if entry else None
    redeeming.use(session, vouchers, sale, at=received_at)
    _log_removed(session, till, document, claims, at=received_at)
    if member or lent_to:
        member_tenders.note(session, document, sale, member, at=received_at)
    return Recorded(number, flags)


def _log_removed(
    session: Session, till: TillView, document: SaleDocument, claims: Claims, *, at: datetime
) -> None:
    """Lines that were rung up and taken out before paying are logged, not booked."""
    if document.removed:
        audit.record(
            session,
            "sale.lines_removed",
            at=at,
            by=claims.operator_id,
            shop_id=till.shop_id,
            subject=document.number,
            n=len(document.removed),
            amount=total(line.amount for line in document.removed).amount,
        )


def _paid(document: SaleDocument) -> tuple[tuple[TenderKind, Money], ...]:
    if len(document.tenders) == 1:
        return ((document.tenders[0].kind, document.tenders[0].amount),)
    return tuple((kind, document.paid(kind)) for kind in TenderKind if document.paid(kind))


def _known_packs(session: Session, document: SaleDocument) -> Packs:
    packs = sale_terms.packs(session, document)
    for line in document.lines:
        if line.pack_id not in packs:
            raise Unbookable(
                _("Barang %(id)s tidak dikenal di server.", id=line.pack_id), field="lines"
            )
    return packs


def _check_claims(
    session: Session, till: TillView, document: SaleDocument, *, received_at: datetime
) -> Claims:
    """A claim that does not hold becomes a flag; a shift that never arrived is assumed."""
    facts = sale_rows.facts(session, document)
    shift_operator_id, shift_day = facts.shift_operator_id, facts.opened_on
    if shift_operator_id is None or shift_day is None:
        shift = shifts.assume_open(session, till, document, received_at=received_at)
        shift_operator_id, shift_day = shift.operator_id, shift.opened_on
    return Claims(
        facts.operator_id or shift_operator_id,
        MemberId(facts.member_id) if facts.member_id else None,
        shift_day,
        tuple(_claim_flags(till, document, facts, received_at=received_at)),
    )


def _claim_flags(
    till: TillView, document: SaleDocument, facts: Facts, *, received_at: datetime
) -> Iterator[Flag]:
    header = document.header
    if not facts.may_sell:
        yield Flag(FlagKind.OPERATOR, {"claimed": str(header.operator_id)})
    if document.member_id and not facts.member_id:
        yield Flag(FlagKind.MEMBER, {"claimed": str(document.member_id)})
    if why := wrong_shift(facts, till.id, at=header.at):
        yield Flag(FlagKind.SHIFT, {"why": why})
    if facts.number_used:
        yield Flag(FlagKind.NUMBER, {"number": document.number})
    if not clock_is_plausible(header.at, received_at=received_at):
        yield Flag(FlagKind.CLOCK, {"till": header.at.isoformat()})


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


def _sold(
    till: TillView,
    document: SaleDocument,
    claims: Claims,
    made_of: Composition,
    costs: Sequence[Money],
    *,
    booked_on: date,
    savings_shop_id: ShopId | None,
    customer_id: CustomerId | None,
) -> SoldGoods:
    """The sale as the books see it."""
    return SoldGoods(
        id=document.header.id,
        shop_id=till.shop_id,
        till_id=till.id,
        member_id=claims.member_id,
        number=document.number,
        booked_on=booked_on,
        total=document.total,
        rounding=document.rounding,
        cost=total(costs) - made_of.services.cost,
        paid=_paid(document),
        kept=document.kept,
        vat=made_of.vat,
        services=made_of.services,
        deposits=made_of.deposits,
        savings_shop_id=savings_shop_id,
        customer_id=customer_id,
    )


def _unproven(
    session: Session,
    till: TillView,
    document: SaleDocument,
    claims: Claims,
    decided: Mapping[ApprovalAction, Money],
    *,
    received_at: datetime,
) -> Iterator[Flag]:
    """What the clerk decided and nobody has proven to agree with; noted for the manager."""
    waiting = approvals.note(
        session,
        till,
        document.header,
        document.approvals,
        decided,
        subject=document.number,
        requested_by=claims.operator_id,
        received_at=received_at,
    )
    for action in waiting:
        yield Flag(FlagKind.APPROVAL, {"action": action.value})


def _record_patronage(
    session: Session, document: SaleDocument, sale: SoldGoods, packs: Packs
) -> None:
    counted = eligible(document.lines, packs)
    if sale.member_id is not None and counted:
        patronage.record(
            session,
            source=sale_source(sale.id),
            member_id=sale.member_id,
            shop_id=sale.shop_id,
            booked_on=sale.booked_on,
            amount=counted,
        )
