"""What is in a package: adding goods to it, leaving them out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.access import current_operator, requires
from core.db import transaction
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import ProductId
from core.permissions import Permission
from core.quantity import MILLI, Quantity
from inventory import forms, packages, products, queries, views

blueprint = Blueprint("packages", __name__)


@blueprint.post("/products/<code>/parts")
@requires(Permission.EDIT_PRODUCTS)
def put_part(code: str) -> ResponseReturnValue:
    """Put goods into a package: by code or barcode, and how many of that pack."""
    try:
        with transaction() as session:
            package = products.by_code(session, code)
            quantity = forms.required_quantity(request.form, "quantity")
            pack = queries.meant(session, request.form.get("part", ""))
            part = products.get(session, ProductId(pack.product_id))
            base = Quantity(quantity.milli * pack.factor.milli // MILLI)
            packages.put_part(
                session, package, part, base, at=clock.now(), by=current_operator().id
            )
    except NotFound as error:
        wrong = InvalidInput(error.sentence, field="part")
        return views.product_page(code, typed=request.form.to_dict(), error=wrong), 422
    except InvalidInput as error:
        return views.product_page(code, typed=request.form.to_dict(), error=error), error.status
    flash(_("%(name)s ada di dalam paket.", name=part.name))
    return redirect(url_for("inventory.product", code=code))


@blueprint.post("/products/<code>/parts/remove")
@requires(Permission.EDIT_PRODUCTS)
def remove_part(code: str) -> ResponseReturnValue:
    """Leave goods out of a package."""
    with transaction() as session:
        package = products.by_code(session, code)
        part = products.by_code(session, request.form.get("part", ""))
        packages.remove_part(session, package, part, at=clock.now(), by=current_operator().id)
    flash(_("%(name)s tidak lagi di dalam paket.", name=part.name))
    return redirect(url_for("inventory.product", code=code))
