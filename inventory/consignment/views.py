"""The pages of consignment: producers, what they bring, what is left, and paying them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.format import quantity
from core.i18n import _, lazy
from core.ids import PartyId, ShopId, new_id
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from inventory import products
from inventory.consignment import (
    agreements,
    consigned_goods,
    consignors,
    due_queries,
    endings,
    forms,
    intakes,
    queries,
    words,
)
from inventory.consignment.endings import Occasion
from inventory.consignment.models import EndingKind
from inventory.pages import chosen_shop, shop_in_reach, shops_in_reach
from inventory.stock import Goods

blueprint = Blueprint("consignment", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Titip jual"),
        "inventory.consignment.index",
        Permission.VIEW_PRODUCTS,
        lazy("Pembelian dan titipan"),
    )
]


@blueprint.get("/consignment")
@requires(Permission.VIEW_PRODUCTS)
def index() -> ResponseReturnValue:
    """Producers by name, with what a shop owes to each, and what has to be done today."""
    typed = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        shop = chosen(session)
        shop_id, today = ShopId(shop.id), today_in(shop, clock.now())
        page = queries.consignor_page(session, words=typed, shop_id=shop_id, number=_page_number())
        return render_template(
            "inventory/consignors.html", page=page, query=typed, shop=shop,
            places=_places(session), due=len(due_queries.due(session, shop_id, on=today)),
            stale=len(due_queries.stale(session, shop_id, on=today)),
        )  # fmt: skip


@blueprint.get("/consignment/due")
@requires(Permission.VIEW_PRODUCTS)
def due() -> ResponseReturnValue:
    """Producers who are to be paid by now."""
    with reading() as session:
        shop = chosen(session)
        page = due_queries.due_page(session, ShopId(shop.id), on=today_in(shop, clock.now()),
                                    number=_page_number())  # fmt: skip
        return render_template("inventory/consignment_due.html", page=page, shop=shop,
                               places=_places(session))  # fmt: skip


@blueprint.get("/consignment/stale")
@requires(Permission.VIEW_PRODUCTS)
def stale() -> ResponseReturnValue:
    """Goods that have stood longer than agreed."""
    with reading() as session:
        shop = chosen(session)
        page = due_queries.stale_page(session, ShopId(shop.id), on=today_in(shop, clock.now()),
                                      number=_page_number())  # fmt: skip
        return render_template("inventory/consignment_stale.html", page=page, shop=shop,
                               places=_places(session))  # fmt: skip


@blueprint.get("/consignment/<int(max=999999999):number>")
@requires(Permission.VIEW_PRODUCTS)
def show(number: int) -> ResponseReturnValue:
    """A producer in a shop: goods, what is owed, and what can be done next."""
    with reading() as session:
        found, shop = consignors.by_number(session, number), chosen(session)
        shop_id, party = ShopId(shop.id), PartyId(found.id)
        today = today_in(shop, clock.now())
        rows = queries.goods_of(session, shop_id, party)
        keys: list[UUID] = [row.product_id for row in rows]
        return render_template(
            "inventory/consignor.html",
            consignor=found, shop=shop, rows=rows, tasks=TASKS, places=_places(session),
            prices=consigned_goods.prices_of(session, keys, on=today),
            retired=queries.retired_of(session, party),
            agreement=agreements.holding(session, party, on=today), bearers=words.BEARERS,
            owed=queries.owed(session, shop_id, party),
            settlements=queries.recent_settlements(session, shop_id, party),
            intakes=queries.recent_intakes(session, shop_id, party),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What is said of something that was done, and the paper it left."""

    said: str
    note: str = ""
    """The number of an intake note."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is typed product by product."""

    title: str
    about: str
    do: Callable[[Session, Occasion, list[Goods]], Done]


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
            done = TASKS[task].do(session, occasion, forms.goods(request.form, rows))
            code = shop.code
    except InvalidInput as error:
        return _work_page(number, task, request.form, error), error.status
    flash(done.said)
    if done.note:
        return redirect(url_for("inventory.consignment_papers.intake", number=done.note))
    return redirect(url_for("inventory.consignment.show", number=number, shop=code))


def _intake(session: Session, occasion: Occasion, goods: list[Goods]) -> Done:
    note = intakes.take(session, occasion.shop, occasion.consignor, goods, on=occasion.on,
                        at=occasion.at, by=occasion.by, key=occasion.key)  # fmt: skip
    return Done(_("Titipan %(number)s diterima.", number=note.number), note.number)


def _left(session: Session, occasion: Occasion, goods: list[Goods]) -> Done:
    if not goods:
        raise InvalidInput(_("Isi sisa paling sedikit satu barang."))
    before = endings.count_left(session, occasion, goods)
    found = [
        f"{products.get(session, product_id).name} {quantity(missing)}"
        for product_id, left in goods
        if (missing := before[product_id].missing(left))
    ]
    if not found:
        return Done(_("Sisa cocok dengan kasir."))
    return Done(_("Sisa dicatat. Selisih dengan kasir: %(what)s.", what=", ".join(found)))


def _home(session: Session, occasion: Occasion, goods: list[Goods]) -> Done:
    return _end(session, occasion, goods, EndingKind.TAKEN_HOME)


def _spoilt(session: Session, occasion: Occasion, goods: list[Goods]) -> Done:
    return _end(session, occasion, goods, EndingKind.SPOILT)


def _end(session: Session, occasion: Occasion, goods: list[Goods], kind: EndingKind) -> Done:
    if not goods:
        raise InvalidInput(_("Isi jumlah paling sedikit satu barang."))
    endings.end(session, occasion, kind, goods)
    return Done(_("Tercatat: %(what)s.", what=str(words.ENDINGS[kind]).lower()))


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


def chosen(session: Session) -> Shop:
    """The shop that is looked at. Raises NotFound when the operator reaches none."""
    shop = chosen_shop(shops_in_reach(session))
    if shop is None:
        raise NotFound(_("Belum ada toko."))
    return shop


def _work_page(
    number: int, task: str, typed: Mapping[str, str], error: InvalidInput | None = None
) -> str:
    with reading() as session:
        found = consignors.by_number(session, number)
        code = typed.get("shop", "")
        shop = shop_in_reach(session, code) if code else chosen(session)
        rows = queries.goods_of(session, ShopId(shop.id), PartyId(found.id))
        if request.args.get("again") and not typed:
            last = intakes.last_brought(session, ShopId(shop.id), found)
            codes = {row.product_id: row.code for row in rows}
            typed = {f"quantity-{codes[key]}": quantity(n) for key, n in last if key in codes}
        return render_template(
            "inventory/consignor_work.html", consignor=found, shop=shop, rows=rows, typed=typed,
            task=TASKS[task], error=error, key=key_of(typed),
        )  # fmt: skip


def key_of(typed: Mapping[str, str]) -> UUID:
    """The key that the form had, else a new one."""
    return forms.key(typed) if typed.get("key") else new_id()


def _places(session: Session) -> list[tuple[str, str]]:
    return [(place.code, place.name) for place in shops_in_reach(session)]


def _page_number() -> int:
    return paging.page_number(request.args.get("page"))
