"""The page of the provider: its deposit, the daily check, and what became of the services."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _, lazy
from core.ids import ShopId, new_id
from core.models import Shop
from core.paging import page_number
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from pos import queries as counter
from pos.provider import deposit, forms, queries, services, words
from pos.provider.models import State

blueprint = Blueprint("provider", __name__)

NAVIGATION = [
    NavigationItem(lazy("Pulsa dan tagihan"), "provider.index", Permission.VIEW_SALES,
                   lazy("Toko")),
]  # fmt: skip


@blueprint.get("/provider")
@requires(Permission.VIEW_SALES)
def index() -> ResponseReturnValue:
    """The deposit of a shop and the services sold there, those that wait first."""
    return _page()


@blueprint.post("/provider/top-ups")
@requires(Permission.APPROVE)
def top_up() -> ResponseReturnValue:
    """Put money into the deposit."""
    operator = current_operator()
    try:
        new = forms.top_up(request.form)
        with transaction() as session:
            shop = _shop(session, request.form.get("shop", ""))
            deposit.top_up(session, ShopId(shop.id), new, at=clock.now(), by=operator.id)
    except InvalidInput as error:
        return _page(error, where="top_up"), error.status
    flash(_("Deposit bertambah %(amount)s.", amount=rupiah(new.amount)), "success")
    return redirect(url_for("provider.index", shop=shop.code))


@blueprint.post("/provider/checks")
@requires(Permission.APPROVE)
def check() -> ResponseReturnValue:
    """Compare with the provider's balance; the difference is booked only when asked to."""
    operator = current_operator()
    try:
        typed = forms.check(request.form)
        with transaction() as session:
            shop = _shop(session, request.form.get("shop", ""))
            done = deposit.check(
                session,
                ShopId(shop.id),
                typed.stated,
                reason=typed.reason,
                adjust="adjust" in request.form,
                at=clock.now(),
                by=operator.id,
            )
    except InvalidInput as error:
        return _page(error, where="check"), error.status
    difference = rupiah(done.stated - done.booked)
    if done.stated == done.booked:
        flash(_("Cocok: saldo penyedia sama dengan buku."), "success")
    elif done.adjusted:
        flash(_("Selisih %(difference)s dibukukan.", difference=difference), "success")
    else:
        flash(_("Selisih %(difference)s. Belum dibukukan.", difference=difference), "warning")
    return redirect(url_for("provider.index", shop=shop.code))


@blueprint.post("/provider/services/<uuid:sale_id>/<int:position>")
@requires(Permission.APPROVE)
def note_state(sale_id: UUID, position: int) -> ResponseReturnValue:
    """Note what became of a sold service."""
    operator = current_operator()
    try:
        typed = forms.state(request.form)
        with transaction() as session:
            services.note_state(
                session,
                sale_id,
                position,
                typed.state,
                token=typed.token,
                note=typed.note,
                within=operator.shop_id,
                at=clock.now(),
                by=operator.id,
            )
    except InvalidInput as error:
        return _page(error, where=f"{sale_id}-{position}"), error.status
    if typed.state is State.FAILED:
        flash(_("Dicatat gagal. Kembalikan uang pembeli dengan RETUR di kasir."), "warning")
    else:
        flash(_("Hasilnya dicatat."), "success")
    return redirect(_back(request.form))


def _back(form: Mapping[str, str]) -> str:
    """The list as it was before the button was pressed."""
    kept = {name: form[name] for name in ("shop", "show") if form.get(name)}
    return url_for("provider.index", shop=kept.get("shop"), state=kept.get("show"))


def _shop(session: Session, code: str) -> Shop:
    """The shop with that code, or the first that whoever asks may see."""
    places = counter.shops_of(session, within=current_operator().shop_id)
    chosen = core_forms.shop_choice({"shop": code}, places)
    for shop in places:
        if chosen in (None, shop.id):
            return shop
    raise NotFound(_("Belum ada toko."))


def _page(error: BusinessError | None = None, *, where: str = "") -> str:
    """``where``: the form that holds the error."""
    state = forms.chosen_state(request.args)
    with reading() as session:
        places = counter.shops_of(session, within=current_operator().shop_id)
        shop = _shop(session, request.values.get("shop", ""))
        shop_id = ShopId(shop.id)
        booked = deposit.balance(session, shop_id)
        page = queries.services(
            session, state=state, within=shop_id, page=page_number(request.args.get("page"))
        )
        counts = queries.service_counts(session, within=shop_id)
        failed = queries.failed_cost(session, shop_id)
        top_ups, checks = queries.top_ups(session, shop_id), queries.checks(session, shop_id)
    return render_template(
        "pos/provider.html",
        shop=shop,
        places=[(each.code, each.name) for each in places],
        error=error,
        where=where,
        typed=request.form,
        booked=booked,
        today=today_in(shop, clock.now()),
        key=request.form.get("key") or new_id(),
        page=page,
        state=state,
        states=[(each, words.STATES[each], counts[each]) for each in State],
        failed=failed,
        top_ups=top_ups,
        checks=checks,
        sources=[(each.value, label) for each, label in words.PAID_FROM.items()],
        source_words=words.PAID_FROM,
        state_words=words.STATES,
    )
