"""The pages of those who count: one field after another, for a phone and a scanner. Blind."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import day, quantity
from core.i18n import _, lazy
from core.ids import ProductId, ShopId, new_id
from core.models import Shop
from core.paging import page_number
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import find_coop, today_in
from inventory import packs, products
from inventory.counts import counts, forms, queries, scope, sheets, words
from inventory.counts.models import CountStatus, StockCount
from inventory.counts.queries import Search
from inventory.models import Pack, Product
from inventory.pages import shops_in_reach

blueprint = Blueprint("counting", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Menghitung stok"),
        "inventory.counting.index",
        Permission.COUNT_STOCK,
        lazy("Gudang"),
    )
]


@blueprint.get("/counting")
@requires(Permission.COUNT_STOCK)
def index() -> ResponseReturnValue:
    """The counts that are going on."""
    search = Search(" ".join(request.args.get("q", "").split()), CountStatus.OPEN)
    with reading() as session:
        shops = [ShopId(place.id) for place in shops_in_reach(session)]
        page = queries.page(
            session, search, shops=shops, number=page_number(request.args.get("page"))
        )
    return render_template("inventory/counting.html", page=page, search=search, scopes=words.SCOPES)


@blueprint.get("/counting/<number>")
@requires(Permission.COUNT_STOCK)
def ask(number: str) -> ResponseReturnValue:
    """Ask for goods, or how many there are of those named in the address."""
    return _page(number)


@blueprint.post("/counting/<number>")
@requires(Permission.COUNT_STOCK)
def count(number: str) -> ResponseReturnValue:
    """Note how many there are, and ask for the next."""
    try:
        with transaction() as session:
            operator = current_operator()
            paper = counts.by_number(session, number, within=operator.shop_id)
            product, pack = _goods(session, request.form.get("code", ""))
            entry = forms.entry(request.form, product, pack)
            counts.count(session, paper, entry, at=clock.now(), by=operator.id)
    except NotFound:
        raise
    except BusinessError as error:
        return _page(number, error), error.status
    flash(_("%(name)s: %(n)s %(unit)s tersimpan.", name=product.name,
            n=quantity(entry.quantity), unit=product.base_unit))  # fmt: skip
    return redirect(url_for("inventory.counting.ask", number=number, shelf=entry.shelf or None))


@blueprint.get("/counting/<number>/sheet.pdf")
@requires(Permission.COUNT_STOCK)
def sheet(number: str) -> ResponseReturnValue:
    """The goods to be counted, to write on paper."""
    with reading() as session:
        paper = queries.paper(session, number, within=current_operator().shop_id)
        shop = session.get_one(Shop, paper.shop_id)
        coop = find_coop(session)
        items = [
            sheets.Item(goods.code, goods.name, goods.unit, goods.category)
            for goods in queries.goods(session, paper)
        ]
    head = sheets.Sheet(
        coop=coop.name if coop else "", shop=shop.name, number=paper.number,
        opened_on=day(today_in(shop, paper.opened_at)), is_demo=bool(coop and coop.is_demo),
    )  # fmt: skip
    return Response(
        sheets.sheets_pdf(head, items),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{paper.number}.pdf"'},
    )


def _page(number: str, error: BusinessError | None = None) -> str:
    typed = request.form if request.method == "POST" else request.args
    operator = current_operator()
    with reading() as session:
        paper = queries.paper(session, number, within=operator.shop_id)
        row = queries.row_of(session, paper)
        asked = _asked(session, paper, typed.get("code", "").strip(), error)
        latest = queries.entries_of(session, paper, operator.id)
    return render_template(
        "inventory/counting_goods.html",
        count=row, typed=typed, shelf=" ".join(typed.get("shelf", "").split()),
        latest=latest, key=new_id(), **asked,
    )  # fmt: skip


def _asked(
    session: Session, paper: StockCount, code: str, error: BusinessError | None
) -> dict[str, Any]:
    """The goods that a code means and what was counted of them; else what it could have meant."""
    nothing: dict[str, Any] = {
        "product": None, "pack": None, "counted": (), "called": (), "error": error,
        "scopes": words.SCOPES,
    }  # fmt: skip
    if not code:
        return nothing
    try:
        product, pack = _goods(session, code)
    except InvalidInput as unknown:
        called = queries.called(session, paper, code)
        return nothing | {"called": called, "error": None if called else unknown}
    key = ProductId(product.id)
    if not scope.holds(session, paper, key):
        sentence = _("%(name)s tidak termasuk yang dihitung sekarang.", name=product.name)
        return nothing | {"error": InvalidInput(sentence, field="code")}
    counted = queries.counted_of(session, paper, key)
    return nothing | {"product": product, "pack": pack, "counted": counted}


def _goods(session: Session, code: str) -> tuple[Product, Pack]:
    try:
        pack = packs.find(session, code)
    except NotFound as error:
        raise InvalidInput(error.sentence, field="code") from None
    return products.get(session, ProductId(pack.product_id)), pack
