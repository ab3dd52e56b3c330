"""The pages that look after the co-operative: shops, settings, the audit log."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import audit, clock, forms, paging, queries, settings, shops, words
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.i18n import _, lazy
from core.ids import ShopId
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem, Registry
from core.settings import DEFINITIONS, Setting

blueprint = Blueprint("admin", __name__)

NAVIGATION = [
    NavigationItem(label, endpoint, permission, lazy("Pengurus"))
    for label, endpoint, permission in (
        (lazy("Koperasi dan toko"), "admin.shop_list", Permission.MANAGE_COOP),
        (lazy("Operator"), "staff.people", Permission.MANAGE_OPERATORS),
        (lazy("Pengaturan"), "admin.setting_list", Permission.MANAGE_SETTINGS),
        (lazy("Catatan kejadian"), "admin.audit_log", Permission.VIEW_AUDIT),
    )
]


# The co-operative and its shops


@blueprint.get("/shops")
@requires(Permission.MANAGE_COOP)
def shop_list() -> ResponseReturnValue:
    """The co-operative's name, its shops and the office."""
    return _shop_list()


@blueprint.post("/coop")
@requires(Permission.MANAGE_COOP)
def rename_coop() -> ResponseReturnValue:
    """Change the co-operative's name."""
    try:
        name = forms.line(request.form, "name", required=_("Nama koperasi harus diisi."))
    except InvalidInput as error:
        return _shop_list(error), error.status
    with transaction() as database:
        coop = shops.find_coop(database)
        if coop is None:
            raise NotFound(_("Koperasi belum didirikan."))
        _note(database, "coop.renamed", name, before=coop.name)
        coop.name = name
    flash(_("Nama koperasi disimpan."), "success")
    return redirect(url_for("admin.shop_list"))


@blueprint.route("/shops/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_COOP)
def new_shop() -> ResponseReturnValue:
    """Add a shop or the office."""
    if request.method == "GET":
        return _shop_page({"kind": "shop", "time_zone": queries.DEFAULT_ZONE})
    try:
        details = forms.shop_details(request.form)
        with transaction() as database:
            _open_shop(database, details)
            _note(database, "shop.added", details.code)
    except InvalidInput as error:
        return _shop_page(request.form.to_dict(), error=error), error.status
    flash(_("%(name)s ditambahkan.", name=details.name), "success")
    return redirect(url_for("admin.shop_list"))


@blueprint.route("/shops/<code>", methods=["GET", "POST"])
@requires(Permission.MANAGE_COOP)
def edit_shop(code: str) -> ResponseReturnValue:
    """Change what is said of a shop, also on its receipts."""
    with reading() as database:
        shop = shops.shop_by_code(database, code)
    if request.method == "GET":
        return _shop_page(vars(shop), shop=shop)
    try:
        details = forms.shop_details(request.form, code=shop.code)
        with transaction() as database:
            shops.change_shop(database, ShopId(shop.id), details)
            _note(database, "shop.changed", shop.code, shop_id=ShopId(shop.id))
    except InvalidInput as error:
        return _shop_page(request.form.to_dict(), shop=shop, error=error), error.status
    flash(_("%(name)s disimpan.", name=details.name), "success")
    return redirect(url_for("admin.shop_list"))


# Settings


@blueprint.get("/settings")
@requires(Permission.MANAGE_SETTINGS)
def setting_list() -> ResponseReturnValue:
    """Every setting and what holds today."""
    query = request.args.get("q", "").strip()
    with reading() as database:
        today = queries.today_for(database, current_operator().shop_id, at=clock.now())
        overview = queries.settings_overview(database, on=today, query=query)
    return render_template("core/settings.html", overview=overview, today=today, query=query)


@blueprint.route("/settings/<key>", methods=["GET", "POST"])
@requires(Permission.MANAGE_SETTINGS)
def setting_page(key: str) -> ResponseReturnValue:
    """A setting with its history; a new value holds from a day on."""
    setting = DEFINITIONS.get(key)
    if setting is None:
        raise NotFound(_("Pengaturan ini tidak ada."))
    if request.method == "GET":
        return _setting_page(setting, {})
    try:
        with transaction() as database:
            _put_setting(database, setting)
    except InvalidInput as error:
        return _setting_page(setting, request.form.to_dict(), error), error.status
    flash(_("Nilai baru disimpan."), "success")
    return redirect(url_for("admin.setting_page", key=key))


# The audit log


@blueprint.get("/audit")
@requires(Permission.VIEW_AUDIT)
def audit_log() -> ResponseReturnValue:
    """Who did what, or was refused it, and when."""
    query = request.args.get("q", "").strip()
    number = paging.page_number(request.args.get("page"))
    with reading() as database:
        page = queries.audit_page(database, query=query, number=number)
        zone = queries.zone_of(database, current_operator().shop_id)
    return render_template("core/audit_log.html", page=page, query=query, zone=zone)


def _note(
    database: Session, action: str, subject: str, *, shop_id: ShopId | None = None, **details: Any
) -> None:
    audit.record(
        database,
        action,
        at=clock.now(),
        by=current_operator().id,
        shop_id=shop_id,
        subject=subject,
        **details,
    )


def _open_shop(database: Session, details: shops.ShopDetails) -> None:
    registry: Registry = current_app.extensions["lumbung"]
    shop = shops.open_shop(database, details)
    for follow in registry.shop_opened:
        follow(database, ShopId(shop.id))


def _shop_list(error: InvalidInput | None = None) -> str:
    with reading() as database:
        every = shops.all_shops(database)
    return render_template(
        "core/shops.html", shops=every, kinds=words.SHOP_KINDS, zones=words.TIME_ZONES,
        typed=request.form, error=error,
    )  # fmt: skip


def _shop_page(
    typed: dict[str, Any], *, shop: Shop | None = None, error: InvalidInput | None = None
) -> str:
    return render_template(
        "core/shop.html",
        typed=typed,
        shop=shop,
        kinds=words.SHOP_KINDS.items(),
        zones=words.TIME_ZONES.items(),
        error=error,
    )


def _put_setting(database: Session, setting: Setting[Any]) -> None:
    typed = forms.setting_form(request.form, shops.all_shops(database))
    settings.put(
        database,
        setting,
        typed.value,
        valid_from=typed.valid_from,
        at=clock.now(),
        by=current_operator().id,
        shop_id=typed.shop_id,
        legal_basis=typed.legal_basis,
    )
    _note(
        database, "setting.put", setting.key, shop_id=typed.shop_id,
        value=typed.value, valid_from=typed.valid_from.isoformat(),
    )  # fmt: skip


def _setting_page(
    setting: Setting[Any], typed: dict[str, str], error: InvalidInput | None = None
) -> str:
    with reading() as database:
        every = shops.all_shops(database)
        history = settings.history(database, setting.key)
        today = queries.today_for(database, current_operator().shop_id, at=clock.now())
        in_force = queries.in_force(database, setting, on=today)
    return render_template(
        "core/setting.html",
        setting=setting,
        in_force=in_force,
        default=setting.shown(queries.spell_default(setting)),
        choices=list(setting.choices.items()),
        history=history,
        shop_names={shop.id: shop.name for shop in every},
        places=[(shop.code, shop.name) for shop in every],
        today=today,
        typed=typed,
        error=error,
    )
