"""The form of what each shop carries and wants at least, on the page of a product."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import transaction
from core.errors import InvalidInput
from core.i18n import _
from core.permissions import Permission
from inventory import products
from inventory.assortment import assortment, forms
from inventory.assortment.forms import Typed
from inventory.models import Product
from inventory.pages import shops_in_reach
from inventory.views import product_page

blueprint = Blueprint("assortment", __name__)


@blueprint.post("/products/<code>/assortment")
@requires(Permission.EDIT_PRODUCTS)
def put(code: str) -> ResponseReturnValue:
    """What every shop in reach carries, and wants at least."""
    try:
        with transaction() as session:
            product = products.by_code(session, code)
            for typed in forms.assortment_form(request.form, shops_in_reach(session)):
                _put(session, product, typed)
    except InvalidInput as error:
        return product_page(code, typed=request.form.to_dict(), error=error), error.status
    flash(_("Stok minimum dan toko yang menjual disimpan."))
    return redirect(url_for("inventory.product", code=code))


def _put(session: Session, product: Product, typed: Typed) -> None:
    at, by = clock.now(), current_operator().id
    try:
        assortment.set_least(
            session, product, typed.least, shop_id=typed.shop_id, at=at, by=by
        )  # fmt: skip
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=typed.field) from None
    assortment.set_hidden(
        session, product, typed.is_hidden, shop_id=typed.shop_id, at=at, by=by
    )  # fmt: skip
