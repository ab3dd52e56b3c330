"""The page where a manager brings in what a till could not send: the till's file."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from core import clock
from core.access import current_operator, requires
from core.db import reading
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.permissions import Permission
from pos.offline import files
from pos.offline.words import kind_names

blueprint = Blueprint("till_files", __name__)


@blueprint.get("/tills/import")
@requires(Permission.CLEAR_HELD)
def form() -> ResponseReturnValue:
    """Ask for the file."""
    return render_template("pos/till_file.html", error=None, till=None, outcomes=None)


@blueprint.post("/tills/import")
@requires(Permission.CLEAR_HELD)
def bring_in() -> ResponseReturnValue:
    """Book what is in the file, and say of each document what became of it.

    No redirect: reading the same file again changes nothing and shows the same.
    """
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise InvalidInput(_("Pilih berkasnya dulu."), field="file")
        with reading() as session:
            delivery = files.read(session, upload.read(), within=current_operator().shop_id)
    except BusinessError as error:
        page = render_template("pos/till_file.html", error=error, till=None, outcomes=None)
        return page, error.status
    outcomes = list(files.take(delivery, at=clock.now()))
    counts = {
        state: sum(outcome.status == status for outcome in outcomes)
        for state, status in (
            ("booked", HTTPStatus.CREATED),
            ("known", HTTPStatus.OK),
            ("held", HTTPStatus.UNPROCESSABLE_ENTITY),
        )
    }
    return render_template(
        "pos/till_file.html",
        error=None,
        till=delivery.till,
        outcomes=outcomes,
        counts=counts,
        kinds=kind_names(),
    )
