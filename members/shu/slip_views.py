"""The slips of a run: one member's page, her paper, everybody's in one file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.access import requires
from core.db import reading
from core.permissions import Permission
from members.shu import queries, runs, slip_paper, slips, told
from members.shu.slips import MemberSlip

blueprint = Blueprint(
    "shu_slips", __name__, url_prefix="/shu/<int(fixed_digits=4):year>/runs/<int:number>"
)


@blueprint.get("/members/<int(max=999999999):member>")
@requires(Permission.VIEW_SURPLUS)
def show(year: int, number: int, member: int) -> ResponseReturnValue:
    """What a member is told, on the screen."""
    with reading() as session:
        slip = _slip(session, year, number, member)
    return render_template(
        "members/shu_slip.html", slip=slip, sentence=slips.sentence(slip),
        parts=slips.parts(slip), decided=slips.decided(slip), number=number,
    )  # fmt: skip


@blueprint.get("/members/<int(max=999999999):member>.pdf")
@requires(Permission.VIEW_SURPLUS)
def one_pdf(year: int, number: int, member: int) -> ResponseReturnValue:
    """Her slip on a page."""
    with reading() as session:
        slip = _slip(session, year, number, member)
    return _pdf(slip_paper.slips_pdf([slip], f"SHU {year}"), f"shu-{year}-{member}.pdf")


@blueprint.get("/members/<int(max=999999999):member>.txt")
@requires(Permission.VIEW_SURPLUS)
def one_text(year: int, number: int, member: int) -> ResponseReturnValue:
    """Her slip for 58 mm paper."""
    with reading() as session:
        slip = _slip(session, year, number, member)
    return Response("\n".join([*slips.text_lines(slip), ""]), mimetype="text/plain")


@blueprint.get("/slips.pdf")
@requires(Permission.VIEW_SURPLUS)
def bundle(year: int, number: int) -> ResponseReturnValue:
    """Everybody's slips, by number."""
    with reading() as session:
        every = list(told.everybodys(session, runs.by_number(session, year, number)))
    return _pdf(slip_paper.slips_pdf(every, f"SHU {year}"), f"shu-{year}-slip.pdf")


def _slip(session: Session, year: int, number: int, member: int) -> MemberSlip:
    run = runs.by_number(session, year, number)
    return told.teller(session, run).slip(queries.share(session, run, member))


def _pdf(document: bytes, name: str) -> Response:
    return Response(
        document,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
