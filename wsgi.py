"""The whole program put together: the one module that knows every package.

``create_app`` makes one application for one database; ``create_site`` puts the co-op's own and the
example side by side; ``cli`` is the command ``lumbung``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import click
from flask import Flask
from flask_smorest import Api
from werkzeug.utils import redirect

import core.registration
import inventory.registration
import ledger.registration
import members.registration
import pos.registration
from core import config, serving, web
from core.commands import LumbungGroup
from core.config import Places
from core.db import Database, using
from core.registry import Registry
from pos.firstrun.greeting import greeting
from pos.offline import secure
from pos.printing import printers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def create_registry() -> Registry:
    """Everything the packages hand in, from the lowest to the highest."""
    registry = Registry()
    for package in (core, ledger, members, inventory, pos):
        package.registration.register(registry)
    return registry


def create_app(
    database: Database,
    *,
    secret_key: str,
    root: str = "",
    demo_root: str | None = None,
) -> Flask:
    """One application on one database.

    ``root`` is where it is mounted; ``demo_root`` where the example is, if it is elsewhere.
    """
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME=f"lumbung{root.replace('/', '_')}",
        SESSION_COOKIE_PATH=root or "/",
        DEMO_ROOT=demo_root,
        API_TITLE="Lumbung",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
    )
    registry = create_registry()
    web.install(app, registry)
    for blueprint in registry.blueprints:
        app.register_blueprint(blueprint)
    api = Api(app)
    for api_blueprint in registry.api_blueprints:
        web.csrf.exempt(api_blueprint)
        api.register_blueprint(api_blueprint)
    web.install_errors(app)
    app.wsgi_app = _with_database(app.wsgi_app, database)  # type: ignore[assignment, method-assign]
    return app


def _with_database(inner: WSGIApplication, database: Database) -> WSGIApplication:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with using(database):
            return inner(environ, start_response)

    return application


def create_site(own: WSGIApplication, demo: WSGIApplication | None) -> WSGIApplication:
    """The co-op's own application at ``/`` and the example at ``/contoh``.

    A device token of the example reaches the example wherever it is sent, so that a till can
    never put an invented sale into real books.
    """
    if demo is None:
        return own

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == config.DEMO_ROOT or path.startswith(f"{config.DEMO_ROOT}/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + config.DEMO_ROOT
            environ["PATH_INFO"] = path.removeprefix(config.DEMO_ROOT) or "/"
            return demo(environ, start_response)
        if environ.get("HTTP_AUTHORIZATION", "").startswith(_DEMO_BEARER):
            return demo(environ, start_response)
        return own(environ, start_response)

    return application


_DEMO_BEARER = f"Bearer {config.DEMO_TOKEN_PREFIX}"


class DemoMount:
    """The example's application, opened when its database is first there."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._application: WSGIApplication | None = None
        self._turn = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self._open()(environ, start_response)

    def _open(self) -> WSGIApplication:
        with self._turn:
            if self._application is None:
                url = self._places.demo_url
                path = config.sqlite_path(url) if url else None
                if url is None or path is None or not path.exists():
                    return redirect("/")
                self._application = serve_database(url, self._places, root=config.DEMO_ROOT)
            return self._application


def serve_database(
    url: str, places: Places, *, root: str = "", demo_root: str | None = None
) -> Flask:
    """Open, lock, migrate and serve one database, with its print worker and chores beside it."""
    database = serving.open_to_serve(url)
    app = create_app(
        database,
        secret_key=config.secret_key(places.data),
        root=root,
        demo_root=demo_root,
    )
    app.config["BACKUP_FOLDER"] = None if root else places.backups
    app.config["SEAL_FOLDER"] = places.data
    serving.start_worker(url, "pos.printing", wanted=partial(_has_printers, database))
    serving.start_chores(database, create_registry().chores)
    return app


def _has_printers(database: Database) -> bool:
    with database.reading() as session:
        return printers.are_there(session)


@click.group(cls=LumbungGroup)
@click.option("--contoh", is_flag=True, help="Pakai data contoh, bukan data koperasi.")
def cli(contoh: bool) -> None:
    """Lumbung: kasir, stok, simpanan dan SHU untuk mini-mart milik anggota."""


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Alamat untuk melayani.")
@click.option("--port", default=8000, show_default=True, help="Nomor port.")
@click.option("--threads", default=8, show_default=True, help="Permintaan yang dilayani serentak.")
@click.option("--tls", is_flag=True, help="HTTPS dengan sertifikat dari `lumbung certificate`.")
def serve(host: str, port: int, threads: int, tls: bool) -> None:
    """Jalankan Lumbung; buka alamatnya di peramban."""
    places = config.places()
    places.data.mkdir(parents=True, exist_ok=True)
    if tls:
        secure.run("wsgi:open_site", places, host=host, port=port, threads=threads)
        return
    site = open_site()
    for sentence in greeting(places, host=host, port=port):
        click.echo(sentence)
    serving.run(site, host=host, port=port, threads=threads)


def open_site() -> WSGIApplication:
    """Everything this process serves, opened and locked."""
    places = config.places()
    demo = DemoMount(places) if places.demo_url else None
    demo_root = config.DEMO_ROOT if demo else None
    site = create_site(serve_database(places.own_url, places, demo_root=demo_root), demo)
    serving.settle_memory()
    return site


for command in create_registry().commands:
    cli.add_command(command)

if __name__ == "__main__":
    cli()
