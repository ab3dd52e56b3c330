"""What a supervisor asks: is the process alive, can it serve, how is it doing."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select, text

from core import backup, clock
from core.access import Open, requires
from core.db import reading
from core.errors import PermissionDenied
from core.i18n import _
from core.models import AuditRecord, WebSession

blueprint = Blueprint("health", __name__)

LOOPBACK = ("127.0.0.1", "::1")


@blueprint.get("/healthz")
@requires(Open.PUBLIC)
def alive() -> ResponseReturnValue:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@requires(Open.PUBLIC)
def ready() -> ResponseReturnValue:
    """The database answers too."""
    with reading() as session:
        session.execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/metrics")
@requires(Open.PUBLIC)
def metrics() -> ResponseReturnValue:
    """Figures for Prometheus; only for a collector on this machine."""
    if request.remote_addr not in LOOPBACK:
        raise PermissionDenied(_("Angka ini hanya untuk komputer ini sendiri."))
    registry = CollectorRegistry()
    registry.register(_Figures())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    """Reads the figures when they are asked for, so that nothing has to count along."""

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        now = clock.now()
        with reading() as session:
            events = session.scalar(select(func.count()).select_from(AuditRecord)) or 0
            sessions = session.scalar(
                select(func.count()).select_from(WebSession).where(WebSession.expires_at > now)
            )
            newest = backup.last_good(session)
        age = (now - newest.at).total_seconds() if newest else -1
        yield CounterMetricFamily("lumbung_audit_records", "Audit records.", value=events)
        yield GaugeMetricFamily("lumbung_web_sessions", "Signed-in browsers.", value=sessions or 0)
        yield GaugeMetricFamily(
            "lumbung_backup_age_seconds", "Age of the last good backup; -1: none.", value=age
        )
