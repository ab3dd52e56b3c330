"""The pages of debts: who owes since when, one person's statement with a reminder to send."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import charts, clock, exports, paging, shops
from core.access import current_operator, requires
from core.db import reading
from core.errors import InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _, lazy, lazy_in
from core.models import ShopKind
from core.money import Money
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from members.debts import files, forms, queries, reminders, sheets, statement_queries, words
from members.debts.queries import Person
from members.debts.statement_queries import Statement
from members.models import MemberStatus
from members.sheets import Paper

blueprint = Blueprint("debts", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Kasbon"), "debts.index", Permission.VIEW_MEMBERS, lazy_in("several", "Anggota")
    )
]


@blueprint.get("/debts")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Who owes, the longest overdue first, with the ages of what is owed."""
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        places = [place for place in shops.all_shops(session) if place.kind is ShopKind.SHOP]
        search, on = forms.search(request.args, places), _today(session)
        debts = queries.every_debt(session, search, on=on)
    sums = queries.sums_of(debts)
    bars = [(str(words.SHORT_AGES[age]), amount.amount) for age, amount in sums.buckets.items()]
    return render_template(
        "members/debts.html",
        page=queries.page_of(debts, number), sums=sums, search=search, typed=request.args,
        on=on, ages=words.AGES, short=words.SHORT_AGES, kept=_kept(),
        chart=charts.chart(bars, spell=_spell),
        places=[(place.code, place.name) for place in places],
    )  # fmt: skip


@blueprint.get("/debts/file.<ending>")
@requires(Permission.VIEW_MEMBERS)
def download(ending: str) -> ResponseReturnValue:
    """The whole list as the page shows it, as PDF, CSV or XLSX."""
    with reading() as session:
        on = _today(session)
        search = forms.search(request.args, shops.all_shops(session))
        debts = queries.every_debt(session, search, on=on)
        paper = _paper(session, "Kasbon menurut umur", on, is_wide=True)
    name = f"kasbon {on.isoformat()}"
    if ending != "pdf":
        return exports.download(files.ageing_sheet(debts), name, ending)
    return _pdf(sheets.ageing_pdf(debts, queries.sums_of(debts), paper, on=on), name)


@blueprint.get("/debts/<code>")
@requires(Permission.VIEW_MEMBERS)
def show(code: str) -> ResponseReturnValue:
    """One person's statement, and a message that reminds of what is overdue."""
    with reading() as session:
        person, on = _person(session, code), _today(session)
        try:
            days, error = forms.days(request.args, on), None
        except InvalidInput as problem:
            days, error = forms.days({}, on), problem
        found = statement_queries.statement(session, person, days.first, days.last, today=on)
        coop = shops.find_coop(session)
    message = _message(found, coop.name if coop else "", on)
    page = render_template(
        "members/debt.html",
        statement=found, person=person, on=on, ages=words.AGES, message=message, error=error,
        link=reminders.link(person.phone, message), kept=_kept(), about=_about(person),
        typed=request.args if error else {"from": days.first, "to": days.last},
    )  # fmt: skip
    return page, error.status if error else 200


@blueprint.get("/debts/<code>/statement.pdf")
@requires(Permission.VIEW_MEMBERS)
def statement(code: str) -> ResponseReturnValue:
    """The statement on paper."""
    with reading() as session:
        person, on = _person(session, code), _today(session)
        days = forms.days(request.args, on)
        found = statement_queries.statement(session, person, days.first, days.last, today=on)
        paper = _paper(session, "Rekening koran kasbon", on)
    name = f"kasbon {person.code} {days.last.isoformat()}"
    return _pdf(sheets.statement_pdf(found, paper), name)


def _person(session: Session, code: str) -> Person:
    return queries.person_of(session, code)


def _message(found: Statement, coop: str, on: date) -> str:
    """Nobody is reminded of the debts of the dead by their own number."""
    if found.person.status is MemberStatus.DECEASED:
        return ""
    return reminders.message(reminders.Reminder(coop, found.person.name, found.parts, on))


def _about(person: Person) -> str:
    """The page of whoever it is."""
    if person.status is None:
        return url_for("customers.index", q=person.code)
    return url_for("members.member", number=int(person.code))


def _paper(session: Session, title: str, on: date, *, is_wide: bool = False) -> Paper:
    coop = shops.find_coop(session)
    if coop is None:
        raise NotFound(_("Belum ada koperasi."))
    return Paper(coop.name, title, on, coop.is_demo, is_wide)


def _pdf(content: bytes, name: str) -> Response:
    file_name = f"{name.replace(' ', '-')}.pdf"
    return Response(
        content,
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{file_name}"',
            "Cache-Control": "no-store",
        },
    )


def _kept() -> dict[str, str]:
    return {key: value for key, value in request.args.items() if key in _KEPT and value}


_KEPT = ("q", "shop", "overdue", "from", "to")


def _today(session: Session) -> date:
    return today_for(session, current_operator().shop_id, at=clock.now())


def _spell(amount: int) -> str:
    return rupiah(Money(amount))
