"""What is typed on the pages of promotions and packages, as typed values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from core import forms, parse
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import PackId
from core.models import Shop
from core.money import ZERO
from core.quantity import MILLI
from inventory.forms import optional_money, optional_quantity
from inventory.models import PromotionKind
from inventory.prices import Period
from inventory.promotion_queries import Season
from inventory.promotions import PromotionDetails

LONGEST_NAME = 30
"""What fits a receipt of 32 columns."""
MOST_PACKS = 500
_PACKS_LONGEST = MOST_PACKS * 42

Form = Mapping[str, str]
FindPack = Callable[[str], PackId]
"""The pack that a typed code means; raises NotFound."""


def promotion_kind(text: str) -> PromotionKind:
    """A kind of promotion; raises InvalidInput for anything else."""
    if text not in tuple(PromotionKind):
        raise InvalidInput(_("Pilih jenis promonya."), field="kind")
    return PromotionKind(text)


def promotion(
    form: Form, kind: PromotionKind, shops: list[Shop], find: FindPack, *, today: date
) -> PromotionDetails:
    """A promotion from today or a later day on; the past stays as it was."""
    name = forms.line(
        form, "name", required=_("Promo perlu nama, seperti di struk."), longest=LONGEST_NAME
    )
    first = forms.iso_day(form, "valid_from") or today
    if first < today:
        raise InvalidInput(_("Promo tidak dapat berlaku mundur."), field="valid_from")
    return PromotionDetails(
        name=name,
        kind=kind,
        period=Period(first, forms.iso_day(form, "valid_to")),
        pack_ids=tuple(dict.fromkeys(_packs(form, find))),
        shop_id=forms.shop_choice(form, shops),
        for_members="for_members" in form,
        percent=_percent(form) if kind is PromotionKind.PERCENT else 0,
        **_numbers(form, kind),
    )


def search(arguments: Form) -> tuple[str, Season]:
    """What the list of promotions is asked for: words, and which of them."""
    words = " ".join(arguments.get("q", "").split())[:60]
    season = arguments.get("season", "")
    return words, Season(season) if season in tuple(Season) else Season.RUNNING


def whole_units(form: Form, name: str) -> int:
    """A number of whole pieces; 0 when nothing is typed."""
    quantity = optional_quantity(form, name)
    if quantity is None:
        return 0
    if quantity.milli % MILLI:
        raise InvalidInput(_("Isi dengan bilangan bulat."), field=name)
    return quantity.milli // MILLI


def _numbers(form: Form, kind: PromotionKind) -> dict[str, Any]:
    """The numbers that this kind needs; what else was typed means nothing."""
    numbers: dict[str, Any] = {}
    if kind not in (PromotionKind.PERCENT, PromotionKind.BUY_GET):
        numbers["amount"] = optional_money(form, "amount") or ZERO
    if kind in (PromotionKind.N_FOR, PromotionKind.BUY_GET, PromotionKind.MIX):
        numbers["count"] = whole_units(form, "count")
    if kind is PromotionKind.BUY_GET:
        numbers["free"] = whole_units(form, "free")
    return numbers


def _percent(form: Form) -> int:
    """``12,5`` as basis points."""
    text = form.get("percent", "").strip().removesuffix("%").strip()
    if not text:
        raise InvalidInput(_("Isi berapa persen."), field="percent")
    try:
        milli = parse.quantity(text).milli
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field="percent") from None
    if milli % 10:
        raise InvalidInput(_("Paling banyak dua angka di belakang koma."), field="percent")
    return milli // 10


def _packs(form: Form, find: FindPack) -> list[PackId]:
    """One code, barcode, or code and unit on each line; the first that nobody knows is said."""
    rows = forms.lines(form, "packs", longest=_PACKS_LONGEST).splitlines()
    wanted = [row for row in rows if row]
    if len(wanted) > MOST_PACKS:
        raise InvalidInput(
            _("Paling banyak %(most)s barang dalam satu promo.", most=MOST_PACKS), field="packs"
        )
    found = []
    for row in wanted:
        try:
            found.append(find(row))
        except NotFound as error:
            raise InvalidInput(error.sentence, field="packs") from None
    return found
