"""Which row of a provider's file is which payment at the tills. Pure.

By reference where the clerk typed one; else the same amount at nearly the same time. Each row
and each payment is used once, so the same inputs always give the same pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from core.money import Money
from pos.qris.models import MatchBasis
from pos.qris.settlement_files import reference_key

SHORTEST_END = 6
"""Letters of a reference that are enough when only its end was typed."""
SAME_REFERENCE = timedelta(days=7)
"""Within which the same reference is the same payment."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A row of the file that no payment has been found for yet."""

    id: UUID
    on: date
    at: datetime | None
    amount: Money
    reference: str
    fee: Money
    net: Money


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment by QRIS that stands at a till and is not settled yet."""

    key: str
    """``sale:<id>:<position>``."""
    number: str
    """On its receipt."""
    on: date
    at: datetime
    amount: Money
    reference: str
    sale_id: UUID | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the file and the payment it is taken for."""

    row: Settled
    payment: Payment
    basis: MatchBasis


@dataclass(frozen=True, slots=True)
class Matching:
    """Every row and every payment, in one of four places."""

    matched: tuple[Pair, ...]
    differing: tuple[Pair, ...]
    """The same reference, another amount."""
    only_in_file: tuple[Settled, ...]
    only_at_till: tuple[Payment, ...]


def match(rows: Sequence[Settled], payments: Sequence[Payment], *, window: timedelta) -> Matching:
    """Find the payment of each row; ``window`` is how far apart the two clocks may be."""
    referred = list(_closest(_by_reference(rows, payments)))
    left_rows, left_payments = _left(rows, payments, referred)
    timed = list(_closest(_by_time(left_rows, left_payments, window)))
    matched = [*(pair for pair in referred if _agrees(pair)), *timed]
    differing = [pair for pair in referred if not _agrees(pair)]
    only_in_file, only_at_till = _left(rows, payments, [*matched, *differing])
    matched.sort(key=lambda pair: (pair.payment.at, pair.payment.key))
    return Matching(tuple(matched), tuple(differing), tuple(only_in_file), tuple(only_at_till))


_Candidate = tuple[tuple[bool, timedelta], Pair]
"""A possible pair and how far it is from a sure one."""


def _by_reference(rows: Iterable[Settled], payments: Iterable[Payment]) -> Iterator[_Candidate]:
    named: dict[str, list[Payment]] = defaultdict(list)
    for payment in payments:
        key = reference_key(payment.reference)
        for end in {key, key[-SHORTEST_END:]} - {""}:
            named[end].append(payment)
    for row in rows:
        key = reference_key(row.reference)
        for end in {key, key[-SHORTEST_END:]} - {""}:
            for payment in named[end]:
                if _same_reference(key, reference_key(payment.reference)):
                    pair = Pair(row, payment, MatchBasis.REFERENCE)
                    if _distance(pair) <= SAME_REFERENCE:
                        yield (not _agrees(pair), _distance(pair)), pair


def _same_reference(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST_END and long.endswith(short))


def _by_time(
    rows: Iterable[Settled], payments: Iterable[Payment], window: timedelta
) -> Iterator[_Candidate]:
    """The same amount within the window; on the same day when the file names no time."""
    of_amount: dict[Money, list[Payment]] = defaultdict(list)
    for payment in payments:
        of_amount[payment.amount].append(payment)
    for row in rows:
        for payment in of_amount[row.amount]:
            pair = Pair(row, payment, MatchBasis.TIME)
            near = _distance(pair) <= window if row.at else row.on == payment.on
            if near:
                yield (bool(row.reference and payment.reference), _distance(pair)), pair


def _closest(candidates: Iterable[_Candidate]) -> Iterator[Pair]:
    """The surest pairs first, each row and each payment once."""
    used: set[object] = set()
    ordered = sorted(candidates, key=_surest)
    for _rank, pair in ordered:
        if pair.row.id not in used and pair.payment.key not in used:
            used |= {pair.row.id, pair.payment.key}
            yield pair


def _surest(candidate: _Candidate) -> tuple[bool, timedelta, datetime, str, UUID]:
    (unsure, distance), pair = candidate
    return unsure, distance, pair.payment.at, pair.payment.key, pair.row.id


def _left(
    rows: Iterable[Settled], payments: Iterable[Payment], pairs: Iterable[Pair]
) -> tuple[list[Settled], list[Payment]]:
    taken = list(pairs)
    row_ids = {pair.row.id for pair in taken}
    keys = {pair.payment.key for pair in taken}
    return (
        [row for row in rows if row.id not in row_ids],
        [payment for payment in payments if payment.key not in keys],
    )


def _agrees(pair: Pair) -> bool:
    return pair.row.amount == pair.payment.amount


def _distance(pair: Pair) -> timedelta:
    """Between the two clocks; whole days where the file names only the day."""
    if pair.row.at is None:
        return abs(pair.row.on - pair.payment.on)
    return abs(pair.row.at - pair.payment.at)
