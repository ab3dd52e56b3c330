"""What a shift came to, as X and Z reports say it. Pure.

A Z report keeps its figures as JSON; what arrived later is the figures of now less those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.money import ZERO, Money, total
from pos.cash.models import Direction, Purpose
from pos.models import DocumentKind, TenderKind


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something happened, and what it came to."""

    count: int = 0
    amount: Money = ZERO

    def __sub__(self, other: Tally) -> Tally:
        return Tally(self.count - other.count, self.amount - other.amount)


NONE = Tally()
MoveKind = tuple[Direction, Purpose]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a shift came to; amounts of returns are positive, those in ``cash`` signed."""

    gross: Money = ZERO
    """Sold at the prices of the lists, before anything was taken off."""
    discounts: Money = ZERO
    member_sales: Tally = NONE
    """What members bought, after discounts."""
    other_sales: Tally = NONE
    member_returns: Tally = NONE
    other_returns: Tally = NONE
    rounding: Money = ZERO
    tenders: Mapping[TenderKind, Tally] = field(default_factory=dict)
    """What sales were paid with."""
    refunds: Mapping[TenderKind, Tally] = field(default_factory=dict)
    """What was given for returns."""
    beside: Mapping[TenderKind, Tally] = field(default_factory=dict)
    """What was paid without a sale: bon, share money, corrected payments; in +, out -."""
    unconfirmed: Tally = NONE
    """QRIS that nobody saw arrive."""
    cash: Mapping[DocumentKind, Tally] = field(default_factory=dict)
    """Every kind of document and what it changed in the drawer: in +, out -."""
    moves: Mapping[MoveKind, Tally] = field(default_factory=dict)
    removed: Tally = NONE
    """Lines that were taken out again before paying."""
    reprints: int = 0
    first_number: str = ""
    last_number: str = ""

    @property
    def sales(self) -> Tally:
        """All that was sold, after discounts."""
        return _sum(self.member_sales, self.other_sales)

    @property
    def returns(self) -> Tally:
        """All that came back."""
        return _sum(self.member_returns, self.other_returns)

    @property
    def net(self) -> Money:
        """Sold less what came back."""
        return self.sales.amount - self.returns.amount

    @property
    def member_net(self) -> Money:
        return self.member_sales.amount - self.member_returns.amount

    @property
    def other_net(self) -> Money:
        return self.other_sales.amount - self.other_returns.amount

    @property
    def cash_moved(self) -> Money:
        """What all documents together changed in the drawer."""
        return total(tally.amount for tally in self.cash.values())

    @property
    def documents(self) -> int:
        """How many documents are in it."""
        return sum(tally.count for tally in self.cash.values())

    def booked(self, kind: TenderKind) -> Money:
        """What came in by a way of paying, less what was given back by it."""
        sold, back = self.tenders.get(kind, NONE), self.refunds.get(kind, NONE)
        return sold.amount - back.amount + self.beside.get(kind, NONE).amount


def late(now: Figures, closed: Figures) -> dict[DocumentKind, Tally]:
    """What has arrived since a shift was closed, by kind of document."""
    return {
        kind: tally - closed.cash.get(kind, NONE)
        for kind, tally in now.cash.items()
        if tally.count != closed.cash.get(kind, NONE).count
    }


def to_json(figures: Figures) -> dict[str, Any]:
    """The figures as a Z report keeps them."""
    return {
        "gross": figures.gross.amount,
        "discounts": figures.discounts.amount,
        "rounding": figures.rounding.amount,
        "reprints": figures.reprints,
        "first_number": figures.first_number,
        "last_number": figures.last_number,
        **{name: _tally_to_json(getattr(figures, name)) for name in _TALLIES},
        **{name: _map_to_json(getattr(figures, name)) for name in (*_BY_TENDER, "cash")},
        "moves": [
            [direction.value, purpose.value, *_tally_to_json(tally)]
            for (direction, purpose), tally in figures.moves.items()
        ],
    }


def from_json(kept: Mapping[str, Any]) -> Figures:
    """The figures that a Z report kept."""
    return Figures(
        gross=Money(kept["gross"]),
        discounts=Money(kept["discounts"]),
        rounding=Money(kept["rounding"]),
        reprints=kept["reprints"],
        first_number=kept["first_number"],
        last_number=kept["last_number"],
        tenders=_by_tender(kept["tenders"]),
        refunds=_by_tender(kept["refunds"]),
        beside=_by_tender(kept["beside"]),
        cash={DocumentKind(key): _tally(value) for key, value in kept["cash"].items()},
        moves={
            (Direction(direction), Purpose(purpose)): _tally(rest)
            for direction, purpose, *rest in kept["moves"]
        },
        member_sales=_tally(kept["member_sales"]),
        other_sales=_tally(kept["other_sales"]),
        member_returns=_tally(kept["member_returns"]),
        other_returns=_tally(kept["other_returns"]),
        unconfirmed=_tally(kept["unconfirmed"]),
        removed=_tally(kept["removed"]),
    )


_BY_TENDER = ("tenders", "refunds", "beside")
_TALLIES = (
    "member_sales",
    "other_sales",
    "member_returns",
    "other_returns",
    "unconfirmed",
    "removed",
)


def _sum(*tallies: Tally) -> Tally:
    return Tally(sum(tally.count for tally in tallies), total(tally.amount for tally in tallies))


def _by_tender(kept: Mapping[str, list[int]]) -> dict[TenderKind, Tally]:
    return {TenderKind(key): _tally(value) for key, value in kept.items()}


def _tally(kept: list[int]) -> Tally:
    return Tally(kept[0], Money(kept[1]))


def _tally_to_json(tally: Tally) -> list[int]:
    return [tally.count, tally.amount.amount]


def _map_to_json(tallies: Mapping[Any, Tally]) -> dict[str, list[int]]:
    return {key.value: _tally_to_json(tally) for key, tally in tallies.items()}
