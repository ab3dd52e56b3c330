"""Signed-in browsers, kept in the database: Flask's signed cookies die when a clock steps back.

The cookie holds a random token; the table holds its hash, so a stolen database signs nobody in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from werkzeug.datastructures import CallbackDict

from core import clock
from core.db import reading, transaction
from core.models import WebSession
from core.secrets import new_token, token_hash

LASTS = timedelta(days=7)
STATELESS = ("/static/", "/api/", "/healthz", "/readyz", "/metrics")
"""Paths that neither read nor start a session."""


class DatabaseSession(CallbackDict[str, Any], SessionMixin):
    """What a browser's session holds; remembers whether it was changed."""

    def __init__(self, initial: dict[str, Any] | None = None, token: str | None = None) -> None:
        def mark(_: CallbackDict[str, Any]) -> None:
            self.modified = True

        super().__init__(initial, mark)
        self.token = token
        self.modified = False
        self.renew = False
        """Set at sign-in, so that a token seen before it is worth nothing after."""


class DatabaseSessions(SessionInterface):
    """Keeps Flask's sessions in the table ``web_session``."""

    def open_session(self, app: Flask, request: Request) -> DatabaseSession:
        token = request.cookies.get(self.get_cookie_name(app))
        if token is None or request.path.startswith(STATELESS):
            return DatabaseSession()
        with reading() as database:
            row = database.get(WebSession, token_hash(token))
            if row is None or row.expires_at <= clock.now():
                return DatabaseSession()
            return DatabaseSession(row.data, token)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, DatabaseSession) or not session.modified:
            return
        response.vary.add("Cookie")
        if not session:
            _forget(session.token)
            response.delete_cookie(self.get_cookie_name(app), path=self.get_cookie_path(app))
            return
        token = _store(session, at=clock.now())
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            max_age=LASTS,
            path=self.get_cookie_path(app),
            secure=app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )


def _store(session: DatabaseSession, *, at: datetime) -> str:
    keep = session.token and not session.renew
    token = session.token if keep and session.token else new_token()
    with transaction() as database:
        if session.token and not keep:
            _delete(database, session.token)
        database.merge(
            WebSession(token_hash=token_hash(token), data=dict(session), expires_at=at + LASTS)
        )
        database.execute(delete(WebSession).where(WebSession.expires_at <= at))
    return token


def _forget(token: str | None) -> None:
    if token is not None:
        with transaction() as database:
            _delete(database, token)


def _delete(database: Any, token: str) -> None:
    database.execute(delete(WebSession).where(WebSession.token_hash == token_hash(token)))
