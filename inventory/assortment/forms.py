"""What is typed about a shop's assortment, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.ids import ShopId
from core.models import Shop
from core.quantity import NONE, Quantity
from inventory.forms import optional_quantity


@dataclass(frozen=True, slots=True)
class Typed:
    """What one shop wants of a product."""

    shop_id: ShopId
    field: str
    """Where its least quantity was typed."""
    least: Quantity
    is_hidden: bool


def assortment_form(form: Mapping[str, str], shops: Sequence[Shop]) -> tuple[Typed, ...]:
    """What each of these shops wants."""
    return tuple(_typed(form, shop) for shop in shops)


def _typed(form: Mapping[str, str], shop: Shop) -> Typed:
    field = f"least-{shop.code}"
    least = optional_quantity(form, field) or NONE
    return Typed(ShopId(shop.id), field, least, is_hidden=f"carry-{shop.code}" not in form)
