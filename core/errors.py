"""Broken business rules, each with a sentence for the user and an HTTP status.

They are turned into a page or a problem document in one place, ``core.web``. Everything else
that is raised is a bug and crashes loudly.
"""

from __future__ import annotations

from http import HTTPStatus


class BusinessError(Exception):
    """A rule of the business says no. ``str(error)`` is the sentence shown to the user."""

    status: HTTPStatus = HTTPStatus.CONFLICT
    kind: str = "refused"
    """The last part of ``type`` in a problem document."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InvalidInput(BusinessError):
    """What was typed or sent cannot be used; ``field`` names the input, ``row`` its row if any."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    kind = "invalid"

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NotFound(BusinessError):
    """There is no such thing."""

    status = HTTPStatus.NOT_FOUND
    kind = "not-found"


class PermissionDenied(BusinessError):
    """The operator may not do this."""

    status = HTTPStatus.FORBIDDEN
    kind = "forbidden"


class NotSignedIn(BusinessError):
    """Nobody is signed in, or the till's token is unknown."""

    status = HTTPStatus.UNAUTHORIZED
    kind = "not-signed-in"


class LockedOut(BusinessError):
    """Too many wrong passwords or PINs; ``seconds`` until the next try."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    kind = "locked-out"

    def __init__(self, sentence: str, *, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds
