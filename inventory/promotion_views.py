"""The pages of promotions: the list, one with its goods and history, making and ending it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, PermissionDenied
from core.format import number as grouped
from core.i18n import _, lazy, lazy_in
from core.ids import PackId
from core.permissions import Permission
from core.queries import zone_of
from core.registry import NavigationItem
from inventory import promotion_forms, promotion_queries, promotions, queries, words
from inventory.models import Promotion, PromotionKind
from inventory.pages import shops_in_reach, today
from inventory.promotion_queries import PromotedPack, PromotionRow
from inventory.promotions import PromotionDetails

blueprint = Blueprint("promotions", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Promo"),
        "inventory.promotions.index",
        Permission.VIEW_PRODUCTS,
        lazy_in("several", "Barang"),
    )
]


_DRAFTED = frozenset({"name", "packs", "amount", "shop", "valid_from", "valid_to"})
"""What another page may have filled in: nothing is kept until somebody saves it."""


@blueprint.get("/promotions")
@requires(Permission.VIEW_PRODUCTS)
def index() -> ResponseReturnValue:
    """Promotions that hold, will or did."""
    sought, season = promotion_forms.search(request.args)
    with reading() as session:
        page = promotion_queries.promotion_page(
            session, words=sought, season=season, on=today(session),
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "inventory/promotions.html",
        page=page, query=sought, season=season, seasons=words.SEASONS.items(),
        kinds=words.PROMOTIONS,
    )  # fmt: skip


@blueprint.route("/promotions/new", methods=["GET", "POST"])
@requires(Permission.SET_PRICES)
def new() -> ResponseReturnValue:
    """Choose the kind of a promotion, then say what it is."""
    asked = request.args.get("kind", "")
    if not asked:
        return render_template(
            "inventory/promotion_kinds.html", kinds=words.PROMOTIONS, examples=words.EXAMPLES
        )
    kind = promotion_forms.promotion_kind(asked)
    if request.method == "GET":
        return _form_page(kind, {name: request.args[name] for name in _DRAFTED & {*request.args}})
    try:
        with transaction() as session:
            details = _details(session, kind)
            made = promotions.create(session, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(kind, request.form.to_dict(), error=error), error.status
    flash(_("Promo %(name)s dibuat.", name=made.name))
    return redirect(url_for("inventory.promotions.show", number=made.number))


@blueprint.get("/promotions/<int:number>")
@requires(Permission.VIEW_PRODUCTS)
def show(number: int) -> ResponseReturnValue:
    """A promotion with its goods and what was done to it."""
    with reading() as session:
        found = promotions.by_number(session, number)
        day = today(session)
        row = promotion_queries.row_of(session, found, on=day)
        goods = promotion_queries.packs_of(session, found, on=day)
        history = promotion_queries.history(session, found)
        is_in_reach = _is_in_reach(session, found)
        zone = zone_of(session, current_operator().shop_id)
    return render_template(
        "inventory/promotion.html",
        promotion=row, goods=goods, history=history, kinds=words.PROMOTIONS,
        actions=words.ACTIONS, is_in_reach=is_in_reach, zone=zone,
    )  # fmt: skip


@blueprint.route("/promotions/<int:number>/edit", methods=["GET", "POST"])
@requires(Permission.SET_PRICES)
def edit(number: int) -> ResponseReturnValue:
    """Change a promotion that has not begun."""
    with reading() as session:
        found = promotions.by_number(session, number)
        day = today(session)
        row = promotion_queries.row_of(session, found, on=day)
        goods = promotion_queries.packs_of(session, found, on=day)
    if request.method == "GET":
        return _form_page(found.kind, _typed(row, goods), number=number)
    try:
        with transaction() as session:
            found = _own(session, number)
            details = _details(session, found.kind)
            promotions.change(
                session, found, details, today=today(session), at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _form_page(row.kind, request.form.to_dict(), number=number, error=error), 422
    flash(_("Promo %(name)s disimpan.", name=details.name))
    return redirect(url_for("inventory.promotions.show", number=number))


@blueprint.post("/promotions/<int:number>/end")
@requires(Permission.SET_PRICES)
def end(number: int) -> ResponseReturnValue:
    """Let a promotion hold until yesterday and no longer."""
    with transaction() as session:
        found = _own(session, number)
        promotions.end(
            session, found, today=today(session), at=clock.now(), by=current_operator().id
        )
    flash(_("Promo %(name)s diakhiri.", name=found.name))
    return redirect(url_for("inventory.promotions.show", number=number))


def _own(session: Session, number: int) -> Promotion:
    """A promotion this operator may change: not one of somebody else's shop."""
    found = promotions.by_number(session, number)
    if not _is_in_reach(session, found):
        raise PermissionDenied(_("Promo ini milik toko lain."))
    return found


def _is_in_reach(session: Session, found: Promotion) -> bool:
    return found.shop_id is None or found.shop_id in {shop.id for shop in shops_in_reach(session)}


def _details(session: Session, kind: PromotionKind) -> PromotionDetails:
    return promotion_forms.promotion(
        request.form,
        kind,
        shops_in_reach(session),
        lambda code: PackId(queries.meant(session, code).id),
        today=today(session),
    )


def _form_page(
    kind: PromotionKind,
    typed: dict[str, Any],
    *,
    number: int | None = None,
    error: InvalidInput | None = None,
) -> str:
    with reading() as session:
        places = [(shop.code, shop.name) for shop in shops_in_reach(session)]
        day = today(session)
    return render_template(
        "inventory/promotion_form.html",
        kind=kind, title=words.PROMOTIONS[kind], example=words.EXAMPLES[kind], typed=typed,
        number=number, error=error, shops=places, today=day,
    )  # fmt: skip


def _typed(row: PromotionRow, goods: list[PromotedPack]) -> dict[str, Any]:
    """A promotion as its form shows it."""
    typed = {
        "name": row.name,
        "shop": row.shop or "",
        "percent": row.percent,
        "amount": grouped(row.amount.amount),
        "count": row.count,
        "free": row.free,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
        "packs": "\n".join(f"{pack.code} {pack.unit}" for pack in goods),
    }
    return typed | ({"for_members": "1"} if row.for_members else {})
