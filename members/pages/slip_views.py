"""A member's slip of a past year: every step to her share, and the same as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.access import Open, requires
from core.db import reading
from core.errors import NotFound
from members.access.gate import PLACE, current_member
from members.pages import refusals
from members.shu import queries, runs, slip_paper, slips, told
from members.shu.models import RunState
from members.shu.slips import MemberSlip

blueprint = Blueprint("member_slips", __name__, url_prefix=PLACE)
refusals.answer_on(blueprint)


@blueprint.get("/shu/<int(fixed_digits=4):year>/<int(max=9999):number>")
@requires(Open.MEMBER)
def show(year: int, number: int) -> ResponseReturnValue:
    """How her share of a year came about."""
    with reading() as session:
        slip = _own(session, year, number)
    return render_template(
        "members/pages/slip.html", slip=slip, sentence=slips.sentence(slip),
        parts=slips.parts(slip), decided=slips.decided(slip), number=number,
    )  # fmt: skip


@blueprint.get("/shu/<int(fixed_digits=4):year>/<int(max=9999):number>/slip.pdf")
@requires(Open.MEMBER)
def pdf(year: int, number: int) -> ResponseReturnValue:
    """The same as a file to keep."""
    with reading() as session:
        slip = _own(session, year, number)
    content = slip_paper.slips_pdf([slip], f"SHU {year}")
    name = f'attachment; filename="shu-{year}.pdf"'
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": name})


def _own(session: Session, year: int, number: int) -> MemberSlip:
    """Of a run that is in the books; before that nobody is told anything."""
    try:
        run = runs.by_number(session, year, number)
        share = queries.share(session, run, current_member().number)
    except NotFound:
        raise refusals.nothing() from None
    if run.state is not RunState.POSTED:
        raise refusals.nothing()
    return told.teller(session, run).slip(share)
