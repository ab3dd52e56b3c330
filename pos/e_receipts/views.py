"""The receipt as a page for the buyer's phone; the link is the only key."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from core import clock
from core.access import Open, requires
from core.db import reading
from core.errors import NotFound
from pos.e_receipts import e_receipts
from pos.e_receipts.e_receipts import OnPhone
from pos.paper_pdf import receipt_pdf

blueprint = Blueprint("e_receipts", __name__)

PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
"""Whoever has the link may read it: so search engines and other sites shall not learn it."""


@blueprint.get("/s/<link>")
@requires(Open.PUBLIC)
def show(link: str) -> ResponseReturnValue:
    """The receipt as on paper; while it has not arrived, a page that asks again by itself."""
    found = _find(link)
    return _page(HTTPStatus.OK if found else HTTPStatus.ACCEPTED, found=found, link=link)


@blueprint.get("/s/<link>/struk.pdf")
@requires(Open.PUBLIC)
def pdf(link: str) -> ResponseReturnValue:
    """The same as a file to keep."""
    found = _find(link)
    if found is None:
        return _page(HTTPStatus.ACCEPTED)
    name = f'attachment; filename="{found.number}.pdf"'
    content = receipt_pdf(found.paper, found.columns, found.number)
    headers = {**PRIVATE, "Content-Disposition": name}
    return Response(content, mimetype="application/pdf", headers=headers)


@blueprint.errorhandler(NotFound)
def nothing(error: NotFound) -> ResponseReturnValue:
    """Said to a buyer, who has nowhere to sign in."""
    return _page(error.status, sentence=error.sentence)


def _page(
    status: HTTPStatus, *, found: OnPhone | None = None, link: str = "", sentence: str = ""
) -> ResponseReturnValue:
    page = render_template("pos/e_receipt.html", found=found, link=link, sentence=sentence)
    return make_response(page, status, PRIVATE)


def _find(link: str) -> OnPhone | None:
    with reading() as session:
        return e_receipts.find(session, link, at=clock.now())
