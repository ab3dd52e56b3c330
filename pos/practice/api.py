"""The slip of a practised sale, over the API."""

from __future__ import annotations

from http import HTTPStatus

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core import clock
from core.access import Open, requires
from core.db import transaction
from pos.practice import practice
from pos.sale_schemas import SaleSchema
from pos.taking import current_till, document_body

blueprint = Blueprint("practice_api", __name__, url_prefix="/api/v1", description="Latihan")


@blueprint.post("/practice/receipts")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": SaleSchema}}})
@requires(Open.TILL)
def post_practice() -> ResponseReturnValue:
    """Print the slip of a sale that never happened; nothing else is kept of it."""
    till = current_till()
    with transaction() as session:
        practice.print_receipt(session, till, document_body(), at=clock.now())
    return jsonify(practised=True), HTTPStatus.ACCEPTED
