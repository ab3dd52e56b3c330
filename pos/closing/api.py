"""What a till asks about its shift: the X report, on the screen or on paper, and the reason why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint
from marshmallow import fields, validate
from sqlalchemy.orm import Session

from core import clock
from core.access import Open, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from core.i18n import _
from core.ids import ShiftId
from pos import queries as tills
from pos.closing import closing, queries
from pos.closing.receipts import layout
from pos.letterhead import Marks
from pos.models import Shift
from pos.paper import Text
from pos.printing import jobs
from pos.schemas import Strict
from pos.taking import current_till
from pos.tills import TillView

blueprint = Blueprint("shifts_api", __name__, url_prefix="/api/v1", description="Giliran")


class ReasonSchema(Strict):
    """Why a count differed."""

    reason = fields.String(
        required=True, validate=[validate.Length(max=200), validate.Regexp(r"\s*\S")]
    )


@blueprint.get("/shifts/<uuid:shift_id>/report")
@requires(Open.TILL)
def get_report(shift_id: UUID) -> ResponseReturnValue:
    """The X report as lines of text; nothing in it tells what should lie in the drawer."""
    till = current_till()
    with reading() as session:
        _own_shift(session, till, shift_id)
        columns = tills.receipt_columns(session, till.id)
        report = queries.blind_report(session, shift_id, at=clock.now())
    lines = layout(report, Marks(), columns)
    return jsonify(
        columns=columns,
        lines=[
            {"text": line.text.rstrip(), "style": line.style.value}
            if isinstance(line, Text)
            else {"text": "", "style": line.kind}
            for line in lines
        ],
    )


@blueprint.post("/shifts/<uuid:shift_id>/report")
@requires(Open.TILL)
def post_report(shift_id: UUID) -> ResponseReturnValue:
    """Print the X report on the till's printer."""
    till = current_till()
    at = clock.now()
    with transaction() as session:
        _own_shift(session, till, shift_id)
        if jobs.printer_of(session, till.id) is None:
            raise BusinessError(_("Kasir ini tidak punya printer."))
        jobs.queue_paper(session, till, source=f"x:{shift_id}", happened_at=at, received_at=at,
                         opens_drawer=False)  # fmt: skip
    return jsonify(printed=True)


@blueprint.post("/shifts/<uuid:shift_id>/reason")
@blueprint.arguments(ReasonSchema)
@requires(Open.TILL)
def post_reason(typed: dict[str, Any], shift_id: UUID) -> ResponseReturnValue:
    """Say why the count differed, after the difference was shown."""
    till = current_till()
    reason = " ".join(typed["reason"].split())
    with transaction() as session:
        kept = closing.explain(session, till, ShiftId(shift_id), reason, at=clock.now())
    if not kept:
        raise BusinessError(_("Alasan untuk giliran ini sudah ditulis."))
    return jsonify(reason=reason)


def _own_shift(session: Session, till: TillView, shift_id: UUID) -> None:
    shift = session.get(Shift, shift_id)
    if shift is None or shift.till_id != till.id:
        raise NotFound(_("Giliran ini tidak ada."))
