"""The register book and the passbook: on the screen, as files, on the tills' printers."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, exports, seals, slip_printing
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import day
from core.i18n import _
from core.models import Coop
from core.permissions import Permission
from core.shops import find_coop
from core.slip_printing import Slip
from members import register
from members.balances import Account
from members.cards import book, book_sheets, forms, passbook_sheets
from members.cards.book_sheets import BookHead
from members.cards.passbooks import Wanted, passbook
from members.places import today
from members.words import account_name

blueprint = Blueprint("member_books", __name__)


@blueprint.get("/member-cards/book.pdf")
@requires(Permission.VIEW_MEMBERS)
def register_book() -> ResponseReturnValue:
    """The register book as of a day."""
    with reading() as session:
        now = today(session)
        on = forms.as_of(request.args, now)
        name, is_demo = _name(find_coop(session))
        rows = book.rows(session, seals.at_hand(), on=on)
        content = book_sheets.book_pdf(BookHead(name, is_demo, on, now), rows)
    return _pdf(content, f"buku-anggota-{on.isoformat()}")


@blueprint.get("/member-cards/book.<any(csv, xlsx):ending>")
@requires(Permission.VIEW_MEMBERS)
def register_file(ending: str) -> ResponseReturnValue:
    """The same as a list for a spreadsheet."""
    with reading() as session:
        on = forms.as_of(request.args, today(session))
        rows = book.rows(session, seals.at_hand(), on=on)
        return exports.download(book_sheets.book_sheet(rows), f"buku anggota {day(on)}", ending)


@blueprint.get("/members/<int(max=999999999):number>/passbook")
@requires(Permission.VIEW_MEMBERS)
def show(number: int) -> ResponseReturnValue:
    """A member's accounts line by line."""
    return _page(number)


@blueprint.get("/members/<int(max=999999999):number>/passbook.pdf")
@requires(Permission.VIEW_MEMBERS)
def passbook_pdf(number: int) -> ResponseReturnValue:
    """The passbook in book form."""
    with reading() as session:
        member = register.by_number(session, number)
        found = passbook(session, member, forms.wanted(request.args, today(session)))
        name, is_demo = _name(find_coop(session))
    content = passbook_sheets.passbook_pdf(found, name, is_demo=is_demo)
    return _pdf(content, f"buku-simpanan-{number}")


@blueprint.post("/members/<int(max=999999999):number>/passbook/print")
@requires(Permission.VIEW_MEMBERS)
def print_passbook(number: int) -> ResponseReturnValue:
    """The passbook on a till's printer; the same once more is a copy."""
    try:
        with transaction() as session:
            member = register.by_number(session, number)
            wanted = forms.wanted(request.args, today(session))
            slip = Slip(wanted.source(member.id), str(number), member.shop_id)
            copy = slip_printing.print_slip(session, slip, request.form.get("till", ""),
                                            at=clock.now(), by=current_operator().id)  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _page(number, error), error.status
    if copy is None:
        flash(_("Buku simpanan dikirim ke printer."), "success")
    else:
        flash(_("Salinan ke-%(number)s dikirim ke printer.", number=copy), "success")
    return redirect(f"{url_for('member_books.show', number=number)}?{urlencode(_kept(wanted))}")


def _page(number: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        now = today(session)
        member = register.by_number(session, number)
        wanted, error = _wanted(now, error)
        found = passbook(session, member, wanted)
        tills = slip_printing.places(session, member.shop_id)
    return render_template(
        "members/passbook.html",
        member=member, book=found, wanted=wanted, kept=_kept(wanted), tills=tills, error=error,
        accounts=[(each.value, account_name(each)) for each in Account],
    )  # fmt: skip


def _wanted(now: date, error: BusinessError | None) -> tuple[Wanted, BusinessError | None]:
    """What is asked for; this year's with the sentence when that cannot be."""
    try:
        return forms.wanted(request.args, now), error
    except InvalidInput as wrong:
        return forms.wanted({}, now), wrong


def _kept(wanted: Wanted) -> dict[str, str]:
    kept = {"from": wanted.first.isoformat(), "to": wanted.last.isoformat()}
    return kept | ({"account": wanted.account.value} if wanted.account else {})


def _name(coop: Coop | None) -> tuple[str, bool]:
    return (coop.name, coop.is_demo) if coop else ("", False)


def _pdf(content: bytes, name: str) -> Response:
    return Response(
        content, mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"',
                 "Cache-Control": "no-store"},
    )  # fmt: skip
