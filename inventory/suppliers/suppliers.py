"""Suppliers: noted, changed, never deleted; what they call our goods is learned from receipts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, PackId
from core.money import Money
from inventory.suppliers.models import Supplier, SupplierGoods

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class SupplierDetails:
    """What is said of a supplier."""

    name: str
    phone: str = ""
    address: str = ""
    contact: str = ""
    npwp: str = ""
    is_pkp: bool = False
    terms_days: int = 0
    lead_days: int = 1
    note: str = ""
    active: bool = True

    def __post_init__(self) -> None:
        if not self.name:
            raise InvalidInput(_("Nama pemasok harus diisi."), field="name")
        if self.npwp and not re.fullmatch(r"[0-9]{15,16}|[0-9]{22}", self.npwp):
            raise InvalidInput(_("NPWP terdiri dari 15, 16 atau 22 angka."), field="npwp")
        for field in ("terms_days", "lead_days"):
            if not 0 <= getattr(self, field) <= MOST_DAYS:
                raise InvalidInput(_("Isi dari 0 sampai 365 hari."), field=field)


@dataclass(frozen=True, slots=True)
class Learned:
    """What a receipt says of a pack; empty words change nothing."""

    pack_id: PackId
    price: Money
    their_code: str = ""
    their_name: str = ""


def add(
    session: Session,
    details: SupplierDetails,
    *,
    at: datetime,
    by: OperatorId | None,
    number: int | None = None,
) -> Supplier:
    """Note a new supplier, who gets the next number unless it brings one that is free.

    Raises InvalidInput for a name that is taken.
    """
    _check_name(session, details.name)
    number = number or (session.scalar(select(func.max(Supplier.number))) or 0) + 1
    supplier = Supplier(number=number, created_at=at, **asdict(details))
    session.add(supplier)
    session.flush()
    _note(session, "supplier.added", supplier, at=at, by=by)
    return supplier


def change(
    session: Session,
    supplier: Supplier,
    details: SupplierDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Say something else of a supplier; what was bought stays as it was."""
    _check_name(session, details.name, but=supplier)
    for name, value in asdict(details).items():
        setattr(supplier, name, value)
    session.flush()
    _note(session, "supplier.changed", supplier, at=at, by=by, active=supplier.active)


def by_number(session: Session, number: int) -> Supplier:
    """The supplier with this number. Raises NotFound."""
    found = session.scalars(select(Supplier).where(Supplier.number == number)).one_or_none()
    if found is None:
        raise NotFound(_("Pemasok tidak ditemukan."))
    return found


def learn(session: Session, supplier_id: UUID, learned: Iterable[Learned], *, on: date) -> None:
    """Keep what the supplier calls our packs, and what they cost there now."""
    for item in learned:
        goods = session.get(SupplierGoods, (supplier_id, item.pack_id))
        if goods is None:
            goods = SupplierGoods(
                supplier_id=supplier_id, pack_id=item.pack_id, last_price=item.price, last_on=on
            )
            session.add(goods)
        goods.last_price, goods.last_on = item.price, on
        goods.their_code = item.their_code or goods.their_code
        goods.their_name = item.their_name or goods.their_name
    session.flush()


def subject_of(supplier: Supplier) -> str:
    """What the audit log calls it."""
    return f"pemasok {supplier.number}"


def _check_name(session: Session, name: str, *, but: Supplier | None = None) -> None:
    same = select(Supplier.id).where(func.lower(Supplier.name) == name.lower())
    if but is not None:
        same = same.where(Supplier.id != but.id)
    if session.scalar(same):
        raise InvalidInput(_("Pemasok bernama %(name)s sudah ada.", name=name), field="name")


def _note(
    session: Session,
    action: str,
    supplier: Supplier,
    *,
    at: datetime,
    by: OperatorId | None,
    **details: object,
) -> None:
    audit.record(
        session,
        action,
        at=at,
        by=by,
        shop_id=None,
        subject=subject_of(supplier),
        name=supplier.name,
        **details,
    )
