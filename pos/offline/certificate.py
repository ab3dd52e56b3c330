"""A shop's own certificate authority, so that tills on the local network speak https.

Without https a browser has no service worker, and a tablet no till when the server is gone. The
authority may only vouch for the names of this shop and for private addresses (name constraints),
so that whoever steals its key can pretend to be this server and nobody else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LASTS = timedelta(days=20 * 365)
SERVER_LASTS = timedelta(days=820)
"""Apple's devices refuse more than 825 days; ``lumbung serve --tls`` makes a new one in time."""
RENEW_BEFORE = timedelta(days=90)
CLOCKS_DIFFER = timedelta(days=2)
"""Valid a little before now: a tablet's clock may be slow."""

PRIVATE = tuple(
    map(
        IPv4Network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8"),
    )
)

_CURVE = ec.SECP256R1()


@dataclass(frozen=True, slots=True)
class Names:
    """What the server is called on the local network; ``localhost`` always."""

    hosts: tuple[str, ...]
    addresses: tuple[IPv4Address, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """Where authority and certificate lie: four files, the keys for this user only."""

    path: Path

    @property
    def authority(self) -> Path:
        """What every tablet has to trust once; no secret."""
        return self.path / "otoritas.pem"

    @property
    def authority_key(self) -> Path:
        return self.path / "otoritas.kunci"

    @property
    def server(self) -> Path:
        return self.path / "server.pem"

    @property
    def server_key(self) -> Path:
        return self.path / "server.kunci"


def make(folder: Folder, names: Names, *, owner: str, at: datetime) -> bool:
    """Make a certificate for these names; the authority too, unless it may vouch for them all.

    True when the authority is new: then every tablet has to trust it anew.
    """
    is_new = not _covers(folder, names, at=at)
    if is_new:
        _make_authority(folder, names, owner=owner, at=at)
    _make_server(folder, names, at=at)
    return is_new


def renew_in_time(folder: Folder, *, at: datetime) -> bool:
    """A new server certificate by the same authority when the old one is about to end."""
    current = x509.load_pem_x509_certificate(folder.server.read_bytes())
    if current.not_valid_after_utc - at > RENEW_BEFORE:
        return False
    _make_server(folder, names_of(folder), at=at)
    return True


def names_of(folder: Folder) -> Names:
    """The names of the certificate that is there."""
    found = x509.load_pem_x509_certificate(folder.server.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = names.get_values_for_type(x509.IPAddress)
    return Names(
        tuple(names.get_values_for_type(x509.DNSName)),
        tuple(address for address in addresses if isinstance(address, IPv4Address)),
    )


def fingerprint(folder: Folder) -> str:
    """SHA-256 of the authority in pairs, as phones and computers show it: to compare by eye."""
    authority = x509.load_pem_x509_certificate(folder.authority.read_bytes())
    return authority.fingerprint(hashes.SHA256()).hex(":").upper()


def _covers(folder: Folder, names: Names, *, at: datetime) -> bool:
    """Whether there is an authority that lasts and may vouch for these names."""
    if not (folder.authority.exists() and folder.authority_key.exists()):
        return False
    authority = x509.load_pem_x509_certificate(folder.authority.read_bytes())
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    hosts = {one.value for one in allowed.permitted_subtrees or () if isinstance(one, x509.DNSName)}
    lasts = authority.not_valid_after_utc - at > SERVER_LASTS
    return lasts and set(names.hosts) <= hosts


def _make_authority(folder: Folder, names: Names, *, owner: str, at: datetime) -> None:
    folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = ec.generate_private_key(_CURVE)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"Lumbung {owner}"[:64]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner[:64]),
        ]
    )
    allowed = [x509.DNSName(host) for host in _hosts(names)]
    private = [x509.IPAddress(network) for network in PRIVATE]
    constraints = x509.NameConstraints([*allowed, *private], None)
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    certificate = (
        _builder(subject, subject, key, at, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(constraints, critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_key(folder.authority_key, key)
    folder.authority.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _make_server(folder: Folder, names: Names, *, at: datetime) -> None:
    authority = x509.load_pem_x509_certificate(folder.authority.read_bytes())
    signer = serialization.load_pem_private_key(folder.authority_key.read_bytes(), None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is of another kind than it was made")
    key = ec.generate_private_key(_CURVE)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _hosts(names)[0])])
    called = [x509.DNSName(host) for host in _hosts(names)]
    addresses = [x509.IPAddress(address) for address in _addresses(names)]
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    certificate = (
        _builder(subject, authority.subject, key, at, SERVER_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([*called, *addresses]), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write_key(folder.server_key, key)
    folder.server.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - CLOCKS_DIFFER)
        .not_valid_after(at + lasts - CLOCKS_DIFFER)
        .add_extension(identifier, critical=False)
    )


def _hosts(names: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names.hosts, "localhost")))


def _addresses(names: Names) -> tuple[IPv4Address, ...]:
    return tuple(dict.fromkeys((*names.addresses, IPv4Address("127.0.0.1"))))


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """Readable by this user only, from its first byte on."""
    path.unlink(missing_ok=True)
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
