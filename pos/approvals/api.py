"""Agreeing at the till by PIN, over the API."""

from __future__ import annotations

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint
from marshmallow import fields, validate

from core import clock, operators
from core.access import Open, requires
from core.db import reading, transaction
from core.errors import PermissionDenied
from core.i18n import _, lazy
from core.ids import OperatorId
from core.money import Money
from core.operators import OperatorView
from pos.approvals import approvals
from pos.documents import ApprovalAction
from pos.schemas import Strict, one_of, rupiah
from pos.taking import current_till

blueprint = Blueprint("approvals_api", __name__, url_prefix="/api/v1", description="Persetujuan")


class ApproveSchema(Strict):
    """Somebody agrees with a PIN."""

    operator_id = fields.UUID(required=True)
    pin = fields.String(required=True, validate=validate.Length(1, 20), load_only=True)
    action = one_of(ApprovalAction, lazy("tindakan yang dikenal"))
    amount = rupiah()


@blueprint.post("/till/approve")
@blueprint.arguments(ApproveSchema)
@requires(Open.TILL)
def post_approval(typed: dict[str, Any]) -> ResponseReturnValue:
    """Agree to one action on this till; the answer's code proves it to the document's intake."""
    till = current_till()
    at = clock.now()
    approver = _approver(OperatorId(typed["operator_id"]), typed["pin"])
    with transaction() as session:
        grant = approvals.grant_by_pin(
            session,
            till,
            approver,
            action=typed["action"],
            amount=Money(typed["amount"]),
            at=at,
        )
        return jsonify(by=str(approver.id), name=approver.name, code=grant.code)


def _approver(operator_id: OperatorId, pin: str) -> OperatorView:
    with transaction() as session:
        attempt = operators.try_pin(session, operator_id, pin, at=clock.now())
    with reading() as session:
        found = operators.view_of(session, operators.judge(attempt, refusal=_("PIN salah.")))
    if found is None:
        raise PermissionDenied(_("Peran Anda tidak boleh menyetujui."))
    return found
