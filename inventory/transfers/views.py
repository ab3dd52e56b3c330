"""The pages of transfers: the list, one as both shops see it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, settings
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from core.i18n import _, lazy
from core.ids import ShopId, new_id
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from inventory.pages import shops_in_reach
from inventory.transfers import carrying, forms, queries, transfers, words
from inventory.transfers.models import Transfer
from inventory.transfers.on_the_way import by_number
from inventory.transfers.queries import State, TransferView
from inventory.transfers.settings import BLIND_ARRIVALS

blueprint = Blueprint("transfers", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Mutasi antar toko"),
        "inventory.transfers.index",
        Permission.VIEW_STOCK,
        lazy("Gudang"),
    )
]


@blueprint.get("/transfers")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """Transfers from and to the shops in reach."""
    with reading() as session:
        places = shops_in_reach(session)
        search = forms.search(request.args, places)
        reach = _keys(places)
        page = queries.transfer_page(
            session, search, reach=reach, number=paging.page_number(request.args.get("page"))
        )
        value = queries.open_value(session, reach)
    return render_template(
        "inventory/transfers.html",
        page=page, search=search, value=value, states=words.STATES.items(), typed=request.args,
        shops=[(of.code, of.name) for of in places],
        is_narrow=bool(search.words or search.shop_id or search.state is not State.OPEN),
    )  # fmt: skip


@blueprint.get("/transfers/<number>")
@requires(Permission.VIEW_STOCK)
def show(number: str) -> ResponseReturnValue:
    """A transfer: what was sent, what became of it, and what can be done next."""
    with reading() as session:
        return render_template("inventory/transfer.html", **_seen(session, number))


@blueprint.route("/transfers/<number>/arrive", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def arrive(number: str) -> ResponseReturnValue:
    """Note what arrived, at the shop that receives."""

    def note(session: Session, found: Transfer) -> None:
        _only_for(session, found.to_shop_id)
        transfers.arrive(session, found, forms.step(request.form), at=clock.now(),
                         by=current_operator().id)  # fmt: skip

    if request.method == "GET":
        return _step_page("inventory/transfer_arrive.html", number)
    return _step("inventory/transfer_arrive.html", number, note, _("Barang yang sampai dicatat."))


@blueprint.route("/transfers/<number>/lose", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def lose(number: str) -> ResponseReturnValue:
    """Note what was lost on the way, at the shop that sent."""

    def note(session: Session, found: Transfer) -> None:
        _only_for(session, found.from_shop_id)
        step = forms.step(request.form)
        at, by = clock.now(), current_operator().id
        if "all" in request.form:
            transfers.close(session, found, key=step.key, reason=step.note, at=at, by=by)
        else:
            transfers.lose(session, found, step, at=at, by=by)

    if request.method == "GET":
        return _step_page("inventory/transfer_lose.html", number)
    return _step("inventory/transfer_lose.html", number, note, _("Barang yang hilang dicatat."))


def _step(
    template: str, number: str, note: Callable[[Session, Transfer], None], said: str
) -> ResponseReturnValue:
    try:
        with transaction() as session:
            note(session, by_number(session, number))
    except NotFound:
        raise
    except BusinessError as error:
        return _step_page(template, number, error), error.status
    flash(said)
    return redirect(url_for("inventory.transfers.show", number=number))


def _step_page(template: str, number: str, error: BusinessError | None = None) -> str:
    typed = request.form.to_dict()
    with reading() as session:
        return render_template(
            template, **_seen(session, number), typed=typed, error=error,
            key=typed.get("key") or new_id().hex,
            dates=carrying.known(session, by_number(session, number)),
        )  # fmt: skip


def _seen(session: Session, number: str) -> dict[str, Any]:
    """A transfer as this operator may see it. Raises NotFound for one between other shops."""
    found = by_number(session, number)
    reach = _keys(shops_in_reach(session))
    is_sender, is_receiver = found.from_shop_id in reach, found.to_shop_id in reach
    if not (is_sender or is_receiver):
        raise NotFound(_("Tidak ada mutasi bernomor %(number)s.", number=number))
    view = queries.view_of(session, found)
    return {
        "transfer": view, "is_sender": is_sender, "is_receiver": is_receiver,
        "is_blind": not is_sender and _is_blind(session, view), "steps": words.STEPS,
        "zone": (view.sender if is_sender else view.receiver).time_zone,
    }  # fmt: skip


def _is_blind(session: Session, view: TransferView) -> bool:
    """Whether the receiver counts without seeing what was sent."""
    if view.closed_at is not None:
        return False
    on = today_in(view.receiver, clock.now())
    return settings.read(session, BLIND_ARRIVALS, on=on, shop_id=ShopId(view.receiver.id))


def _only_for(session: Session, shop_id: ShopId) -> None:
    if shop_id not in _keys(shops_in_reach(session)):
        raise NotFound(_("Ini dikerjakan di toko yang lain."))


def _keys(places: list[Shop]) -> set[ShopId]:
    return {ShopId(place.id) for place in places}
