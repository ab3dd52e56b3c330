"""What is decided and known of a person: status, NIK, heirs, buyers, consent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, seals, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import MemberId
from core.permissions import Permission
from members import register, words
from members.models import Member
from members.people import admission, consents, forms, household, identities, statuses

blueprint = Blueprint("people", __name__, url_prefix="/members/<int(max=999999999):number>")

Act = Callable[[Session, Member, datetime], str]
"""Something done to a member; what it says when it is done."""


@blueprint.route("/status", methods=["GET", "POST"])
@requires(Permission.ADMIT_MEMBERS)
def status(number: int) -> ResponseReturnValue:
    """Write down what the board decided of a member."""
    if request.method == "GET":
        return _status_page(number, {})
    try:
        new = forms.decision(request.form)
        return _do(number, lambda session, member, at: _decide(session, member, new, at))
    except BusinessError as error:
        return _status_page(number, request.form.to_dict(), error), error.status


def _decide(session: Session, member: Member, new: statuses.NewStatus, at: datetime) -> str:
    admission.decide(session, member, new, at=at, by=current_operator().id)
    return _("Keputusan dicatat: %(name)s %(status)s.",
             name=member.name, status=words.status_name(new.status).lower())  # fmt: skip


@blueprint.route("/status/back", methods=["GET", "POST"])
@requires(Permission.ADMIT_MEMBERS)
def take_back(number: int) -> ResponseReturnValue:
    """Let the newest decision not have been made, with a reason."""
    if request.method == "GET":
        return _back_page(number)

    def act(session: Session, member: Member, at: datetime) -> str:
        by = current_operator().id
        admission.take_back(session, member, request.form.get("reason", ""), at=at, by=by)
        return _("Keputusan terakhir dibatalkan.")

    try:
        return _do(number, act)
    except BusinessError as error:
        return _back_page(number, request.form.get("reason", ""), error), error.status


@blueprint.post("/identity")
@requires(Permission.SEE_IDENTITY)
def open_identity(number: int) -> ResponseReturnValue:
    """Show the NIK, once; that it was shown is noted."""
    with transaction() as session:
        member = register.by_number(session, number)
        digits = identities.reveal(
            session, seals.at_hand(), member, at=clock.now(), by=current_operator().id
        )
    return render_template("members/identity.html", member=member, digits=digits)


@blueprint.post("/identity/forget")
@requires(Permission.SEE_IDENTITY)
def forget_identity(number: int) -> ResponseReturnValue:
    """Throw the NIK away, as the member asks."""

    def act(session: Session, member: Member, at: datetime) -> str:
        identities.forget(session, member, at=at, by=current_operator().id)
        return _("NIK dihapus.")

    return _do(number, act)


@blueprint.route("/heirs/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def new_heir(number: int) -> ResponseReturnValue:
    """Note an heir."""

    def act(session: Session, member: Member, at: datetime) -> str:
        heir = forms.relative(request.form)
        household.add_heir(session, member, heir, at=at, by=current_operator().id)
        return _("%(name)s tercatat sebagai ahli waris.", name=heir.name)

    return _relative(number, act, is_buyer=False)


@blueprint.route("/buyers/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def new_buyer(number: int) -> ResponseReturnValue:
    """Note somebody who buys in the member's name."""

    def act(session: Session, member: Member, at: datetime) -> str:
        buyer = forms.relative(request.form)
        household.add_buyer(session, member, buyer, at=at, by=current_operator().id)
        return _("%(name)s boleh berbelanja atas nama anggota ini.", name=buyer.name)

    return _relative(number, act, is_buyer=True)


@blueprint.post("/heirs/retire")
@requires(Permission.EDIT_MEMBERS)
def retire_heir(number: int) -> ResponseReturnValue:
    """Somebody is no heir any more."""

    def act(session: Session, member: Member, at: datetime) -> str:
        by = current_operator().id
        household.retire_heir(session, member, forms.key(request.form), at=at, by=by)
        return _("Ahli waris dicoret.")

    return _do(number, act)


@blueprint.post("/buyers/retire")
@requires(Permission.EDIT_MEMBERS)
def retire_buyer(number: int) -> ResponseReturnValue:
    """Somebody may not buy in the member's name any more."""

    def act(session: Session, member: Member, at: datetime) -> str:
        by = current_operator().id
        household.retire_buyer(session, member, forms.key(request.form), at=at, by=by)
        return _("Pembeli dicoret; kartunya tidak berlaku lagi.")

    return _do(number, act)


@blueprint.post("/consent")
@requires(Permission.EDIT_MEMBERS)
def consent(number: int) -> ResponseReturnValue:
    """Write down that the member agrees to a use of her data, or agrees no more."""

    def act(session: Session, member: Member, at: datetime) -> str:
        purpose, given = forms.agreement(request.form)
        by = current_operator().id
        consents.record(session, member, purpose, given=given, at=at, by=by)
        return _("Persetujuan dicatat.") if given else _("Dicatat: anggota ini tidak setuju lagi.")

    return _do(number, act)


def _do(number: int, act: Act) -> ResponseReturnValue:
    with transaction() as session:
        sentence = act(session, register.by_number(session, number), clock.now())
    flash(sentence, "success")
    return redirect(url_for("members.member", number=number, _anchor="people"))


def _relative(number: int, act: Act, *, is_buyer: bool) -> ResponseReturnValue:
    error = None
    if request.method == "POST":
        try:
            return _do(number, act)
        except InvalidInput as refusal:
            error = refusal
    with reading() as session:
        member = register.by_number(session, number)
    page = render_template(
        "members/relative_form.html",
        member=member, typed=request.form, is_buyer=is_buyer, error=error,
    )  # fmt: skip
    return page, error.status if error else 200


def _status_page(number: int, typed: dict[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        member = register.by_number(session, number)
        today = shops.today_in(shops.get_shop(session, member.shop_id), clock.now())
        missing = admission.lacking(session, member, on=today)
    following = statuses.following(member.status)
    return render_template(
        "members/status_form.html",
        member=member, typed={"holds_from": today.isoformat(), **typed}, error=error,
        lacking=missing if member.status.value == "calon" else None,
        choices=[(each.value, words.status_name(each)) for each in following],
    )  # fmt: skip


def _back_page(number: int, reason: str = "", error: BusinessError | None = None) -> str:
    with reading() as session:
        member = register.by_number(session, number)
        newest, *before = statuses.history(session, MemberId(member.id))
    return render_template(
        "members/status_back.html",
        member=member, newest=newest, before=before, reason=reason, error=error,
    )  # fmt: skip
