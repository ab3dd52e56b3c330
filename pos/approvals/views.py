"""Pages of approvals: codes over the telephone, and what still has to be looked at."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _, lazy
from core.paging import page_number
from core.permissions import Permission
from core.registry import NavigationItem
from pos import queries as tills_of
from pos import tills
from pos.approvals import approvals, queries
from pos.approvals.forms import code_wanted
from pos.approvals.words import ACTIONS, METHODS
from pos.documents import ApprovalAction

blueprint = Blueprint("approvals", __name__)

NAVIGATION = [
    NavigationItem(lazy("Persetujuan"), "approvals.index", Permission.APPROVE, lazy("Toko")),
]


@blueprint.get("/approvals")
@requires(Permission.APPROVE)
def index() -> ResponseReturnValue:
    """What clerks did alone: waiting for somebody, or judged."""
    return _index()


@blueprint.post("/approvals/<uuid:document_id>/<action>")
@requires(Permission.APPROVE)
def review(document_id: UUID, action: str) -> ResponseReturnValue:
    """Agree or disagree afterwards."""
    operator = current_operator()
    try:
        with transaction() as session:
            approvals.review(
                session,
                document_id,
                _action(action),
                agreed=request.form.get("agreed") == "ya",
                note=forms.line(request.form, "note"),
                within=operator.shop_id,
                at=clock.now(),
                by=operator.id,
            )
    except BusinessError as error:
        return _index(error, judged=document_id), error.status
    flash(_("Keputusan Anda disimpan."), "success")
    return redirect(url_for(".index"))


@blueprint.get("/approvals/code")
@requires(Permission.APPROVE)
def code() -> ResponseReturnValue:
    """Ask for the code that a clerk waits for on the telephone."""
    return _code_page()


@blueprint.post("/approvals/code")
@requires(Permission.APPROVE)
def make_code() -> ResponseReturnValue:
    """Show the code for one action on one till."""
    operator = current_operator()
    try:
        with transaction() as session:
            wanted = code_wanted(request.form, tills_of.tills(session, within=operator.shop_id))
            made = approvals.grant_by_code(
                session,
                tills.by_id(session, wanted.till_id),
                operator,
                action=wanted.action,
                amount=wanted.amount,
                challenge=wanted.challenge,
                at=clock.now(),
            )
    except InvalidInput as error:
        return _code_page(error), error.status
    return _code_page(made=made)


def _index(error: BusinessError | None = None, *, judged: UUID | None = None) -> str:
    """The page; ``judged`` is the document whose judgement was refused."""
    operator = current_operator()
    reviewed = request.args.get("reviewed") == "1"
    wanted = request.args.get("action")
    with reading() as session:
        places = tills_of.shops_of(session, within=operator.shop_id)
        page = queries.approvals(
            session,
            within=forms.shop_choice(request.args, places) or operator.shop_id,
            reviewed=reviewed,
            page=page_number(request.args.get("page")),
            action=_action(wanted) if wanted else None,
        )
        waiting = queries.waiting(session, within=operator.shop_id)
    return render_template(
        "pos/approvals.html",
        page=page,
        waiting=waiting,
        reviewed=reviewed,
        actions=ACTIONS,
        methods=METHODS,
        places=[(shop.code, shop.name) for shop in places],
        typed=request.args,
        note=request.form.get("note", ""),
        judged=judged,
        error=error,
        me=operator.id,
    )


def _code_page(error: InvalidInput | None = None, made: str | None = None) -> str:
    with reading() as session:
        choices = tills_of.tills(session, within=current_operator().shop_id)
    return render_template(
        "pos/approval_code.html",
        tills=[(till.id, f"{shop.code}-{till.name}") for till, shop in choices if till.active],
        actions=[(action.value, label) for action, label in ACTIONS.items()],
        typed=request.form,
        error=error,
        made=made,
    )


def _action(text: str) -> ApprovalAction:
    try:
        return ApprovalAction(text)
    except ValueError:
        raise NotFound(_("Persetujuan ini tidak ada.")) from None
