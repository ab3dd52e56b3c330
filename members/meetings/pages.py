"""What the pages of a meeting share: its working page, and one step with what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from members.meetings import meetings, papers, queries, words
from members.meetings.invitation import message, message_link
from members.meetings.models import Meeting
from members.models import Member

Step = Callable[[Session, Meeting], str]
"""Something done to a meeting; says what was done, or nothing."""


def take_step(number: str, step: Step) -> ResponseReturnValue:
    """One step of a meeting, and its page again: with what it said, or with what is wrong."""
    try:
        said = done(number, step)
    except NotFound:
        raise
    except BusinessError as error:
        return meeting_page(number, error), error.status
    return back(number, said)


def done(number: str, step: Step) -> str:
    """One step of a meeting in a transaction of its own; what it said."""
    with transaction() as session:
        return step(session, meetings.by_number(session, number))


def back(number: str, said: str) -> ResponseReturnValue:
    """To the meeting's page."""
    if said:
        flash(said, "success")
    return redirect(url_for("meetings.show", number=number))


def meeting_page(
    number: str, error: BusinessError | None = None, asked: Iterable[Member] = ()
) -> str:
    """The working page of a meeting; ``asked``: whom a typed number or name may mean."""
    with reading() as session:
        view = queries.view(session, number)
        said = message(papers.invitation_of(session, view.head))
    return render_template(
        "members/meeting.html",
        meeting=view,
        head=view.head,
        error=error,
        asked=list(asked),
        typed=request.form if error else {},
        sentence=words.standing_sentence(view.standing),
        message=said,
        link=message_link("", said),
        **names(),
    )


def names() -> dict[str, Any]:
    """What the pages call things."""
    return {
        "kinds": words.KINDS,
        "states": words.STATES,
        "motion_kinds": words.MOTION_KINDS,
    }
