"""What is odd about a sale that happened: flags for the manager, never a refusal. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from core.clock import local_day
from core.ids import TillId
from core.money import Money, total
from pos.documents import ApprovalAction, SaleDocument
from pos.models import FlagKind, TenderKind
from pos.pricing import Ask, PricedBasket, price_line
from pos.rounding import CashRounding, round_cash

CLOCK_AHEAD = timedelta(minutes=5)
"""How far a till's clock may run ahead of the server's before it is not believed."""
CLOCK_BEHIND = timedelta(days=31)
"""A sale may come late, after a long outage; older than this, the clock is not believed."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One odd thing, with what is needed to judge it."""

    kind: FlagKind
    details: dict[str, Any] = field(default_factory=dict)


def clock_is_plausible(at: datetime, *, received_at: datetime) -> bool:
    """Whether the till's time can be believed."""
    return received_at - CLOCK_BEHIND <= at <= received_at + CLOCK_AHEAD


def sale_day(at: datetime, *, received_at: datetime, time_zone: str, shift_day: date) -> date:
    """The day a sale belongs to: the shop's local day, or the shift's when the clock was wrong."""
    if clock_is_plausible(at, received_at=received_at):
        return local_day(at, time_zone)
    return shift_day


class NamedShift(Protocol):
    """What is known of the shift a document names."""

    @property
    def till_id(self) -> TillId | None:
        """None: nobody opened it."""

    @property
    def closed_at(self) -> datetime | None: ...


def wrong_shift(named: NamedShift | None, till_id: TillId, *, at: datetime) -> str | None:
    """Why the shift a document names is not its own; None when all is well."""
    if named is None or named.till_id is None:
        return "unknown"
    if named.till_id != till_id:
        return "other till"
    return "closed" if named.closed_at is not None and at > named.closed_at else None


def asks_of(document: SaleDocument, *, typed: bool = True) -> list[Ask]:
    """What the buyer asked for, line by line, as pricing wants it, without discounts by hand.

    ``typed``: at the prices typed by hand, which take part in no promotion; else at the list's.
    """
    return [
        Ask(
            line.pack_id.hex,
            quantity_milli=None if line.asked_amount else line.quantity.milli,
            asked_amount=line.asked_amount.amount if line.asked_amount else None,
            price=line.unit_price.amount if typed and line.overridden else None,
        )
        for line in document.lines
    ]


def price_flags(document: SaleDocument, priced: PricedBasket) -> Iterator[Flag]:
    """Lines whose price, or whose amount at that price, is not what the rules say.

    A price typed by hand is no flag, unless it is above the ceiling: somebody has to agree to it
    (``by_hand``).
    """
    pairs = zip(document.lines, asks_of(document), priced.lines, strict=True)
    for position, (line, ask, expected) in enumerate(pairs):
        sold = line.unit_price.amount
        if expected is None or expected.unit_price != sold:
            price = expected.unit_price if expected else None
            yield Flag(FlagKind.PRICE, {"line": position, "sold": sold, "rule": price})
        gross = (line.amount + line.discount).amount
        reckoned = price_line(ask, sold)
        if reckoned is None or (reckoned.quantity_milli, reckoned.amount) != (
            line.quantity.milli,
            gross,
        ):
            amount = reckoned.amount if reckoned else None
            yield Flag(FlagKind.AMOUNT, {"line": position, "sold": gross, "rule": amount})


def discount_flags(document: SaleDocument, priced: PricedBasket) -> Iterator[Flag]:
    """Discounts that no promotion of the day gives and nobody was asked for, or missing ones."""
    if _names(document, ApprovalAction.DISCOUNT):
        return
    for position, (line, expected) in enumerate(zip(document.lines, priced.lines, strict=True)):
        given = expected.discount if expected else 0
        if line.discount.amount != given:
            yield Flag(
                FlagKind.DISCOUNT,
                {"line": position, "sold": line.discount.amount, "rule": given},
            )


def by_hand(
    document: SaleDocument, priced: PricedBasket, listed: PricedBasket
) -> dict[ApprovalAction, Money]:
    """What the clerk decided against the rules, by what somebody has to agree to: in rupiah.

    ``listed`` is the basket at the list's prices. static/pos/till/by_hand.js is the twin.
    """
    prices = discounts = 0
    for line, expected, usual in zip(document.lines, priced.lines, listed.lines, strict=True):
        if line.overridden:
            rule = usual.amount + usual.discount if usual else 0
            prices += abs(rule - (line.amount + line.discount).amount)
        discounts += max(line.discount.amount - (expected.discount if expected else 0), 0)
    needed = {}
    if prices:
        needed[ApprovalAction.PRICE] = Money(prices)
    if discounts and _names(document, ApprovalAction.DISCOUNT):
        needed[ApprovalAction.DISCOUNT] = Money(discounts)
    return needed


def unconfirmed_flags(document: SaleDocument) -> Iterator[Flag]:
    """Money nobody has seen arrive yet (*menunggu rekonsiliasi*)."""
    amount = total(tender.amount for tender in document.tenders if not tender.confirmed)
    if amount:
        yield Flag(FlagKind.UNCONFIRMED, {"amount": amount.amount})


def _names(document: SaleDocument, action: ApprovalAction) -> bool:
    return any(approval.action is action for approval in document.approvals)


def rounding_flags(document: SaleDocument, rule: CashRounding) -> Iterator[Flag]:
    """A rounding that is not what the rule of the day gives for the part paid in cash."""
    due = document.paid(TenderKind.CASH) - document.rounding - document.kept.total
    pays_cash = any(tender.kind is TenderKind.CASH for tender in document.tenders)
    expected = round_cash(due.amount, rule) - due.amount if pays_cash else 0
    if document.rounding.amount != expected:
        yield Flag(FlagKind.ROUNDING, {"sold": document.rounding.amount, "rule": expected})
