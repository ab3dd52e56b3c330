"""What a basket costs. Pure; static/pos/till/pricing.js is its twin.

Both run tests/vectors/price.json. Amounts are whole rupiah, quantities thousandths of the pack.
The order of the rules, and why: docs/adr/0009-prices-and-promotions.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.money import Money, allocate
from core.quantity import MILLI
from pos.discounting import WHOLE, Discount, Promotable, Promotion, promote
from pos.price_lists import ON_CREDIT, Buyer, PriceRow, price_row
from pos.rounding import CashRounding, half_up, round_cash

VAT = "PPN"
VAT_ON_FEE = "PPN_FEE_ONLY"
"""Of services: tax on what is left of the amount after the provider's cost."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What the customer wants of a pack: so much of it, or so many rupiah's worth."""

    pack_id: str
    quantity_milli: int | None = None
    asked_amount: int | None = None
    """``10rb*``: the line is exactly that amount and the quantity follows; nothing is taken off."""
    price: int | None = None
    """Typed by hand in place of the list's; no promotion changes it, a ceiling does."""
    discount: Discount | None = None
    """Given by hand, after promotions."""
    cost: int = 0
    """What the provider of a service takes for the line."""

    def __post_init__(self) -> None:
        if (self.quantity_milli is None) == (self.asked_amount is None):
            raise ValueError("ask for a quantity or for an amount")
        if (self.quantity_milli or self.asked_amount or 0) <= 0:
            raise ValueError("ask for something")
        if (self.price or 0) < 0:
            raise ValueError(f"a price is not negative: {self.price}")


@dataclass(frozen=True, slots=True)
class PackTerms:
    """What else the rules need to know of a pack."""

    ceiling: int | None = None
    """The highest price the state allows (HET); None: any."""
    vat_class: str = VAT
    is_fixed: bool = False
    """No promotion and no discount changes its price: services, deposits."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a shop grants and owes on a day, beside its prices."""

    promotions: Sequence[Promotion] = ()
    packs: Mapping[str, PackTerms] = field(default_factory=dict)
    """Of the packs that differ from the usual."""
    vat_rate: int = 0
    """Basis points, inside the price; 0 while the co-op is no PKP."""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of the basket, as it will be sold."""

    unit_price: int
    quantity_milli: int
    amount: int
    """What is paid for it, the discount taken off."""
    discount: int = 0
    """Promotions, the line's own discount and its part of the basket's; never negative."""
    promotion: str | None = None
    """The promotion that gave most."""
    vat_class: str = VAT


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """The lines in the order asked for; None where a pack has no price yet (never zero)."""

    lines: tuple[PricedLine | None, ...]
    total: int
    """Of the lines that have a price."""
    cash: int
    """What is paid in cash, after rounding."""
    discount: int = 0
    vat: int = 0
    """The tax inside the total."""
    paid_otherwise: int = 0
    """Paid in other ways, to the rupiah."""

    @property
    def rounding(self) -> int:
        """What is paid less the total: -65 when 12,765 is paid as 12,700."""
        return self.cash + self.paid_otherwise - self.total


_NO_TERMS = Terms()
_USUAL = PackTerms()
_Draft = tuple[PricedLine, bool]
"""A line before anything is taken off, and whether promotions may change it."""


def price_basket(
    rows: Iterable[PriceRow],
    asks: Sequence[Ask],
    *,
    shop: str,
    on: date,
    is_member: bool,
    rounding: CashRounding,
    is_credit: bool = False,
    terms: Terms = _NO_TERMS,
    discount: Discount | None = None,
    paid_otherwise: int = 0,
) -> PricedBasket:
    """Price every ask by the rows and terms that hold in this shop on this day, for this buyer.

    ``is_credit``: paid by kasbon. ``discount`` is on the whole basket. ``paid_otherwise`` is what
    other tenders than cash pay.
    """
    by_pack: dict[str, list[PriceRow]] = {ask.pack_id: [] for ask in asks}
    for row in rows:
        if row.pack_id in by_pack:
            by_pack[row.pack_id].append(row)
    buyer = Buyer(shop, on, is_member, is_credit)
    lines = _lines(by_pack, asks, buyer, terms, discount)
    if is_member and terms.promotions:
        lines = _cheaper(
            lines, _lines(by_pack, asks, replace(buyer, is_member=False), terms, discount)
        )
    total = sum(line.amount for line in lines if line)
    return PricedBasket(
        lines=tuple(lines),
        total=total,
        cash=round_cash(max(total - paid_otherwise, 0), rounding),
        discount=sum(line.discount for line in lines if line),
        vat=vat_inside(lines, asks, terms.vat_rate) if terms.vat_rate else 0,
        paid_otherwise=paid_otherwise,
    )


def price_line(ask: Ask, price: int | None, vat_class: str = VAT) -> PricedLine | None:
    """An amount of goods at a price, half-up; rupiah's worth of what is free has no answer."""
    if price is None:
        return None
    if ask.quantity_milli is not None:
        amount = half_up(price * ask.quantity_milli, MILLI)
        return PricedLine(price, ask.quantity_milli, amount, vat_class=vat_class)
    if price == 0 or ask.asked_amount is None:
        return None
    quantity = half_up(ask.asked_amount * MILLI, price)
    return PricedLine(price, max(quantity, 1), ask.asked_amount, vat_class=vat_class)


def vat_inside(lines: Sequence[PricedLine | None], asks: Sequence[Ask], rate: int) -> int:
    """The tax inside the prices, rounded once per class: 11,100 at 11% holds 1,100."""
    taxed = {VAT: 0, VAT_ON_FEE: 0}
    for line, ask in zip(lines, asks, strict=True):
        if line and line.vat_class in taxed:
            cost = ask.cost if line.vat_class == VAT_ON_FEE else 0
            taxed[line.vat_class] += max(line.amount - cost, 0)
    return sum(half_up(gross * rate, WHOLE + rate) for gross in taxed.values())


def _lines(
    by_pack: Mapping[str, Sequence[PriceRow]],
    asks: Sequence[Ask],
    buyer: Buyer,
    terms: Terms,
    discount: Discount | None,
) -> list[PricedLine | None]:
    wanted = dict.fromkeys(by_pack, 0)
    for ask in asks:
        wanted[ask.pack_id] += ask.quantity_milli or 0
    drafts = [
        _draft(ask, by_pack[ask.pack_id], buyer, wanted[ask.pack_id], terms.packs) for ask in asks
    ]
    lines = [draft and draft[0] for draft in drafts]
    promotions = [
        each
        for each in terms.promotions
        if each.holds(buyer.shop, buyer.on, is_member=buyer.is_member)
    ]
    if promotions:
        _take_promotions(lines, asks, drafts, promotions)
    if discount or any(ask.discount for ask in asks):
        _take_discounts(lines, asks, terms.packs, discount)
    return lines


def _draft(
    ask: Ask,
    rows: Sequence[PriceRow],
    buyer: Buyer,
    wanted: int,
    packs: Mapping[str, PackTerms],
) -> _Draft | None:
    row = None if ask.price is not None else price_row(rows, buyer, wanted)
    price = row.amount if row else ask.price
    if price is None:
        return None
    terms = packs.get(ask.pack_id, _USUAL)
    if terms.ceiling is not None and price > terms.ceiling:
        price = terms.ceiling
    line = price_line(ask, price, terms.vat_class)
    if line is None:
        return None
    is_open = row is not None and row.list != ON_CREDIT and ask.asked_amount is None
    return line, is_open and not terms.is_fixed


def _take_promotions(
    lines: list[PricedLine | None],
    asks: Sequence[Ask],
    drafts: Sequence[_Draft | None],
    promotions: Sequence[Promotion],
) -> None:
    dealt = {
        position: Promotable(ask.pack_id, draft[0].unit_price, draft[0].quantity_milli)
        for position, (ask, draft) in enumerate(zip(asks, drafts, strict=True))
        if draft and draft[1]
    }
    promote(list(dealt.values()), promotions)
    for position, goods in dealt.items():
        _take_off(lines, position, goods.discount, goods.promotion)


def _take_discounts(
    lines: list[PricedLine | None],
    asks: Sequence[Ask],
    packs: Mapping[str, PackTerms],
    discount: Discount | None,
) -> None:
    """The lines' own discounts, then the basket's, shared among them by what they cost."""
    able: dict[int, int] = {}
    for position, (ask, line) in enumerate(zip(asks, lines, strict=True)):
        if line and ask.asked_amount is None and not packs.get(ask.pack_id, _USUAL).is_fixed:
            off = ask.discount.off(line.amount) if ask.discount else 0
            _take_off(lines, position, off)
            able[position] = line.amount - off
    whole = sum(able.values())
    if discount and whole:
        shares = allocate(Money(discount.off(whole)), list(able.values()))
        for position, share in zip(able, shares, strict=True):
            _take_off(lines, position, share.amount)


def _take_off(
    lines: list[PricedLine | None], position: int, off: int, promotion: str | None = None
) -> None:
    line = lines[position]
    if line and off:
        lines[position] = replace(
            line,
            amount=line.amount - off,
            discount=line.discount + off,
            promotion=promotion or line.promotion,
        )


def _cheaper(
    as_member: list[PricedLine | None], as_anybody: list[PricedLine | None]
) -> list[PricedLine | None]:
    """A member never pays more than anybody would for the same goods."""
    if any(mine and not theirs for mine, theirs in zip(as_member, as_anybody, strict=True)):
        return as_member
    mine, theirs = (sum(line.amount for line in lines if line) for lines in (as_member, as_anybody))
    return as_anybody if theirs < mine else as_member
