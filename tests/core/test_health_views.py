"""What a supervisor asks."""

from __future__ import annotations

from flask import Flask

from core.db import Database
from wsgi import create_app


def app_on(database: Database) -> Flask:
    return create_app(database, secret_key="for tests")


def test_a_healthy_server_says_so(database: Database) -> None:
    client = app_on(database).test_client()
    assert client.get("/healthz").data == client.get("/readyz").data == b"ok\n"


def test_metrics_are_only_for_this_machine(database: Database) -> None:
    client = app_on(database).test_client()
    assert b"lumbung_backup_age_seconds -1.0" in client.get("/metrics").data
    far = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.168.1.9"})
    assert far.status_code == 403


def test_every_answer_carries_the_security_headers(database: Database) -> None:
    headers = app_on(database).test_client().get("/sign-in").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
