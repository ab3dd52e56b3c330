"""``lumbung certificate``: https on the local network without anybody outside."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address

import click

from core import clock, config
from core.commands import json_option, print_json
from core.errors import InvalidInput
from core.i18n import _
from pos.offline import certificate, network
from pos.offline.certificate import Folder, Names


@click.command("certificate")
@click.option(
    "--name", "hosts", multiple=True, help="Nama server di jaringan toko, boleh berulang."
)
@click.option("--ip", "addresses", multiple=True, help="Alamat server, boleh berulang.")
@json_option
def make_certificate(hosts: tuple[str, ...], addresses: tuple[str, ...], as_json: bool) -> None:
    """Buat sertifikat HTTPS untuk jaringan toko, dengan otoritas milik sendiri."""
    places = config.places()
    folder = Folder(places.certificates)
    names = _names(hosts, addresses)
    is_new = certificate.make(folder, names, owner=_owner(names), at=clock.now())
    made = certificate.names_of(folder)
    shown = [*made.hosts, *map(str, made.addresses)]
    if as_json:
        print_json(
            {
                "authority": str(folder.authority),
                "certificate": str(folder.server),
                "fingerprint": certificate.fingerprint(folder),
                "names": shown,
                "authority_is_new": is_new,
            }
        )
        return
    click.echo(_("Sertifikat untuk: %(names)s", names=", ".join(shown)))
    click.echo(_("Sidik jari otoritas (SHA-256), samakan dengan yang terlihat di tablet:"))
    click.echo(certificate.fingerprint(folder))
    if is_new:
        click.echo(_("Otoritasnya baru: setiap tablet harus mempercayainya sekali."))
    click.echo(_("Jalankan: lumbung serve --tls, lalu buka /certificate di tablet."))


def _names(hosts: tuple[str, ...], addresses: tuple[str, ...]) -> Names:
    """What was asked for; what is left out, this computer says of itself."""
    own = network.own_names()
    try:
        asked = tuple(IPv4Address(address) for address in addresses)
    except AddressValueError:
        raise InvalidInput(_("--ip: tulis alamat seperti 192.168.1.10."), field="ip") from None
    if not all(network.is_private(address) for address in asked):
        raise InvalidInput(
            _("--ip: hanya alamat jaringan lokal, seperti 192.168.x.x atau 10.x.x.x."), field="ip"
        )
    return Names(tuple(host.lower() for host in hosts) or own.hosts, asked or own.addresses)


def _owner(names: Names) -> str:
    return names.hosts[0]
