"""Producers who leave own goods (*penitip*), and which goods are theirs.

Like the register, the audit log calls a producer by number, never by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId, PartyId, ProductId
from core.money import ZERO
from core.quantity import NONE
from inventory.changes import note
from inventory.consignment import agreements
from inventory.consignment.agreements import Agreed
from inventory.consignment.models import Consignor
from inventory.models import PackagePart, Product, ProductKind, Stock
from members.cleaning import member_name, phone_number


@dataclass(frozen=True, slots=True)
class ConsignorDetails:
    """What is known of a producer, as typed; a name is enough."""

    name: str
    phone: str = ""
    member_id: MemberId | None = None
    """The same person in the register."""
    active: bool = True


def add(
    session: Session,
    details: ConsignorDetails,
    agreed: Agreed,
    *,
    on: date,
    at: datetime,
    by: OperatorId | None,
) -> Consignor:
    """Note a new producer under the next number, and what was agreed from a day on."""
    consignor = Consignor(number=_next_number(session), name="", created_at=at, changed_at=at)
    _fill(consignor, details)
    session.add(consignor)
    session.flush()
    audit.record(session, "consignor.added", at=at, by=by, subject=str(consignor.number))
    agreements.agree(session, consignor, agreed, valid_from=on, at=at, by=by)
    return consignor


def change(
    session: Session,
    consignor: Consignor,
    details: ConsignorDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Change what is known of a producer; what is owed stays owed."""
    _fill(consignor, details)
    consignor.changed_at = at
    session.flush()
    audit.record(session, "consignor.changed", at=at, by=by, subject=str(consignor.number))


def by_number(session: Session, number: int) -> Consignor:
    """The producer with this number. Raises NotFound."""
    found = session.scalars(select(Consignor).where(Consignor.number == number)).one_or_none()
    if found is None:
        raise NotFound(_("Tidak ada penitip nomor %(number)s.", number=number))
    return found


def take_product(
    session: Session, product: Product, consignor: Consignor, *, at: datetime, by: OperatorId | None
) -> None:
    """Let a product be a producer's until it is sold.

    Raises InvalidInput for anything but goods, for parts of a package, and for goods of which some
    have moved: what has a cost, or another owner, stays what it is.
    """
    if product.kind is not ProductKind.GOODS or product.container_id is not None:
        raise InvalidInput(_("Hanya barang biasa yang dapat dititipkan."), field="product")
    if product.consignor_id == consignor.id:
        return
    if session.scalar(select(PackagePart.package_id).where(PackagePart.product_id == product.id)):
        raise InvalidInput(
            _("%(name)s isi sebuah paket; barang titipan tidak dapat menjadi isi paket.",
              name=product.name), field="product",
        )  # fmt: skip
    moved = select(Stock.moves).where(Stock.product_id == product.id, Stock.moves > 0).limit(1)
    if session.scalar(moved) is not None:
        raise InvalidInput(
            _("Stok %(name)s sudah bergerak. Buat barang baru untuk penitip ini.",
              name=product.name), field="product",
        )  # fmt: skip
    _forget_costs(session, ProductId(product.id))
    product.consignor_id = PartyId(consignor.id)
    note(session, "product.consigned", product, at=at, by=by, consignor=consignor.number)


def _forget_costs(session: Session, product_id: ProductId) -> None:
    """A cost from a price list is not what consigned goods cost: they cost nothing."""
    session.execute(
        update(Stock).where(Stock.product_id == product_id)
        .values(cost_quantity=NONE, cost_value=ZERO)
    )  # fmt: skip


def _next_number(session: Session) -> int:
    """One new producer at a time, so that numbers follow."""
    shops.take_turn(session)
    return (session.scalar(select(func.max(Consignor.number))) or 0) + 1


def _fill(consignor: Consignor, details: ConsignorDetails) -> None:
    consignor.name = member_name(details.name)
    consignor.phone = phone_number(details.phone)
    consignor.member_id = details.member_id
    consignor.active = details.active
