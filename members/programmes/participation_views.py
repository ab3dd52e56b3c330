"""The pages of participation capital: the list, taking it in, one with its certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy, lazy_in
from core.ids import MemberId, new_id
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import find_coop
from members import register
from members.places import check_reach, choices, places, today
from members.programmes import certificates, forms, grants, participation_queries, queries, words
from members.programmes import participations as capital
from members.programmes.certificates import Certificate
from members.programmes.grant_views import programme_id
from members.programmes.participation_queries import ParticipationRow
from members.programmes.participations import Agreement, Share
from members.ways import PaidBy

blueprint = Blueprint("participations", __name__)
blueprint.add_app_template_filter(words.participation_number, "participation_number")

NAVIGATION = [
    NavigationItem(
        lazy("Modal penyertaan"),
        "participations.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/participations")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """All participation capital, the newest first."""
    query, programme = forms.query(request.args), request.args.get("programme", "")
    with reading() as session:
        page = participation_queries.participation_page(
            session, query=query, programme=programme,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
        known = queries.programme_choices(session)
    return render_template(
        "members/participations.html", page=page, query=query, programme=programme,
        programmes=known,
    )  # fmt: skip


@blueprint.route("/participations/new", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def new() -> ResponseReturnValue:
    """Take in what one member, or a programme, puts in."""
    if request.method == "GET":
        return _form_page({"member": request.args.get("member", "")})
    try:
        with transaction() as session:
            share = Share(forms.key(request.form), _member_id(session),
                          forms.money(request.form, "amount"))  # fmt: skip
            made = capital.put_in(session, agreement(session, request.form), share,
                                  at=clock.now(), by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _form_page(request.form, error), error.status
    flash(_("Modal penyertaan %(number)s dibukukan.",
            number=words.participation_number(made.number)), "success")  # fmt: skip
    return redirect(url_for("participations.show", number=made.number))


@blueprint.get("/participations/<int(max=999999999):number>")
@requires(Permission.VIEW_MEMBERS)
def show(number: int) -> ResponseReturnValue:
    """One participation: what is left of it, its certificate, paying it back."""
    return _page(number)


@blueprint.get("/participations/by-key/<uuid:key>")
@requires(Permission.VIEW_MEMBERS)
def show_by_key(key: UUID) -> ResponseReturnValue:
    """The participation that a movement names."""
    with reading() as session:
        number = capital.by_key(session, key).number
    return redirect(url_for("participations.show", number=number))


@blueprint.get("/participations/<int(max=999999999):number>/certificate.pdf")
@requires(Permission.VIEW_MEMBERS)
def certificate(number: int) -> ResponseReturnValue:
    """The certificate to print and sign."""
    with reading() as session:
        found = capital.by_number(session, number)
        row = participation_queries.participation_row(session, found)
        return certificates_of(session, [row], words.participation_number(number))


@blueprint.post("/participations/<int(max=999999999):number>/return")
@requires(Permission.HANDLE_SAVINGS)
def give_back(number: int) -> ResponseReturnValue:
    """Pay capital back, with a reason."""
    try:
        wanted = forms.giving_back(request.form)
        with transaction() as session:
            found = capital.by_number(session, number)
            check_reach(found.shop_id)
            capital.give_back(session, found, wanted, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _page(number, request.form, error), error.status
    flash(_("Pengembalian dibukukan."), "success")
    return redirect(url_for("participations.show", number=number))


def certificates_of(session: Session, rows: Sequence[ParticipationRow], name: str) -> Response:
    """The certificates of these as one file."""
    coop = find_coop(session)
    made = [
        Certificate(coop.name if coop else "", bool(coop and coop.is_demo), row.shop, row)
        for row in rows
    ]
    return Response(
        certificates.certificates_pdf(made),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name.lower()}.pdf"'},
    )


def agreement(session: Session, form: Mapping[str, str]) -> Agreement:
    """What the paper says; a grant is named where the money is the programme's."""
    chosen = form.get("grant", "") if form.get("paid_by") == PaidBy.PROGRAMME else ""
    grant = grants.by_number(session, int(chosen)) if chosen.isdecimal() else None
    return forms.agreement(
        form, forms.place(form, places(session)), programme_id=programme_id(session, form),
        grant_id=grant.id if grant else None,
    )  # fmt: skip


def form_choices(session: Session) -> dict[str, object]:
    """What both forms offer to choose from."""
    return {
        "places": choices(session),
        "programmes": queries.programme_choices(session),
        "grants": queries.open_money_grants(session),
        "sources": [(each.value, words.PAID_FROM[each], "") for each in words.PAID_FROM],
        "today": today(session).isoformat(),
    }


def _member_id(session: Session) -> MemberId | None:
    number = forms.member_number(request.form)
    return None if number is None else MemberId(register.by_number(session, number).id)


def _form_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        return render_template(
            "members/participation_form.html",
            typed=typed, error=error, key=typed.get("key") or new_id(), **form_choices(session),
        )  # fmt: skip


def _page(
    number: int, typed: Mapping[str, str] | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        found = capital.by_number(session, number)
        row = participation_queries.participation_row(session, found)
        back = participation_queries.returns_of(session, found.id)
        day = today(session)
    ways = [way for way in words.PAID_FROM
            if way is not PaidBy.PROGRAMME or row.paid_by is PaidBy.PROGRAMME]  # fmt: skip
    return render_template(
        "members/participation.html",
        row=row, returns=back, paid_from=words.PAID_FROM,
        sources=[(each.value, words.PAID_FROM[each]) for each in ways],
        typed=typed or {}, error=error, today=day.isoformat(),
        key=(typed or {}).get("key") or new_id(),
    )  # fmt: skip
