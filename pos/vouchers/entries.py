"""How vouchers are booked: event → balanced entries. Pure.

What open vouchers are worth stands in 2-1420 of the shop that issued them. The sale they pay takes
it off in its own books, so that a sale elsewhere goes through the account between shops. They
give no change: what was left of one lapses, like one whose day has passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import PartyId, ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit
from members.entries import Event, Part, across_shops
from pos.vouchers.models import PaidBy

BACKED_BY = {
    PaidBy.PROGRAMME: chart.PROGRAMME_FUNDS,
    PaidBy.PROMOTION: chart.PROMOTION_EXPENSES,
    PaidBy.SAFE: chart.SAFE,
    PaidBy.BANK: chart.BANK,
}
"""Where the worth of vouchers comes from, and goes back to when one is taken back."""
LAPSES_TO = BACKED_BY | {PaidBy.SAFE: chart.LAPSED_VOUCHERS, PaidBy.BANK: chart.LAPSED_VOUCHERS}
"""Where unused worth goes: the programme's and the co-op's own back; what was sold is income."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a voucher."""

    shop_id: ShopId
    paid_by: PaidBy


def batch_source(batch_id: UUID) -> str:
    """The one name under which issuing a batch is booked."""
    return f"voucher_batch:{batch_id}"


def void_source(voucher_id: UUID) -> str:
    """The one name under which taking a voucher back is booked."""
    return f"voucher_void:{voucher_id}"


def lapse_source(batch_id: UUID) -> str:
    """The one name under which what nobody used of a batch is booked."""
    return f"voucher_lapse:{batch_id}"


def use_source(voucher_id: UUID) -> str:
    """The one name under which using a voucher is booked, beside its sale."""
    return f"voucher_use:{voucher_id}"


@dataclass(frozen=True, slots=True)
class GrantBehind:
    """The grant that pays for vouchers, and in whose books it stands."""

    id: UUID
    shop_id: ShopId


def batch_entries(
    event: Event, behind: Behind, worth: Money, grant: GrantBehind | None = None
) -> tuple[Entry, ...]:
    """Vouchers are handed out: the co-op owes goods for so much."""
    party = PartyId(grant.id) if grant else None
    backed = debit(BACKED_BY[behind.paid_by], worth, party_id=party)
    return across_shops(event, (
        Part(grant.shop_id if grant else behind.shop_id, backed),
        Part(behind.shop_id, credit(chart.VOUCHERS, worth)),
    ))  # fmt: skip


def void_entry(voucher_id: UUID, behind: Behind, worth: Money, *, on: date, text: str) -> Entry:
    """A voucher is taken back, and its money goes where it came from."""
    return Entry(
        behind.shop_id,
        on,
        void_source(voucher_id),
        text,
        (debit(chart.VOUCHERS, worth), credit(BACKED_BY[behind.paid_by], worth)),
    )


def lapse_entry(batch_id: UUID, behind: Behind, worth: Money, *, on: date, text: str) -> Entry:
    """The day of vouchers passed: nothing is owed for them any more."""
    return Entry(
        behind.shop_id,
        on,
        lapse_source(batch_id),
        text,
        (debit(chart.VOUCHERS, worth), credit(LAPSES_TO[behind.paid_by], worth)),
    )


def use_entries(event: Event, behind: Behind, *, paid: Money, rest: Money) -> tuple[Entry, ...]:
    """What using a voucher moves beside its sale: the rest lapses, and shops settle."""
    parts = []
    if rest:
        parts += [
            Part(behind.shop_id, debit(chart.VOUCHERS, rest)),
            Part(behind.shop_id, credit(LAPSES_TO[behind.paid_by], rest)),
        ]
    if event.shop_id != behind.shop_id:
        parts += [
            Part(event.shop_id, credit(chart.VOUCHERS, paid)),
            Part(behind.shop_id, debit(chart.VOUCHERS, paid)),
        ]
    return across_shops(event, parts)
