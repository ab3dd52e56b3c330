"""The till's address for payments of kasbon."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core.access import Open, requires
from core.db import reading
from core.ids import CustomerId
from members import customer_queries
from pos.bon_payments.schemas import BonPaymentSchema
from pos.models import DocumentKind
from pos.taking import current_till, take

blueprint = Blueprint("bon_payments_api", __name__, url_prefix="/api/v1", description="Kasbon")


@blueprint.post("/bon-payments")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": BonPaymentSchema}}})
@requires(Open.TILL)
def post_bon_payment() -> ResponseReturnValue:
    """Pay part or all of a member's kasbon."""
    return take(DocumentKind.BON_PAYMENT)


@blueprint.get("/customers/<uuid:customer_id>/money")
@requires(Open.TILL)
def get_customer_money(customer_id: UUID) -> ResponseReturnValue:
    """What a named customer owes at this moment."""
    current_till()
    with reading() as session:
        return jsonify(customer_queries.money_of(session, CustomerId(customer_id)))
