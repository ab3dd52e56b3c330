"""The pages of vouchers: every voucher, the batches, issuing one, printing, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import day, number, rupiah
from core.i18n import _, lazy
from core.ids import ShopId, new_id
from core.models import Shop, ShopKind
from core.paging import page_number
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from core.shops import all_shops, find_coop
from members.programmes.queries import open_money_grants
from pos.vouchers import codes, forms, queries, sheets, vouchers, words
from pos.vouchers.models import PaidBy
from pos.vouchers.standing import State

blueprint = Blueprint("vouchers", __name__)

NAVIGATION = [
    NavigationItem(lazy("Voucher"), "vouchers.index", Permission.VIEW_VOUCHERS, lazy("Toko")),
]


@blueprint.get("/vouchers")
@requires(Permission.VIEW_VOUCHERS)
def index() -> ResponseReturnValue:
    """Every voucher, those of the newest batch first."""
    search = forms.search(request.args)
    with reading() as session:
        today = _today(session)
        page = queries.voucher_page(session, search, on=today, page=page_number(_page()))
        batch = queries.batch(session, search.batch_id, on=today) if search.batch_id else None
    return render_template(
        "pos/vouchers.html",
        page=page,
        search=search,
        batch=batch,
        states=[(each.value, label) for each, label in words.STATES.items()],
        state_words=words.STATES,
    )


@blueprint.get("/vouchers/batches")
@requires(Permission.VIEW_VOUCHERS)
def batches() -> ResponseReturnValue:
    """What was issued, the newest first."""
    sought = forms.query(request.args)
    with reading() as session:
        page = queries.batch_page(session, sought, on=_today(session), page=page_number(_page()))
    return render_template("pos/voucher_batches.html", page=page, query=sought)


@blueprint.route("/vouchers/new", methods=["GET", "POST"])
@requires(Permission.ISSUE_VOUCHERS)
def new() -> ResponseReturnValue:
    """Issue a batch."""
    if request.method == "GET":
        return _form_page({})
    try:
        wanted = forms.new_batch(request.form)
        with transaction() as session:
            shop = _shop(session, request.form.get("shop", ""))
            by = current_operator().id
            batch = vouchers.issue(session, ShopId(shop.id), wanted, at=clock.now(), by=by)
    except InvalidInput as error:
        return _form_page(request.form, error), error.status
    flash(_("%(n)s voucher diterbitkan. Cetak, potong, lalu bagikan.", n=number(batch.pieces)),
          "success")  # fmt: skip
    return redirect(url_for("vouchers.batch", batch_id=batch.id))


@blueprint.get("/vouchers/batches/<uuid:batch_id>")
@requires(Permission.VIEW_VOUCHERS)
def batch(batch_id: UUID) -> ResponseReturnValue:
    """A batch: what is left of it, printing it, closing what lapsed."""
    return _batch_page(batch_id)


@blueprint.post("/vouchers/batches/<uuid:batch_id>/sheet.pdf")
@requires(Permission.ISSUE_VOUCHERS)
def sheet(batch_id: UUID) -> ResponseReturnValue:
    """The vouchers that are still good, to print and cut; noted, since each is money."""
    with transaction() as session:
        operator = current_operator()
        found, rows = vouchers.printed(
            session, batch_id, at=clock.now(), by=operator.id, within=operator.shop_id
        )
        coop = find_coop(session)
    page = sheets.Sheet(
        coop=coop.name if coop else "",
        purpose=found.purpose,
        face=found.face,
        valid_until=day(found.valid_until),
        of=found.pieces,
        is_demo=bool(coop and coop.is_demo),
    )
    printed = [sheets.Printed(row.serial, row.code, codes.shown(row.code)) for row in rows]
    return Response(
        sheets.sheets_pdf(page, printed),
        mimetype="application/pdf",
        headers={"Content-Disposition": 'inline; filename="voucher.pdf"'},
    )


@blueprint.post("/vouchers/batches/<uuid:batch_id>/close")
@requires(Permission.ISSUE_VOUCHERS)
def close(batch_id: UUID) -> ResponseReturnValue:
    """Book what nobody used in time."""
    try:
        with transaction() as session:
            operator = current_operator()
            closed = vouchers.close_lapsed(
                session, batch_id, at=clock.now(), by=operator.id, within=operator.shop_id
            )
    except NotFound:
        raise
    except BusinessError as error:
        return _batch_page(batch_id, error), error.status
    flash(_("%(n)s voucher hangus ditutup.", n=number(closed)), "success")
    return redirect(url_for("vouchers.batch", batch_id=batch_id))


@blueprint.get("/vouchers/<uuid:voucher_id>")
@requires(Permission.VIEW_VOUCHERS)
def show(voucher_id: UUID) -> ResponseReturnValue:
    """A voucher and what became of it."""
    return _voucher_page(voucher_id)


@blueprint.post("/vouchers/<uuid:voucher_id>/take-back")
@requires(Permission.ISSUE_VOUCHERS)
def take_back(voucher_id: UUID) -> ResponseReturnValue:
    """Make an unused voucher void, with a reason."""
    try:
        why = forms.reason(request.form)
        with transaction() as session:
            operator = current_operator()
            vouchers.take_back(
                session, voucher_id, reason=why, at=clock.now(), by=operator.id,
                within=operator.shop_id,
            )  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _voucher_page(voucher_id, error), error.status
    flash(_("Voucher dibatalkan, pembukuannya dikembalikan."), "success")
    return redirect(url_for("vouchers.show", voucher_id=voucher_id))


def _page() -> str | None:
    return request.args.get("page")


def _today(session: Session) -> date:
    return today_for(session, current_operator().shop_id, at=clock.now())


def _places(session: Session) -> list[Shop]:
    """The office and the shops in whose books whoever asks may issue vouchers; the office first."""
    own = current_operator().shop_id
    found = [shop for shop in all_shops(session) if shop.active and own in (None, shop.id)]
    return sorted(found, key=lambda shop: shop.kind is not ShopKind.OFFICE)


def _shop(session: Session, code: str) -> Shop:
    places = _places(session)
    chosen = core_forms.shop_choice({"shop": code}, places)
    for shop in places:
        if shop.id == chosen:
            return shop
    raise InvalidInput(_("Pilih di buku siapa vouchernya."), field="shop")


def _form_page(typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        places = [(shop.code, shop.name) for shop in _places(session)]
        funds = [
            (str(grant.number), _("Hibah %(number)s, %(giver)s: tinggal %(left)s",
                                  number=grant.number, giver=grant.giver, left=rupiah(grant.left)))
            for grant in open_money_grants(session)
        ]  # fmt: skip
    return render_template(
        "pos/voucher_form.html",
        typed=typed,
        error=error,
        places=places,
        funds=funds,
        sources=[(each.value, words.PAID_BY[each], words.BOOKED_AS[each]) for each in PaidBy],
        key=typed.get("key") or new_id(),
    )


def _batch_page(batch_id: UUID, error: BusinessError | None = None) -> str:
    with reading() as session:
        found = queries.batch(session, batch_id, on=_today(session))
    return render_template(
        "pos/voucher_batch.html", batch=found, error=error, sources=words.PAID_BY
    )


def _voucher_page(voucher_id: UUID, error: BusinessError | None = None) -> str:
    with reading() as session:
        found = queries.voucher(session, voucher_id, on=_today(session))
    return render_template(
        "pos/voucher.html",
        voucher=found,
        error=error,
        typed=request.form,
        can_end=found.state in (State.OPEN, State.EXPIRED) and found.end is None,
        sees_all=current_operator().shop_id is None,
        state_words=words.STATES,
    )
