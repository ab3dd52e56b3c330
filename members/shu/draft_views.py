"""The draft of a year as it would be today."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import charts, clock, paging
from core.access import requires
from core.db import reading
from core.errors import InvalidInput
from core.format import number as spelled
from core.money import Money
from core.permissions import Permission
from ledger import year_end
from members.shu import (
    draft_queries,
    drafts,
    forms,
    policy_forms,
    simulation,
    surveys,
    words,
    years,
)
from members.shu.drafts import ByLaws, Survey
from members.shu.inputs import Rules

blueprint = Blueprint("shu_drafts", __name__, url_prefix="/shu/<int(fixed_digits=4):year>")


@blueprint.get("/draft")
@requires(Permission.VIEW_SURPLUS)
def show(year: int) -> ResponseReturnValue:
    """The year by the by-laws: the split, the pools, everybody's share."""
    listed, number = forms.list_of(request.args), paging.page_number(request.args.get("page"))
    with reading() as session:
        stand = years.stand(session, year, at=clock.now())
        laws = drafts.by_laws(session, year_end.last_day(year))
    survey = surveys.ask(year, laws.rules)
    if survey is None:
        return wait_page(year, laws.rules)
    division = survey.inputs(laws).division()
    with reading() as session:
        page = draft_queries.page(session, survey, division, listed, number)
    return render_template(
        "members/shu_draft.html", stand=stand, survey=survey, division=division, page=page,
        listed=listed, laws=laws.rules, cap=laws.capital_cap,
        splits=split_rows(survey, laws), plot=_pools_plot(division.pools.amounts),
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
    return {"percent": surveys.percent(year, rules)}


def wait_page(year: int, rules: Rules) -> str:
    """How far the work is; opens the page again when it is done."""
    percent = surveys.percent(year, rules) or 0
    asked = request.query_string.decode("ascii", "replace")
    looks = url_for("shu_drafts.progress", year=year)
    return render_template(
        "members/shu_wait.html", year=year, percent=percent,
        progress=f"{looks}?{asked}" if asked and "basis" in request.args else looks,
    )  # fmt: skip


def split_rows(survey: Survey, laws: ByLaws) -> list[tuple[str, bool, simulation.Split]]:
    """What members earned by each method: its name, whether it counts, the figures."""
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


def _rupiah(value: int) -> str:
    return f"{'-' if value < 0 else ''}Rp{spelled(abs(value))}"
