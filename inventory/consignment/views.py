"""The pages of consignment: producers, what they bring, what is left, and paying them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, parse
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.format import quantity
from core.i18n import _, lazy, lazy_in
from core.ids import PackId, PartyId, ShopId, new_id
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from inventory import packs, prices, products
from inventory.consignment import consignors, endings, forms, intakes, queries, settling, words
from inventory.consignment.endings import Occasion
from inventory.consignment.models import Consignor, EndingKind
from inventory.packs import PackDetails
from inventory.pages import chosen_shop, shop_in_reach, shops_in_reach
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from inventory.stock import Goods

blueprint = Blueprint("consignment", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Titip jual"),
        "inventory.consignment.index",
        Permission.VIEW_PRODUCTS,
        lazy_in("several", "Barang"),
    )
]


@blueprint.get("/consignment")
@requires(Permission.VIEW_PRODUCTS)
def index() -> ResponseReturnValue:
    """Producers by name, with what is owed to each."""
    typed = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        reach = [ShopId(shop.id) for shop in shops_in_reach(session)]
        page = queries.consignor_page(
            session, words=typed, shops=reach,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template("inventory/consignors.html", page=page, query=typed)


@blueprint.route("/consignment/new", methods=["GET", "POST"])
@requires(Permission.TAKE_CONSIGNMENT)
def new() -> ResponseReturnValue:
    """Note a new producer."""
    if request.method == "GET":
        start = {"commission": "15", "loss_bearer": "shop", "spoilage_bearer": "producer"}
        return _new_page(start)
    try:
        with transaction() as session:
            details, agreed = forms.consignor(session, request.form), forms.agreed(request.form)
            at = clock.now()
            on = today_in(_shop(session), at)
            made = consignors.add(session, details, agreed, on=on, at=at, by=current_operator().id)
    except InvalidInput as error:
        return _new_page(request.form, error), error.status
    flash(_("Penitip %(name)s tercatat.", name=made.name))
    return redirect(url_for("inventory.consignment.show", number=made.number))


@blueprint.get("/consignment/<int(max=999999999):number>")
@requires(Permission.VIEW_PRODUCTS)
def show(number: int) -> ResponseReturnValue:
    """A producer in a shop: goods, what is owed, and what can be done next."""
    with reading() as session:
        found, shop = consignors.by_number(session, number), _shop(session)
        shop_id, party = ShopId(shop.id), PartyId(found.id)
        return render_template(
            "inventory/consignor.html",
            consignor=found, shop=shop, rows=queries.goods_of(session, shop_id, party),
            owed=queries.owed(session, shop_id, party), tasks=TASKS,
            settlements=queries.recent_settlements(session, shop_id, party),
            places=[(place.code, place.name) for place in shops_in_reach(session)],
        )  # fmt: skip


@blueprint.route("/consignment/<int(max=999999999):number>/goods", methods=["GET", "POST"])
@requires(Permission.SET_PRICES)
def new_goods(number: int) -> ResponseReturnValue:
    """Add a product of a producer, with its price."""
    if request.method == "GET":
        return _goods_page(number, {"unit": "pcs"})
    try:
        with transaction() as session:
            _add_goods(session, consignors.by_number(session, number))
    except InvalidInput as error:
        return _goods_page(number, request.form, error), error.status
    flash(_("Barang titipan tercatat."))
    return redirect(url_for("inventory.consignment.show", number=number))


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is typed product by product."""

    title: str
    about: str
    do: Callable[[Session, Occasion, list[Goods]], str]


@blueprint.route("/consignment/<int(max=999999999):number>/<any(intake,left,home,spoilt):task>",
                 methods=["GET", "POST"])  # fmt: skip
@requires(Permission.TAKE_CONSIGNMENT)
def work(number: int, task: str) -> ResponseReturnValue:
    """Take goods in, count what is left, or note what ended."""
    if request.method == "GET":
        return _work_page(number, task, {})
    at, by = clock.now(), current_operator().id
    try:
        with transaction() as session:
            found = consignors.by_number(session, number)
            shop = shop_in_reach(session, request.form.get("shop", ""))
            rows = queries.goods_of(session, ShopId(shop.id), PartyId(found.id))
            occasion = Occasion(shop, found, today_in(shop, at), at, by, forms.key(request.form))
            said = TASKS[task].do(session, occasion, forms.goods(request.form, rows))
            code = shop.code
    except InvalidInput as error:
        return _work_page(number, task, request.form, error), error.status
    flash(said)
    return redirect(url_for("inventory.consignment.show", number=number, shop=code))


@blueprint.route("/consignment/<int(max=999999999):number>/settle", methods=["GET", "POST"])
@requires(Permission.SETTLE_CONSIGNMENT)
def settle(number: int) -> ResponseReturnValue:
    """Pay a producer."""
    if request.method == "GET":
        return _settle_page(number, {})
    at = clock.now()
    try:
        with transaction() as session:
            found = consignors.by_number(session, number)
            shop = shop_in_reach(session, request.form.get("shop", ""))
            paid = settling.settle(
                session, shop, found, forms.payment(request.form),
                on=today_in(shop, at), at=at, by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _settle_page(number, request.form, error), error.status
    return redirect(url_for("inventory.consignment.slip", number=paid.number))


@blueprint.get("/consignment/slips/<number>")
@requires(Permission.VIEW_PRODUCTS)
def slip(number: str) -> ResponseReturnValue:
    """A settlement, to be read and printed."""
    with reading() as session:
        found = queries.slip(session, number)
        shop_in_reach(session, found.shop.code)
        return render_template("inventory/consignment_slip.html", slip=found, paid_by=words.WAYS)


def _intake(session: Session, occasion: Occasion, goods: list[Goods]) -> str:
    note = intakes.take(session, occasion.shop, occasion.consignor, goods, on=occasion.on,
                        at=occasion.at, by=occasion.by, key=occasion.key)  # fmt: skip
    return _("Titipan %(number)s diterima.", number=note.number)


def _left(session: Session, occasion: Occasion, goods: list[Goods]) -> str:
    if not goods:
        raise InvalidInput(_("Isi sisa paling sedikit satu barang."))
    before = endings.count_left(session, occasion, goods)
    found = [
        f"{products.get(session, product_id).name} {quantity(missing)}"
        for product_id, left in goods
        if (missing := before[product_id].missing(left))
    ]
    if not found:
        return _("Sisa cocok dengan kasir.")
    return _("Sisa dicatat. Selisih dengan kasir: %(what)s.", what=", ".join(found))


def _home(session: Session, occasion: Occasion, goods: list[Goods]) -> str:
    return _end(session, occasion, goods, EndingKind.TAKEN_HOME)


def _spoilt(session: Session, occasion: Occasion, goods: list[Goods]) -> str:
    return _end(session, occasion, goods, EndingKind.SPOILT)


def _end(session: Session, occasion: Occasion, goods: list[Goods], kind: EndingKind) -> str:
    if not goods:
        raise InvalidInput(_("Isi jumlah paling sedikit satu barang."))
    endings.end(session, occasion, kind, goods)
    return _("Tercatat: %(what)s.", what=str(words.ENDINGS[kind]).lower())


TASKS: Mapping[str, Task] = {
    "intake": Task(lazy("Terima titipan"), lazy("Isi berapa yang dibawa hari ini."), _intake),
    "left": Task(
        lazy("Hitung sisa"),
        lazy("Isi berapa yang masih ada di rak, juga 0. Yang kosong tidak dihitung."),
        _left,
    ),
    "home": Task(lazy("Dibawa pulang"), lazy("Isi berapa yang dibawa pulang penitip."), _home),
    "spoilt": Task(lazy("Rusak atau basi"), lazy("Isi berapa yang dibuang."), _spoilt),
}


def _shop(session: Session) -> Shop:
    """The shop that is looked at. Raises NotFound when the operator reaches none."""
    shop = chosen_shop(shops_in_reach(session))
    if shop is None:
        raise NotFound(_("Belum ada toko."))
    return shop


def _add_goods(session: Session, consignor: Consignor) -> None:
    at, by, form = clock.now(), current_operator().id, request.form
    unit = form.get("unit", "").strip() or "pcs"
    name = " ".join(form.get("name", "").split())[:60]
    product = products.create(session, ProductDetails(name, unit), [PackDetails(unit)],
                              at=at, by=by)  # fmt: skip
    consignors.take_product(session, product, consignor, at=at, by=by)
    try:
        price = parse.money(form.get("price", ""))
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field="price") from None
    pack = packs.of_product(session, product, unit)
    on = today_in(_shop(session), at)
    prices.put(session, [NewPrice(PackId(pack.id), price)], Period(on), at=at, by=by)


def _new_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    return render_template(
        "inventory/consignor_form.html", typed=typed, error=error,
        bearers=[(bearer.value, said) for bearer, said in words.BEARERS.items()],
    )  # fmt: skip


def _goods_page(number: int, typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        found = consignors.by_number(session, number)
        return render_template(
            "inventory/consignor_goods_form.html", consignor=found, typed=typed, error=error
        )


def _work_page(
    number: int, task: str, typed: Mapping[str, str], error: InvalidInput | None = None
) -> str:
    with reading() as session:
        found = consignors.by_number(session, number)
        code = typed.get("shop", "")
        shop = shop_in_reach(session, code) if code else _shop(session)
        rows = queries.goods_of(session, ShopId(shop.id), PartyId(found.id))
        if request.args.get("again") and not typed:
            last = intakes.last_brought(session, ShopId(shop.id), found)
            codes = {row.product_id: row.code for row in rows}
            typed = {f"quantity-{codes[key]}": quantity(n) for key, n in last if key in codes}
        return render_template(
            "inventory/consignor_work.html", consignor=found, shop=shop, rows=rows, typed=typed,
            task=TASKS[task], error=error, key=_key(typed),
        )  # fmt: skip


def _settle_page(number: int, typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        found = consignors.by_number(session, number)
        code = typed.get("shop", "")
        shop = shop_in_reach(session, code) if code else _shop(session)
        return render_template(
            "inventory/consignor_settle.html", consignor=found, shop=shop, typed=typed,
            error=error, key=_key(typed), paid_by=words.WAYS,
            owed=queries.owed(session, ShopId(shop.id), PartyId(found.id)),
        )  # fmt: skip


def _key(typed: Mapping[str, str]) -> UUID:
    return forms.key(typed) if typed.get("key") else new_id()
