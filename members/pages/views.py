"""The pages a member reads: first page, savings, purchases, surplus, what is due."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import Open, requires
from core.db import reading
from members import movements, words
from members import queries as office
from members.access import gate
from members.access.gate import PLACE, current_member
from members.balances import Account, balances
from members.credit import coming
from members.dues import paid
from members.pages import queries, refusals, sections
from members.shu import estimates
from members.shu import queries as shu

blueprint = Blueprint("member_pages", __name__, url_prefix=PLACE)
refusals.answer_on(blueprint)


@blueprint.after_app_request
def mark(response: Response) -> Response:
    """Say on every page of the members whose it is."""
    return gate.mark(response)


@blueprint.app_context_processor
def whose() -> dict[str, object]:
    """``visit``: the member on this phone, for the frame around her pages."""
    if not request.path.startswith(PLACE):
        return {}
    return {"visit": gate.find_visit(), "made_at": clock.now()}


@blueprint.get("")
@requires(Open.MEMBER)
def home() -> ResponseReturnValue:
    """Everything in one screen."""
    with reading() as session:
        found = queries.overview(session, current_member().member_id, at=clock.now())
    return render_template("members/pages/home.html", all=found,
                           accounts=queries.accounts_of(found.money.balances))  # fmt: skip


@blueprint.get("/simpanan")
@requires(Open.MEMBER)
def savings() -> ResponseReturnValue:
    """What is in each account."""
    with reading() as session:
        known = balances(session, current_member().member_id)
    return render_template("members/pages/savings.html", owned=queries.owned(known),
                           accounts=queries.accounts_of(known))  # fmt: skip


@blueprint.get("/simpanan/<name>")
@requires(Open.MEMBER)
def account(name: str) -> ResponseReturnValue:
    """What moved on one account, newest first."""
    if name not in tuple(Account):
        raise refusals.nothing()
    chosen, number = Account(name), paging.page_number(request.args.get("page"))
    member_id = current_member().member_id
    with reading() as session:
        moved = movements.page_of(session, member_id, account=chosen, number=number)
        known = balances(session, member_id)
    return render_template("members/pages/account.html", account=chosen, moved=moved,
                           balance=known.of(chosen))  # fmt: skip


@blueprint.get("/belanja")
@requires(Open.MEMBER)
def purchases() -> ResponseReturnValue:
    """What she bought in a year, month by month, and the way to her receipts."""
    visit = current_member()
    with reading() as session:
        today = queries.overview(session, visit.member_id, at=clock.now()).today
        bought = office.year_of(session, visit.member_id, _year(today), today=today)
        others = sections.offered(session, visit.member_id)
    months = [(str(name), sum_) for name, sum_ in zip(words.MONTHS, bought.months, strict=True)]
    return render_template("members/pages/purchases.html", bought=bought, sections=others,
                           months=[each for each in months if each[1]],
                           most=max(bought.months))  # fmt: skip


@blueprint.get("/shu")
@requires(Open.MEMBER)
def surplus() -> ResponseReturnValue:
    """One figure and one sentence, then the arithmetic, then past years."""
    member_id = current_member().member_id
    with reading() as session:
        return render_template(
            "members/pages/surplus.html",
            expected=estimates.expected(session, member_id, at=clock.now()),
            shares=shu.shares_of(session, member_id),
            unpaid=balances(session, member_id).surplus,
        )


@blueprint.get("/tagihan")
@requires(Open.MEMBER)
def dues() -> ResponseReturnValue:
    """What is to be paid, and when: simpanan wajib and kasbon."""
    member_id = current_member().member_id
    with reading() as session:
        found = queries.overview(session, member_id, at=clock.now())
        card = paid.card(session, found.today, member_id)
    return render_template("members/pages/dues.html", all=found,
                           months=[each for each in card.months if each.open],
                           coming=coming(found.money.bons))  # fmt: skip


@blueprint.get("/lainnya")
@requires(Open.MEMBER)
def more() -> ResponseReturnValue:
    """Everything else, as a list."""
    with reading() as session:
        found = sections.offered(session, current_member().member_id)
    return render_template("members/pages/more.html", sections=found)


def _year(today: date) -> int:
    typed = request.args.get("tahun", "")
    is_year = typed.isascii() and typed.isdigit() and len(typed) == len("2026")
    return int(typed) if is_year and int(typed) >= 1 else today.year
