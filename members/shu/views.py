"""The pages of a year's surplus: every year with its next step, closing the books, what meetings
decide after the division."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _, lazy, lazy_in
from core.money import ZERO
from core.permissions import Permission
from core.queries import zone_of
from core.registry import NavigationItem
from ledger import year_end
from members.meetings import decisions
from members.meetings.models import MotionKind
from members.shu import aftermath, drafts, forms, queries, runs, unclaimed, words, years
from members.shu.runs import Proposal
from members.shu.years import Step

blueprint = Blueprint("shu", __name__)
blueprint.add_app_template_filter(words.pool_name, "pool_name")
blueprint.add_app_template_filter(words.run_state, "run_state")
blueprint.add_app_template_filter(words.basis_name, "capital_basis_name")
blueprint.add_app_template_filter(words.leavers_name, "leavers_name")


@blueprint.app_template_global()
def sort_url(key: str) -> str:
    """This page's list in another order, from its first page."""
    kept = {name: text for name, text in request.args.items() if name not in ("sort", "page")}
    return f"{request.script_root}{request.path}?{urlencode({**kept, 'sort': key})}"


NAVIGATION = [
    NavigationItem(lazy("SHU"), "shu.index", Permission.VIEW_SURPLUS, lazy_in("several", "Anggota"))
]


@blueprint.get("/shu")
@requires(Permission.VIEW_SURPLUS)
def index() -> ResponseReturnValue:
    """Every year, and what is to be done next."""
    with reading() as session:
        found = years.every_year(session, at=clock.now())
    return render_template("members/shu.html", years=found, Step=Step)


@blueprint.get("/shu/<int(fixed_digits=4):year>")
@requires(Permission.VIEW_SURPLUS)
def show(year: int) -> ResponseReturnValue:
    """One year: its next step, its proposals, what became of its shares."""
    return _page(year)


@blueprint.route("/shu/<int(fixed_digits=4):year>/close", methods=["GET", "POST"])
@requires(Permission.CLOSE_BOOKS)
def close(year: int) -> ResponseReturnValue:
    """Say what closing does, then close the year's books."""
    if request.method == "GET":
        return _close_page(year)
    try:
        forms.sure(request.form)
        with transaction() as session:
            surplus = year_end.close_year(session, year, at=clock.now(), by=current_operator().id)
    except BusinessError as error:
        return _not_closed(year, error)
    flash(_("Buku %(year)s ditutup. SHU-nya %(surplus)s.", year=year, surplus=rupiah(surplus)),
          "success")  # fmt: skip
    return redirect(url_for("shu.show", year=year))


def _not_closed(year: int, error: BusinessError) -> ResponseReturnValue:
    """The page again with what is wrong; of a year that somebody else has closed, the year's."""
    with reading() as session:
        if year_end.is_closed(session, year):
            flash(error.sentence, "error")
            return redirect(url_for("shu.show", year=year))
    return _close_page(year, error), error.status


@blueprint.post("/shu/<int(fixed_digits=4):year>/propose")
@requires(Permission.PREPARE_SURPLUS)
def propose(year: int) -> ResponseReturnValue:
    """Freeze the division by the by-laws, for the meeting to decide."""
    try:
        proposal = Proposal(year, reason=forms.correction(request.form))
        with transaction() as session:
            run = runs.propose(session, proposal, at=clock.now(), by=current_operator().id)
    except BusinessError as error:
        return _page(year, error), error.status
    flash(_("Usulan ke-%(number)s dibekukan. Bawa ke rapat.", number=run.number), "success")
    return redirect(url_for("shu_runs.show", year=year, number=run.number))


@blueprint.route("/shu/<int(fixed_digits=4):year>/lapse", methods=["GET", "POST"])
@requires(Permission.PREPARE_SURPLUS)
def lapse(year: int) -> ResponseReturnValue:
    """Let what nobody came for lapse, by a meeting's decision."""
    if request.method == "GET":
        return _lapse_page(year)
    try:
        number = forms.decision(request.form)
        forms.sure(request.form)
        with transaction() as session:
            row = aftermath.lapse(
                session, year, decision=number, at=clock.now(), by=current_operator().id
            )
    except BusinessError as error:
        return _lapse_page(year, error), error.status
    flash(_("SHU %(year)s milik %(n)s anggota, %(amount)s, dinyatakan hangus.", year=year,
            n=row.members, amount=rupiah(row.amount)), "success")  # fmt: skip
    return redirect(url_for("shu.show", year=year))


@blueprint.route("/shu/<int(fixed_digits=4):year>/cover", methods=["GET", "POST"])
@requires(Permission.PREPARE_SURPLUS)
def cover(year: int) -> ResponseReturnValue:
    """Cover a deficit from the reserves, by a meeting's decision."""
    if request.method == "GET":
        return _cover_page(year)
    try:
        number = forms.decision(request.form)
        forms.sure(request.form)
        with transaction() as session:
            amount = aftermath.cover_deficit(
                session, year, decision=number, at=clock.now(), by=current_operator().id
            )
    except BusinessError as error:
        return _cover_page(year, error), error.status
    flash(_("Rugi %(amount)s ditutup dari cadangan.", amount=rupiah(amount)), "success")
    return redirect(url_for("shu.show", year=year))


def _page(year: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        stand = years.stand(session, year, at=clock.now())
        found = queries.runs_of(session, year)
        lapsed = queries.lapses(session, year)
        laws = drafts.by_laws(session, year_end.last_day(year))
        zone = zone_of(session, current_operator().shop_id)
    return render_template(
        "members/shu_year.html", stand=stand, runs=found, lapses=lapsed, laws=laws.rules,
        zone=zone, error=error, typed=request.form, Step=Step,
    )  # fmt: skip


def _close_page(year: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        stand = years.stand(session, year, at=clock.now())
    if stand.step is not Step.CLOSE and error is None:
        raise NotFound(_("Tahun %(year)s tidak menunggu ditutup.", year=year))
    return render_template("members/shu_close.html", stand=stand, error=error)


def _lapse_page(year: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        left = unclaimed.of_year(session, year)
        found = decisions.carried(session, MotionKind.LAPSE)
        stand = years.stand(session, year, at=clock.now())
    return render_template(
        "members/shu_decide.html", year=year, error=error, typed=request.form,
        title=_("Nyatakan hangus"), endpoint="shu.lapse",
        decisions=_choices(found), amount=stand.unpaid, members=len(left),
        about=_("Yang belum diambil dari SHU %(year)s pindah ke dana yang disebut anggaran rumah "
                "tangga. Anggotanya tidak dapat menagihnya lagi.", year=year),
        lacking=_("Belum ada rapat yang memutuskan SHU yang tidak diambil menjadi hangus."),
    )  # fmt: skip


def _cover_page(year: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        amount = years.deficit(session)
        found = decisions.carried(session, MotionKind.DEFICIT, year=year)
    if amount == ZERO and error is None:
        raise InvalidInput(_("Tidak ada rugi yang harus ditutup."))
    return render_template(
        "members/shu_decide.html", year=year, error=error, typed=request.form,
        title=_("Tutup rugi dari cadangan"), endpoint="shu.cover",
        decisions=_choices(found), amount=amount, members=0,
        about=_("Rugi yang berdiri di SHU tahun lalu ditutup dari dana cadangan."),
        lacking=_("Belum ada rapat yang memutuskan rugi %(year)s ditutup dari cadangan.",
                  year=year),
    )  # fmt: skip


def _choices(found: list[decisions.Decision]) -> list[tuple[str, str]]:
    return [(one.number, f"{one.number} · {one.text}") for one in found]
