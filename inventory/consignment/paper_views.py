"""Paying producers, and the papers of consignment: on the page, as PDF, on the tills' printers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, slip_printing
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import number as grouped
from core.i18n import _
from core.ids import MemberId, PartyId, ShopId
from core.money import ZERO
from core.permissions import Permission
from core.shops import find_coop, today_in
from core.slip_printing import Slip
from inventory.consignment import consignors, forms, paper_queries, queries, settling, sheets, words
from inventory.consignment.entries import settlement_source
from inventory.consignment.intakes import intake_source
from inventory.consignment.sheets import Coop
from inventory.consignment.views import chosen, key_of
from inventory.pages import shop_in_reach
from members.balances import balances

blueprint = Blueprint("consignment_papers", __name__)


@blueprint.route("/consignment/<int(max=999999999):number>/settle", methods=["GET", "POST"])
@requires(Permission.SETTLE_CONSIGNMENT)
def settle(number: int) -> ResponseReturnValue:
    """Pay a producer, in one way or several together."""
    if request.method == "GET":
        return _settle_page(number)
    at = clock.now()
    try:
        with transaction() as session:
            found = consignors.by_number(session, number)
            shop = shop_in_reach(session, request.form.get("shop", ""))
            paid = settling.settle(
                session, shop, found, forms.payment(request.form),
                on=today_in(shop, at), at=at, by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _settle_page(number, request.form, error), error.status
    flash(_("Pelunasan %(number)s dibukukan.", number=paid.number))
    return redirect(url_for("inventory.consignment_papers.slip", number=paid.number))


@blueprint.get("/consignment/slips/<number>")
@requires(Permission.VIEW_PRODUCTS)
def slip(number: str) -> ResponseReturnValue:
    """A settlement, to be read and printed."""
    with reading() as session:
        found = paper_queries.slip(session, number)
        shop_in_reach(session, found.head.shop_code)
        return render_template(
            "inventory/consignment_slip.html", slip=found, paid_by=words.WAYS,
            endings=words.ENDINGS, tills=slip_printing.places(session, found.head.shop_id),
        )  # fmt: skip


@blueprint.get("/consignment/slips/<number>.pdf")
@requires(Permission.VIEW_PRODUCTS)
def slip_pdf(number: str) -> ResponseReturnValue:
    """The slip of a settlement as an A4 page."""
    with reading() as session:
        found = paper_queries.slip(session, number)
        shop_in_reach(session, found.head.shop_code)
        coop = _coop(session)
    return _pdf(sheets.settlement_pdf(found, coop), found.head.number)


@blueprint.post("/consignment/slips/<number>/print")
@requires(Permission.SETTLE_CONSIGNMENT)
def print_slip(number: str) -> ResponseReturnValue:
    """The slip of a settlement on a till's printer; every one but the first is a copy."""
    with reading() as session:
        head = paper_queries.slip(session, number).head
        shop_in_reach(session, head.shop_code)
    _print(Slip(settlement_source(head.key), head.number, head.shop_id))
    return redirect(url_for("inventory.consignment_papers.slip", number=head.number))


@blueprint.get("/consignment/intakes/<number>")
@requires(Permission.VIEW_PRODUCTS)
def intake(number: str) -> ResponseReturnValue:
    """What a producer brought on one occasion."""
    with reading() as session:
        found = paper_queries.intake_note(session, number)
        shop_in_reach(session, found.head.shop_code)
        return render_template(
            "inventory/consignment_intake.html", note=found,
            tills=slip_printing.places(session, found.head.shop_id),
        )  # fmt: skip


@blueprint.get("/consignment/intakes/<number>.pdf")
@requires(Permission.VIEW_PRODUCTS)
def intake_pdf(number: str) -> ResponseReturnValue:
    """The intake note as an A4 page."""
    with reading() as session:
        found = paper_queries.intake_note(session, number)
        shop_in_reach(session, found.head.shop_code)
        coop = _coop(session)
    return _pdf(sheets.intake_pdf(found, coop), found.head.number)


@blueprint.post("/consignment/intakes/<number>/print")
@requires(Permission.TAKE_CONSIGNMENT)
def print_intake(number: str) -> ResponseReturnValue:
    """The intake note on a till's printer; every one but the first is a copy."""
    with reading() as session:
        head = paper_queries.intake_note(session, number).head
        shop_in_reach(session, head.shop_code)
    _print(Slip(intake_source(head.key), head.number, head.shop_id))
    return redirect(url_for("inventory.consignment_papers.intake", number=head.number))


def _print(slip: Slip) -> None:
    """Queue a slip where the form says, and say what becomes of it."""
    at, by = clock.now(), current_operator().id
    try:
        with transaction() as session:
            copy = slip_printing.print_slip(session, slip, request.form.get("till", ""),
                                            at=at, by=by)  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        flash(error.sentence, "error")
        return
    if copy is None:
        flash(_("Slip dikirim ke printer."), "success")
    else:
        flash(_("Salinan ke-%(number)s dikirim ke printer.", number=copy), "success")


def _coop(session: Session) -> Coop:
    coop = find_coop(session)
    return Coop(coop.name if coop else "", bool(coop and coop.is_demo))


def _pdf(content: bytes, name: str) -> Response:
    disposition = f'inline; filename="{name}.pdf"'
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": disposition}
    )


def _settle_page(
    number: int, typed: Mapping[str, str] | None = None, error: InvalidInput | None = None
) -> str:
    """What is owed stands in the field for cash: paid at once, it is one press."""
    with reading() as session:
        found = consignors.by_number(session, number)
        code = (typed or {}).get("shop", "")
        shop = shop_in_reach(session, code) if code else chosen(session)
        owed = queries.owed(session, ShopId(shop.id), PartyId(found.id))
        if typed is None:
            typed = {"safe": grouped(owed.amount)} if owed > ZERO else {}
        member_id = found.member_id
        return render_template(
            "inventory/consignor_settle.html", consignor=found, shop=shop, typed=typed,
            error=error, key=key_of(typed), paid_by=words.WAYS, owed=owed, payable=owed > ZERO,
            balances=balances(session, MemberId(member_id)) if member_id else None,
        )  # fmt: skip
