"""The page where a tablet learns to trust this shop's server: authority, fingerprint, QR."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from core import config
from core.access import Open, requires
from core.errors import NotFound
from core.i18n import _
from core.qr_codes import svg
from pos.offline import certificate
from pos.offline.certificate import Folder

blueprint = Blueprint("certificate", __name__)


@blueprint.get("/certificate")
@requires(Open.PUBLIC)
def index() -> ResponseReturnValue:
    """How to trust this server; the fingerprint is compared with what the server itself printed."""
    folder = _folder()
    names = certificate.names_of(folder)
    return render_template(
        "pos/certificate.html",
        pairs=certificate.fingerprint(folder).split(":"),
        hosts=[*names.hosts, *names.addresses],
        code=svg(request.base_url, _("Alamat halaman ini")),
        address=request.base_url,
    )


@blueprint.get("/certificate.pem")
@requires(Open.PUBLIC)
def authority() -> ResponseReturnValue:
    """The authority's certificate, as phones and computers install it."""
    headers = {"Content-Disposition": 'attachment; filename="lumbung-otoritas.crt"'}
    content = _folder().authority.read_bytes()
    return Response(content, mimetype="application/x-x509-ca-cert", headers=headers)


def _folder() -> Folder:
    folder = Folder(config.places().certificates)
    if not folder.server.exists():
        raise NotFound(_("Server ini belum punya sertifikat. Jalankan: lumbung certificate"))
    return folder
