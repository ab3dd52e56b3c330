"""The slips of a run: one member's page, her paper, everybody's in one file."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, slip_printing
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from core.i18n import _
from core.permissions import Permission
from core.slip_printing import Slip
from members.shu import queries, runs, slip_paper, slip_tills, slips, told
from members.shu.slips import MemberSlip

blueprint = Blueprint(
    "shu_slips", __name__, url_prefix="/shu/<int(fixed_digits=4):year>/runs/<int:number>"
)


@blueprint.get("/members/<int(max=999999999):member>")
@requires(Permission.VIEW_SURPLUS)
def show(year: int, number: int, member: int) -> ResponseReturnValue:
    """What a member is told, on the screen."""
    return _page(year, number, member)


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


@blueprint.post("/members/<int(max=999999999):member>/print")
@requires(Permission.PREPARE_SURPLUS)
def print_one(year: int, number: int, member: int) -> ResponseReturnValue:
    """Her slip on a till's printer; every one but the first is a copy."""
    own = current_operator().shop_id
    try:
        with transaction() as session:
            run = runs.by_number(session, year, number)
            queries.share(session, run, member)
            shop_id = slip_tills.shop_of(session, member, own)
            copy = slip_printing.print_slip(
                session, Slip(told.source(run, member), str(member), shop_id),
                request.form.get("till", ""), at=clock.now(), by=current_operator().id,
            )  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _page(year, number, member, error), error.status
    if copy is None:
        flash(_("Slip dikirim ke printer."), "success")
    else:
        flash(_("Salinan ke-%(number)s dikirim ke printer.", number=copy), "success")
    return redirect(url_for("shu_slips.show", year=year, number=number, member=member))


@blueprint.get("/slips.pdf")
@requires(Permission.VIEW_SURPLUS)
def bundle(year: int, number: int) -> ResponseReturnValue:
    """Everybody's slips, by number."""
    with reading() as session:
        every = list(told.everybodys(session, runs.by_number(session, year, number)))
    return _pdf(slip_paper.slips_pdf(every, f"SHU {year}"), f"shu-{year}-slip.pdf")


def _page(year: int, number: int, member: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        slip = _slip(session, year, number, member)
        tills = slip_tills.places(session, member, current_operator().shop_id)
    return render_template(
        "members/shu_slip.html", slip=slip, sentence=slips.sentence(slip), error=error,
        parts=slips.parts(slip), whole=slips.whole(slip), decided=slips.decided(slip),
        number=number, tills=tills,
    )  # fmt: skip


def _slip(session: Session, year: int, number: int, member: int) -> MemberSlip:
    run = runs.by_number(session, year, number)
    return told.teller(session, run).slip(queries.share(session, run, member))


def _pdf(document: bytes, name: str) -> Response:
    return Response(
        document,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
