"""What a member is told when something is not there or not allowed: on a page of her own."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from core.errors import BusinessError, InvalidInput, NotFound, NotSignedIn
from core.i18n import _
from members.access import gate


def refused(error: BusinessError) -> ResponseReturnValue:
    """The sentence on a page; whoever is not signed in is asked who she is."""
    if isinstance(error, NotSignedIn):
        return gate.ask_for_pin(gate.find_visit(), onward=gate.PLACE)
    return make_response(render_template("members/pages/error.html", error=error), error.status)


def answer_on(*blueprints: Blueprint) -> None:
    """Answer refusals of these blueprints for members rather than for operators."""
    for blueprint in blueprints:
        blueprint.register_error_handler(BusinessError, refused)


def nothing() -> NotFound:
    """The same for what is not there and for what is another member's."""
    return NotFound(_("Ini tidak ada, atau bukan milik Anda."))


def page_or_nothing(error: InvalidInput) -> NotFound:
    """A page of a list that does not exist."""
    return NotFound(error.sentence)
