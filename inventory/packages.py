"""Packages: goods put together from others, as *paket sembako*. Selling one issues its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.format import quantity as shown
from core.i18n import _
from core.ids import OperatorId, ProductId
from core.quantity import Quantity
from inventory.changes import note
from inventory.models import PackagePart, Product, ProductKind


@dataclass(frozen=True, slots=True)
class PartView:
    """Goods in a package, as its page shows them."""

    code: str
    name: str
    unit: str
    quantity: Quantity


def put_part(
    session: Session,
    package: Product,
    part: Product,
    quantity: Quantity,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Let so many base units of something be in a package, from the next sale on."""
    if part.consignor_id is not None:
        raise InvalidInput(
            _("%(name)s barang titipan; tidak dapat menjadi isi paket.", name=part.name),
            field="part",
        )
    if package.kind is not ProductKind.PACKAGE:
        raise InvalidInput(_("%(name)s bukan paket.", name=package.name), field="part")
    if part.kind is not ProductKind.GOODS:
        raise InvalidInput(_("Hanya barang biasa yang dapat menjadi isi paket."), field="part")
    session.merge(
        PackagePart(
            package_id=ProductId(package.id), product_id=ProductId(part.id), quantity=quantity
        )
    )
    session.flush()
    note(session, "package.filled", package, at=at, by=by, name=part.name, after=shown(quantity))


def remove_part(
    session: Session, package: Product, part: Product, *, at: datetime, by: OperatorId | None
) -> None:
    """Leave something out of a package, from the next sale on."""
    session.execute(
        delete(PackagePart).where(
            PackagePart.package_id == package.id, PackagePart.product_id == part.id
        )
    )
    note(session, "package.filled", package, at=at, by=by, name=part.name, after="0")


def part_views(session: Session, package: Product) -> list[PartView]:
    """What is in a package, by name."""
    rows = session.execute(
        select(Product.code, Product.name, Product.base_unit, PackagePart.quantity)
        .join(PackagePart, PackagePart.product_id == Product.id)
        .where(PackagePart.package_id == package.id)
        .order_by(func.lower(Product.name))
    )
    return [PartView(*row) for row in rows]
