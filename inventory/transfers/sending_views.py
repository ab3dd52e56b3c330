"""Putting a transfer together: goods by code or part of a name, one after the other, then sent."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import ShopId, new_id
from core.models import Shop, ShopKind
from core.permissions import Permission
from core.shops import all_shops
from inventory.forms import LONGEST_REASON
from inventory.pages import shops_in_reach
from inventory.transfers import choosing, forms, sending
from inventory.transfers.choosing import Choice
from inventory.transfers.forms import Wanted
from inventory.transfers.models import Transfer
from inventory.transfers.sending import Packed, Sending

blueprint = Blueprint("sending", __name__)


@dataclass(frozen=True, slots=True)
class Added:
    """What typing one more line led to."""

    lines: list[Wanted]
    choices: list[Choice]
    """Several goods are meant by what was typed: choose one."""


@blueprint.route("/transfers/new", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def new() -> ResponseReturnValue:
    """Put goods on the list, then send them. Until then nothing is kept."""
    if request.method == "GET":
        return _page(Added([], []))
    lines = forms.wanted(request.form)
    try:
        if request.form.get("do") == "send":
            found = _send(lines)
            flash(_("Mutasi %(number)s dikirim.", number=found.number))
            return redirect(url_for("inventory.transfers.show", number=found.number))
        return _page(_changed(lines))
    except (InvalidInput, NotFound) as error:
        return _page(Added(lines, []), error), error.status


def _changed(lines: list[Wanted]) -> Added:
    """The list with a line more or less, or what may be meant."""
    do = request.form.get("do", "")
    if do.startswith("remove-"):
        return Added(forms.without(lines, do.removeprefix("remove-")), [])
    count = request.form.get("amount", "").strip() or "1"
    forms.count(count, "amount")
    with reading() as session:
        sender = ShopId(_sender(session).id)
        text = request.form.get("choice") or request.form.get("goods", "")
        found = choosing.choices(session, text, sender)
    if len(found) == 1:
        return Added([*lines, Wanted(found[0].key, count)], [])
    return Added(lines, found)


def _send(lines: list[Wanted]) -> Transfer:
    with transaction() as session:
        sender = _sender(session)
        found = choosing.known(session, [line.code for line in lines], ShopId(sender.id))
        wanted = Sending(
            key=forms.key(request.form),
            sender=sender,
            receiver=_receiver(session),
            goods=[
                Packed(of.pack_id, forms.count(line.count))
                for of, line in zip(found, lines, strict=True)
            ],
            note=core_forms.line(request.form, "note", longest=LONGEST_REASON),
        )
        return sending.send(session, wanted, at=clock.now(), by=current_operator().id)


def _sender(session: Session) -> Shop:
    places = shops_in_reach(session)
    code = request.form.get("from", "")
    found = next((place for place in places if place.code == code), None)
    if found is None and len(places) != 1:
        raise InvalidInput(_("Pilih toko asalnya."), field="from")
    return found or places[0]


def _receiver(session: Session) -> Shop:
    code = request.form.get("to", "")
    for place in _targets(session):
        if place.code == code:
            return place
    raise InvalidInput(_("Pilih toko tujuannya."), field="to")


def _targets(session: Session) -> list[Shop]:
    """Every shop that sells: goods may go where the operator does not work."""
    return [of for of in all_shops(session) if of.kind is ShopKind.SHOP and of.active]


def _page(added: Added, error: InvalidInput | NotFound | None = None) -> str:
    typed = request.form.to_dict()
    if error is None and not added.choices:
        typed |= {"goods": "", "amount": ""}
    with reading() as session:
        places = shops_in_reach(session)
        start = next((of for of in places if of.code == typed.get("from")), places[0])
        goods = choosing.known(session, [line.code for line in added.lines], ShopId(start.id))
        targets = [(of.code, of.name) for of in _targets(session) if of.id != start.id]
    return render_template(
        "inventory/transfer_new.html",
        lines=list(zip(goods, added.lines, strict=True)), choices=added.choices, typed=typed,
        error=error, sources=[(of.code, of.name) for of in places], targets=targets, source=start,
        key=typed.get("key") or new_id().hex,
    )  # fmt: skip
