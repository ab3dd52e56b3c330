"""How grants and participation capital are booked: event → what moves in which shop. Pure.

A line of restricted money (2-1450) names its grant as the party, so that the books themselves say
what is left of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, PartyId, ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, Line, credit, debit
from members.entries import Part
from members.programmes.models import GrantForm, ReleasedTo

RECEIVED_AS: Mapping[GrantForm, str] = {
    GrantForm.CASH: chart.SAFE,
    GrantForm.BANK: chart.BANK,
    GrantForm.EQUIPMENT: chart.FIXED_ASSETS,
    GrantForm.SUPPLIES: chart.SUPPLIES,
}
"""What the co-op has more of after a grant."""


@dataclass(frozen=True, slots=True)
class GrantBooked:
    """What the books must know of a grant."""

    id: UUID
    shop_id: ShopId
    form: GrantForm
    restricted: bool
    text: str
    """What the books call it; no personal names."""


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What stands against participation capital: the safe, the bank or a grant's money."""

    shop_id: ShopId
    account: str
    grant_id: UUID | None = None


def grant_source(grant_id: UUID) -> str:
    """The one name under which a grant is booked."""
    return f"grant:{grant_id}"


def release_source(release_id: UUID) -> str:
    """The one name under which a release to equity or spending is booked."""
    return f"grant_release:{release_id}"


def participation_source(participation_id: UUID) -> str:
    """The one name under which participation capital is booked."""
    return f"participation:{participation_id}"


def return_source(return_id: UUID) -> str:
    """The one name under which participation capital paid back is booked."""
    return f"participation_return:{return_id}"


def grant_entry(grant: GrantBooked, amount: Money, *, on: date) -> Entry:
    """Money or goods came: a liability while a condition is open, else equity."""
    given = (
        credit(chart.PROGRAMME_FUNDS, amount, party_id=PartyId(grant.id))
        if grant.restricted
        else credit(chart.GRANTS, amount)
    )
    came = debit(RECEIVED_AS[grant.form], amount)
    return Entry(grant.shop_id, on, grant_source(grant.id), grant.text, (came, given))


def release_entry(
    grant: GrantBooked, release_id: UUID, amount: Money, *, to: ReleasedTo, paid_from: str, on: date
) -> Entry:
    """Restricted money that is the co-op's own now, or that left for what it was given for.

    ``paid_from`` is the account that spent money leaves; it says nothing of the other kind.
    """
    other = chart.GRANTS if to is ReleasedTo.EQUITY else paid_from
    freed = debit(chart.PROGRAMME_FUNDS, amount, party_id=PartyId(grant.id))
    source = release_source(release_id)
    return Entry(grant.shop_id, on, source, grant.text, (freed, credit(other, amount)))


def participation_parts(
    shop_id: ShopId, member_id: MemberId | None, amount: Money, other: OtherSide
) -> Iterable[Part]:
    """Capital put in, or with a negative amount paid back, in the books of a shop."""
    own = credit(chart.PARTICIPATION, amount, member_id=member_id)
    return Part(shop_id, own), Part(other.shop_id, _against(other, amount))


def _against(other: OtherSide, amount: Money) -> Line:
    party = PartyId(other.grant_id) if other.grant_id else None
    return debit(other.account, amount, party_id=party)
