"""The pages that change many prices: what to change, a look at each, and the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import number
from core.i18n import _, lazy, lazy_in
from core.money import ZERO, Money
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import get_shop
from inventory import queries as goods
from inventory import words
from inventory.pages import shop_in_reach, shops_in_reach, today
from inventory.price_changes import (
    after_receipts,
    forms,
    matching,
    price_changes,
    proposing,
    queries,
)
from inventory.price_changes.forms import Typed
from inventory.price_changes.queries import Priced, Target
from inventory.purchasing import goods_receipts

blueprint = Blueprint("price_changes", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Ubah banyak harga"),
        "inventory.price_changes.index",
        Permission.SET_PRICES,
        lazy_in("several", "Barang"),
    )
]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the preview."""

    pack: Priced
    typed: Typed
    is_below: bool


@blueprint.get("/prices/change")
@requires(Permission.SET_PRICES)
def index() -> ResponseReturnValue:
    """By category, or from a supplier's message."""
    return _form()


@blueprint.post("/prices/change/preview")
@requires(Permission.SET_PRICES)
def preview() -> ResponseReturnValue:
    """Every new price beside the old one; nothing is changed yet."""
    try:
        with reading() as session:
            target = forms.target(request.form, shops_in_reach(session), today=today(session))
            if "message" in request.form:
                typed, unknown = _from_message(session, target)
            else:
                typed, unknown = _by_category(session, target), []
            return _preview(session, target, typed, unknown)
    except InvalidInput as error:
        return _form(error), error.status


def _by_category(session: Session, target: Target) -> list[Typed]:
    change, step = forms.change(request.form), forms.step(request.form)
    category = request.form.get("category", "")
    keys = queries.packs_of_category(session, category) if category else []
    if not keys:
        raise InvalidInput(_("Pilih kategori yang ada barangnya."), field="category")
    if len(keys) > queries.MOST_PACKS:
        raise InvalidInput(
            _("Terlalu banyak barang sekaligus: paling banyak %(most)s.", most=queries.MOST_PACKS),
            field="category",
        )
    found = queries.priced(session, keys, target)
    return [
        _proposed(found[key], proposing.rounded(change.of(price), step))
        for key in keys
        if (price := found[key].price) is not None
    ]


def _from_message(session: Session, target: Target) -> tuple[list[Typed], list[str]]:
    """Rows for what was understood, and the lines that were not."""
    step, markup = forms.step(request.form), forms.percent(request.form, "markup")
    lines = matching.read_message(request.form.get("message", ""))
    if not lines:
        raise InvalidInput(_("Tempel pesannya di sini."), field="message")
    found = matching.match_lines(lines, queries.candidates(session), queries.aliases(session))
    known = {each.candidate.pack_id: each for each in found if each.candidate and each.line.amount}
    before = queries.priced(session, list(known), target)
    typed = []
    for key, each in known.items():
        amount = each.line.amount or ZERO
        price = proposing.from_cost(amount, markup, step) if markup else amount
        typed.append(_proposed(before[key], price, each.line.text, is_sure=each.is_sure))
    understood = {row.note for row in typed}
    return typed, [line.text for line in lines if line.text not in understood]


@blueprint.get("/prices/change/receipt/<number>")
@requires(Permission.SET_PRICES)
def receipt(number: str) -> ResponseReturnValue:
    """Prices that keep the margin of goods which came at another cost."""
    with reading() as session:
        paper = goods_receipts.by_name(session, number)
        shop_in_reach(session, get_shop(session, paper.shop_id).code)
        target = after_receipts.target(session, paper, on=today(session))
        found = after_receipts.proposals(session, paper, target)
        typed = [_proposed(each.pack, each.price, each.why) for each in found]
        return _preview(session, target, typed, [])


def _proposed(pack: Priced, price: Money, note: str = "", *, is_sure: bool = True) -> Typed:
    """A row ticked beforehand where nothing speaks against it."""
    good = is_sure and price > ZERO and not pack.is_below_cost(price) and price != pack.price
    return Typed(pack.pack_id, number(price.amount), good, may_lose=False, note=note)


@blueprint.post("/prices/change")
@requires(Permission.SET_PRICES)
def change() -> ResponseReturnValue:
    """Set the ticked prices, all or none."""
    try:
        with transaction() as session:
            target = forms.target(request.form, shops_in_reach(session), today=today(session))
            changed = price_changes.apply(
                session, forms.ticked(forms.rows(request.form)), target,
                at=clock.now(), by=current_operator().id, below_cost=forms.reason(request.form),
            )  # fmt: skip
    except InvalidInput as error:
        return _preview_again(error), error.status
    flash(_("%(changed)s harga disimpan; labelnya masuk antrean.", changed=changed))
    return redirect(url_for("inventory.labels.index"))


def _preview_again(error: InvalidInput) -> str:
    try:
        with reading() as session:
            target = forms.target(request.form, shops_in_reach(session), today=today(session))
            return _preview(session, target, forms.rows(request.form), [], error)
    except InvalidInput as worse:
        return _form(worse)


def _preview(
    session: Session,
    target: Target,
    typed: Sequence[Typed],
    unknown: Sequence[str],
    error: InvalidInput | None = None,
) -> str:
    found = queries.priced(session, [row.pack_id for row in typed], target)
    rows = [
        Row(found[row.pack_id], row, _is_below(found[row.pack_id], row))
        for row in typed
        if row.pack_id in found
    ]
    return render_template(
        "inventory/price_changes_preview.html",
        rows=rows, unknown=unknown, target=target, error=error, list=words.PRICE_LISTS[target.list],
        reason=request.form.get("below_reason", ""),
        shop=next((of for of in shops_in_reach(session) if of.id == target.shop_id), None),
    )  # fmt: skip


def _is_below(pack: Priced, row: Typed) -> bool:
    try:
        (wanted,) = forms.ticked([Typed(row.pack_id, row.price, is_ticked=True, may_lose=False)])
    except InvalidInput:
        return False
    return pack.is_below_cost(wanted.price)


def _form(error: InvalidInput | None = None) -> str:
    with reading() as session:
        places = [(shop.code, shop.name) for shop in shops_in_reach(session)]
        categories = [(name, name) for name in goods.categories(session)]
        day = today(session)
    return render_template(
        "inventory/price_changes.html",
        shops=places, categories=categories, error=error, typed=request.form.to_dict(), today=day,
        lists=[(key, words.PRICE_LISTS[key]) for key in forms.LISTS],
        steps=[(size, number(size)) for size in proposing.STEPS],
    )  # fmt: skip
