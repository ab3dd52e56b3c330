"""The shop's own authority: browsers accept this server by it, and nothing else in the world."""

from __future__ import annotations

import json
import ssl
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509

from core.db import Database
from pos.offline import certificate, network
from pos.offline.certificate import Folder, Names
from tests.support.world import make_coop
from wsgi import cli, create_app

NAMES = Names(("toko", "toko.local"), (IPv4Address("192.168.1.10"),))
NOW = datetime.now(UTC)


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Nothing of this is in a database."""
    return "sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "sertifikat")
    assert certificate.make(folder, NAMES, owner="Koperasi Uji", at=NOW) is True
    return folder


def connect(folder: Folder, name: str) -> None:
    """A TLS handshake as a browser that trusts the authority makes it with a server called so."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(folder.server, folder.server_key)
    client_side = ssl.create_default_context(cafile=str(folder.authority))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    client = client_side.wrap_bio(to_client, to_server, server_hostname=name)
    steps: list[Callable[[], None]] = [client.do_handshake, server.do_handshake] * 3
    for step in steps:
        try:
            step()
        except ssl.SSLWantReadError:
            continue


@pytest.mark.parametrize("name", ["toko", "toko.local", "localhost", "192.168.1.10", "127.0.0.1"])
def test_the_server_is_trusted_under_each_of_its_names(folder: Folder, name: str) -> None:
    connect(folder, name)


def test_under_another_name_it_is_not(folder: Folder) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        connect(folder, "lain.local")


@pytest.mark.parametrize("stolen", ["bank.example", "www.toko.co.id", "8.8.8.8"])
def test_with_a_stolen_authority_nobody_else_can_be_imitated(folder: Folder, stolen: str) -> None:
    is_address = stolen[0].isdigit()
    names = Names((), (IPv4Address(stolen),)) if is_address else Names((stolen,), ())
    certificate._make_server(folder, names, at=NOW)
    with pytest.raises(ssl.SSLCertVerificationError, match="subtree violation"):
        connect(folder, stolen)


def test_a_new_address_needs_no_new_authority_but_a_new_name_does(folder: Folder) -> None:
    before = certificate.fingerprint(folder)
    moved = Names(NAMES.hosts, (IPv4Address("10.0.0.7"),))
    assert certificate.make(folder, moved, owner="Koperasi Uji", at=NOW) is False
    assert certificate.fingerprint(folder) == before
    connect(folder, "10.0.0.7")
    renamed = Names(("kasir",), ())
    assert certificate.make(folder, renamed, owner="Koperasi Uji", at=NOW) is True
    assert certificate.fingerprint(folder) != before
    connect(folder, "kasir")


def test_it_is_renewed_before_it_ends_under_the_same_authority(folder: Folder) -> None:
    before, ends = certificate.fingerprint(folder), NOW + certificate.SERVER_LASTS
    assert certificate.renew_in_time(folder, at=NOW + timedelta(days=30)) is False
    assert certificate.renew_in_time(folder, at=ends - timedelta(days=30)) is True
    assert certificate.fingerprint(folder) == before
    assert certificate.names_of(folder).addresses[0] == NAMES.addresses[0]
    server = x509.load_pem_x509_certificate(folder.server.read_bytes())
    assert server.not_valid_after_utc > ends + timedelta(days=365)


def test_no_device_refuses_it_for_lasting_too_long(folder: Folder) -> None:
    server = x509.load_pem_x509_certificate(folder.server.read_bytes())
    assert server.not_valid_after_utc - server.not_valid_before_utc <= timedelta(days=825)
    assert server.not_valid_before_utc < NOW - timedelta(days=1), "a tablet's clock may be slow"


def test_the_keys_are_for_this_user_only(folder: Folder) -> None:
    for key in (folder.authority_key, folder.server_key):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_this_computers_own_addresses_are_private() -> None:
    names = network.own_names()
    assert names.hosts[1].endswith(".local")
    assert all(network.is_private(address) for address in names.addresses)
    assert not network.is_private(IPv4Address("8.8.8.8"))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUMBUNG_DATA", str(tmp_path))
    return tmp_path


def command(*words: str) -> Result:
    return CliRunner().invoke(cli, ["certificate", *words])


def test_the_command_prints_the_fingerprint(data: Path) -> None:
    made = json.loads(command("--name", "Toko.local", "--ip", "192.168.1.10", "--json").stdout)
    assert made["names"] == ["toko.local", "localhost", "192.168.1.10", "127.0.0.1"]
    assert made["authority_is_new"] is True
    said = command("--name", "toko.local")
    assert made["fingerprint"] in said.stdout
    assert "Otoritasnya baru" not in said.stdout


@pytest.mark.parametrize("address", ["x", "8.8.8.8", "::1"])
def test_only_addresses_of_a_local_network(data: Path, address: str) -> None:
    refused = command("--ip", address)
    assert refused.exit_code == 2
    assert "--ip" in refused.output


def test_serving_without_a_certificate_says_what_to_do(data: Path) -> None:
    refused = CliRunner().invoke(cli, ["serve", "--tls"])
    assert (refused.exit_code, "lumbung certificate" in refused.output) == (2, True)


def test_the_page_shows_the_fingerprint_and_hands_out_the_authority(
    database: Database, data: Path
) -> None:
    with database.transaction() as session:
        make_coop(session)
    client = create_app(database, secret_key="for-tests").test_client()
    assert client.get("/certificate").status_code == 404
    command("--name", "toko.local")
    folder = Folder(data / "sertifikat")
    page = client.get("/certificate").text
    for pair in certificate.fingerprint(folder).split(":"):
        assert f"<span>{pair}</span>" in page
    assert '<svg class="qr"' in page
    answer = client.get("/certificate.pem")
    assert answer.data == folder.authority.read_bytes()
    assert b"PRIVATE" not in answer.data
