"""The trial balance of a shop, typed line by line: account, debit or credit, Enter."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, total
from core.permissions import Permission
from core.shops import all_shops, shop_by_code
from members.opening import accounts, forms, openings, posting, queries
from members.opening.checking import Step
from members.opening.pages import sides, tabs

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/accounts")
@requires(Permission.ENTER_OPENING)
def index() -> ResponseReturnValue:
    """One shop's lines, with what is missing for its balance."""
    with reading() as session:
        openings.found(session)
    return _page({})


@blueprint.post("/accounts")
@requires(Permission.ENTER_OPENING)
def put() -> ResponseReturnValue:
    """Write a line down; the account's line before is replaced."""
    try:
        with transaction() as session:
            opening, shop = openings.draft(session), _shop(session)
            account = accounts.known_account(session, request.form.get("account", ""))
            amount = forms.account_amount(request.form)
            accounts.put(session, opening, ShopId(shop.id), account, amount)
    except InvalidInput as error:
        return _page(request.form, error), error.status
    side = _("debet") if amount > ZERO else _("kredit")
    flash(_("%(account)s %(name)s: %(side)s %(amount)s.", account=account.code, name=account.name,
            side=side, amount=rupiah(amount if amount > ZERO else -amount)))  # fmt: skip
    return redirect(url_for("opening.accounts.index", shop=shop.code))


@blueprint.post("/accounts/remove")
@requires(Permission.ENTER_OPENING)
def remove() -> ResponseReturnValue:
    """Forget a line."""
    with transaction() as session:
        opening, shop = openings.draft(session), _shop(session)
        code = request.form.get("account", "")
        accounts.remove(session, opening, ShopId(shop.id), code)
    flash(_("%(account)s dihapus.", account=code[:10]))
    return redirect(url_for("opening.accounts.index", shop=shop.code))


def _shop(session: Session) -> Shop:
    """The shop the address names, else the first."""
    code = request.args.get("shop", "")
    return shop_by_code(session, code) if code else all_shops(session)[0]


def _page(typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        opening, shop = openings.found(session), _shop(session)
        lines = queries.account_lines(session, opening, ShopId(shop.id))
        debit, credit = total(line.debit for line in lines), total(line.credit for line in lines)
        found = posting.check(session, opening, at=clock.now())
        return render_template(
            "members/opening_accounts.html", opening=opening, shop=shop, lines=lines, debit=debit,
            credit=credit, more_debit=max(debit - credit, ZERO), tabs=tabs(Step.ACCOUNTS),
            more_credit=max(credit - debit, ZERO), places=all_shops(session), typed=typed,
            error=error, accounts=queries.openable_accounts(session),
            sides=sides(session, found, Step.STOCK),
        )  # fmt: skip
