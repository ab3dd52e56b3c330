"""The draft of a year as it would be today, and the page on which other rules are tried."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import charts, clock, paging, settings
from core.access import current_operator, requires
from core.db import current_database, reading, transaction
from core.errors import BusinessError, InvalidInput
from core.format import number as spelled
from core.i18n import _
from core.money import Money
from core.permissions import Permission
from ledger import year_end
from members.shu import draft_queries, drafts, forms, policy_forms, runs, simulation, words, years
from members.shu.allocation import Division
from members.shu.board import BOARD, PATIENCE
from members.shu.draft_queries import Last
from members.shu.drafts import ByLaws, Progress, Survey
from members.shu.inputs import Rules
from members.shu.policy_forms import FUNDS, NESTED, POOLS, Edited
from members.shu.runs import Proposal
from members.shu.settings import SHU_CAPITAL_BASIS, SHU_LEAVERS, SHU_REST_TO
from members.shu.simulation import PoolLine

LONG_PATIENCE = 60.0
"""Seconds that the answer to a form waits: it cannot be asked for again."""

blueprint = Blueprint("shu_drafts", __name__, url_prefix="/shu/<int(fixed_digits=4):year>")


@blueprint.get("/draft")
@requires(Permission.VIEW_SURPLUS)
def show(year: int) -> ResponseReturnValue:
    """The year by the by-laws: the split, the pools, everybody's share."""
    listed, number = forms.list_of(request.args), paging.page_number(request.args.get("page"))
    with reading() as session:
        stand = years.stand(session, year, at=clock.now())
        laws = drafts.by_laws(session, year_end.last_day(year))
    survey = _survey(year, laws.rules)
    if survey is None:
        return _wait_page(year, laws.rules)
    division = survey.inputs(laws).division()
    with reading() as session:
        page = draft_queries.page(session, survey, division, listed, number)
    return render_template(
        "members/shu_draft.html", stand=stand, survey=survey, division=division, page=page,
        listed=listed, laws=laws.rules, cap=laws.capital_cap,
        splits=_splits(survey, laws), plot=_pools_plot(division.pools.amounts),
    )  # fmt: skip


@blueprint.get("/draft/progress")
@requires(Permission.VIEW_SURPLUS)
def progress(year: int) -> ResponseReturnValue:
    """How far the work is, in parts of a hundred; null when none is done for this."""
    with reading() as session:
        laws = drafts.by_laws(session, year_end.last_day(year))
    try:
        rules = policy_forms.edited(request.args).laws.rules if request.args else laws.rules
    except InvalidInput:
        rules = laws.rules
    return {"percent": BOARD.percent(_key(year, rules))}


@blueprint.get("/simulator")
@requires(Permission.VIEW_SURPLUS)
def simulator(year: int) -> ResponseReturnValue:
    """The editor of the rules, and what they would do."""
    return _simulator_page(year, request.args)


@blueprint.post("/simulator/propose")
@requires(Permission.PREPARE_SURPLUS)
def propose(year: int) -> ResponseReturnValue:
    """Freeze the division by the rules tried, for the meeting to decide."""
    try:
        laws = policy_forms.edited(request.form).laws
        proposal = Proposal(year, laws, forms.correction(request.form))
        with transaction() as session:
            run = runs.propose(session, proposal, at=clock.now(), by=current_operator().id)
    except BusinessError as error:
        return _simulator_page(year, request.form, error), error.status
    flash(_("Usulan ke-%(number)s dibekukan. Bawa ke rapat.", number=run.number), "success")
    return redirect(url_for("shu_runs.show", year=year, number=run.number))


@blueprint.post("/simulator/save")
@requires(Permission.MANAGE_SETTINGS)
def save(year: int) -> ResponseReturnValue:
    """Let the rules tried be the by-laws from a day on."""
    try:
        tried, on = policy_forms.edited(request.form), policy_forms.saved_from(request.form)
        with transaction() as session:
            for setting in draft_queries.changed(session, tried, on):
                settings.put(
                    session, setting, tried.texts[setting.key], valid_from=on, at=clock.now(),
                    by=current_operator().id,
                )  # fmt: skip
    except BusinessError as error:
        return _simulator_page(year, request.form, error), error.status
    flash(_("Aturan disimpan di pengaturan."), "success")
    return redirect(url_for("shu_drafts.simulator", year=year))


def _survey(year: int, rules: Rules) -> Survey | None:
    """What the books say, or None while it is being worked out."""
    database = current_database()

    def work(progress: Progress) -> Survey:
        with database.reading() as session:
            return drafts.survey(session, year, rules, progress)

    patience = PATIENCE if request.method == "GET" else LONG_PATIENCE
    return BOARD.ask(_key(year, rules), work, patience)


def _key(year: int, rules: Rules) -> Hashable:
    with reading() as session:
        stamp = draft_queries.stamp(session, year)
    return year, rules.basis, rules.counts_sukarela, stamp


def _wait_page(year: int, rules: Rules) -> str:
    percent = BOARD.percent(_key(year, rules)) or 0
    asked = request.query_string.decode("ascii", "replace")
    looks = url_for("shu_drafts.progress", year=year)
    return render_template(
        "members/shu_wait.html", year=year, percent=percent,
        progress=f"{looks}?{asked}" if asked and "basis" in request.args else looks,
    )  # fmt: skip


def _simulator_page(year: int, typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        stand = years.stand(session, year, at=clock.now())
        laws = drafts.by_laws(session, year_end.last_day(year))
        last = draft_queries.last(session, year)
    fields = dict(typed) if "basis" in typed else policy_forms.typed_of(laws) | dict(typed)
    tried, error = _tried(fields, error)
    survey = _survey(year, tried.laws.rules) if tried else None
    if tried and survey is None:
        return _wait_page(year, tried.laws.rules)
    effects = _effects(survey, tried, laws, last, fields) if tried and survey else None
    return render_template(
        "members/shu_simulator.html", stand=stand, typed=fields, error=error, effects=effects,
        last=last, pools=POOLS, funds=FUNDS, nested=NESTED,
        sums={side: policy_forms.sum_of(fields, side) for side in ("m_", "n_", "o_")},
        choices=_choices(), missing=typed.get("member") and effects and not effects["member"],
    )  # fmt: skip


def _tried(
    fields: Mapping[str, str], error: BusinessError | None
) -> tuple[Edited | None, BusinessError | None]:
    try:
        return policy_forms.edited(fields), error
    except InvalidInput as wrong:
        return None, error or wrong


def _effects(
    survey: Survey, tried: Edited, laws: ByLaws, last: Last | None, fields: Mapping[str, str]
) -> dict[str, Any]:
    division = survey.inputs(tried.laws).division()
    compared = _by_laws_on(survey, laws, tried.laws)
    lines = simulation.pool_lines(division, last.pools if last else {})
    number = policy_forms.member_number(fields)
    return {
        "division": division,
        "surplus": survey.earned.surplus,
        "splits": _splits(survey, tried.laws),
        "lines": lines,
        "spread": simulation.spread(division, compared),
        "member": draft_queries.member_effect(division, compared, number, last),
        "spread_plot": charts.chart(simulation.histogram(division)),
        "plot": _pools_plot(division.pools.amounts),
        "last_plot": _changes_plot(lines) if last else None,
        "policy": tried.laws.rules.plan.member,
    }


def _by_laws_on(survey: Survey, laws: ByLaws, tried: ByLaws) -> Division:
    """The division by the by-laws with capital weighed as tried: what is compared is the policy."""
    basis, sukarela = tried.rules.basis, tried.rules.counts_sukarela
    rules = replace(laws.rules, basis=basis, counts_sukarela=sukarela)
    return survey.inputs(replace(laws, rules=rules)).division()


def _splits(survey: Survey, laws: ByLaws) -> list[tuple[str, bool, simulation.Split]]:
    part = laws.rules.part
    fixed = part.of(survey.earned.gross, survey.earned.net) if part.points is not None else None
    used = policy_forms.FIXED if fixed is not None else str(part)
    return [
        (str(words.METHODS[split.method]), split.method == used, split)
        for split in simulation.splits(survey.earned, fixed)
    ]


def _pools_plot(pools: Mapping[str, Money]) -> charts.Ranking | None:
    amounts = [(words.pool_name(code), amount.amount) for code, amount in pools.items()]
    return charts.ranking(amounts, spell=_rupiah)


def _changes_plot(lines: Sequence[PoolLine]) -> charts.Ranking | None:
    changes = [(words.pool_name(line.code), line.change.amount) for line in lines]
    return charts.ranking(changes, spell=_rupiah)


def _rupiah(value: int) -> str:
    return f"{'-' if value < 0 else ''}Rp{spelled(abs(value))}"


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "basis": [(key, str(label)) for key, label in SHU_CAPITAL_BASIS.choices.items()],
        "leavers": [(key, str(label)) for key, label in SHU_LEAVERS.choices.items()],
        "rest_to": [(key, str(label)) for key, label in SHU_REST_TO.choices.items()],
        "part": [(key, str(label)) for key, label in words.METHODS.items()],
        "sukarela": [("tidak", _("Tidak")), ("ya", _("Ya"))],
    }
