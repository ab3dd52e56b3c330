"""The pages of the books: trial balance, account cards, journal, entries, export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import audit, charts, clock, paging, shops
from core.access import current_operator, requires
from core.db import Database, current_database, reading, transaction
from core.format import number, rupiah
from core.i18n import _, lazy
from core.models import Shop
from core.money import Money
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from ledger import forms, queries, stored, trends
from ledger.exporting import hledger_text
from ledger.scope import Scope

blueprint = Blueprint("ledger", __name__)

NAVIGATION = [
    NavigationItem(label, endpoint, Permission.VIEW_BOOKS, lazy("Pembukuan"))
    for label, endpoint in (
        (lazy("Neraca saldo"), "ledger.trial_balance"),
        (lazy("Jurnal"), "ledger.journal"),
    )
]

GROUPS = {
    "1": lazy("Aset"),
    "2": lazy("Kewajiban"),
    "3": lazy("Ekuitas"),
    "4": lazy("Pendapatan"),
    "5": lazy("Beban pokok penjualan"),
    "6": lazy("Beban"),
    "7": lazy("Beban lain"),
    "8": lazy("Pajak"),
}
"""Headings of the trial balance by the first digit of the account."""


@blueprint.app_template_filter()
def plain(amount: Money) -> str:
    """A column of rupiah: ``20.500``; a dash for nothing."""
    return number(amount.amount) if amount else "–"


@blueprint.app_template_filter()
def sided(balance: Money) -> str:
    """A balance with its side: ``20.500 D`` for debit, ``20.500 K`` for credit."""
    if not balance:
        return "–"
    size = number(abs(balance.amount))
    side = _("%(amount)s D", amount=size) if balance.amount > 0 else _("%(amount)s K", amount=size)
    return str(side)


@blueprint.app_template_filter()
def debited(amount: Money) -> str:
    """What stands in the left column; nothing for a credit."""
    return number(amount.amount) if amount.amount > 0 else ""


@blueprint.app_template_filter()
def credited(amount: Money) -> str:
    """What stands in the right column; nothing for a debit."""
    return number(-amount.amount) if amount.amount < 0 else ""


@blueprint.get("/ledger")
@requires(Permission.VIEW_BOOKS)
def trial_balance() -> ResponseReturnValue:
    """Every account over a period, by default this year."""
    with reading() as session:
        every = shops.all_shops(session)
        chosen = forms.chosen(request.args, every, since=_new_year(session))
        balance = queries.trial_balance(session, chosen.scope)
    rows = [row for row in balance.rows if row.moved]
    groups = [(GROUPS[key], tuple(of)) for key, of in groupby(rows, key=lambda row: row.code[0])]
    return render_template(
        "ledger/trial_balance.html",
        balance=balance, groups=groups, chosen=chosen, places=_places(every),
    )  # fmt: skip


@blueprint.get("/ledger/accounts/<code>")
@requires(Permission.VIEW_BOOKS)
def account(code: str) -> ResponseReturnValue:
    """An account's postings with the running balance."""
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        every = shops.all_shops(session)
        chosen = forms.chosen(request.args, every)
        card = queries.account_card(session, code, chosen.scope, number=number)
        months = trends.monthly(session, code, card.kind, chosen.scope)
    return render_template(
        "ledger/account.html",
        card=card,
        chart=charts.chart(months, spell=_spell) if len(months) > 1 else None,
        chosen=chosen,
        places=_places(every),
    )


@blueprint.get("/ledger/journal")
@requires(Permission.VIEW_BOOKS)
def journal() -> ResponseReturnValue:
    """Every entry, newest first."""
    query = request.args.get("q", "").strip()
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        every = shops.all_shops(session)
        chosen = forms.chosen(request.args, every)
        page = queries.journal_page(session, chosen.scope, query=query, number=number)
    return render_template(
        "ledger/journal.html", page=page, query=query, chosen=chosen, places=_places(every)
    )


@blueprint.get("/ledger/entries/<shop>/<int(max=999999999999):number>")
@requires(Permission.VIEW_BOOKS)
def entry(shop: str, number: int) -> ResponseReturnValue:
    """One entry with its lines and its seal."""
    with reading() as session:
        found = queries.find_entry(session, shop, number)
    return render_template("ledger/entry.html", entry=found)


@blueprint.get("/ledger/hledger")
@requires(Permission.EXPORT_BOOKS)
def hledger() -> ResponseReturnValue:
    """The journal as a file for hledger."""
    with reading() as session:
        chosen = forms.chosen(request.args, shops.all_shops(session))
    _note_export(chosen)
    name = f"lumbung{f'-{chosen.shop}' if chosen.shop else ''}.journal"
    return Response(
        _hledger_pieces(current_database(), chosen.scope),
        mimetype="text/plain",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _hledger_pieces(database: Database, scope: Scope) -> Iterator[str]:
    with database.reading() as session:
        yield from hledger_text(session, stored.by_date(session, scope))


def _note_export(chosen: forms.Chosen) -> None:
    with transaction() as session:
        audit.record(
            session,
            "books.exported",
            at=clock.now(),
            by=current_operator().id,
            shop_id=chosen.scope.shop_id,
            format="hledger",
            since=chosen.since,
            until=chosen.until,
        )


def _new_year(session: Session) -> date:
    today = today_for(session, current_operator().shop_id, at=clock.now())
    return today.replace(month=1, day=1)


def _places(every: list[Shop]) -> list[tuple[str, str]]:
    return [(shop.code, shop.name) for shop in every]


def _spell(amount: int) -> str:
    return rupiah(Money(amount))
