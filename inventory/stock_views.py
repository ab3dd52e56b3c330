"""The pages of stock: the shelves of a shop, the card of a product, opening stock."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, exports, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import quantity
from core.i18n import _, lazy
from core.ids import ProductId, ShopId
from core.permissions import Permission
from core.quantity import NONE, Quantity
from core.registry import NavigationItem
from core.shops import today_in
from inventory import forms, packs, products, stock, stock_queries, words
from inventory.assortment import assortment
from inventory.files import stock_sheet
from inventory.pages import chosen_shop, shop_in_reach, shops_in_reach
from inventory.stock import Arrival
from inventory.stock_queries import Level

blueprint = Blueprint("stock", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Stok"),
        "inventory.stock.index",
        Permission.VIEW_STOCK,
        lazy("Gudang"),
    )
]


@blueprint.app_template_filter()
def signed(value: Quantity) -> str:
    """What moved: ``+3`` in, ``-1,5`` out."""
    return f"+{quantity(value)}" if value > NONE else quantity(value)


@blueprint.get("/stock")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """What a shop holds of every product, and what that is worth."""
    words_sought, level = _sought()
    with reading() as session:
        places = shops_in_reach(session)
        shop = chosen_shop(places)
        found = shop and stock_queries.shelves(
            session, ShopId(shop.id), words=words_sought, level=level,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "inventory/stock.html",
        shelves=found, shop=shop, shops=[(of.code, of.name) for of in places],
        query=words_sought, level=level, levels=words.LEVELS.items(),
    )  # fmt: skip


def _sought() -> tuple[str, Level]:
    asked = request.args.get("level", "")
    words_sought = " ".join(request.args.get("q", "").split())
    return words_sought, Level(asked) if asked in tuple(Level) else Level.ALL


@blueprint.get("/stock/<shop>/shelves.<ending>")
@requires(Permission.VIEW_STOCK)
def download(shop: str, ending: str) -> ResponseReturnValue:
    """The list that the page shows, whole, as a file."""
    words_sought, level = _sought()
    with reading() as session:
        place = shop_in_reach(session, shop)
        rows = stock_queries.every_shelf(session, ShopId(place.id), words=words_sought, level=level)
    return exports.download(stock_sheet(place.code, rows), f"stok {place.code}", ending)


@blueprint.get("/stock/<shop>/<code>")
@requires(Permission.VIEW_STOCK)
def card(shop: str, code: str) -> ResponseReturnValue:
    """Every move of a product in a shop, the newest first."""
    return _card_page(shop, code)


@blueprint.post("/stock/<shop>/<code>/minimum")
@requires(Permission.EDIT_PRODUCTS)
def set_least(shop: str, code: str) -> ResponseReturnValue:
    """Watch a product from a quantity on, or no more when nothing is typed."""
    try:
        with transaction() as session:
            place = shop_in_reach(session, shop)
            assortment.set_least(
                session, products.by_code(session, code),
                forms.optional_quantity(request.form, "least") or NONE,
                shop_id=ShopId(place.id), at=clock.now(), by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _card_page(shop, code, request.form.get("least"), error), error.status
    flash(_("Stok minimum disimpan."))
    return redirect(url_for("inventory.stock.card", shop=shop, code=code))


def _card_page(
    shop: str, code: str, typed: str | None = None, error: InvalidInput | None = None
) -> str:
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        place = shop_in_reach(session, shop)
        product = products.by_code(session, code)
        held = stock_queries.of_shop(session, ShopId(place.id), ProductId(product.id))
        page = stock_queries.card(session, ShopId(place.id), ProductId(product.id), number=number)
        least = assortment.least_of(session, ShopId(place.id), ProductId(product.id))
    return render_template(
        "inventory/card.html",
        least=least, typed=typed if typed is not None else quantity(least) if least else "",
        error=error,
        product=product, shop=place, held=held, page=page, kinds=words.MOVES,
    )  # fmt: skip


@blueprint.route("/stock/<shop>/<code>/opening", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def opening(shop: str, code: str) -> ResponseReturnValue:
    """Enter what a shop had of a product when it began, once."""
    if request.method == "GET":
        return _opening_page(shop, code, {})
    try:
        _enter(shop, code)
    except InvalidInput as error:
        return _opening_page(shop, code, request.form.to_dict(), error), error.status
    flash(_("Stok awal disimpan."))
    return redirect(url_for("inventory.stock.card", shop=shop, code=code))


def _enter(shop: str, code: str) -> None:
    at = clock.now()
    with transaction() as session:
        place = shop_in_reach(session, shop)
        product = products.by_code(session, code)
        every = packs.all_of(session, product)
        typed = forms.opening_form(request.form, [(pack.unit, pack.factor) for pack in every])
        stock.enter_opening(
            session, [Arrival(ProductId(product.id), typed.quantity, typed.value)],
            shop_id=ShopId(place.id), booked_on=today_in(place, at),
            at=at, by=current_operator().id,
        )  # fmt: skip


def _opening_page(
    shop: str, code: str, typed: dict[str, str], error: InvalidInput | None = None
) -> str:
    with reading() as session:
        place = shop_in_reach(session, shop)
        product = products.by_code(session, code)
        units = [(pack.unit, pack.unit) for pack in packs.all_of(session, product)]
    return render_template(
        "inventory/opening.html",
        product=product, shop=place, units=units, typed=typed, error=error,
    )  # fmt: skip
