"""The pages about the people who work with the program; whoever may manage operators."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core import audit, clock, forms, operators, queries, shops, staff, words
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId
from core.models import Operator
from core.permissions import Permission, Role

blueprint = Blueprint("staff", __name__)


@blueprint.get("/operators")
@requires(Permission.MANAGE_OPERATORS)
def people() -> ResponseReturnValue:
    """Everybody who works with the program."""
    with reading() as database:
        people = queries.list_operators(database, at=clock.now())
        zone = queries.zone_of(database, current_operator().shop_id)
    return render_template("core/people.html", people=people, zone=zone)


@blueprint.route("/new-operator", methods=["GET", "POST"])
@requires(Permission.MANAGE_OPERATORS)
def new_person() -> ResponseReturnValue:
    """Add an operator; the one-time code for an own password is shown once, on their page."""
    if request.method == "GET":
        return _new_person_page({}, frozenset())
    try:
        with transaction() as database:
            typed = forms.operator_form(request.form, shops.all_shops(database))
            operator = operators.add(
                database,
                login=typed.login,
                name=typed.name,
                roles=typed.roles,
                shop_id=typed.shop_id,
                at=clock.now(),
            )
            audit.record(
                database,
                "operator.added",
                at=clock.now(),
                by=current_operator().id,
                subject=operator.login,
                roles=sorted(typed.roles),
            )
            _show_once(operator, _invite(database, operator))
    except InvalidInput as error:
        chosen = frozenset(request.form.getlist("roles"))
        return _new_person_page(request.form.to_dict(), chosen, error), error.status
    return redirect(url_for("staff.person", login=operator.login))


@blueprint.get("/operators/<login>")
@requires(Permission.MANAGE_OPERATORS)
def person(login: str) -> ResponseReturnValue:
    """One operator: name, roles, shop, invitation, lock."""
    return _person_page(login)


@blueprint.post("/operators/<login>")
@requires(Permission.MANAGE_OPERATORS)
def change_person(login: str) -> ResponseReturnValue:
    """Change an operator's name, roles and shop."""
    try:
        with transaction() as database:
            typed = forms.operator_form(request.form, shops.all_shops(database))
            staff.change(
                database,
                _operator(database, login),
                name=typed.name,
                roles=typed.roles,
                shop_id=typed.shop_id,
                at=clock.now(),
                by=current_operator().id,
            )
    except BusinessError as error:
        return _person_page(login, error, typed=request.form), error.status
    flash(_("Perubahan disimpan."), "success")
    return redirect(url_for("staff.person", login=login))


@blueprint.post("/operators/<login>/invitation")
@requires(Permission.MANAGE_OPERATORS)
def invite_again(login: str) -> ResponseReturnValue:
    """A new one-time code, for somebody new or somebody who forgot the password."""
    with transaction() as database:
        operator = _operator(database, login)
        _show_once(operator, _invite(database, operator))
    return redirect(url_for("staff.person", login=login))


@blueprint.post("/operators/<login>/<any(deactivate, reactivate, unlock):action>")
@requires(Permission.MANAGE_OPERATORS)
def person_action(login: str, action: str) -> ResponseReturnValue:
    """Take away or give back the right to sign in; end a lock-out."""
    change = {
        "deactivate": staff.deactivate,
        "reactivate": staff.reactivate,
        "unlock": staff.unlock,
    }[action]
    try:
        with transaction() as database:
            change(database, _operator(database, login), at=clock.now(), by=current_operator().id)
    except BusinessError as error:
        return _person_page(login, error), error.status
    flash(_("Perubahan disimpan."), "success")
    return redirect(url_for("staff.person", login=login))


def _operator(database: Session, login: str) -> Operator:
    operator = operators.by_login(database, login)
    if operator is None:
        raise NotFound(_("Operator tidak ditemukan."))
    return operator


def _invite(database: Session, operator: Operator) -> str:
    at = clock.now()
    by = current_operator().id
    audit.record(database, "operator.invited", at=at, by=by, subject=operator.login)
    return operators.invite(database, OperatorId(operator.id), at=at)


def _show_once(operator: Operator, code: str) -> None:
    """Hand the code to the next page this browser opens of that operator."""
    session["invitation"] = [operator.login, code]


def _new_person_page(
    typed: dict[str, str], chosen: frozenset[str], error: InvalidInput | None = None
) -> str:
    with reading() as database:
        places = [(shop.code, shop.name) for shop in shops.all_shops(database)]
    return render_template(
        "core/new_person.html",
        typed=typed, chosen=chosen, places=places, roles=_role_choices(), error=error,
    )  # fmt: skip


def _person_page(
    login: str, error: BusinessError | None = None, *, typed: MultiDict[str, str] | None = None
) -> str:
    """One operator as kept, or as just typed when that was refused."""
    at = clock.now()
    with reading() as database:
        operator = _operator(database, login)
        every = shops.all_shops(database)
        chosen = queries.roles_of(database, operator)
        invited_until = queries.open_invitation_until(database, operator, at=at)
        zone = queries.zone_of(database, current_operator().shop_id)
    shop = next((shop.code for shop in every if shop.id == operator.shop_id), "")
    return render_template(
        "core/person.html",
        person=operator,
        name=operator.name if typed is None else typed.get("name", ""),
        own_shop=shop if typed is None else typed.get("shop", ""),
        chosen=chosen if typed is None else typed.getlist("roles"),
        places=[(shop.code, shop.name) for shop in every],
        roles=_role_choices(),
        code=_code_to_show(operator),
        invited_until=invited_until,
        locked=operator.locked_until is not None and operator.locked_until > at,
        zone=zone,
        error=error,
    )


def _code_to_show(operator: Operator) -> str | None:
    login, code = session.pop("invitation", None) or ("", "")
    return code if login == operator.login else None


def _role_choices() -> list[tuple[Role, str, str]]:
    return [(role, words.ROLES[role], words.ROLE_DUTIES[role]) for role in Role]
