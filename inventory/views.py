"""The pages of products: the list, one product, adding and changing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import number
from core.i18n import _, lazy_in
from core.ids import PackId, ProductId, ShopId
from core.permissions import Permission
from core.registry import NavigationItem
from core.squares import MOST_MEGABYTES
from inventory import (
    containers,
    forms,
    package_worth,
    packages,
    packs,
    prices,
    product_queries,
    products,
    queries,
    stock_queries,
    words,
)
from inventory.assortment import queries as assortment_queries
from inventory.facts import queries as facts_queries
from inventory.facts import words as permit_words
from inventory.margins.queries import PackMargins, pack_margins
from inventory.models import Product, ProductKind
from inventory.package_worth import PackageWorth
from inventory.pages import chosen_shop, shops_in_reach, today
from inventory.pictures import pictures
from inventory.prices import NewPrice, Period
from inventory.units import unit_names

blueprint = Blueprint("inventory", __name__)

NAVIGATION = [
    NavigationItem(
        lazy_in("several", "Barang"),
        "inventory.index",
        Permission.VIEW_PRODUCTS,
        lazy_in("several", "Barang"),
    )
]


@blueprint.get("/products")
@requires(Permission.VIEW_PRODUCTS)
def index() -> ResponseReturnValue:
    """Products by name, with the prices and stock of a shop."""
    search = forms.product_search(request.args)
    with reading() as session:
        selling = shops_in_reach(session)
        shop = chosen_shop(selling)
        shop_id = ShopId(shop.id) if shop else None
        page = product_queries.product_page(
            session,
            search,
            shop_id=shop_id,
            on=today(session),
            number=paging.page_number(request.args.get("page")),
        )
        categories, brands = queries.categories(session), facts_queries.brands(session)
    return render_template(
        "inventory/index.html",
        page=page, search_for=search, shop=shop, shops=[(of.code, of.name) for of in selling],
        categories=[(name, name) for name in categories], brands=[(name, name) for name in brands],
        shelves=words.SHELVES.items(),
    )  # fmt: skip


@blueprint.route("/products/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PRODUCTS)
def new() -> ResponseReturnValue:
    """Add a product with its first pack, barcode and prices."""
    if request.method == "GET":
        return _form_page({"base_unit": "pcs", "counts_for_patronage": "1"})
    try:
        typed = forms.new_product(request.form)
        with transaction() as session:
            product = _create(session, typed)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), error=error), error.status
    flash(_("%(name)s ditambahkan dengan kode %(code)s.", name=product.name, code=product.code))
    return redirect(url_for("inventory.product", code=product.code))


@blueprint.get("/products/<code>")
@requires(Permission.VIEW_PRODUCTS)
def product(code: str) -> ResponseReturnValue:
    """A product with its packs, prices and stock."""
    return product_page(code)


@blueprint.route("/products/<code>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PRODUCTS)
def edit(code: str) -> ResponseReturnValue:
    """Change what is said of a product."""
    with reading() as session:
        found = products.by_code(session, code)
        kept = _typed(session, found)
    if request.method == "GET":
        return _form_page(kept, product=found)
    try:
        details = forms.product_details(request.form)
        with transaction() as session:
            changed = products.by_code(session, code)
            products.edit(session, changed, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), product=found, error=error), error.status
    flash(_("%(name)s disimpan.", name=changed.name))
    return redirect(url_for("inventory.product", code=changed.code))


@blueprint.post("/products/<code>/retire")
@requires(Permission.EDIT_PRODUCTS)
def retire(code: str) -> ResponseReturnValue:
    """Stop selling a product."""
    with transaction() as session:
        found = products.by_code(session, code)
        products.retire(session, found, at=clock.now(), by=current_operator().id)
    flash(_("%(name)s tidak dijual lagi.", name=found.name))
    return redirect(url_for("inventory.product", code=code))


@blueprint.post("/products/<code>/restore")
@requires(Permission.EDIT_PRODUCTS)
def restore(code: str) -> ResponseReturnValue:
    """Sell a retired product again."""
    with transaction() as session:
        found = products.by_code(session, code)
        products.restore(session, found, at=clock.now(), by=current_operator().id)
    flash(_("%(name)s dijual lagi.", name=found.name))
    return redirect(url_for("inventory.product", code=code))


@blueprint.post("/products/<code>/packs")
@requires(Permission.EDIT_PRODUCTS)
def add_pack(code: str) -> ResponseReturnValue:
    """Sell a product in one more pack."""
    try:
        with transaction() as session:
            found = products.by_code(session, code)
            details = forms.pack_details(request.form, found.base_unit)
            packs.add(session, found, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return product_page(code, typed=request.form.to_dict(), error=error), error.status
    flash(_("%(name)s sekarang juga dijual per %(unit)s.", name=found.name, unit=details.unit))
    return redirect(url_for("inventory.packs.show", code=code, unit=details.unit))


def _create(session: Session, typed: forms.NewProduct) -> Product:
    at, by = clock.now(), current_operator().id
    made = products.create(session, typed.details, [typed.pack], at=at, by=by)
    pack_id = PackId(packs.of_product(session, made, typed.pack.unit).id)
    new_prices = [
        NewPrice(pack_id, amount, price_list) for price_list, amount in typed.prices.items()
    ]
    prices.put(session, new_prices, Period(today(session)), at=at, by=by)
    return made


def product_page(
    code: str, *, typed: dict[str, str] | None = None, error: InvalidInput | None = None
) -> str:
    """The page of a product, with what was typed on it and is wrong."""
    with reading() as session:
        found, on = products.by_code(session, code), today(session)
        views = queries.pack_views(session, found, on=on)
        shown = {
            "product": found,
            "packs": views,
            "stock": _held(session, found),
            "parts": packages.part_views(session, found),
            "worth": _worth(session, found),
            "container": containers.of_product(session, found),
            "margins": _margins(session, found, views),
            "facts": facts_queries.facts_view(session, ProductId(found.id), on=on),
            "wanted": assortment_queries.of_product(
                session, ProductId(found.id), shops_in_reach(session)
            ),
            "picture": pictures.marks(session, [ProductId(found.id)]).get(ProductId(found.id)),
        }
    return render_template(
        "inventory/product.html",
        **shown, typed=typed or {}, error=error, units=unit_options(), lists=words.PRICE_LISTS,
        kinds=words.KINDS, vat_classes=words.VAT_CLASSES, permits=permit_words.PERMITS,
        megabytes=MOST_MEGABYTES,
    )  # fmt: skip


def _margins(
    session: Session, found: Product, views: tuple[queries.PackView, ...]
) -> dict[PackId, PackMargins]:
    """What the packs bring, for those who may know what goods cost."""
    if not current_operator().may(Permission.VIEW_STOCK):
        return {}
    return pack_margins(session, found, views, current_operator().shop_id)


def _held(session: Session, found: Product) -> list[stock_queries.ShopStock]:
    if not current_operator().may(Permission.VIEW_STOCK):
        return []
    codes = {shop.code for shop in shops_in_reach(session)}
    every = stock_queries.by_shop(session, ProductId(found.id))
    return [held for held in every if held.code in codes]


def _worth(session: Session, found: Product) -> list[PackageWorth]:
    """What a package costs and how many there could be, for whoever sees the stock."""
    if found.kind is not ProductKind.PACKAGE or not current_operator().may(Permission.VIEW_STOCK):
        return []
    return package_worth.by_shop(session, found, shops_in_reach(session), on=today(session))


def _form_page(
    typed: dict[str, Any], *, product: Product | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        categories, empties = queries.categories(session), containers.options(session)
    return render_template(
        "inventory/form.html",
        typed=typed, product=product, error=error, units=unit_options(), categories=categories,
        kinds=words.KINDS.items(), vat_classes=words.VAT_CLASSES.items(), containers=empties,
    )  # fmt: skip


def _typed(session: Session, found: Product) -> dict[str, Any]:
    """A product as its form shows it."""
    container = containers.of_product(session, found)
    ticks = ("fractions", "counts_for_patronage")
    fields = ("code", "name", "receipt_name", "category", "base_unit", "kind", "vat_class")
    said = {name: getattr(found, name) for name in fields}
    said["ceiling"] = number(found.ceiling.amount) if found.ceiling else ""
    said["minimum_age"] = found.minimum_age or ""
    said["container"] = container.code if container else ""
    return said | {name: "1" for name in ticks if getattr(found, name)}


def unit_options() -> list[tuple[str, str]]:
    """Every unit, to choose from."""
    return [(name, name) for name in unit_names()]
