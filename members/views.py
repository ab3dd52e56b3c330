"""The pages of the members: the register, one member, admitting and changing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import charts, clock, paging, seals, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _, lazy_in
from core.ids import MemberId
from core.models import Shop, ShopKind
from core.money import Money
from core.permissions import Permission
from core.queries import today_for, zone_of
from core.registry import NavigationItem
from members import forms, movements, queries, register, words
from members.balances import Account
from members.cleaning import shown_phone
from members.models import Member, MemberStatus, Sex
from members.people import countries, identities, nik
from members.people import queries as people
from members.people import words as people_words
from members.people.regions import regions
from members.people.statuses import NewStatus
from members.shu import estimates

blueprint = Blueprint("members", __name__)
blueprint.add_app_template_filter(words.status_name, "status_name")
blueprint.add_app_template_filter(words.account_name, "account_name")
blueprint.add_app_template_filter(words.basis_name, "basis_name")
blueprint.add_app_template_filter(words.sex_name, "sex_name")
blueprint.add_app_template_filter(words.migrant_name, "migrant_name")
blueprint.add_app_template_filter(shown_phone, "phone")
blueprint.add_app_template_filter(regions.regency_name, "regency_name")
blueprint.add_app_template_filter(regions.district_name, "district_name")
blueprint.add_app_template_filter(countries.country_name, "country_name")

NAVIGATION = [
    NavigationItem(
        lazy_in("several", "Anggota"),
        "members.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/members")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """The register, by number."""
    asked = forms.asked(request.args)
    with reading() as session:
        page = queries.member_page(
            session, asked, number=paging.page_number(request.args.get("page"))
        )
        regencies, programmes = queries.regencies(session), queries.programmes(session)
    return render_template(
        "members/index.html",
        page=page, asked=asked, statuses=choices(words.STATUSES), regencies=regencies,
        programmes=programmes,
    )  # fmt: skip


DOCUMENT_PAGES: dict[str, tuple[str, str]] = {}
"""Which page shows what caused a movement: its kind → an endpoint, and what it calls the key.

Filled in by the packages above that have such pages.
"""


@blueprint.get("/members/<int(max=999999999):number>")
@requires(Permission.VIEW_MEMBERS)
def member(number: int) -> ResponseReturnValue:
    """One member: what she owns and owes, what moved, and what was bought in a year."""
    account = forms.chosen_account(request.args)
    page_number = paging.page_number(request.args.get("page"))
    with reading() as session:
        found = register.by_number(session, number)
        today = today_for(session, current_operator().shop_id, at=clock.now())
        year = forms.chosen_year(request.args, today)
        bought = queries.year_of(session, MemberId(found.id), year, today=today)
        shop = shops.get_shop(session, found.shop_id)
        money = queries.money_of(session, found, today=today)
        expected = estimates.expected(session, MemberId(found.id), at=clock.now())
        programmes = queries.programmes_of(session, MemberId(found.id))
        about = people.about(session, seals.at_hand(), found, today=today)
        zone = zone_of(session, current_operator().shop_id)
        moved = movements.page_of(session, MemberId(found.id), account=account, number=page_number)
    months = [(str(name), sum_) for name, sum_ in zip(words.MONTHS, bought.months, strict=True)]
    return render_template(
        "members/member.html",
        member=found,
        shop=shop,
        programmes=programmes,
        about=about,
        purposes=people_words.PURPOSES,
        zone=zone,
        bought=bought,
        money=money,
        expected=expected,
        moved=moved,
        account=account,
        accounts=[(each.value, words.account_name(each)) for each in Account],
        pages=DOCUMENT_PAGES,
        months=[(name, amount) for name, amount in months if amount],
        chart=charts.chart([(name, amount.amount) for name, amount in months], spell=_spell),
    )


@blueprint.route("/new-member", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def new() -> ResponseReturnValue:
    """Write down a candidate, who gets the next number; the board admits her on her page."""
    if request.method == "GET":
        return _form_page(_fresh())
    try:
        with transaction() as session:
            typed = forms.details(request.form, shops.all_shops(session))
            admitted = register.admit(
                session, typed, at=clock.now(), by=current_operator().id,
                became=(NewStatus(MemberStatus.CANDIDATE, typed.joined_on),),
            )  # fmt: skip
            _write_identity(session, admitted)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), error=error), error.status
    flash(_("%(name)s tercatat sebagai calon anggota nomor %(number)s.",
            name=admitted.name, number=admitted.number), "success")  # fmt: skip
    return redirect(url_for("members.member", number=admitted.number))


@blueprint.route("/members/<int(max=999999999):number>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def edit(number: int) -> ResponseReturnValue:
    """Change what the register says of a member."""
    if request.method == "GET":
        with reading() as session:
            found = register.by_number(session, number)
            typed = forms.typed_of(found, shops.all_shops(session))
        return _form_page(typed, number)
    try:
        with transaction() as session:
            details = forms.details(request.form, shops.all_shops(session))
            found = register.by_number(session, number)
            register.change(session, found, details, at=clock.now(), by=current_operator().id)
            _write_identity(session, found)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), number, error), error.status
    flash(_("Perubahan disimpan."), "success")
    return redirect(url_for("members.member", number=number))


def _write_identity(session: Session, member: Member) -> None:
    """Seal the NIK that was typed, if one was, and say what is odd about it."""
    digits = nik.number(request.form.get("nik", ""))
    if not digits:
        return
    identities.write(
        session, seals.at_hand(), member, digits, at=clock.now(), by=current_operator().id
    )
    is_woman = member.sex is Sex.FEMALE if member.sex else None
    for sentence in nik.oddities(digits, nik.Person(member.birth_date, is_woman)):
        flash(sentence, "warning")


@blueprint.get("/regions/districts")
@requires(Permission.EDIT_MEMBERS)
def districts() -> ResponseReturnValue:
    """The districts of a regency as typed, for the script of the form."""
    return {"districts": _districts(request.args.get("regency", ""))}


def _form_page(
    typed: dict[str, str], number: int | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        places = [(shop.code, shop.name) for shop in shops.all_shops(session)]
        known = register.by_number(session, number) if number else None
        masked = identities.masked(session, seals.at_hand(), known) if known else ""
    return render_template(
        "members/form.html",
        typed=typed, number=number, places=places, error=error, nik=masked,
        sexes=choices(words.SEXES), migrants=choices(words.MIGRANTS),
        countries=countries.choices(),
        regencies=[regions.shown(each) for each in regions.regencies().values()],
        districts=_districts(typed.get("regency", "")),
    )  # fmt: skip


def _districts(regency: str) -> list[str]:
    """The districts of a regency as typed; none of one that is not in the list."""
    try:
        code = regions.find_regency(regency)
    except InvalidInput:
        return []
    return [each.name for each in regions.districts_of(code)]


def _fresh() -> dict[str, str]:
    """A form for somebody who comes today where the operator works, and lives near the last one."""
    operator = current_operator()
    with reading() as session:
        today = today_for(session, operator.shop_id, at=clock.now())
        places = shops.all_shops(session)
        stores = [shop.code for shop in places if shop.kind == ShopKind.SHOP]
        only = stores[0] if len(stores) == 1 else ""
        home = next((shop.code for shop in places if _is_home(shop)), only)
        regency = regions.regencies().get(queries.last_regency(session, operator.shop_id))
    return {
        "joined_on": today.isoformat(),
        "shop": home,
        "regency": regions.shown(regency) if regency else "",
    }


def _is_home(shop: Shop) -> bool:
    return bool(shop.id == current_operator().shop_id)


def choices(names: Mapping[Any, object]) -> list[tuple[str, str]]:
    """What a field offers, in the user's language."""
    return [(value.value, str(name)) for value, name in names.items()]


def _spell(amount: int) -> str:
    return rupiah(Money(amount))
