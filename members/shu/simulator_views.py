"""The page on which other rules are tried: what they would do, live, before a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging, settings
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.format import percent
from core.i18n import _
from core.paging import Page
from core.permissions import Permission
from ledger import year_end
from members.shu import (
    draft_queries,
    drafts,
    forms,
    policy_forms,
    runs,
    simulation,
    surveys,
    words,
    years,
)
from members.shu.allocation import Division
from members.shu.draft_queries import Last, NamedEffect
from members.shu.draft_views import split_rows, wait_page
from members.shu.drafts import ByLaws, Survey
from members.shu.figures import Earned
from members.shu.policy_forms import FUNDS, NESTED, POOLS, SIDES, Edited
from members.shu.runs import Proposal
from members.shu.settings import SHU_CAPITAL_BASIS, SHU_LEAVERS, SHU_REST_TO
from members.shu.simulation import Bucket, PoolLine, Spread, Twin

blueprint = Blueprint("shu_simulator", __name__, url_prefix="/shu/<int(fixed_digits=4):year>")


@dataclass(frozen=True, slots=True)
class Effects:
    """What the rules tried would do."""

    earned: Earned
    division: Division
    percents: Mapping[str, str]
    """Of the members' side, by pool."""
    splits: list[tuple[str, bool, simulation.Split]]
    spread: Spread
    pools: list[tuple[PoolLine, Twin]]
    buckets: list[tuple[Bucket, Twin]]
    members: Page[NamedEffect]

    @property
    def only(self) -> NamedEffect | None:
        """The one member who was looked for."""
        return self.members.rows[0] if self.members.total == 1 else None


@blueprint.get("/simulator")
@requires(Permission.VIEW_SURPLUS)
def show(year: int) -> ResponseReturnValue:
    """The editor of the rules, and what they would do."""
    return _page(year, request.args)


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
        return _page(year, request.form, error), error.status
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
        return _page(year, request.form, error), error.status
    flash(_("Aturan disimpan di pengaturan."), "success")
    return redirect(url_for("shu_simulator.show", year=year))


def _page(year: int, typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        stand = years.stand(session, year, at=clock.now())
        laws = drafts.by_laws(session, year_end.last_day(year))
        last = draft_queries.last(session, year)
    fields = dict(typed) if "basis" in typed else policy_forms.typed_of(laws) | dict(typed)
    tried, error = _tried(fields, error)
    effects = None
    if tried:
        found = _surveys(year, tried, laws)
        if found is None:
            return wait_page(year, tried.laws.rules)
        effects = _effects(*found, tried, laws, last, fields)
    return render_template(
        "members/shu_simulator.html", stand=stand, typed=fields, error=error, effects=effects,
        last=last, pools=POOLS, funds=FUNDS, nested=NESTED, choices=_choices(),
        sums={side: policy_forms.sum_of(fields, side) for side in SIDES},
        lacks={side: policy_forms.lack_of(fields, side) for side in SIDES},
        others_open=policy_forms.others_get_some(fields), words=policy_forms.member_words(fields),
    )  # fmt: skip


def _tried(
    fields: Mapping[str, str], error: BusinessError | None
) -> tuple[Edited | None, BusinessError | None]:
    try:
        return policy_forms.edited(fields), error
    except InvalidInput as wrong:
        return None, error or wrong


def _surveys(year: int, tried: Edited, laws: ByLaws) -> tuple[Survey, Survey] | None:
    """The year with capital weighed as tried and as the by-laws do; None while one of them is
    being worked out."""
    waits_long = request.method == "POST"
    found = surveys.ask(year, tried.laws.rules, long=waits_long)
    compared = surveys.ask(year, laws.rules, long=waits_long)
    return (found, compared) if found and compared else None


def _effects(
    survey: Survey, compared: Survey, tried: Edited, laws: ByLaws, last: Last | None,
    fields: Mapping[str, str],
) -> Effects:  # fmt: skip
    division, by_laws = survey.inputs(tried.laws).division(), compared.inputs(laws).division()
    lines = simulation.pool_lines(division, last.pools if last else {})
    buckets = simulation.histogram(division, last.paid.values() if last else ())
    with reading() as session:
        members = draft_queries.effects_page(
            session, simulation.member_effects(division, by_laws, last.paid if last else {}),
            policy_forms.member_words(fields), paging.page_number(fields.get("page")),
        )  # fmt: skip
    return Effects(
        survey.earned, division,
        {line.code: percent(line.points) for line in tried.laws.rules.plan.member.lines},
        split_rows(survey, tried.laws),
        simulation.spread(division, by_laws),
        [*zip(lines, simulation.twins([line.both for line in lines]), strict=True)],
        [*zip(buckets, simulation.twins([each.both for each in buckets]), strict=True)],
        members,
    )  # fmt: skip


def _choices() -> dict[str, list[tuple[str, ...]]]:
    return {
        "basis": [(key, str(label)) for key, label in SHU_CAPITAL_BASIS.choices.items()],
        "leavers": [(key, str(label)) for key, label in SHU_LEAVERS.choices.items()],
        "rest_to": [(key, str(label)) for key, label in SHU_REST_TO.choices.items()],
        "part": [(key, str(label), "") for key, label in words.METHODS.items()],
        "sukarela": [("tidak", _("Tidak")), ("ya", _("Ya"))],
    }
