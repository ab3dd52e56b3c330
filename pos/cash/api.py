"""The till's addresses for cash in and out, and for a drawer opened without a sale."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core.access import Open, requires
from pos.cash.schemas import CashMoveSchema, DrawerOpenedSchema
from pos.models import DocumentKind
from pos.taking import take

blueprint = Blueprint("cash_api", __name__, url_prefix="/api/v1", description="Kas")


@blueprint.post("/cash-moves")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": CashMoveSchema}}})
@requires(Open.TILL)
def post_cash_move() -> ResponseReturnValue:
    """Put cash into the drawer or take it out, with a reason."""
    return take(DocumentKind.CASH_MOVE)


@blueprint.post("/drawer-openings")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": DrawerOpenedSchema}}})
@requires(Open.TILL)
def post_drawer_opening() -> ResponseReturnValue:
    """Open the drawer without a sale, with a reason."""
    return take(DocumentKind.DRAWER_OPENED)
