"""Serving over https: granian with the shop's own certificate, renewed before it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from core import clock
from core.config import Places
from core.errors import BusinessError
from core.i18n import _
from pos.offline import certificate
from pos.offline.certificate import Folder


def run(site: str, places: Places, *, host: str, port: int, threads: int) -> None:
    """Answer requests until stopped. ``site`` names the function that opens what is served.

    Raises BusinessError when there is no certificate or the extra ``tls`` is not installed.
    """
    folder = Folder(places.certificates)
    if not folder.server.exists():
        raise BusinessError(_("Belum ada sertifikat. Jalankan dulu: lumbung certificate"))
    if certificate.renew_in_time(folder, at=clock.now()):
        click.echo(_("Sertifikat server diperbarui; tablet tidak perlu diapa-apakan."))
    server = _server(site, folder, host=host, port=port, threads=threads)
    names = certificate.names_of(folder)
    for name in (*names.addresses, *names.hosts):
        click.echo(f"https://{name}:{port}")
    server.serve()


def _server(site: str, folder: Folder, *, host: str, port: int, threads: int) -> Any:
    try:
        from granian import Granian
        from granian.constants import Interfaces, SSLProtocols
    except ImportError:
        raise BusinessError(
            _("HTTPS memerlukan granian: pip install 'lumbung[tls]', lalu coba lagi.")
        ) from None
    return Granian(
        site,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=1,
        blocking_threads=threads,
        respawn_failed_workers=True,
        ssl_cert=folder.server,
        ssl_key=folder.server_key,
        ssl_protocol_min=SSLProtocols.tls12,
        working_dir=Path(__file__).resolve().parent.parent.parent,
        log_access=False,
    )
