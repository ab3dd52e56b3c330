"""A statement by its link: on the page, and as a file to keep."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from core import clock
from core.access import Open, current_operator, requires
from core.clock import local_day
from core.db import reading, transaction
from core.errors import NotFound
from core.format import day, moment, rupiah
from core.permissions import Permission
from core.public_address import PUBLIC_ADDRESS
from core.queries import today_for
from core.settings import read
from core.shops import find_coop
from members import register, words
from members.balances import Account
from members.pages import sharing
from members.pages.sharing import Statement
from members.pages.statement_sheets import StatementSheet, statement_pdf

blueprint = Blueprint("member_statements", __name__)

PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
"""Whoever has the link may read it: so search engines and other sites shall not learn it."""


@blueprint.get("/rekening/<link>")
@requires(Open.PUBLIC)
def show(link: str) -> ResponseReturnValue:
    """How a member stood when the link was made."""
    found = _find(link)
    page = render_template("members/pages/statement.html", found=found, link=link)
    return make_response(page, PRIVATE)


@blueprint.get("/rekening/<link>/rekening.pdf")
@requires(Open.PUBLIC)
def pdf(link: str) -> ResponseReturnValue:
    """The same as a file."""
    content = statement_pdf(_sheet(_find(link), link))
    headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="rekening.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


@blueprint.errorhandler(NotFound)
def nothing(error: NotFound) -> ResponseReturnValue:
    """Said to somebody who has nowhere to sign in."""
    page = render_template("members/pages/statement.html", found=None, sentence=error.sentence)
    return make_response(page, error.status, PRIVATE)


@blueprint.post("/members/<int(max=999999999):number>/statement")
@requires(Permission.VIEW_MEMBERS)
def share(number: int) -> ResponseReturnValue:
    """Make a link for a member, to be sent or shown as a code; it is shown once."""
    operator, at = current_operator(), clock.now()
    with transaction() as session:
        member = register.by_number(session, number)
        link = sharing.share(session, member, _secret(), at=at, by=operator.id)
        coop = find_coop(session)
        today = today_for(session, operator.shop_id, at=at)
        url = url_of(read(session, PUBLIC_ADDRESS, on=today), link)
    message = sharing.message_link(member.phone, coop.name if coop else "", url)
    return render_template("members/statement_shared.html", member=member, link=link, url=url,
                           message=message)  # fmt: skip


def url_of(address: str, link: str) -> str:
    """Where phones open a link: at the public address, else at the one in use."""
    path = url_for("member_statements.show", link=link)
    return f"{address or request.host_url.rstrip('/')}{path}"


def _find(link: str) -> Statement:
    with reading() as session:
        return sharing.find(session, link, _secret(), at=clock.now())


def _sheet(found: Statement, link: str) -> StatementSheet:
    with reading() as session:
        coop = find_coop(session)
        address = read(session, PUBLIC_ADDRESS, on=local_day(found.shared.at, found.time_zone))
    at = found.shared.at
    debt = (words.account_name(Account.KASBON), rupiah(found.balances.credit))
    return StatementSheet(
        coop.name if coop else "",
        found.name,
        found.number,
        moment(at, found.time_zone),
        [(words.account_name(account), rupiah(amount)) for account, amount in found.accounts],
        rupiah(found.owned),
        [debt] if found.balances.credit else [],
        day(found.last_day),
        url_of(address, link),
    )


def _secret() -> str:
    secret: str = current_app.config["SECRET_KEY"]
    return secret
