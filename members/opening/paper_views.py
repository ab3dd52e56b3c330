"""Open bons, and what is owed to suppliers and producers, typed from paper one by one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import rupiah
from core.forms import line, shop_choice
from core.i18n import _
from core.ids import ShopId, new_id
from core.permissions import Permission
from core.shops import all_shops
from members import register
from members.opening import bons as paper_bons
from members.opening import forms, openings, parties, posting, queries
from members.opening.checking import Step
from members.opening.models import PartyKind
from members.opening.pages import sides, tabs
from members.opening.words import PARTIES

blueprint = Blueprint("papers", __name__)


@blueprint.get("/bons")
@requires(Permission.ENTER_OPENING)
def bons() -> ResponseReturnValue:
    """The open bons."""
    return _bons({})


@blueprint.post("/bons")
@requires(Permission.ENTER_OPENING)
def put_bon() -> ResponseReturnValue:
    """Write a bon down."""
    try:
        with transaction() as session:
            opening, every = openings.draft(session), all_shops(session)
            member = register.by_number(session, forms.member_number(request.form))
            bon = forms.bon(request.form, member, every)
            paper_bons.put(session, opening, bon)
    except (InvalidInput, NotFound) as error:
        shown = error if isinstance(error, InvalidInput) else _about(error, "number")
        return _bons(request.form, shown), shown.status
    flash(_("Bon %(name)s, nomor %(number)s: %(amount)s dicatat.", name=member.name,
            number=member.number, amount=rupiah(bon.amount)), "success")  # fmt: skip
    return redirect(url_for("opening.papers.bons"))


@blueprint.post("/bons/remove")
@requires(Permission.ENTER_OPENING)
def remove_bon() -> ResponseReturnValue:
    """Forget a bon."""
    with transaction() as session:
        paper_bons.remove(session, openings.draft(session), forms.key(request.form))
    flash(_("Bon dihapus."))
    return redirect(url_for("opening.papers.bons"))


@blueprint.get("/debts/<any(pemasok, penitip):kind>")
@requires(Permission.ENTER_OPENING)
def debts(kind: str) -> ResponseReturnValue:
    """What is owed to one kind of party."""
    return _debts(PartyKind(kind), {})


@blueprint.post("/debts/<any(pemasok, penitip):kind>")
@requires(Permission.ENTER_OPENING)
def put_debt(kind: str) -> ResponseReturnValue:
    """Write a debt down."""
    of = PartyKind(kind)
    try:
        with transaction() as session:
            opening = openings.draft(session)
            party = parties.named(session, of, line(request.form, "party"))
            debt = forms.debt(request.form, of, party, _shop_id(session))
            parties.put(session, opening, debt)
    except InvalidInput as error:
        return _debts(of, request.form, error), error.status
    flash(_("%(name)s: %(amount)s dicatat.", name=party.name, amount=rupiah(debt.amount)),
          "success")  # fmt: skip
    shop = request.form.get("shop") or None
    return redirect(url_for("opening.papers.debts", kind=kind, shop=shop))


@blueprint.post("/debts/<any(pemasok, penitip):kind>/remove")
@requires(Permission.ENTER_OPENING)
def remove_debt(kind: str) -> ResponseReturnValue:
    """Forget a debt."""
    with transaction() as session:
        parties.remove(session, openings.draft(session), forms.key(request.form))
    flash(_("Catatan utang dihapus."))
    return redirect(url_for("opening.papers.debts", kind=kind))


def _about(error: BusinessError, field: str) -> InvalidInput:
    return InvalidInput(error.sentence, field=field)


def _shop_id(session: Session) -> ShopId:
    """The shop that owes; where there is only one, that one."""
    every = all_shops(session)
    chosen = shop_choice(request.form, every)
    if chosen is None and len(every) > 1:
        raise InvalidInput(_("Pilih toko yang berutang."), field="shop")
    return chosen or ShopId(every[0].id)


def _bons(typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        opening = openings.found(session)
        number = paging.page_number(request.args.get("page"))
        found = posting.check(session, opening, at=clock.now())
        return render_template(
            "members/opening_bons.html", opening=opening, typed=typed, error=error,
            page=queries.bon_page(session, opening, number=number), tabs=tabs(Step.BONS),
            places=[(shop.code, shop.name) for shop in all_shops(session)], key=new_id(),
            sides=sides(session, found, Step.BONS),
        )  # fmt: skip


def _debts(kind: PartyKind, typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    step, book = Step(kind.value), parties.BOOKS[kind]
    with reading() as session:
        opening = openings.found(session)
        found = posting.check(session, opening, at=clock.now())
        return render_template(
            "members/opening_debts.html", opening=opening, kind=kind, title=PARTIES[kind],
            typed=typed, error=error, lines=queries.debt_lines(session, opening, kind),
            known=book.every(session), endpoint=book.endpoint, tabs=tabs(step), key=new_id(),
            places=[(shop.code, shop.name) for shop in all_shops(session)],
            sides=sides(session, found, step),
        )  # fmt: skip
