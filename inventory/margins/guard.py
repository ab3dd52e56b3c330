"""No price below what the goods cost by accident: only on purpose, with a reason that is kept."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import ShopId
from core.money import Money
from inventory.margins.averages import average_of_pack
from inventory.models import Pack
from inventory.price_changes.proposing import is_below

FIELD = "below_reason"
"""Where the reason is asked for."""


def loss(
    session: Session, pack: Pack, price: Money, *, shop_id: ShopId | None, reason: str
) -> Money | None:
    """What a pack costs that is sold below it for a reason; None when it is not below.

    Raises InvalidInput, with both figures, when it is below and no reason is given.
    """
    average = average_of_pack(session, pack, shop_id)
    if not is_below(price, pack.factor, average):
        return None
    cost = average.of(pack.factor)
    if not reason:
        raise InvalidInput(
            _(
                "%(price)s di bawah harga pokok %(cost)s per %(unit)s. "
                "Centang “boleh rugi” dan isi alasannya kalau memang begitu.",
                price=rupiah(price), cost=rupiah(cost), unit=pack.unit,
            ),
            field=FIELD,
        )  # fmt: skip
    return cost
