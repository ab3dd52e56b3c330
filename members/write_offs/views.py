"""The pages of debts given up: proposing, deciding, setting aside, taking what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.i18n import _, lazy, lazy_in
from core.ids import ShopId, new_id
from core.models import Shop, ShopKind
from core.permissions import Permission
from core.registry import NavigationItem
from members.debts import queries as debts
from members.office.words import way_name
from members.write_offs import forms, provisions, queries, words, write_offs
from members.write_offs.models import WriteOff

blueprint = Blueprint("debt_write_offs", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Penghapusan piutang"),
        "debt_write_offs.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/debt-write-offs")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Every proposal, those that wait first, and what each shop has set aside."""
    search = forms.search(request.args)
    with reading() as session:
        page = queries.page(session, search, number=paging.page_number(request.args.get("page")))
        there = queries.set_aside(session)
    return render_template(
        "members/debt_write_offs.html", page=page, search=search, there=there, states=words.STATES
    )


@blueprint.route("/debts/<code>/write-off", methods=["GET", "POST"])
@requires(Permission.WRITE_OFF_DEBTS)
def new(code: str) -> ResponseReturnValue:
    """Propose to give up somebody's debt, or a part of it."""
    if request.method == "GET":
        return _proposal_page(code, request.args)
    try:
        with transaction() as session:
            person = debts.person_of(session, code)
            wanted = forms.proposal(request.form, person.debtor, shops.all_shops(session))
            made = write_offs.propose(session, wanted, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _proposal_page(code, request.form, error), error.status
    flash(_("Diusulkan. Sekarang orang lain yang berwenang memutuskannya."), "success")
    return redirect(url_for("debt_write_offs.show", write_off_id=made.id))


@blueprint.get("/debt-write-offs/<uuid:write_off_id>")
@requires(Permission.VIEW_MEMBERS)
def show(write_off_id: UUID) -> ResponseReturnValue:
    """A proposal, and what can be done with it."""
    return _page(write_off_id, {})


@blueprint.post("/debt-write-offs/<uuid:write_off_id>/approve")
@requires(Permission.WRITE_OFF_DEBTS)
def approve(write_off_id: UUID) -> ResponseReturnValue:
    """Give the debt up, as the second person."""

    def say_yes(session: Session, made: WriteOff) -> str:
        write_offs.approve(session, made, at=clock.now(), by=current_operator().id)
        return _("Piutang dihapus dan dibukukan.")

    return _do(write_off_id, say_yes)


@blueprint.post("/debt-write-offs/<uuid:write_off_id>/refuse")
@requires(Permission.WRITE_OFF_DEBTS)
def refuse(write_off_id: UUID) -> ResponseReturnValue:
    """Let the debt stand, as the second person."""

    def say_no(session: Session, made: WriteOff) -> str:
        write_offs.refuse(session, made, at=clock.now(), by=current_operator().id)
        return _("Ditolak; utangnya tetap.")

    return _do(write_off_id, say_no)


@blueprint.post("/debt-write-offs/<uuid:write_off_id>/recover")
@requires(Permission.HANDLE_SAVINGS)
def recover(write_off_id: UUID) -> ResponseReturnValue:
    """Take money for a debt that was given up."""

    def take(session: Session, made: WriteOff) -> str:
        paid = forms.recovery(request.form, _place(session))
        provisions.recover(session, made, paid, at=clock.now(), by=current_operator().id)
        return _("Pembayaran dibukukan.")

    return _do(write_off_id, take)


@blueprint.route("/debt-write-offs/set-aside", methods=["GET", "POST"])
@requires(Permission.WRITE_OFF_DEBTS)
def provide() -> ResponseReturnValue:
    """Set something aside for debts that may never be paid."""
    if request.method == "GET":
        return _provision_page(request.args)
    try:
        with transaction() as session:
            wanted = forms.provision(request.form, shops.all_shops(session))
            provisions.provide(session, wanted, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _provision_page(request.form, error), error.status
    flash(_("Penyisihan dibukukan."), "success")
    return redirect(url_for("debt_write_offs.index"))


def _do(write_off_id: UUID, step: Callable[[Session, WriteOff], str]) -> ResponseReturnValue:
    """One step of a proposal, and its page again: with what it said, or with what is wrong."""
    try:
        with transaction() as session:
            said = step(session, write_offs.get(session, write_off_id))
    except (NotFound, PermissionDenied):
        raise
    except BusinessError as error:
        return _page(write_off_id, request.form, error), error.status
    flash(said, "success")
    return redirect(url_for("debt_write_offs.show", write_off_id=write_off_id))


def _page(write_off_id: UUID, typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        row = queries.view(session, write_off_id)
        made = write_offs.get(session, write_off_id)
        there = queries.there_in(session, ShopId(made.shop_id))
        owed = write_offs.owed_in(session, write_offs.whose(made), ShopId(made.shop_id))
    return render_template(
        "members/debt_write_off.html",
        row=row, there=there, owed=owed, typed=typed, error=error, states=words.STATES,
        is_proposer=row.proposer_id == current_operator().id, key=typed.get("key") or new_id(),
        hows=[(way.value, way_name(way), "") for way in provisions.PAID_INTO],
    )  # fmt: skip


def _proposal_page(code: str, typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        person = debts.person_of(session, code)
        owed = [
            (shop, write_offs.owed_in(session, person.debtor, ShopId(shop.id)))
            for shop in _stores(session)
        ]
    return render_template(
        "members/debt_write_off_form.html",
        person=person, owed=[(shop, amount) for shop, amount in owed if amount], typed=typed,
        error=error, key=typed.get("key") or new_id(),
    )  # fmt: skip


def _provision_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        there, places = queries.set_aside(session), _stores(session)
    return render_template(
        "members/debt_provision_form.html",
        there=there, typed=typed, error=error, key=typed.get("key") or new_id(),
        places=[(shop.code, shop.name) for shop in places],
    )  # fmt: skip


def _stores(session: Session) -> list[Shop]:
    return [shop for shop in shops.all_shops(session) if shop.kind is ShopKind.SHOP]


def _place(session: Session) -> ShopId:
    """Where whoever is signed in takes money: her shop, else the office."""
    return current_operator().shop_id or ShopId(shops.seat(session).id)
