"""The till asks for a member's activation code, or for a link to her statement.

Both need the server: what opens a member's pages is never made from a till's own memory.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint
from marshmallow import fields
from sqlalchemy.orm import Session

from core import clock, operators
from core.access import Open, requires
from core.db import reading, transaction
from core.errors import NotFound, PermissionDenied
from core.format import moment
from core.i18n import _
from core.ids import OperatorId
from core.permissions import Permission
from core.public_address import PUBLIC_ADDRESS
from core.queries import today_for
from core.settings import read
from members.access import activation
from members.access.office_views import activation_url
from members.models import Member
from members.pages import sharing
from members.pages.statement_views import url_of
from pos.schemas import Strict
from pos.taking import current_till

blueprint = Blueprint("member_access_api", __name__, url_prefix="/api/v1", description="Anggota")


class ForMemberSchema(Strict):
    """Who stands at the till."""

    operator_id = fields.UUID(required=True)


@blueprint.post("/members/<uuid:member_id>/activation")
@blueprint.arguments(ForMemberSchema)
@requires(Open.TILL)
def post_activation(typed: dict[str, Any], member_id: UUID) -> ResponseReturnValue:
    """A one-time code with which the member chooses her PIN; it is told this once."""
    till, at = current_till(), clock.now()
    by = _allowed(OperatorId(typed["operator_id"]))
    with transaction() as session:
        member = _member(session, member_id)
        handed = activation.make_code(session, member, at=at, by=by, till_id=till.id)
        url = activation_url(session, handed.code, on=at)
        until = moment(handed.expires_at, till.time_zone)
        return jsonify(code=handed.code, url=url, until=until)


@blueprint.post("/members/<uuid:member_id>/statement")
@blueprint.arguments(ForMemberSchema)
@requires(Open.TILL)
def post_statement(typed: dict[str, Any], member_id: UUID) -> ResponseReturnValue:
    """A link to how the member stands now, for her own phone."""
    current_till()
    at = clock.now()
    by = _allowed(OperatorId(typed["operator_id"]))
    with transaction() as session:
        member = _member(session, member_id)
        link = sharing.share(session, member, current_app.config["SECRET_KEY"], at=at, by=by)
        return jsonify(url=url_of(_address(session, at), link), until="")


def _allowed(operator_id: OperatorId) -> OperatorId:
    with reading() as session:
        operator = operators.view_of(session, operator_id)
    if operator is None or not operator.may(Permission.ACTIVATE_MEMBERS):
        raise PermissionDenied(_("Peran Anda tidak boleh membuat kode untuk anggota."))
    return operator_id


def _member(session: Session, member_id: UUID) -> Member:
    found = session.get(Member, member_id)
    if found is None:
        raise NotFound(_("Anggota ini tidak ada."))
    return found


def _address(session: Session, at: datetime) -> str:
    return read(session, PUBLIC_ADDRESS, on=today_for(session, None, at=at))
