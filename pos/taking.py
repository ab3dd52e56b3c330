"""How the API takes a document: from the request to the answer, for every kind."""

from __future__ import annotations

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from core import clock
from core.db import reading, transaction
from core.errors import NotSignedIn
from core.i18n import _
from core.web import problem as problem_document
from pos import intake, tills
from pos.documents import Unbookable
from pos.intake import Answer, Sent
from pos.models import DocumentKind
from pos.tills import TillView

LARGEST_DOCUMENT = 256 * 1024
"""Bytes; a sale of 500 lines is a quarter of this."""


def current_till() -> TillView:
    """The till whose device token the request carries. Raises NotSignedIn."""
    scheme, _separator, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise NotSignedIn(_("Peramban ini belum terdaftar sebagai kasir."))
    with reading() as session:
        return tills.by_token(session, token)


def take(kind: DocumentKind) -> ResponseReturnValue:
    """Book the request's body; what cannot be booked is kept for the manager and answered 422."""
    till = current_till()
    received_at = clock.now()
    sent = Sent(kind, request.headers.get("Idempotency-Key", "").strip(), document_body())
    try:
        with transaction() as session:
            answer = intake.take(session, till, sent, received_at=received_at)
    except Unbookable as problem:
        with transaction() as session:
            return _held(intake.hold(session, till, sent, problem, received_at=received_at))
    return jsonify(answer.body), answer.status


def _held(answer: Answer) -> Response:
    complaint = answer.body
    errors = {complaint["field"]: [complaint["detail"]]} if complaint["field"] else {}
    return problem_document(
        answer.status, complaint["type"], complaint["detail"], errors=errors, stored=True
    )


def document_body() -> bytes:
    """The request's body, never more than a document may hold."""
    if (request.content_length or 0) > LARGEST_DOCUMENT:
        raise RequestEntityTooLarge
    body = request.stream.read(LARGEST_DOCUMENT + 1)
    if len(body) > LARGEST_DOCUMENT:
        raise RequestEntityTooLarge
    return body
