"""Which price of a shop held when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.money import Money

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A price of one list and the days it holds; None: until a newer one."""

    amount: Money
    first: date
    last: date | None
    is_own: bool
    """The shop's own, which beats the one of all shops."""

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or self.last >= on)


def price_steps(spans: Sequence[Span]) -> tuple[tuple[date, Money | None], ...]:
    """What a pack cost from each day on that it changed; None: it was not for sale.

    As the till reads them: the shop's own first, then the one that began last.
    """
    days = {span.first for span in spans}
    days |= {span.last + _DAY for span in spans if span.last is not None}
    steps: list[tuple[date, Money | None]] = []
    for on in sorted(days):
        holding = [span for span in spans if span.holds(on)]
        best = max(holding, key=lambda span: (span.is_own, span.first), default=None)
        amount = best.amount if best else None
        if not steps or steps[-1][1] != amount:
            steps.append((on, amount))
    return tuple(steps)
