"""The pages of leaving: who left, settling with a member, paying what is left."""

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
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from members import register
from members.leaving import forms, payouts, queries, settlements, sheets, words
from members.leaving.holdings import is_settled, reckoning
from members.leaving.models import Settlement
from members.leaving.rules import Figures
from members.models import Member, MemberStatus
from members.office.words import way_name
from members.people import statuses
from members.people.models import StatusChange
from members.people.statuses import GONE
from members.sheets import Paper

blueprint = Blueprint("settlements", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Anggota keluar"),
        "settlements.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/settlements")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Everybody with whom was settled, and who has to be settled with again."""
    search = forms.search(request.args)
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        page = queries.page(session, search, number=number)
        late = queries.late(session)
    return render_template("members/settlements.html", page=page, search=search, late=late)


@blueprint.route("/members/<int(max=999999999):number>/leaving", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def leave(number: int) -> ResponseReturnValue:
    """Every figure before it is settled, and the decision; then it is."""
    if request.method == "GET":
        return _leaving_page(number, {})
    try:
        decided = forms.leaving(request.form)
        with transaction() as session:
            member = register.by_number(session, number)
            made = settlements.settle(
                session, member, decided, at=clock.now(), by=current_operator().id
            )
    except NotFound:
        raise
    except BusinessError as error:
        return _leaving_page(number, request.form, error), error.status
    flash(_("%(name)s sudah diselesaikan: %(code)s.", name=member.name,
            code=settlements.shown(made.number)), "success")  # fmt: skip
    return redirect(url_for("settlements.show", number=made.number))


@blueprint.get("/settlements/<int(max=999999999):number>")
@requires(Permission.VIEW_MEMBERS)
def show(number: int) -> ResponseReturnValue:
    """A settlement: its figures, what was paid of it, and paying the rest."""
    return _settlement_page(number, {})


@blueprint.get("/settlements/by-key/<uuid:settlement_id>")
@requires(Permission.VIEW_MEMBERS)
def show_by_key(settlement_id: UUID) -> ResponseReturnValue:
    """The settlement that a movement names."""
    with reading() as session:
        made = settlements.by_key(session, settlement_id)
    return redirect(url_for("settlements.show", number=made.number))


@blueprint.get("/settlements/<int(max=999999999):number>/sheet.pdf")
@requires(Permission.VIEW_MEMBERS)
def sheet(number: int) -> ResponseReturnValue:
    """The sheet to be signed."""
    with reading() as session:
        made = settlements.by_number(session, number)
        found = queries.view(session, made)
        left_on = queries.left_on(session, made)
        coop = shops.find_coop(session)
        today = _today(session)
    if coop is None:
        raise NotFound(_("Belum ada koperasi."))
    paper = Paper(coop.name, "Penyelesaian anggota keluar", today, coop.is_demo)
    return Response(
        sheets.settlement_pdf(_sheet(found, left_on), paper),
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{settlements.shown(number).lower()}.pdf"'
        },
    )


@blueprint.post("/settlements/<int(max=999999999):number>/pay")
@requires(Permission.HANDLE_SAVINGS)
def pay(number: int) -> ResponseReturnValue:
    """Pay out some or all of what is left."""
    try:
        with transaction() as session:
            payout = forms.payout(request.form, _place(session), _today(session))
            made = settlements.by_number(session, number)
            slip = payouts.pay(session, made, payout, at=clock.now(), by=current_operator().id)
    except NotFound:
        raise
    except BusinessError as error:
        return _settlement_page(number, request.form, error), error.status
    flash(_("Bukti %(number)s dibukukan.", number=slip.number), "success")
    return redirect(url_for("settlements.show", number=number))


@blueprint.post("/settlements/<int(max=999999999):number>/give")
@requires(Permission.HANDLE_SAVINGS)
def give(number: int) -> ResponseReturnValue:
    """Put some or all of what is left into the savings of another member."""
    try:
        to, amount = forms.receiver(request.form), forms.amount(request.form, "part")
        with transaction() as session:
            made, heir = settlements.by_number(session, number), _member(session, to)
            payouts.put_into_savings(session, made, heir, amount, key=forms.key(request.form),
                                     at=clock.now(), by=current_operator().id)  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _settlement_page(number, request.form, error), error.status
    flash(_("Masuk simpanan sukarela %(name)s.", name=heir.name), "success")
    return redirect(url_for("settlements.show", number=number))


def _member(session: Session, number: int) -> Member:
    try:
        return register.by_number(session, number)
    except NotFound as error:
        raise InvalidInput(error.sentence, field="to") from None


def _leaving_page(number: int, typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        member = register.by_number(session, number)
        today = _today(session)
        found = reckoning(session, member, on=today)
        settled, decision = is_settled(session, member), _decision(session, member)
        heirs = queries.heirs_of(session, MemberId(member.id))
        codes = {ShopId(shop.id): shop.code for shop in shops.all_shops(session)}
    return render_template(
        "members/leaving.html",
        member=member, found=found, codes=codes, typed=typed, error=error,
        is_gone=member.status in GONE, is_settled=settled, decision=decision,
        key=typed.get("key") or new_id(), today=today,
        heirs=[(heir.id, _named(heir.name, heir.relation)) for heir in heirs],
        reasons=[(status.value, words.REASONS[status], words.ABOUT[status]) for status in GONE],
    )  # fmt: skip


def _decision(session: Session, member: Member) -> StatusChange:
    """What the board decided last; of one who is gone it says since when and why."""
    return statuses.history(session, MemberId(member.id))[0]


def _settlement_page(
    number: int, typed: Mapping[str, str], error: BusinessError | None = None
) -> str:
    with reading() as session:
        found = queries.view(session, settlements.by_number(session, number))
    return render_template(
        "members/settlement.html",
        found=found, made=found.settlement, member=found.member, typed=typed, error=error,
        key=typed.get("key") or new_id(), reasons=words.REASONS,
        hows=[(way.value, way_name(way), '') for way in payouts.WAYS],
        heir=found.heir and _named(found.heir.name, found.heir.relation),
    )  # fmt: skip


def _sheet(found: queries.SettlementView, left_on: date) -> sheets.Sheet:
    made, heir = found.settlement, found.heir
    return sheets.Sheet(
        found.code, found.member.number, found.member.name, _WHY[made.status], left_on,
        made.reason, made.decided_by, _figures(made),
        _named(heir.name, heir.relation) if heir else "", found.recorded_by,
    )  # fmt: skip


def _figures(made: Settlement) -> Figures:
    return Figures(made.pokok, made.wajib, made.sukarela, made.pots, made.shu, made.credit,
                   made.fee, made.net)  # fmt: skip


_WHY = {
    MemberStatus.LEFT: "Berhenti",
    MemberStatus.EXPELLED: "Dikeluarkan",
    MemberStatus.DECEASED: "Meninggal dunia",
}
"""On paper, which is Indonesian whoever prints it."""


def _named(name: str, relation: str) -> str:
    return f"{name} ({relation})" if relation else name


def _place(session: Session) -> ShopId:
    """Where whoever is signed in hands money over: her shop, else the office."""
    return current_operator().shop_id or ShopId(shops.seat(session).id)


def _today(session: Session) -> date:
    return today_for(session, current_operator().shop_id, at=clock.now())
