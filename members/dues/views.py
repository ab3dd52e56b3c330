"""The pages of simpanan wajib: who is behind, one member's months, making dues, letting off."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import charts, clock, paging, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.exports import Column, Kind, Sheet, download
from core.format import number as grouped
from core.i18n import _, lazy, lazy_in
from core.ids import MemberId, ShopId
from core.models import ShopKind
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from core.shops import find_coop
from members import register
from members.debts.reminders import link
from members.dues import dues, forms, paid, queries, reminders, words
from members.dues.queries import BehindRow, Search
from members.dues.rules import first_of

blueprint = Blueprint("dues", __name__)
blueprint.add_app_template_filter(words.month_name, "month_name")

NAVIGATION = [
    NavigationItem(
        lazy("Tunggakan wajib"),
        "dues.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/dues")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Who has not paid, who owes most first."""
    return _list_page()


@blueprint.get("/dues/tunggakan-wajib.<ending>")
@requires(Permission.VIEW_MEMBERS)
def export(ending: str) -> ResponseReturnValue:
    """The same list as a file for a spreadsheet."""
    with reading() as session:
        search, today = _search(session), _today(session)
        rows = list(queries.every(session, search, on=today))
    return download(_sheet(rows), f"tunggakan wajib {today.isoformat()}", ending)


@blueprint.post("/dues/make")
@requires(Permission.HANDLE_SAVINGS)
def make() -> ResponseReturnValue:
    """Make the dues of a month that are missing."""
    try:
        month = forms.month(request.form)
        with transaction() as session:
            made = dues.generate(
                session, month, today=_today(session), at=clock.now(), by=current_operator().id
            )
    except InvalidInput as error:
        return _list_page(error), error.status
    flash(_("%(count)s tagihan dibuat untuk %(month)s.",
            count=grouped(made), month=words.month_name(month)), "success")  # fmt: skip
    return redirect(url_for("dues.index"))


@blueprint.get("/dues/<int(max=999999999):number>")
@requires(Permission.VIEW_MEMBERS)
def show(number: int) -> ResponseReturnValue:
    """One member's months, and the message that reminds her."""
    return _card_page(number)


@blueprint.post("/dues/<int(max=999999999):number>/relief")
@requires(Permission.HANDLE_SAVINGS)
def relieve(number: int) -> ResponseReturnValue:
    """Let her off a month, or a part of it."""
    try:
        typed = forms.relief(request.form)
        with transaction() as session:
            dues.relieve(
                session, register.by_number(session, number), typed.month, typed.amount,
                typed.reason, at=clock.now(), by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _card_page(number, error), error.status
    flash(_("Keringanan dicatat."), "success")
    return redirect(url_for("dues.show", number=number))


def _today(session: Session) -> date:
    return today_for(session, current_operator().shop_id, at=clock.now())


def _search(session: Session) -> Search:
    within = current_operator().shop_id
    return forms.search(request.args, shops.all_shops(session), within=within)


def _list_page(error: InvalidInput | None = None) -> str:
    with reading() as session:
        search, today = _search(session), _today(session)
        page = queries.page(
            session, search, on=today, number=paging.page_number(request.args.get("page"))
        )
        together = queries.sums(session, search, on=today)
        behind = queries.by_months(session, search, on=today)
        own = current_operator().shop_id
        places = [
            (shop.code, shop.name) for shop in shops.all_shops(session)
            if shop.kind is ShopKind.SHOP and own in (None, shop.id)
        ]  # fmt: skip
        is_set = any(dues.amount_of(session, ShopId(shop.id), today)
                     for shop in shops.all_shops(session))  # fmt: skip
    return render_template(
        "members/dues.html",
        page=page, search=search, sums=together, typed=request.args, places=places, error=error,
        today=today, chart=charts.chart(behind), behind=behind, is_set=is_set,
        states=[(each.value, str(name)) for each, name in words.BEHIND.items()],
        kept={name: value for name, value in request.args.items() if name in _KEPT},
    )  # fmt: skip


_KEPT = ("q", "behind", "shop")


def _card_page(number: int, error: InvalidInput | None = None) -> str:
    with reading() as session:
        member, today = register.by_number(session, number), _today(session)
        member_id = MemberId(member.id)
        card = paid.card(session, today, member_id)
        monthly = dues.amount_of(session, ShopId(member.shop_id), today)
        given = queries.reliefs(session, member_id)
        coop = find_coop(session)
    text = reminders.message(member.name, coop.name if coop else "", card, today)
    return render_template(
        "members/dues_card.html",
        member=member, card=card, late=card.arrears(today), monthly=monthly, reliefs=given,
        through=card.paid_through(monthly), this=first_of(today), message=text,
        link=link(member.phone, text), error=error, typed=request.form,
        months=[(one.month.isoformat()[:7], words.month_name(one.month))
                for one in reversed(card.months) if one.due.asked],
    )  # fmt: skip


def _sheet(rows: list[BehindRow]) -> Sheet:
    columns = (
        Column(_("Nomor"), Kind.COUNT), Column(_("Nama")), Column(_("Nomor HP")),
        Column(_("Toko")), Column(_("Bulan menunggak"), Kind.COUNT),
        Column(_("Sejak"), Kind.DATE), Column(_("Tunggakan"), Kind.RUPIAH),
        Column(_("Dengan bulan ini"), Kind.RUPIAH),
    )  # fmt: skip
    cells = [
        (row.number, row.name, row.phone, row.shop, row.months, row.since, row.late, row.open)
        for row in rows
    ]
    return Sheet(_("Tunggakan wajib"), columns, cells)
