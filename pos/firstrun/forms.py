"""What is typed in the first run, read into typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.errors import InvalidInput
from core.forms import Form, line, lines, new_secrets
from core.i18n import _
from core.models import ShopKind
from core.operators import LOGIN
from core.shops import CODE, ShopDetails
from core.words import TIME_ZONES
from pos.escpos import PROFILES, PrinterProfile
from pos.firstrun.founding import OFFICE_CODE
from pos.printing.doctor import DRAWER_PIN
from pos.printing.transports.addresses import PrinterAddress, parse_address

FIELDS = {
    "coop": ("name",),
    "shop": ("name", "code", "time_zone", "address"),
    "treasurer": ("name", "login"),
}
"""What is kept of each page while the co-operative is not founded; never a password."""


def coop_name(form: Mapping[str, str]) -> str:
    """The co-operative's name."""
    return line(form, "name", required=_("Nama koperasi harus diisi."), longest=80)


def first_shop(form: Mapping[str, str]) -> ShopDetails:
    """The first shop."""
    name = line(form, "name", required=_("Nama toko harus diisi."), longest=80)
    code = line(form, "code", required=_("Kode toko harus diisi.")).upper()
    if not CODE.fullmatch(code):
        raise InvalidInput(_("Kode toko adalah tiga huruf, misalnya WSB."), field="code")
    if code == OFFICE_CODE:
        raise InvalidInput(_("Kode %(code)s dipakai untuk kantor.", code=code), field="code")
    zone = form.get("time_zone", "")
    if zone not in TIME_ZONES:
        raise InvalidInput(_("Pilih zona waktu."), field="time_zone")
    return ShopDetails(
        code=code,
        name=name,
        kind=ShopKind.SHOP,
        time_zone=zone,
        address=lines(form, "address", longest=80),
    )


@dataclass(frozen=True, slots=True)
class NewTreasurer:
    """The first person, with the secrets they chose."""

    name: str
    login: str
    password: str
    pin: str


def new_treasurer(form: Form) -> NewTreasurer:
    """The first treasurer; the PIN is needed, because the first sale is theirs."""
    name = line(form, "name", required=_("Nama harus diisi."), longest=80)
    login = line(form, "login", required=_("Nama masuk harus diisi.")).lower()
    if not LOGIN.fullmatch(login):
        raise InvalidInput(
            _("Nama masuk: 2–40 huruf kecil, angka, titik atau garis."), field="login"
        )
    chosen = new_secrets(form, password_needed=True)
    if chosen.password is None or chosen.pin is None:
        raise InvalidInput(_("Isi PIN: dengan itu Anda membuka kasir."), field="pin")
    return NewTreasurer(name, login, chosen.password, chosen.pin)


@dataclass(frozen=True, slots=True)
class NewPrinter:
    """A receipt printer as typed."""

    address: PrinterAddress
    profile: PrinterProfile


def new_printer(form: Mapping[str, str]) -> NewPrinter:
    """Where the printer is, how wide its paper, and whether it opens the drawer."""
    profile = PROFILES.get(form.get("paper", ""))
    if profile is None:
        raise InvalidInput(_("Pilih lebar kertas."), field="paper")
    drawer = DRAWER_PIN if form.get("drawer") == "1" else None
    return NewPrinter(parse_address(form.get("address", "")), replace(profile, drawer=drawer))
