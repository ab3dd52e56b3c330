"""The till's addresses for share money, and for what it may know of one member."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core import clock
from core.access import Open, requires
from core.db import reading
from core.ids import MemberId
from members import at_tills
from pos.member_money.schemas import MemberMoneySchema
from pos.models import DocumentKind
from pos.taking import current_till, take

blueprint = Blueprint("member_money_api", __name__, url_prefix="/api/v1", description="Simpanan")


@blueprint.post("/member-money")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": MemberMoneySchema}}})
@requires(Open.TILL)
def post_member_money() -> ResponseReturnValue:
    """Pay share money in, or draw it out."""
    return take(DocumentKind.MEMBER_MONEY)


@blueprint.get("/members/<uuid:member_id>/money")
@requires(Open.TILL)
def get_member_money(member_id: UUID) -> ResponseReturnValue:
    """What a member owns and owes at this moment, with the open bons, for any shop's till."""
    till = current_till()
    with reading() as session:
        return jsonify(
            at_tills.money_of(session, MemberId(member_id), till.shop_id, at=clock.now())
        )
