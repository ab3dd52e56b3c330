"""The pages of cards: who needs one, the sheet to print, and the photo of a member."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy, lazy_in
from core.ids import MemberId
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import find_coop
from core.squares import MOST_MEGABYTES
from members import register
from members.cards import cards, forms, photos, sheets
from members.cards.sheets import Card
from members.people import consents
from members.people.consents import Purpose
from members.programmes.forms import query

blueprint = Blueprint("member_cards", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Kartu dan buku anggota"),
        "member_cards.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]
_FOREVER = 365 * 24 * 3600


@blueprint.get("/member-cards")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Active members, and whether their card was printed."""
    return _page()


@blueprint.post("/member-cards/sheet.pdf")
@requires(Permission.EDIT_MEMBERS)
def sheet() -> ResponseReturnValue:
    """The cards of those chosen, or of all who have none yet, to print and cut."""
    try:
        with transaction() as session:
            wanted = (
                cards.unprinted(session)
                if "all" in request.form
                else cards.chosen(session, forms.numbers(request.form))
            )
            made = cards.put_on_sheet(session, wanted, at=clock.now(), by=current_operator().id)
            return _sheet(session, made)
    except InvalidInput as error:
        return _page(error), error.status


@blueprint.route("/members/<int(max=999999999):number>/photo", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def photo(number: int) -> ResponseReturnValue:
    """A member's photo: sent with her consent, or taken away."""
    if request.method == "GET":
        return _photo_page(number)
    sent = request.files.get("picture")
    content = sent.stream.read() if sent else b""
    try:
        with transaction() as session:
            member, at, by = register.by_number(session, number), clock.now(), current_operator().id
            if request.form.get("consent") == "1":
                consents.record(session, member, Purpose.PHOTO, given=True, at=at, by=by)
            photos.put(session, member, content, at=at, by=by)
    except InvalidInput as error:
        return _photo_page(number, error), error.status
    flash(_("Foto dipasang."), "success")
    return redirect(url_for("member_cards.photo", number=number))


@blueprint.post("/members/<int(max=999999999):number>/photo/remove")
@requires(Permission.EDIT_MEMBERS)
def remove_photo(number: int) -> ResponseReturnValue:
    """No photo any more."""
    with transaction() as session:
        member = register.by_number(session, number)
        photos.remove(session, member, at=clock.now(), by=current_operator().id)
    flash(_("Foto dihapus."), "success")
    return redirect(url_for("member_cards.photo", number=number))


@blueprint.get("/members/photos/<mark>.webp")
@requires(Permission.VIEW_MEMBERS)
def picture(mark: str) -> ResponseReturnValue:
    """A member's photo. It never changes under its mark; nobody between may keep it."""
    with reading() as session:
        response = Response(photos.picture(session, mark), mimetype="image/webp")
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.set_etag(mark)
    return response.make_conditional(request)


def _sheet(session: Session, made: list[Card]) -> Response:
    coop = find_coop(session)
    content = sheets.cards_pdf(made, coop.name if coop else "", is_demo=bool(coop and coop.is_demo))
    return Response(
        content, mimetype="application/pdf",
        headers={"Content-Disposition": 'inline; filename="kartu-anggota.pdf"',
                 "Cache-Control": "no-store"},
    )  # fmt: skip


def _page(error: InvalidInput | None = None) -> str:
    sought, every = query(request.args), request.args.get("all") == "1"
    with reading() as session:
        page = cards.card_page(
            session, query=sought, unprinted=not every and not sought,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
        missing = cards.card_page(session, unprinted=True).total
    return render_template(
        "members/cards.html", page=page, query=sought, every=every, missing=missing, error=error,
        most=cards.MOST_AT_ONCE, chosen=request.form.getlist("member"),
    )  # fmt: skip


def _photo_page(number: int, error: InvalidInput | None = None) -> str:
    with reading() as session:
        member = register.by_number(session, number)
        mark = photos.mark_of(session, MemberId(member.id))
        agreed = consents.is_given(session, MemberId(member.id), Purpose.PHOTO)
    return render_template(
        "members/photo.html", member=member, mark=mark, agreed=agreed, error=error,
        most=MOST_MEGABYTES, ticked=request.form.get("consent") == "1",
    )  # fmt: skip
