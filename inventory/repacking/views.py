"""The pages of repacking: the list, one paper, and taking one back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from core.i18n import _, lazy
from core.ids import ProductId, ShopId, new_id
from core.paging import page_number
from core.permissions import Permission
from core.registry import NavigationItem
from inventory import products
from inventory.pages import shops_in_reach
from inventory.repacking import forms, queries, repacking, taking_back

blueprint = Blueprint("repacking", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Kemas ulang"),
        "inventory.repacking.index",
        Permission.VIEW_STOCK,
        lazy("Gudang"),
    )
]


@blueprint.get("/repackings")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """Every repacking in reach, newest first."""
    sought = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        places = shops_in_reach(session)
        chosen = [place for place in places if place.code == request.args.get("shop")] or places
        page = queries.page(
            session, sought, shops=[ShopId(place.id) for place in chosen],
            number=page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "inventory/repackings.html",
        page=page, sought=sought, typed=request.args,
        places=[(place.code, place.name) for place in places],
    )  # fmt: skip


@blueprint.get("/repackings/<number>")
@requires(Permission.VIEW_STOCK)
def show(number: str) -> ResponseReturnValue:
    """A paper: what was opened, what was filled, and what it cost."""
    return _paper_page(number)


@blueprint.post("/repackings/<number>/take-back")
@requires(Permission.ENTER_STOCK)
def take_back(number: str) -> ResponseReturnValue:
    """Put everything back as it was, with a paper of its own."""
    operator = current_operator()
    try:
        mistake = forms.mistake(request.form)
        with transaction() as session:
            paper = repacking.by_number(session, number, within=operator.shop_id)
            reverse = taking_back.take_back(session, paper, mistake, at=clock.now(), by=operator.id)
    except NotFound:
        raise
    except BusinessError as error:
        return _paper_page(number, error), error.status
    flash(_("%(number)s dibatalkan: barangnya kembali seperti semula.", number=paper.number))
    return redirect(url_for("inventory.repacking.show", number=reverse.number))


def _paper_page(number: str, error: BusinessError | None = None) -> str:
    with reading() as session:
        paper = queries.view(session, number, within=current_operator().shop_id)
        opened = products.by_code(session, paper.opened[0].code)
        earlier = queries.last(
            session, ProductId(opened.id), shop_id=paper.shop_id, before=paper.packed_at
        )
    return render_template(
        "inventory/repacking.html",
        paper=paper, error=error, typed=request.form if error else {}, key=new_id(),
        earlier=earlier.yielded if earlier else None,
    )  # fmt: skip
