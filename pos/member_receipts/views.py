"""A member reads her receipts as they came out of the printer."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import paging
from core.access import Open, requires
from core.db import reading
from core.i18n import lazy
from core.ids import TillId
from members.access.gate import PLACE, current_member
from members.pages import refusals
from members.pages.sections import Section
from pos import queries as sales
from pos import receipts
from pos.member_receipts import queries
from pos.paper import PaperLine
from pos.paper_pdf import receipt_pdf

blueprint = Blueprint("member_receipts", __name__, url_prefix=PLACE)
refusals.answer_on(blueprint)

SECTION = Section(
    lazy("Struk belanja saya"),
    lazy("Setiap belanja dengan kartu Anda, seperti di kertas"),
    "member_receipts.index",
    queries.has_any,
    queries.sheets,
    of_purchases=True,
)


@blueprint.get("/struk")
@requires(Open.MEMBER)
def index() -> ResponseReturnValue:
    """Her receipts, newest first."""
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        page = queries.page_of(session, current_member().member_id, number=number)
    return render_template("pos/member_receipts.html", page=page)


@blueprint.get("/struk/<number>")
@requires(Open.MEMBER)
def receipt(number: str) -> ResponseReturnValue:
    """One of them; another member's is not there."""
    with reading() as session:
        lines, columns = _paper(session, number)
    return render_template("pos/member_receipt.html", number=number, lines=lines, columns=columns)


@blueprint.get("/struk/<number>/struk.pdf")
@requires(Open.MEMBER)
def pdf(number: str) -> ResponseReturnValue:
    """The same as a file to keep."""
    with reading() as session:
        lines, columns = _paper(session, number)
    name = f'attachment; filename="{number}.pdf"'
    content = receipt_pdf(lines, columns, number)
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": name})


def _paper(session: Session, number: str) -> tuple[tuple[PaperLine, ...], int]:
    found = queries.find(session, current_member().member_id, number)
    if found is None:
        raise refusals.nothing()
    columns = sales.receipt_columns(session, TillId(found.till_id))
    return receipts.layout(sales.receipt(session, found.id), columns), columns
