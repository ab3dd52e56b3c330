"""What is typed on the pages of the counter, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from pos.queries import SaleSearch


def sale_search(arguments: Mapping[str, str]) -> SaleSearch:
    """The filter above the list of sales."""
    return SaleSearch(
        query=forms.line(arguments, "q"),
        shop_id=shop(arguments),
        since=forms.iso_day(arguments, "since"),
        until=forms.iso_day(arguments, "until"),
        only_flagged=arguments.get("flagged") == "1",
    )


def shop(arguments: Mapping[str, str]) -> ShopId | None:
    """The shop chosen by key; None for all."""
    text = arguments.get("shop", "").strip()
    if not text:
        return None
    try:
        return ShopId(UUID(text))
    except ValueError:
        raise InvalidInput(_("Toko tidak ditemukan."), field="shop") from None
