"""The picture of a product: sent, taken away, and shown."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _
from core.permissions import Permission
from inventory import products
from inventory.pictures import pictures
from inventory.views import product_page

blueprint = Blueprint("pictures", __name__)

_FOREVER = 365 * 24 * 3600


@blueprint.post("/products/<code>/picture")
@requires(Permission.EDIT_PRODUCTS)
def put(code: str) -> ResponseReturnValue:
    """Another picture of a product."""
    sent = request.files.get("picture")
    content = sent.stream.read() if sent else b""
    try:
        with transaction() as session:
            product = products.by_code(session, code)
            pictures.put(session, product, content, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return product_page(code, error=error), error.status
    flash(_("Gambar dipasang."))
    return redirect(url_for("inventory.product", code=code))


@blueprint.post("/products/<code>/picture/remove")
@requires(Permission.EDIT_PRODUCTS)
def remove(code: str) -> ResponseReturnValue:
    """No picture any more."""
    with transaction() as session:
        product = products.by_code(session, code)
        pictures.remove(session, product, at=clock.now(), by=current_operator().id)
    flash(_("Gambar dihapus."))
    return redirect(url_for("inventory.product", code=code))


@blueprint.get("/products/pictures/<mark>.webp")
@requires(Permission.VIEW_PRODUCTS)
def large(mark: str) -> ResponseReturnValue:
    """A picture as the page of its product shows it."""
    with reading() as session:
        return _answer(pictures.large(session, mark), mark)


@blueprint.get("/products/pictures/small/<mark>.webp")
@requires(Permission.VIEW_PRODUCTS)
def small(mark: str) -> ResponseReturnValue:
    """A picture as lists show it."""
    with reading() as session:
        return _answer(pictures.small(session, mark), mark)


def _answer(content: bytes, mark: str) -> Response:
    """It never changes under its mark, so this browser keeps it; nobody between may."""
    response = Response(content, mimetype="image/webp")
    response.cache_control.private = True
    response.cache_control.max_age = _FOREVER
    response.cache_control.immutable = True
    response.set_etag(mark)
    response.make_conditional(request)
    return response
