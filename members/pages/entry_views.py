"""Coming in and going out: number and PIN, the code from the till, the lock, the way out."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.access import Open, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound, NotSignedIn
from core.ids import MemberId
from members.access import activation, gate, phones, signing_in
from members.access.gate import PLACE
from members.models import Member
from members.pages import forms, refusals

blueprint = Blueprint("member_entry", __name__, url_prefix=PLACE)
refusals.answer_on(blueprint)


@blueprint.get("/masuk")
@requires(Open.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask for number and PIN."""
    visit = gate.find_visit()
    if visit is not None and not visit.locked:
        return redirect(url_for("member_pages.home"))
    return gate.ask_for_pin(visit, onward=PLACE)


@blueprint.post("/masuk")
@requires(Open.PUBLIC)
def check_sign_in() -> ResponseReturnValue:
    """Let her in, or refuse with one sentence for every reason."""
    number, onward = request.form.get("number", ""), forms.onward(request.form)
    try:
        shared = forms.is_shared(request.form)
        member_id = prove(None, number, request.form.get("pin", ""))
    except (NotSignedIn, InvalidInput) as error:
        return gate.ask_for_pin(None, error=error, number=number, onward=onward)
    return come_in(member_id, shared=shared, onward=onward)


@blueprint.post("/buka")
@requires(Open.PUBLIC)
def unlock() -> ResponseReturnValue:
    """The PIN again, on a phone that is known."""
    visit, onward = gate.find_visit(), forms.onward(request.form)
    if visit is None:
        return redirect(url_for("member_entry.sign_in"))
    try:
        prove(visit.member_id, "", request.form.get("pin", ""))
    except NotSignedIn as error:
        return gate.ask_for_pin(visit, error=error, onward=onward)
    with transaction() as session:
        phones.touch(session, gate.token(), at=clock.now())
    return redirect(f"{request.script_root}{onward}")


@blueprint.post("/kunci")
@requires(Open.PUBLIC)
def lock() -> ResponseReturnValue:
    """Hide everything until the PIN is typed again."""
    with transaction() as session:
        phones.lock(session, gate.token(), at=clock.now())
    return redirect(url_for("member_entry.sign_in"))


@blueprint.post("/keluar")
@requires(Open.PUBLIC)
def sign_out() -> ResponseReturnValue:
    """Forget who this phone is; its worker throws away what it kept."""
    with transaction() as session:
        phones.sign_out(session, gate.token())
    response = make_response(redirect(url_for("member_entry.sign_in")))
    gate.forget(response)
    return response


@blueprint.get("/aktivasi")
@requires(Open.PUBLIC)
def enter_code() -> ResponseReturnValue:
    """Take the code that was typed; a QR code leads straight to the next page."""
    code = request.args.get("kode", "").strip()
    if code:
        return redirect(url_for("member_entry.choose_pin", code=code))
    return render_template("members/pages/enter_code.html")


@blueprint.route("/aktivasi/<code>", methods=["GET", "POST"])
@requires(Open.PUBLIC)
def choose_pin(code: str) -> ResponseReturnValue:
    """Let whoever holds the code choose the PIN."""
    try:
        member = _holder(code)
    except NotFound as error:
        return render_template("members/pages/enter_code.html", error=error), error.status
    if request.method == "GET":
        return _choose_page(member)
    return _activate(member, code)


def _holder(code: str) -> Member:
    """Whose open code it is. Raises NotFound."""
    with reading() as session:
        found = activation.find_code(session, code, at=clock.now())
        return session.get_one(Member, found.member_id)


def _activate(member: Member, code: str) -> ResponseReturnValue:
    try:
        shared = forms.is_shared(request.form)
        with transaction() as session:
            activation.activate(session, code, forms.new_pin(request.form), at=clock.now())
    except NotFound as error:
        return render_template("members/pages/enter_code.html", error=error), error.status
    except InvalidInput as error:
        return _choose_page(member, error), error.status
    return come_in(MemberId(member.id), shared=shared, onward=PLACE)


def prove(member_id: MemberId | None, number: str, pin: str) -> MemberId:
    """Who typed the right PIN: whoever has the number, or the member named.

    Raises NotSignedIn, after the wrong try is counted. Hashing comes between the transactions.
    """
    with reading() as session:
        asked = signing_in.asked_again(session, member_id) if member_id else (
            signing_in.asked(session, number))  # fmt: skip
    right = asked.is_right(pin)
    with transaction() as session:
        found = signing_in.settle(session, asked, right=right, at=clock.now())
    return signing_in.judge(found)


def come_in(member_id: MemberId, *, shared: bool, onward: str) -> Response:
    """Remember this phone, and show what was asked for; whoever was here before is signed out."""
    device = request.user_agent.string
    with transaction() as session:
        phones.sign_out(session, gate.token())
        token = phones.sign_in(session, member_id, device=device, shared=shared, at=clock.now())
    response = make_response(redirect(f"{request.script_root}{onward}"))
    gate.remember(response, token, shared=shared)
    return response


def _choose_page(member: Member, error: InvalidInput | None = None) -> str:
    return render_template("members/pages/choose_pin.html", member=member, error=error)
