"""Putting goods on a paper, line after line: by code, barcode or a part of the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.format import number as grouped
from core.i18n import _
from core.ids import PackId, ShopId
from core.models import Shop
from inventory import packs
from inventory.pages import shops_in_reach
from inventory.purchasing import forms, queries
from inventory.purchasing.forms import TypedLine
from inventory.purchasing.queries import Named
from inventory.suppliers import queries as supplier_queries
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.transfers import choosing
from inventory.transfers.choosing import Choice


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines so far, and what may be meant by what was typed last."""

    lines: list[TypedLine] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def changed(session: Session, lines: Sequence[TypedLine], supplier_id: UUID, shop: Shop) -> Draft:
    """The lines with one more or less, as the button says; a new one at the price it had last."""
    do = request.form.get("do", "")
    if do.startswith("remove-"):
        return Draft(forms.without(lines, do.removeprefix("remove-")))
    amount = request.form.get("amount", "").strip() or "1"
    forms.quantity(amount)
    text = request.form.get("choice") or request.form.get("goods", "")
    found = _choices(session, text, supplier_id, ShopId(shop.id))
    if len(found) > 1:
        return Draft(list(lines), found)
    known = queries.last_price(session, supplier_id, found[0].pack_id)
    price = request.form.get("price", "").strip() or (grouped(known.amount) if known else "")
    added = with_their_names(session, supplier_id, [TypedLine(found[0].key, amount, price)])
    return Draft(forms.with_one_more(lines, *added))


def with_their_names(
    session: Session, supplier_id: UUID, lines: Sequence[TypedLine]
) -> list[TypedLine]:
    """The lines with what the supplier calls their goods."""
    keys = [pack_of(session, line) for line in lines]
    names = supplier_queries.called(session, supplier_id, keys)
    return [
        replace(line, their_code=names[key].code, their_name=names[key].name)
        if key in names
        else line
        for key, line in zip(keys, lines, strict=True)
    ]


def _choices(session: Session, text: str, supplier_id: UUID, shop_id: ShopId) -> list[Choice]:
    """The goods that are meant by our name for them; else by the supplier's."""
    try:
        return choosing.choices(session, text, shop_id)
    except InvalidInput:
        theirs = supplier_queries.packs_called(session, supplier_id, text)
        if not theirs:
            raise
        return [choosing.of_pack(session, key, shop_id) for key in theirs]


def pack_of(session: Session, line: TypedLine) -> PackId:
    """The pack that a line means. Raises NotFound."""
    return PackId(packs.find(session, line.code).id)


def named(session: Session, lines: Sequence[TypedLine]) -> list[tuple[Named, TypedLine]]:
    """The lines with the names of their goods."""
    keys = [pack_of(session, line) for line in lines]
    names = queries.named(session, keys)
    return [(names[key], line) for key, line in zip(keys, lines, strict=True)]


def chosen_supplier(session: Session) -> Supplier:
    """The supplier that the form or the address names. Raises InvalidInput."""
    text = request.values.get("supplier", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(_("Pilih pemasoknya."), field="supplier")
    return suppliers.by_number(session, int(text))


def chosen_place(session: Session) -> Shop:
    """The shop that the form or the address names; the only one when there is one."""
    places = shops_in_reach(session)
    code = request.values.get("shop", "")
    found = next((place for place in places if place.code == code), None)
    if found is None and len(places) != 1:
        raise InvalidInput(_("Pilih tokonya."), field="shop")
    return found or places[0]
