"""What is typed on the pages of the counter, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShiftId, ShopId
from core.models import Shop
from pos.listings import SaleSearch, ShiftSearch, ShiftState


def sale_search(arguments: Mapping[str, str], shops: list[Shop]) -> SaleSearch:
    """The filter above the list of sales; the shop is one of those, chosen by its code."""
    since, until = forms.iso_day(arguments, "from"), forms.iso_day(arguments, "to")
    if since and until and until < since:
        raise InvalidInput(_("Tanggal sampai lebih awal daripada tanggal mulai."), field="to")
    return SaleSearch(
        query=forms.line(arguments, "q"),
        shop_id=forms.shop_choice(arguments, shops),
        since=since,
        until=until,
        only_flagged=arguments.get("flagged") == "1",
        shift_id=_shift(arguments),
    )


def shift_search(arguments: Mapping[str, str], shops: list[Shop]) -> ShiftSearch:
    """The filter above the list of shifts."""
    state = arguments.get("state", "")
    if state and state not in tuple(ShiftState):
        raise InvalidInput(_("Pilih salah satu keadaan."), field="state")
    return ShiftSearch(
        shop_id=forms.shop_choice(arguments, shops),
        state=ShiftState(state) if state else None,
    )


@dataclass(frozen=True, slots=True)
class NewTill:
    """A till to add, as typed."""

    shop_id: ShopId
    name: str


def new_till(form: Mapping[str, str], shops: list[Shop]) -> NewTill:
    """A till to add; the shop is one of those, chosen by its code."""
    shop_id = forms.shop_choice(form, shops)
    if shop_id is None:
        raise InvalidInput(_("Pilih toko tempat kasir ini berdiri."), field="shop")
    return NewTill(shop_id, forms.line(form, "name", required=_("Isi nama kasir.")).upper())


def _shift(arguments: Mapping[str, str]) -> ShiftId | None:
    text = arguments.get("shift", "")
    try:
        return ShiftId(UUID(text)) if text else None
    except ValueError:
        raise InvalidInput(_("Giliran ini tidak ada."), field="shift") from None
