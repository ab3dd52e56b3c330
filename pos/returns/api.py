"""The API of returns: receipts looked up and copied, returns and corrections taken."""

from __future__ import annotations

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core import clock
from core.access import Open, requires
from core.db import reading, transaction
from core.ids import OperatorId
from pos.corrections.schemas import CorrectionSchema
from pos.models import DocumentKind
from pos.printing import jobs
from pos.returns import lookup
from pos.returns.schemas import ReturnSchema
from pos.schemas import Strict, key
from pos.taking import current_till, take

blueprint = Blueprint("returns_api", __name__, url_prefix="/api/v1", description="Retur")


class CopySchema(Strict):
    """Who wants another receipt."""

    operator_id = key()


@blueprint.post("/returns")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": ReturnSchema}}})
@requires(Open.TILL)
def post_return() -> ResponseReturnValue:
    """Book goods that came back; the header Idempotency-Key is the document's id."""
    return take(DocumentKind.RETURN)


@blueprint.post("/tender-corrections")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": CorrectionSchema}}})
@requires(Open.TILL)
def post_correction() -> ResponseReturnValue:
    """Book that a sale was paid otherwise than the till was told."""
    return take(DocumentKind.TENDER_CORRECTION)


@blueprint.get("/receipts/<number>")
@requires(Open.TILL)
def get_receipt(number: str) -> ResponseReturnValue:
    """A sale of this shop, with what is left of each line after earlier returns."""
    till = current_till()
    with reading() as session:
        return jsonify(lookup.receipt(session, till, number.upper(), at=clock.now()))


@blueprint.post("/receipts/<number>/copies")
@blueprint.arguments(CopySchema)
@requires(Open.TILL)
def post_copy(asked: dict[str, Any], number: str) -> ResponseReturnValue:
    """Print another receipt on this till's printer, marked as a copy; the drawer stays shut."""
    till = current_till()
    with transaction() as session:
        job = jobs.queue_copy_at(
            session,
            till,
            source=lookup.paper_of(session, till, number.upper()),
            subject=number.upper(),
            at=clock.now(),
            by=OperatorId(asked["operator_id"]),
        )
        return jsonify(number=number.upper(), copy=job.copy_number)
