"""How the division of a surplus is booked: what moves in whose books. Pure.

The surplus of the year stands at the office in 3-1080; what is a member's stands there, too, until
she is paid (2-1210), whichever shop is her home.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, ShopId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Line, credit, debit
from members.entries import Part
from members.shu.settings import BASES, REST_TO_SAVINGS

FUNDS: Mapping[str, str] = {
    "cadangan": chart.RESERVES,
    "pengurus": chart.BOARD_FUND,
    "karyawan": chart.STAFF_FUND,
    "pendidikan": chart.EDUCATION_FUND,
    "sosial": chart.SOCIAL_FUND,
    "daerah_kerja": chart.AREA_FUND,
}
"""In which account each pool stands that is not shared among the members."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one member gets, as the books see it."""

    member_id: MemberId
    home_shop_id: ShopId
    paid: Money
    """To be paid out."""
    rest: Money
    """What rounding took from it."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A division, as the books see it."""

    surplus: Money
    pools: Mapping[str, Money]
    shares: Sequence[Share]
    rest_to: str


def run_source(run_id: UUID) -> str:
    """The one name under which a run is booked."""
    return f"surplus_run:{run_id}"


def fund_of(code: str) -> str:
    """The account of a pool. Raises InvalidInput for one that the books do not know."""
    account = FUNDS.get(code)
    if account is None:
        raise InvalidInput(
            _("Dana “%(code)s” tidak ada di buku. Yang ada: %(known)s.",
              code=code, known=", ".join((*FUNDS, *BASES)))
        )  # fmt: skip
    return account


def division_parts(divided: Divided, seat_id: ShopId) -> Iterable[Part]:
    """Surplus out of 3-1080, into the funds and what is owed to each member."""
    yield Part(seat_id, debit(chart.LAST_SURPLUS, divided.surplus))
    for code, amount in divided.pools.items():
        if code not in BASES:
            yield Part(seat_id, credit(fund_of(code), amount))
    for share in divided.shares:
        own = share.member_id
        yield Part(seat_id, credit(chart.SURPLUS_PAYABLE, share.paid, member_id=own))
    yield from _rests(divided, seat_id)


def _rests(divided: Divided, seat_id: ShopId) -> Iterable[Part]:
    if divided.rest_to != REST_TO_SAVINGS:
        rests = total(share.rest for share in divided.shares)
        yield Part(seat_id, credit(fund_of(divided.rest_to), rests))
        return
    for share in divided.shares:
        line = credit(chart.VOLUNTARY_SAVINGS, share.rest, member_id=share.member_id)
        yield Part(share.home_shop_id, line)


def correction_parts(
    new: Iterable[Part], old: Iterable[Part], *, seat_id: ShopId, unpaid: Mapping[MemberId, Money]
) -> Iterable[Part]:
    """What turns the old division into the new one.

    What a member was paid too much is not asked back: only what is still ``unpaid`` of her shares
    shrinks, and the reserves bear the rest.
    """
    moved = _by_place(new, old)
    borne = ZERO
    for (shop_id, account, member_id), amount in moved.items():
        change = amount
        if account == chart.SURPLUS_PAYABLE and member_id is not None:
            change = min(amount, max(unpaid.get(member_id, ZERO), ZERO))
            borne += amount - change
        yield Part(shop_id, Line(account, change, member_id))
    yield Part(seat_id, debit(chart.RESERVES, borne))


def _by_place(
    new: Iterable[Part], old: Iterable[Part]
) -> Mapping[tuple[ShopId, str, MemberId | None], Money]:
    moved: dict[tuple[ShopId, str, MemberId | None], Money] = defaultdict(lambda: ZERO)
    for part in new:
        moved[part.shop_id, part.line.account, part.line.member_id] += part.line.amount
    for part in old:
        moved[part.shop_id, part.line.account, part.line.member_id] -= part.line.amount
    return {place: amount for place, amount in moved.items() if amount}
