"""The co-operative and its shops."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import local_day
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import ShopId
from core.models import Coop, Shop, ShopKind

CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class ShopDetails:
    """What the pages and commands say about a shop."""

    code: str
    name: str
    kind: ShopKind
    time_zone: str
    address: str = ""
    phone: str = ""
    npwp: str = ""
    receipt_header: str = ""
    receipt_footer: str = ""


def found(session: Session, *, name: str, is_demo: bool, at: datetime) -> Coop:
    """Write the co-operative's one row. Raises InvalidInput when there is one already."""
    if find_coop(session) is not None:
        raise InvalidInput(_("Data ini sudah milik sebuah koperasi."))
    if not name.strip():
        raise InvalidInput(_("Nama koperasi harus diisi."), field="name")
    coop = Coop(name=name.strip(), is_demo=is_demo, created_at=at)
    session.add(coop)
    session.flush()
    return coop


def find_coop(session: Session) -> Coop | None:
    """The co-operative of this database; None before it is founded."""
    return session.scalars(select(Coop)).one_or_none()


def take_turn(session: Session) -> None:
    """Wait until nobody else does what only one at a time may: give the next number of a
    register, decide about a year. Always before any shop's books are locked."""
    session.execute(select(Coop.id).with_for_update()).all()


def open_shop(session: Session, details: ShopDetails) -> Shop:
    """Add a shop or the office. Raises InvalidInput for a bad or used code."""
    _check(details)
    if session.scalar(select(Shop.id).where(Shop.code == details.code)):
        raise InvalidInput(_("Kode toko ini sudah dipakai."), field="code")
    shop = Shop(
        code=details.code,
        name=details.name,
        kind=details.kind,
        time_zone=details.time_zone,
        address=details.address,
        phone=details.phone,
        npwp=details.npwp,
        receipt_header=details.receipt_header,
        receipt_footer=details.receipt_footer,
    )
    session.add(shop)
    session.flush()
    return shop


def change_shop(session: Session, shop_id: ShopId, details: ShopDetails) -> Shop:
    """Change what is said of a shop; its code stays, since receipts carry it."""
    shop = get_shop(session, shop_id)
    _check(details)
    if details.code != shop.code:
        raise InvalidInput(_("Kode toko tidak dapat diganti: sudah tercetak di struk."))
    shop.name, shop.kind, shop.time_zone = details.name, details.kind, details.time_zone
    shop.address, shop.phone, shop.npwp = details.address, details.phone, details.npwp
    shop.receipt_header, shop.receipt_footer = details.receipt_header, details.receipt_footer
    session.flush()
    return shop


def get_shop(session: Session, shop_id: ShopId) -> Shop:
    """The shop with this key. Raises NotFound."""
    shop = session.get(Shop, shop_id)
    if shop is None:
        raise NotFound(_("Toko tidak ditemukan."))
    return shop


def shop_by_code(session: Session, code: str) -> Shop:
    """The shop with this code, in any case. Raises NotFound."""
    shop = session.scalars(select(Shop).where(Shop.code == code.upper())).one_or_none()
    if shop is None:
        raise NotFound(_("Tidak ada toko dengan kode %(code)s.", code=code))
    return shop


def seat(session: Session) -> Shop:
    """Where what belongs to no single shop is booked: the office, else the first shop."""
    every = all_shops(session)
    office = next((shop for shop in every if shop.kind is ShopKind.OFFICE), None)
    return office or every[0]


def all_shops(session: Session) -> list[Shop]:
    """Every shop and the office, by code."""
    return list(session.scalars(select(Shop).order_by(Shop.code)))


def today_in(shop: Shop, at: datetime) -> date:
    """The shop's calendar day of an instant."""
    return local_day(at, shop.time_zone)


def _check(details: ShopDetails) -> None:
    if not CODE.fullmatch(details.code):
        raise InvalidInput(_("Kode toko adalah tiga huruf besar, misalnya WSB."), field="code")
    if not details.name.strip():
        raise InvalidInput(_("Nama toko harus diisi."), field="name")
    if details.time_zone not in available_timezones():
        raise InvalidInput(_("Zona waktu ini tidak dikenal."), field="time_zone")
    if details.npwp and not re.fullmatch(r"[0-9]{15,16}|[0-9]{22}", details.npwp):
        raise InvalidInput(_("NPWP terdiri dari 15, 16 atau 22 angka."), field="npwp")
