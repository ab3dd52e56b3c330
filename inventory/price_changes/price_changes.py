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
) -> int:
    """Set the prices that differ; returns how many. Refuses all of them when one is refused."""
    before = queries.priced(session, [row.pack_id for row in ticked], target)
    changed = 0
    for row in ticked:
        pack = before[row.pack_id]
        _check(pack, row)
        if row.price != pack.price:
            _set(session, pack, row, target, at=at, by=by)
            changed += 1
    return changed


def _check(pack: Priced, row: Ticked) -> None:
    if pack.is_below_cost(row.price) and not row.may_lose:
        raise InvalidInput(
            _(
                "%(name)s (%(unit)s): %(price)s di bawah harga pokok %(cost)s. "
                "Centang “boleh rugi” kalau memang begitu.",
                name=pack.name, unit=pack.unit, price=rupiah(row.price),
                cost=rupiah(pack.cost or row.price),
            ),
            field=f"below-{row.pack_id.hex}",
        )  # fmt: skip


def _set(
    session: Session,
    pack: Priced,
    row: Ticked,
    target: Target,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Set one price; what is wrong with it is said with the name of the goods."""
    try:
        new = NewPrice(row.pack_id, row.price, target.list, target.shop_id)
        prices.set_price(session, new, Period(target.first), at=at, by=by)
    except InvalidInput as error:
        raise InvalidInput(
            f"{pack.name} ({pack.unit}): {error.sentence}", field=f"price-{row.pack_id.hex}"
        ) from None
