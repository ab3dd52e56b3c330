"""The page of deposits: what left the drawers for the bank, and what the bank has received.

Whoever works for one shop sees only that shop's.
"""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError
from core.i18n import _, lazy
from core.permissions import Permission
from core.registry import NavigationItem
from pos.cash import forms, moves, queries

blueprint = Blueprint("cash", __name__)

NAVIGATION = [
    NavigationItem(lazy("Setoran bank"), "cash.deposits", Permission.VIEW_SALES, lazy("Toko")),
]


@blueprint.get("/cash/deposits")
@requires(Permission.VIEW_SALES)
def deposits() -> ResponseReturnValue:
    """Deposits on their way, or those the bank has."""
    return _page()


@blueprint.post("/cash/deposits/<uuid:move_id>/confirm")
@requires(Permission.APPROVE)
def confirm(move_id: UUID) -> ResponseReturnValue:
    """The bank has received a deposit, whole."""
    operator = current_operator()
    try:
        typed = forms.arrival(request.form)
        with transaction() as session:
            moves.confirm_deposit(
                session,
                move_id,
                received_on=typed.received_on,
                reference=typed.reference,
                within=operator.shop_id,
                at=clock.now(),
                by=operator.id,
            )
    except BusinessError as error:
        return _page(error, move_id), error.status
    flash(_("Setoran dicatat sudah diterima bank."), "success")
    return redirect(url_for("cash.deposits"))


def _page(error: BusinessError | None = None, wrong: UUID | None = None) -> str:
    """The list; ``wrong`` is the deposit whose form cannot be used."""
    received = request.args.get("received") == "1"
    within = current_operator().shop_id
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        page = queries.deposits(session, received=received, within=within, page=number)
        on_the_way = queries.on_the_way(session, within=within)
    return render_template(
        "pos/shift_deposits.html",
        page=page,
        received=received,
        on_the_way=on_the_way,
        error=error,
        wrong=wrong,
        typed=request.form,
    )
