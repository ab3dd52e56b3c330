"""The pages about a producer: who it is, what was agreed, which goods at which price."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug import Response

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.format import number as grouped
from core.i18n import _
from core.ids import PartyId
from core.permissions import Permission
from core.shops import today_in
from inventory import products
from inventory.consignment import agreements, consigned_goods, consignors, forms, words
from inventory.consignment.models import Consignor
from inventory.consignment.views import chosen
from inventory.models import Product
from members.models import Member

blueprint = Blueprint("consignors", __name__)

NUMBER = "/consignment/<int(max=999999999):number>"
_START = {"commission": "15", "loss_bearer": "shop", "spoilage_bearer": "producer", "cycle": "1"}


@blueprint.route("/consignment/new", methods=["GET", "POST"])
@requires(Permission.TAKE_CONSIGNMENT)
def new() -> ResponseReturnValue:
    """Note a new producer; a name is enough."""
    if request.method == "GET":
        return _new_page(_START)
    try:
        with transaction() as session:
            details, agreed = forms.consignor(session, request.form), forms.agreed(request.form)
            at = clock.now()
            on = today_in(chosen(session), at)
            made = consignors.add(session, details, agreed, on=on, at=at, by=current_operator().id)
    except InvalidInput as error:
        return _new_page(request.form, error), error.status
    flash(_("Penitip %(name)s tercatat.", name=made.name))
    return _back(made.number)


@blueprint.route(f"{NUMBER}/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PRODUCTS)
def edit(number: int) -> ResponseReturnValue:
    """Change what is known of a producer."""
    if request.method == "GET":
        return _edit_page(number)
    try:
        with transaction() as session:
            found = consignors.by_number(session, number)
            details = forms.consignor(session, request.form, active="active" in request.form)
            consignors.change(session, found, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _edit_page(number, request.form, error), error.status
    flash(_("Data penitip disimpan."))
    return _back(number)


@blueprint.route(f"{NUMBER}/agreement", methods=["GET", "POST"])
@requires(Permission.SET_PRICES)
def agreement(number: int) -> ResponseReturnValue:
    """What was agreed and when, and what holds from a day on."""
    if request.method == "GET":
        return _agreement_page(number)
    at = clock.now()
    try:
        with transaction() as session:
            found = consignors.by_number(session, number)
            first = forms.first_day(request.form, today=today_in(chosen(session), at))
            agreements.agree(session, found, forms.agreed(request.form), valid_from=first,
                             at=at, by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _agreement_page(number, request.form, error), error.status
    flash(_("Perjanjian disimpan. Yang sudah terjual tidak berubah."))
    return _back(number)


@blueprint.route(f"{NUMBER}/goods", methods=["GET", "POST"])
@requires(Permission.SET_PRICES)
def new_goods(number: int) -> ResponseReturnValue:
    """Add a product of a producer, with its price."""
    if request.method == "GET":
        return _goods_page(number, {"unit": "pcs"})
    at = clock.now()
    try:
        with transaction() as session:
            consigned_goods.add(
                session, consignors.by_number(session, number), forms.new_goods(request.form),
                on=today_in(chosen(session), at), at=at, by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _goods_page(number, request.form, error), error.status
    flash(_("Barang titipan tercatat."))
    return _back(number)


@blueprint.route(f"{NUMBER}/goods/<code>/price", methods=["GET", "POST"])
@requires(Permission.SET_PRICES)
def price(number: int, code: str) -> ResponseReturnValue:
    """Another price of a product from a day on."""
    if request.method == "GET":
        return _price_page(number, code)
    at = clock.now()
    try:
        with transaction() as session:
            product = _product(session, number, code)
            new = forms.repriced(request.form, today=today_in(chosen(session), at))
            consigned_goods.reprice(session, product, new, at=at, by=current_operator().id)
    except InvalidInput as error:
        return _price_page(number, code, request.form, error), error.status
    flash(_("Harga disimpan. Yang sudah terjual tidak berubah."))
    return _back(number)


@blueprint.post(f"{NUMBER}/goods/<code>/<any(retire, restore):action>")
@requires(Permission.EDIT_PRODUCTS)
def change_goods(number: int, code: str, action: str) -> ResponseReturnValue:
    """Take no more of a product, or take it again."""
    change = {"retire": consigned_goods.retire, "restore": products.restore}[action]
    try:
        with transaction() as session:
            product = _product(session, number, code)
            change(session, product, at=clock.now(), by=current_operator().id)
            name = product.name
    except BusinessError as error:
        flash(error.sentence, "error")
        return _back(number)
    said = {"retire": _("%(name)s tidak dititipkan lagi.", name=name),
            "restore": _("%(name)s dapat dititipkan lagi.", name=name)}  # fmt: skip
    flash(said[action])
    return _back(number)


def _product(session: Session, number: int, code: str) -> Product:
    return consigned_goods.of_consignor(session, consignors.by_number(session, number), code)


def _back(number: int) -> Response:
    shop = request.values.get("shop") or None
    return redirect(url_for("inventory.consignment.show", number=number, shop=shop))


def _bearers() -> list[tuple[str, object]]:
    return [(bearer.value, said) for bearer, said in words.BEARERS.items()]


def _new_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    return render_template(
        "inventory/consignor_form.html", typed=typed, error=error, bearers=_bearers()
    )


def _edit_page(
    number: int, typed: Mapping[str, str] | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        found = consignors.by_number(session, number)
        return render_template(
            "inventory/consignor_edit.html", consignor=found, error=error,
            typed=_known(session, found) if typed is None else typed,
        )  # fmt: skip


def _known(session: Session, consignor: Consignor) -> dict[str, str]:
    member = session.get(Member, consignor.member_id) if consignor.member_id else None
    known = {"name": consignor.name, "phone": consignor.phone,
             "member": str(member.number) if member else ""}  # fmt: skip
    return known | ({"active": "1"} if consignor.active else {})


def _agreement_page(
    number: int, typed: Mapping[str, str] | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        found, today = consignors.by_number(session, number), today_in(chosen(session), clock.now())
        every = agreements.history(session, PartyId(found.id))
        holds = agreements.holding(session, PartyId(found.id), on=today)
        if typed is None:
            typed = forms.as_typed(holds) | {"valid_from": today.isoformat()}
        return render_template(
            "inventory/consignor_agreement.html", consignor=found, history=every, holds=holds,
            typed=typed, error=error, today=today, bearers=_bearers(), words=words.BEARERS,
        )  # fmt: skip


def _goods_page(number: int, typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        found = consignors.by_number(session, number)
        return render_template(
            "inventory/consignor_goods_form.html", consignor=found, typed=typed, error=error
        )


def _price_page(
    number: int,
    code: str,
    typed: Mapping[str, str] | None = None,
    error: InvalidInput | None = None,
) -> str:
    with reading() as session:
        found, product = consignors.by_number(session, number), _product(session, number, code)
        today = today_in(chosen(session), clock.now())
        now = consigned_goods.price_of(session, product, on=today)
        net = agreements.net_price_of(session, product, on=today)
        if typed is None:
            typed = {"price": grouped(now.amount) if now else "",
                     "net_price": grouped(net.amount) if net else "",
                     "valid_from": today.isoformat()}  # fmt: skip
        return render_template(
            "inventory/consignor_price.html", consignor=found, product=product, typed=typed,
            error=error, now=now, net=net,
            holds=agreements.holding(session, PartyId(found.id), on=today),
        )  # fmt: skip
