"""The office desk: who comes, what is to be done, once more with the name large, the slip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _, lazy, lazy_in
from core.ids import MemberId, ShopId, new_id
from core.models import Shop
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from core.shops import find_coop
from members import register
from members.balances import Account, balances
from members.models import Member
from members.office import desk, forms, office_money, papers, queries, receipts, words
from members.office.desk import OFFERED, OVER_THE_COUNTER, Task
from members.office.office_money import Slip
from members.office.receipts import Size
from members.words import account_name

blueprint = Blueprint("savings_desk", __name__)
blueprint.add_app_template_filter(words.way_name, "way_name")
blueprint.add_app_template_filter(words.task_name, "task_name")

NAVIGATION = [
    NavigationItem(
        lazy("Setor dan tarik"),
        "savings_desk.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/savings-desk")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Every slip of the office, the newest first."""
    search = forms.search(request.args)
    with reading() as session:
        page = queries.page(
            session, search, within=current_operator().shop_id,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "members/slips.html",
        page=page, search=search, typed=request.args,
        tasks=[(task.value, words.task_name(task)) for task in Task],
        accounts=[(each.value, account_name(each)) for each in _SHOWN],
    )  # fmt: skip


_SHOWN = (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.POTS, Account.SURPLUS,
          Account.LEAVING)  # fmt: skip
"""What slips move."""


@blueprint.get("/savings-desk/new")
@requires(Permission.HANDLE_SAVINGS)
def new() -> ResponseReturnValue:
    """Who comes, and what for; an exact number or card leads on at once."""
    sought = " ".join(request.args.get("q", "").split())[:60]
    task = forms.task(request.args.get("task", Task.DEPOSIT))
    found = []
    if sought:
        with reading() as session:
            found = list(queries.candidates(session, sought))
    if len(found) == 1:
        return redirect(url_for("savings_desk.move", task=task.value, number=found[0].number))
    return render_template(
        "members/desk.html", query=sought, task=task, tasks=words.TASKS, about=words.ABOUT,
        found=found,
    )  # fmt: skip


@blueprint.route("/savings-desk/new/<task>/<int(max=999999999):number>", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def move(task: str, number: int) -> ResponseReturnValue:
    """What is to be done for her; then the same once more, to be looked at with her."""
    wanted = forms.task(task)
    if request.method == "GET" or "again" in request.form:
        return _form_page(wanted, number, request.form or request.args)
    try:
        wish = forms.wish(request.form, wanted)
        with transaction() as session:
            member = register.by_number(session, number)
            slip = _slip(session, member, wish)
            after = desk.rehearse(session, slip, at=clock.now())
    except InvalidInput as error:
        return _form_page(wanted, number, request.form, error), error.status
    return render_template(
        "members/desk_look.html", task=wanted, member=member, wish=wish, slip=slip, after=after,
        typed=request.form,
    )  # fmt: skip


@blueprint.post("/savings-desk/new/<task>/<int(max=999999999):number>/book")
@requires(Permission.HANDLE_SAVINGS)
def book(task: str, number: int) -> ResponseReturnValue:
    """Move the money; pressed twice it moves once."""
    wanted = forms.task(task)
    try:
        wish = forms.wish(request.form, wanted)
        with transaction() as session:
            slip = _slip(session, register.by_number(session, number), wish)
            made = office_money.record(session, slip, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(wanted, number, request.form, error), error.status
    flash(_("Bukti %(number)s dibukukan.", number=made.number), "success")
    return redirect(url_for("savings_desk.show", number=made.number))


@blueprint.get("/savings-desk/<number>")
@requires(Permission.VIEW_MEMBERS)
def show(number: str) -> ResponseReturnValue:
    """A slip, to be read, printed, taken back."""
    return _slip_page(number)


@blueprint.get("/savings-desk/by-key/<uuid:slip_id>")
@requires(Permission.VIEW_MEMBERS)
def show_by_key(slip_id: UUID) -> ResponseReturnValue:
    """The slip that a movement names."""
    with reading() as session:
        number = queries.number_of(session, slip_id)
    return redirect(url_for("savings_desk.show", number=number))


@blueprint.get("/savings-desk/<number>/<any(a6, a5):size>.pdf")
@requires(Permission.VIEW_MEMBERS)
def slip_pdf(number: str, size: str) -> ResponseReturnValue:
    """The slip on paper."""
    with reading() as session:
        row = queries.by_number(session, number, within=current_operator().shop_id)
        paper = papers.paper(row, shops.shop_by_code(session, row.shop), find_coop(session))
    return Response(
        receipts.slip_pdf(paper, Size(size)),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{row.number.lower()}.pdf"'},
    )


@blueprint.post("/savings-desk/<number>/undo")
@requires(Permission.HANDLE_SAVINGS)
def undo(number: str) -> ResponseReturnValue:
    """Take a slip back, with a reason."""
    try:
        why = forms.reason(request.form)
        with transaction() as session:
            queries.by_number(session, number, within=current_operator().shop_id)
            slip = office_money.by_number(session, number)
            office_money.undo(
                session, slip, reason=why, booked_on=_today(session), at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _slip_page(number, error), error.status
    flash(_("Bukti %(number)s dibatalkan, uangnya kembali seperti semula.", number=slip.number),
          "success")  # fmt: skip
    return redirect(url_for("savings_desk.show", number=slip.number))


def _today(session: Session) -> date:
    return today_for(session, current_operator().shop_id, at=clock.now())


def _place(session: Session) -> Shop:
    """Where whoever is signed in hands money over: her shop, else the office."""
    own = current_operator().shop_id
    return shops.get_shop(session, own) if own else shops.seat(session)


def _slip(session: Session, member: Member, wish: desk.Wish) -> Slip:
    return desk.slip_of(wish, MemberId(member.id), ShopId(_place(session).id))


def _form_page(
    task: Task, number: int, typed: Mapping[str, str], error: InvalidInput | None = None
) -> str:
    with reading() as session:
        member = register.by_number(session, number)
        known = balances(session, MemberId(member.id))
        home = shops.get_shop(session, member.shop_id)
        today = _today(session)
    return render_template(
        "members/desk_form.html",
        task=task, member=member, home=home, typed=typed, error=error,
        key=typed.get("key") or new_id(), today=today, tasks=words.TASKS,
        accounts=[(each.value, account_name(each)) for each in OFFERED[task]],
        hows=[(way.value, words.way_name(way)) for way in OVER_THE_COUNTER],
        owned=[(account_name(each), known.of(each)) for each in _OWNED],
    )  # fmt: skip


_OWNED = (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.KASBON)


def _slip_page(number: str, error: BusinessError | None = None) -> str:
    with reading() as session:
        row = queries.by_number(session, number, within=current_operator().shop_id)
    return render_template(
        "members/slip.html", slip=row, paper=papers.words_of(row), error=error,
        typed=request.form, sizes=[size.value for size in Size],
    )  # fmt: skip
