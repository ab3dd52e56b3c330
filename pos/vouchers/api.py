"""What a till asks of a voucher before it takes it."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from core import clock
from core.access import Open, requires
from core.clock import local_day
from core.db import reading
from pos.taking import current_till
from pos.vouchers import queries

LONGEST = 60

blueprint = Blueprint("vouchers_api", __name__, url_prefix="/api/v1", description="Voucher")


@blueprint.get("/vouchers/<code>")
@requires(Open.TILL)
def get_voucher(code: str) -> ResponseReturnValue:
    """What a voucher is worth and until when; ``sentence`` says why it is not good (any more)."""
    till = current_till()
    with reading() as session:
        today = local_day(clock.now(), till.time_zone)
        return jsonify(queries.at_till(session, code[:LONGEST], on=today))
