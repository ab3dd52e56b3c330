"""Change many prices at once: what was ticked, and below cost only where that was ticked too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId, PackId
from core.money import Money
from inventory import prices
from inventory.margins import guard
from inventory.price_changes import queries
from inventory.price_changes.queries import Priced, Target
from inventory.prices import NewPrice, Period


@dataclass(frozen=True, slots=True)
class Ticked:
    """A new price that somebody looked at and wants."""

    pack_id: PackId
    price: Money
    may_lose: bool = False
    """Somebody ticked that it may be below cost."""


def apply(
    session: Session,
    ticked: Sequence[Ticked],
    target: Target,
    *,
    at: datetime,
    by: OperatorId | None,
    below_cost: str = "",
) -> int:
    """Set the prices that differ; returns how many. Refuses all of them when one is refused.

    ``below_cost`` is why those that were ticked so may be below what the goods cost.
    """
    before = queries.priced(session, [row.pack_id for row in ticked], target)
    changed = 0
    for row in ticked:
        pack = before[row.pack_id]
        _check(pack, row, below_cost)
        if row.price != pack.price:
            try:
                new = NewPrice(row.pack_id, row.price, target.list, target.shop_id)
                prices.set_price(
                    session, new, Period(target.first), at=at, by=by, below_cost=below_cost
                )
            except InvalidInput as error:
                raise _named(pack, error) from None
            changed += 1
    return changed


def _check(pack: Priced, row: Ticked, below_cost: str) -> None:
    if not pack.is_below_cost(row.price):
        return
    if not row.may_lose:
        raise InvalidInput(
            _(
                "%(name)s (%(unit)s): %(price)s di bawah harga pokok %(cost)s. "
                "Centang “boleh rugi” kalau memang begitu.",
                name=pack.name, unit=pack.unit, price=rupiah(row.price),
                cost=rupiah(pack.cost or row.price),
            ),
            field=f"below-{row.pack_id.hex}",
        )  # fmt: skip
    if not below_cost:
        raise InvalidInput(_("Isi mengapa boleh rugi."), field=guard.FIELD)


def _named(pack: Priced, error: InvalidInput) -> InvalidInput:
    """What is wrong with a price, with the name of the goods."""
    return InvalidInput(
        f"{pack.name} ({pack.unit}): {error.sentence}", field=f"price-{pack.pack_id.hex}"
    )
