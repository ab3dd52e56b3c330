"""The pages of one proposal: what it rests on, its steps from the meeting to the books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import charts, clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from core.format import number as spelled
from core.format import percent
from core.i18n import _
from core.ids import OperatorId
from core.permissions import Permission
from core.queries import zone_of
from members.meetings import decisions
from members.meetings.models import MotionKind
from members.shu import export, forms, queries, runs, words
from members.shu.models import RunState, SurplusRun
from members.shu.queries import RunView

blueprint = Blueprint("shu_runs", __name__, url_prefix="/shu/<int(fixed_digits=4):year>/runs")

Step = Callable[[Session, SurplusRun, datetime, OperatorId], str]
"""Something done to a run; says what was done."""


@blueprint.get("/<int:number>")
@requires(Permission.VIEW_SURPLUS)
def show(year: int, number: int) -> ResponseReturnValue:
    """A proposal: frozen inputs, steps, what is missing, everybody's share."""
    return _page(year, number)


@blueprint.get("/<int:number>/export.zip")
@requires(Permission.VIEW_SURPLUS)
def download(year: int, number: int) -> ResponseReturnValue:
    """Everything that is needed to work it out again; names only where they are asked for."""
    with reading() as session:
        run = runs.by_number(session, year, number)
        packed = export.run_zip(session, run, with_names=request.args.get("names") == "1")
    return Response(
        packed,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{export.file_name(run)}"'},
    )


@blueprint.post("/<int:number>/withdraw")
@requires(Permission.PREPARE_SURPLUS)
def withdraw(year: int, number: int) -> ResponseReturnValue:
    """Give a proposal up."""

    def step(session: Session, run: SurplusRun, at: datetime, by: OperatorId) -> str:
        runs.withdraw(session, run, reason=forms.reason(request.form), at=at, by=by)
        return _("Usulan ke-%(number)s ditarik.", number=number)

    return _take(year, number, step)


@blueprint.post("/<int:number>/ratify")
@requires(Permission.RATIFY_SURPLUS)
def ratify(year: int, number: int) -> ResponseReturnValue:
    """Write down that the meeting decided it."""

    def step(session: Session, run: SurplusRun, at: datetime, by: OperatorId) -> str:
        runs.ratify(session, run, decision=forms.decision(request.form), at=at, by=by)
        return _("Usulan ke-%(number)s disahkan. Sekarang dapat dibukukan.", number=number)

    return _take(year, number, step)


@blueprint.post("/<int:number>/post")
@requires(Permission.PREPARE_SURPLUS)
def post(year: int, number: int) -> ResponseReturnValue:
    """Book it: from now on members may be paid."""

    def step(session: Session, run: SurplusRun, at: datetime, by: OperatorId) -> str:
        forms.sure(request.form)
        runs.post(session, run, at=at, by=by)
        return _("SHU %(year)s dibukukan. Anggota sudah dapat dibayar.", year=year)

    return _take(year, number, step)


def _take(year: int, number: int, step: Step) -> ResponseReturnValue:
    """One step, and the page again: with what it said, or with what is wrong."""
    try:
        with transaction() as session:
            run = runs.by_number(session, year, number)
            said = step(session, run, clock.now(), current_operator().id)
    except NotFound as error:
        if error.sentence == _missing(year, number):
            raise
        return _page(year, number, error), error.status
    except BusinessError as error:
        return _page(year, number, error), error.status
    flash(said, "success")
    return redirect(url_for("shu_runs.show", year=year, number=number))


def _missing(year: int, number: int) -> str:
    return _("Tidak ada usulan SHU %(year)s ke-%(number)s.", year=year, number=number)


def _page(year: int, number: int, error: BusinessError | None = None) -> str:
    listed = forms.list_of(request.args)
    with reading() as session:
        view = queries.run_view(session, year, number)
        page = queries.shares(
            session, year, number, words=listed.words, sort=listed.sort,
            page=paging.page_number(request.args.get("page")),
        )  # fmt: skip
        changes = queries.differences(session, runs.by_number(session, year, number))
        found = decisions.carried(session, MotionKind.SURPLUS, year=year)
        zone = zone_of(session, current_operator().shop_id)
    return render_template(
        "members/shu_run.html", run=view, page=page, listed=listed, changes=changes, zone=zone,
        error=error, typed=request.form, decisions=[(d.number, f"{d.number} · {d.text}")
        for d in found], plot=pools_plot(view), missing=_next(view),
        is_own=view.proposed_by == current_operator().id, states=RunState, lines=policy_lines(view),
        title=words.run_title(year, number),
        share_link={"endpoint": "shu_slips.show", "kept": {"year": year, "number": number}},
    )  # fmt: skip


def _next(view: RunView) -> str:
    """What is missing, in one sentence."""
    match view.state:
        case RunState.PROPOSED:
            return _("Menunggu keputusan rapat anggota, yang disahkan orang lain daripada "
                     "pengusulnya.")  # fmt: skip
        case RunState.RATIFIED:
            return _("Sudah disahkan. Tinggal dibukukan supaya anggota dapat dibayar.")
        case RunState.POSTED:
            return _("Sudah di buku. Perbaikan hanya lewat usulan koreksi.")
        case RunState.WITHDRAWN:
            return _("Ditarik; tidak berlaku.")


def pools_plot(view: RunView) -> charts.Ranking | None:
    """The pools as bars."""
    return charts.ranking(
        [(words.pool_name(code), amount.amount) for code, amount in view.pools.items()],
        spell=lambda value: f"Rp{spelled(value)}",
    )


def policy_lines(view: RunView) -> list[tuple[str, str, str, str]]:
    """Each pool: its name, its percent of the members' side and of the others', its rupiah."""
    plan = view.inputs.rules.plan
    member = {line.code: percent(line.points) for line in plan.member.lines}
    other = {line.code: percent(line.points) for line in plan.other.lines}
    return [
        (words.pool_name(code), member.get(code, "–"), other.get(code, "–"),
         f"Rp{spelled(amount.amount)}")
        for code, amount in view.pools.items()
    ]  # fmt: skip
