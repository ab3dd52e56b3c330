"""The till's address for payments of kasbon."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core.access import Open, requires
from pos.bon_payments.schemas import BonPaymentSchema
from pos.models import DocumentKind
from pos.taking import take

blueprint = Blueprint("bon_payments_api", __name__, url_prefix="/api/v1", description="Kasbon")


@blueprint.post("/bon-payments")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": BonPaymentSchema}}})
@requires(Open.TILL)
def post_bon_payment() -> ResponseReturnValue:
    """Pay part or all of a member's kasbon."""
    return take(DocumentKind.BON_PAYMENT)
