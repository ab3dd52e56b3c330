"""The pages of write-offs: the list, beginning one, putting goods on it, booking it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.format import quantity
from core.i18n import _, lazy
from core.ids import ShopId, new_id
from core.paging import page_number
from core.permissions import Permission
from core.registry import NavigationItem
from inventory import products
from inventory.pages import shop_in_reach, shops_in_reach, take_step
from inventory.write_offs import expired, forms, queries, words, write_offs
from inventory.write_offs.models import WriteOff, WriteOffKind, WriteOffStatus
from inventory.write_offs.queries import Search

blueprint = Blueprint("write_offs", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Barang keluar"),
        "inventory.write_offs.index",
        Permission.VIEW_STOCK,
        lazy("Gudang"),
    )
]


@blueprint.get("/write-offs")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """Every write-off in reach, those that wait first."""
    search = Search(" ".join(request.args.get("q", "").split()), forms.status(request.args))
    with reading() as session:
        places = shops_in_reach(session)
        chosen = [place for place in places if place.code == request.args.get("shop")] or places
        page = queries.page(
            session, search, shops=[ShopId(place.id) for place in chosen],
            number=page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "inventory/write_offs.html",
        page=page, search=search, typed=request.args, kinds=words.KINDS, statuses=words.STATUSES,
        places=[(place.code, place.name) for place in places],
    )  # fmt: skip


@blueprint.route("/write-offs/new", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def new() -> ResponseReturnValue:
    """Begin a paper."""
    if request.method == "GET":
        return _form_page(request.args)
    try:
        typed = forms.new_write_off(request.form)
        with transaction() as session:
            shop = shop_in_reach(session, request.form.get("shop", ""))
            paper = write_offs.begin(session, shop, typed, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form, error), error.status
    return redirect(url_for("inventory.write_offs.show", number=paper.number))


@blueprint.post("/write-offs/expired")
@requires(Permission.ENTER_STOCK)
def take_off() -> ResponseReturnValue:
    """Put what has expired of a product onto a paper, from the list of what expires."""
    with transaction() as session:
        shop = shop_in_reach(session, request.form.get("shop", ""))
        product = products.by_code(session, request.form.get("product", ""))
        paper = expired.take_off(session, shop, product, at=clock.now(), by=current_operator().id)
    flash(_("%(name)s ditulis. Cocokkan jumlahnya, lalu selesaikan.", name=product.name))
    return redirect(url_for("inventory.write_offs.show", number=paper.number))


@blueprint.get("/write-offs/<number>")
@requires(Permission.VIEW_STOCK)
def show(number: str) -> ResponseReturnValue:
    """A paper: its goods, and what can be done with it."""
    return _paper_page(number)


@blueprint.post("/write-offs/<number>/lines")
@requires(Permission.ENTER_STOCK)
def put_line(number: str) -> ResponseReturnValue:
    """Put goods on the paper, by scanner or typed."""

    def put(session: Session, paper: WriteOff) -> str:
        typed = forms.goods(session, request.form)
        by = current_operator().id
        write_offs.put_line(session, paper, typed.product, typed.quantity, by=by)
        return _("%(n)s %(unit)s %(name)s ditulis.", n=quantity(typed.count),
                 unit=typed.pack.unit, name=typed.product.name)  # fmt: skip

    return _do(number, put)


@blueprint.post("/write-offs/<number>/lines/remove")
@requires(Permission.ENTER_STOCK)
def take_line_out(number: str) -> ResponseReturnValue:
    """Take a product off the paper again."""

    def take(session: Session, paper: WriteOff) -> str:
        product = products.by_code(session, request.form.get("product", ""))
        write_offs.take_line_out(session, paper, product, by=current_operator().id)
        return _("%(name)s dihapus dari surat ini.", name=product.name)

    return _do(number, take)


@blueprint.post("/write-offs/<number>/complete")
@requires(Permission.ENTER_STOCK)
def complete(number: str) -> ResponseReturnValue:
    """Say that the paper is complete."""

    def finish(session: Session, paper: WriteOff) -> str:
        by = current_operator().id
        status = write_offs.complete(session, paper, at=clock.now(), by=by)
        if status is WriteOffStatus.WAITING:
            return _("Nilainya besar: menunggu pengesahan orang kedua.")
        return _("Barang sudah keluar dari stok.")

    return _do(number, finish)


@blueprint.post("/write-offs/<number>/agree")
@requires(Permission.APPROVE)
def agree(number: str) -> ResponseReturnValue:
    """Agree as the second person."""

    def say_yes(session: Session, paper: WriteOff) -> str:
        write_offs.agree(session, paper, at=clock.now(), by=current_operator().id)
        return _("Disahkan; barang sudah keluar dari stok.")

    return _do(number, say_yes)


@blueprint.post("/write-offs/<number>/drop")
@requires(Permission.APPROVE)
def drop(number: str) -> ResponseReturnValue:
    """Let nothing come of it."""

    def let_go(session: Session, paper: WriteOff) -> str:
        write_offs.drop(session, paper, at=clock.now(), by=current_operator().id)
        return _("Surat dibatalkan; stok tidak berubah.")

    return _do(number, let_go)


def _do(number: str, step: Callable[[Session, WriteOff], str]) -> ResponseReturnValue:
    return take_step(
        number, write_offs.by_number, step, _paper_page, endpoint="inventory.write_offs.show"
    )


def _form_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        places = [(place.code, place.name) for place in shops_in_reach(session)]
    return render_template(
        "inventory/write_off_form.html",
        typed=typed, error=error, places=places, key=typed.get("key") or new_id(),
        kinds=[(kind.value, words.KINDS[kind], words.BOOKED_AS[kind]) for kind in WriteOffKind],
    )  # fmt: skip


def _paper_page(number: str, error: BusinessError | None = None) -> str:
    operator = current_operator()
    with reading() as session:
        paper = queries.view(session, number, within=operator.shop_id)
    return render_template(
        "inventory/write_off.html",
        paper=paper, error=error, typed=request.form if error else {},
        kinds=words.KINDS, booked_as=words.BOOKED_AS, statuses=words.STATUSES,
        is_writer=paper.head.writer_id == operator.id,
    )  # fmt: skip
