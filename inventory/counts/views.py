"""The pages of counts for those who open, review and post them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.i18n import _, lazy
from core.ids import ShopId, new_id
from core.paging import page_number
from core.permissions import Permission
from core.registry import NavigationItem
from inventory import queries as product_queries
from inventory.counts import counts, forms, posting, queries, review_queries, words
from inventory.counts.models import ScopeKind, StockCount
from inventory.counts.queries import Search
from inventory.pages import shop_in_reach, shops_in_reach, take_step

blueprint = Blueprint("counts", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Stok opname"),
        "inventory.counts.index",
        Permission.VIEW_STOCK,
        lazy("Gudang"),
    )
]


@blueprint.get("/counts")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """Every count in reach, the newest first."""
    search = Search(" ".join(request.args.get("q", "").split()), forms.status(request.args))
    with reading() as session:
        places = shops_in_reach(session)
        chosen = [place for place in places if place.code == request.args.get("shop")] or places
        page = queries.page(
            session, search, shops=[ShopId(place.id) for place in chosen],
            number=page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "inventory/counts.html",
        page=page, search=search, typed=request.args, scopes=words.SCOPES,
        statuses=words.STATUSES, places=[(place.code, place.name) for place in places],
    )  # fmt: skip


@blueprint.route("/counts/new", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def new() -> ResponseReturnValue:
    """Open a count."""
    if request.method == "GET":
        return _form_page({"scope": ScopeKind.ALL.value} | request.args.to_dict())
    try:
        with transaction() as session:
            typed = forms.new_count(session, request.form)
            shop = shop_in_reach(session, request.form.get("shop", ""))
            by = current_operator().id
            paper = counts.open_count(session, shop, typed, at=clock.now(), by=by)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), error), error.status
    flash(_("Stok opname dibuka. Penjualan boleh jalan terus."))
    return redirect(url_for("inventory.counts.show", number=paper.number))


@blueprint.get("/counts/<number>")
@requires(Permission.VIEW_STOCK)
def show(number: str) -> ResponseReturnValue:
    """A count: how far it is, and after counting what differs."""
    return _count_page(number)


@blueprint.post("/counts/<number>/review")
@requires(Permission.ENTER_STOCK)
def review(number: str) -> ResponseReturnValue:
    """Stop counting and look at the differences."""

    def stop(session: Session, paper: StockCount) -> str:
        counts.review(session, paper, at=clock.now(), by=current_operator().id)
        return _("Hitungan ditutup. Periksa selisihnya, lalu minta orang lain membukukan.")

    return _do(number, stop)


@blueprint.post("/counts/<number>/reopen")
@requires(Permission.ENTER_STOCK)
def reopen(number: str) -> ResponseReturnValue:
    """Go on counting."""

    def go_on(session: Session, paper: StockCount) -> str:
        counts.reopen(session, paper, at=clock.now(), by=current_operator().id)
        return _("Hitungan dibuka lagi.")

    return _do(number, go_on)


@blueprint.post("/counts/<number>/post")
@requires(Permission.APPROVE)
def post(number: str) -> ResponseReturnValue:
    """Set the shelves right."""

    def set_right(session: Session, paper: StockCount) -> str:
        posting.post(session, paper, at=clock.now(), by=current_operator().id)
        return _("Dibukukan: stok sekarang sama dengan hitungan.")

    return _do(number, set_right)


@blueprint.post("/counts/<number>/drop")
@requires(Permission.ENTER_STOCK)
def drop(number: str) -> ResponseReturnValue:
    """Let nothing come of it."""

    def let_go(session: Session, paper: StockCount) -> str:
        counts.drop(session, paper, at=clock.now(), by=current_operator().id)
        return _("Stok opname dibatalkan; stok tidak berubah.")

    return _do(number, let_go)


def _do(number: str, step: Callable[[Session, StockCount], str]) -> ResponseReturnValue:
    return take_step(number, counts.by_number, step, _count_page, endpoint="inventory.counts.show")


def _form_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        places = [(place.code, place.name) for place in shops_in_reach(session)]
        categories = [(name, name) for name in product_queries.categories(session)]
    return render_template(
        "inventory/count_form.html",
        typed=typed, error=error, places=places, categories=categories,
        key=typed.get("key") or new_id(),
        scopes=[(kind.value, words.SCOPES[kind], None) for kind in ScopeKind],
    )  # fmt: skip


def _count_page(number: str, error: BusinessError | None = None) -> str:
    operator = current_operator()
    shown, page = forms.shown(request.args), page_number(request.args.get("page"))
    with reading() as session:
        paper = queries.paper(session, number, within=operator.shop_id)
        row = queries.row_of(session, paper)
        is_seen = row.is_reviewed or row.is_posted
        found = review_queries.review(session, paper, shown, number=page) if is_seen else None
        uncounted = queries.uncounted(session, paper, number=page if row.is_open else 1)
        names = queries.counters(session, paper)
        is_counter = operator.id in counts.counters(session, paper)
    return render_template(
        "inventory/count_review.html",
        count=row, error=error, review=found, uncounted=uncounted, counters=names,
        is_counter=is_counter, shown=shown, choices=words.SHOWN.items(),
        scopes=words.SCOPES, statuses=words.STATUSES,
    )  # fmt: skip
