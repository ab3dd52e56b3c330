"""The API of the tills, version 1: documents in, catalogue and status out."""

from __future__ import annotations

import gzip
from http import HTTPStatus
from typing import Any

from flask import Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core import backup, clock, operators
from core.access import Open, requires
from core.db import current_database, reading, transaction
from core.errors import InvalidInput, PermissionDenied
from core.i18n import _
from core.ids import OperatorId
from core.models import Operator
from core.permissions import Permission
from pos import catalogue, tills
from pos.models import DocumentKind
from pos.sale_schemas import SaleSchema
from pos.schemas import SignInSchema
from pos.shift_schemas import ShiftClosingSchema, ShiftOpeningSchema
from pos.taking import current_till, take

MOST_QUERY = 60
LONGEST_VERSION = 120

blueprint = Blueprint("api", __name__, url_prefix="/api/v1", description="Kasir")


@blueprint.post("/sales")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": SaleSchema}}})
@requires(Open.TILL)
def post_sale() -> ResponseReturnValue:
    """Book a sale; the header Idempotency-Key is the document's id."""
    return take(DocumentKind.SALE)


@blueprint.post("/shifts")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": ShiftOpeningSchema}}})
@requires(Open.TILL)
def post_shift() -> ResponseReturnValue:
    """Open a shift with its float."""
    return take(DocumentKind.SHIFT_OPEN)


@blueprint.post("/shifts/close")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": ShiftClosingSchema}}})
@requires(Open.TILL)
def post_shift_close() -> ResponseReturnValue:
    """Close a shift with what was counted."""
    response = take(DocumentKind.SHIFT_CLOSE)
    backup.make_in_background(current_database(), current_app.config.get("BACKUP_FOLDER"))
    return response


@blueprint.post("/till/enrol")
@requires(Open.TILL)
def post_enrolment() -> ResponseReturnValue:
    """Make this browser the till; it gets a receipt series of its own."""
    till = current_till()
    with transaction() as session:
        series = tills.enrol(session, till.id, at=clock.now())
        return jsonify(catalogue.identity(session, till) | {"series": series, "next_counter": 1})


@blueprint.get("/catalogue")
@requires(Open.TILL)
def get_catalogue() -> ResponseReturnValue:
    """What the till needs to sell from its own memory: all, or what changed since its version.

    ``?since=`` is the version it has; 304 when nothing changed.
    """
    till = current_till()
    since = request.args.get("since", "")[:LONGEST_VERSION]
    with reading() as session:
        found = catalogue.answer(session, till, since=since, at=clock.now())
    if found is None or request.if_none_match.contains_weak(found["version"]):
        etag = since if found is None else found["version"]
        return Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": f'W/"{etag}"'})
    response = jsonify(found)
    response.set_etag(found["version"], weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return _compressed(response)


def _compressed(response: Response) -> Response:
    """Gzip for whoever takes it: ten thousand packs are a tenth of their size."""
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    response.set_data(gzip.compress(response.get_data(), compresslevel=5))
    response.content_encoding = "gzip"
    return response


@blueprint.post("/till/sign-in")
@blueprint.arguments(SignInSchema)
@requires(Open.TILL)
def post_sign_in(typed: dict[str, Any]) -> ResponseReturnValue:
    """Let a clerk take over the till by PIN."""
    current_till()
    with transaction() as session:
        attempt = operators.try_pin(
            session, OperatorId(typed["operator_id"]), typed["pin"], at=clock.now()
        )
    operator_id = operators.judge(attempt, refusal=_("PIN salah."))
    with reading() as session:
        operator = operators.view_of(session, operator_id)
        if operator is None or not operator.may(Permission.SELL):
            raise PermissionDenied(_("Peran Anda tidak boleh melayani kasir."))
        mark = catalogue.pin_mark(session.get_one(Operator, operator.id).pin_hash)
    return jsonify(
        operator={
            "id": str(operator.id),
            "name": operator.name,
            "permissions": sorted(operator.permissions),
            "pin_mark": mark,
        }
    )


@blueprint.get("/members")
@requires(Open.TILL)
def get_members() -> ResponseReturnValue:
    """Find members by card, number, phone or part of a name; phones are masked."""
    current_till()
    query = request.args.get("q", "")
    if len(query) > MOST_QUERY:
        raise InvalidInput(_("Pencarian ini terlalu panjang."), field="q")
    with reading() as session:
        return jsonify(members=catalogue.find_members(session, query))


@blueprint.get("/till/status")
@requires(Open.TILL)
def get_status() -> ResponseReturnValue:
    """What the till shows in its corner: shift, printer, held documents, age of the backup.

    ``?last=`` is the number of its last sale: how far that has come.
    """
    till = current_till()
    last_number = request.args.get("last", "")[:MOST_QUERY]
    with reading() as session:
        found = catalogue.status(session, till, at=clock.now(), last_number=last_number)
        return jsonify(found)
