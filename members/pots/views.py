"""The pages of pots: the list, one with everybody's part, collecting week by week, paying out."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, slip_printing
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import number as grouped
from core.format import rupiah
from core.i18n import _, lazy, lazy_in
from core.ids import MemberId, ShopId, new_id
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import find_coop, seat
from core.slip_printing import Slip
from members import register
from members.places import check_reach, choices, places, today
from members.pots import cards, forms, pots, queries, words
from members.pots.models import Pot, PotKind
from members.pots.pots import Handed
from members.pots.weeks import week_of
from members.programmes.forms import place, query

blueprint = Blueprint("pots", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Titipan bertujuan"),
        "pots.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/pots")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Pots, those that are open first."""
    sought = query(request.args)
    with reading() as session:
        page = queries.pot_page(
            session, query=sought, number=paging.page_number(request.args.get("page"))
        )
    return render_template("members/pots.html", page=page, query=sought, kinds=words.KINDS)


@blueprint.route("/pots/new", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def new() -> ResponseReturnValue:
    """Open a pot."""
    if request.method == "GET":
        return _form_page({})
    try:
        with transaction() as session:
            details = forms.details(request.form, place(request.form, places(session)))
            made = pots.open_pot(session, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form, error=error), error.status
    flash(_("Titipan %(name)s dibuka.", name=made.name), "success")
    return redirect(url_for("pots.show", pot_id=made.id))


@blueprint.get("/pots/<uuid:pot_id>")
@requires(Permission.VIEW_MEMBERS)
def show(pot_id: UUID) -> ResponseReturnValue:
    """A pot and everybody's part of it."""
    return _page("members/pot.html", pot_id)


@blueprint.route("/pots/<uuid:pot_id>/edit", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def edit(pot_id: UUID) -> ResponseReturnValue:
    """Change what is known of a pot."""
    with reading() as session:
        found = pots.by_id(session, pot_id)
    check_reach(found.shop_id)
    if request.method == "GET":
        return _form_page(_typed_of(found), found)
    try:
        with transaction() as session:
            details = forms.details(request.form, found.shop_id)
            pots.change(session, pots.by_id(session, pot_id), details, at=clock.now(),
                        by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _form_page(request.form, found, error), error.status
    flash(_("Perubahan disimpan."), "success")
    return redirect(url_for("pots.show", pot_id=pot_id))


@blueprint.post("/pots/<uuid:pot_id>/<any(close, reopen):step>")
@requires(Permission.HANDLE_SAVINGS)
def close_or_reopen(pot_id: UUID, step: str) -> ResponseReturnValue:
    """Close an empty pot, or take it up again."""
    act = pots.close if step == "close" else pots.reopen
    try:
        with transaction() as session:
            pot = pots.by_id(session, pot_id)
            check_reach(pot.shop_id)
            act(session, pot, at=clock.now(), by=current_operator().id)
    except NotFound:
        raise
    except BusinessError as error:
        return _page("members/pot.html", pot_id, error), error.status
    flash(_("Titipan ditutup.") if step == "close" else _("Titipan dibuka lagi."), "success")
    return redirect(url_for("pots.show", pot_id=pot_id))


@blueprint.route("/pots/<uuid:pot_id>/collect", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def collect(pot_id: UUID) -> ResponseReturnValue:
    """This week's money: a list of names, one press each."""
    if request.method == "GET":
        return _page("members/pot_collect.html", pot_id)
    try:
        with transaction() as session:
            found, member_number, handed = _handed(session, pot_id)
            made = pots.collect(session, found, handed, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _page("members/pot_collect.html", pot_id, error), error.status
    flash(_("%(amount)s masuk, bukti %(number)s.", amount=rupiah(made.amount),
            number=made.number), "success")  # fmt: skip
    return redirect(
        url_for(
            "pots.collect",
            pot_id=pot_id,
            q=request.args.get("q"),
            page=request.args.get("page"),
            _anchor=f"anggota-{member_number}",
        )
    )


@blueprint.get("/pots/<uuid:pot_id>/members/<int(max=999999999):number>")
@requires(Permission.VIEW_MEMBERS)
def part(pot_id: UUID, number: int) -> ResponseReturnValue:
    """A member's card of a pot."""
    return _part_page(pot_id, number)


@blueprint.post("/pots/<uuid:pot_id>/members/<int(max=999999999):number>/pay-out")
@requires(Permission.HANDLE_SAVINGS)
def pay_out(pot_id: UUID, number: int) -> ResponseReturnValue:
    """Give a member back what she has in a pot."""
    try:
        with transaction() as session:
            form = {**request.form.to_dict(), "member": str(number)}
            found, _number, handed = _handed(session, pot_id, form)
            made = pots.pay_out(session, found, handed, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _part_page(pot_id, number, error), error.status
    flash(_("%(amount)s dikembalikan, bukti %(number)s.", amount=rupiah(made.amount),
            number=made.number), "success")  # fmt: skip
    return redirect(url_for("pots.part", pot_id=pot_id, number=number))


@blueprint.get("/pots/<uuid:pot_id>/cards.pdf")
@requires(Permission.VIEW_MEMBERS)
def cards_pdf(pot_id: UUID) -> ResponseReturnValue:
    """The weekly cards, of everybody or of one member, four on a page."""
    only = request.args.get("member", "")
    with reading() as session:
        found, day = pots.by_id(session, pot_id), today(session)
        if only:
            member = register.by_number(session, forms.member_number(request.args))
            made = [queries.card(session, found, member, today=day)]
        else:
            made = queries.cards(session, found, today=day)
        coop = find_coop(session)
    content = cards.cards_pdf(made, coop.name if coop else "", is_demo=bool(coop and coop.is_demo))
    return Response(
        content, mimetype="application/pdf",
        headers={"Content-Disposition": 'inline; filename="kartu-titipan.pdf"'},
    )  # fmt: skip


@blueprint.post("/pots/<uuid:pot_id>/members/<int(max=999999999):number>/print")
@requires(Permission.VIEW_MEMBERS)
def print_card(pot_id: UUID, number: int) -> ResponseReturnValue:
    """A member's card on a till's printer."""
    try:
        with transaction() as session:
            found = pots.by_id(session, pot_id)
            member = register.by_number(session, number)
            source = f"pot_card:{found.id}:{member.id}:{today(session).isoformat()}"
            slip = Slip(source, found.name, member.shop_id)
            slip_printing.print_slip(session, slip, request.form.get("till", ""),
                                     at=clock.now(), by=current_operator().id)  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _part_page(pot_id, number, error), error.status
    flash(_("Kartu dikirim ke printer."), "success")
    return redirect(url_for("pots.part", pot_id=pot_id, number=number))


def _handed(
    session: Session, pot_id: UUID, form: Mapping[str, str] | None = None
) -> tuple[Pot, int, Handed]:
    typed = request.form if form is None else form
    found, number = pots.by_id(session, pot_id), forms.member_number(typed)
    member_id = MemberId(register.by_number(session, number).id)
    desk = current_operator().shop_id or ShopId(seat(session).id)
    return found, number, forms.handed(typed, member_id, desk, today=today(session))


def _typed_of(pot: Pot) -> dict[str, str]:
    return {
        "name": pot.name, "kind": pot.kind.value, "opens_on": pot.opens_on.isoformat(),
        "ends_on": pot.ends_on.isoformat() if pot.ends_on else "",
        "weekly": grouped(pot.weekly.amount) if pot.weekly else "",
        "target": grouped(pot.target.amount) if pot.target else "",
    }  # fmt: skip


def _form_page(
    typed: Mapping[str, str], pot: Pot | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        return render_template(
            "members/pot_form.html",
            typed=typed, error=error, pot=pot, places=choices(session),
            kinds=[(each.value, words.KINDS[each]) for each in PotKind],
            today=today(session).isoformat(),
        )  # fmt: skip


def _page(template: str, pot_id: UUID, error: BusinessError | None = None) -> str:
    sought = query(request.args)
    with reading() as session:
        found, week = pots.by_id(session, pot_id), week_of(today(session))
        page = queries.part_page(
            session, found, week, query=sought,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
        totals = queries.totals(session, found, week)
    return render_template(
        template,
        pot=found, page=page, totals=totals, week=week, query=sought, kinds=words.KINDS,
        typed=request.form, error=error, new_key=new_id,
        sources=[(each.value, label) for each, label in words.PAYS_IN.items()],
    )  # fmt: skip


def _part_page(pot_id: UUID, number: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        found, member = pots.by_id(session, pot_id), register.by_number(session, number)
        card = queries.card(session, found, member, today=today(session))
        tills = slip_printing.places(session, member.shop_id)
    return render_template(
        "members/pot_part.html",
        pot=found, card=card, tills=tills, typed=request.form, error=error,
        key=request.form.get("key") or new_id(),
        sources=[(each.value, label) for each, label in words.PAYS_OUT.items()],
    )  # fmt: skip
