"""The packs a product is sold in, and the barcodes on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.format import quantity
from core.i18n import _
from core.ids import OperatorId, PackId, ProductId
from core.quantity import NONE, Quantity
from inventory.changes import note
from inventory.gtin import barcode_key, shown
from inventory.models import Barcode, Pack, Product

LARGEST_PACK = Quantity.of(100_000)
ONE = Quantity.of(1)


@dataclass(frozen=True, slots=True)
class PackDetails:
    """A way to sell a product: so many base units under one name, with its codes."""

    unit: str
    factor: Quantity = ONE
    barcodes: tuple[str, ...] = ()
    """As typed or scanned."""


def add(
    session: Session,
    product: Product,
    details: PackDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> Pack:
    """Sell a product in one more pack. Raises InvalidInput when it has one of that unit."""
    pack = attach(session, product, details)
    note(session, "product.pack_added", product, at=at, by=by, unit=pack.unit)
    return pack


def attach(session: Session, product: Product, details: PackDetails) -> Pack:
    """Add a pack with its codes, behind the packs there are; the caller notes the change."""
    check_factor(product.base_unit, details.unit, details.factor)
    positions = {pack.unit: pack.position for pack in all_of(session, product)}
    if details.unit in positions:
        raise InvalidInput(
            _("%(name)s sudah punya satuan %(unit)s.", name=product.name, unit=details.unit),
            field="unit",
        )
    pack = Pack(
        product_id=ProductId(product.id),
        unit=details.unit,
        factor=details.factor,
        position=max(positions.values(), default=-1) + 1,
    )
    session.add(pack)
    session.flush()
    for code in details.barcodes:
        _put_on(session, pack, code)
    return pack


def change(
    session: Session,
    pack_id: PackId,
    *,
    factor: Quantity,
    active: bool,
    at: datetime,
    by: OperatorId | None,
) -> Pack:
    """Change how much is in a pack from now on, or stop selling it."""
    pack, product = _with_product(session, pack_id)
    check_factor(product.base_unit, pack.unit, factor)
    before, pack.factor, pack.active = pack.factor, factor, active
    note(
        session, "product.pack_changed", product, at=at, by=by,
        unit=pack.unit, active=active, before=quantity(before), after=quantity(factor),
    )  # fmt: skip
    return pack


def add_barcode(
    session: Session, pack_id: PackId, code: str, *, at: datetime, by: OperatorId | None
) -> Barcode:
    """Let a code mean this pack. Raises InvalidInput when it means another one."""
    pack, product = _with_product(session, pack_id)
    barcode = _put_on(session, pack, code)
    note(session, "product.barcode_added", product, at=at, by=by, barcode=shown(barcode.code))
    return barcode


def remove_barcode(
    session: Session, pack_id: PackId, code: str, *, at: datetime, by: OperatorId | None
) -> None:
    """Let a code mean nothing any more."""
    _pack, product = _with_product(session, pack_id)
    barcode = session.get(Barcode, barcode_key(code))
    if barcode is None or barcode.pack_id != pack_id:
        raise NotFound(_("Barcode %(code)s tidak ada pada kemasan ini.", code=code))
    session.delete(barcode)
    note(session, "product.barcode_removed", product, at=at, by=by, barcode=shown(barcode.code))


def get(session: Session, pack_id: PackId) -> Pack:
    """The pack with this key. Raises NotFound."""
    pack = session.get(Pack, pack_id)
    if pack is None:
        raise NotFound(_("Kemasan tidak ditemukan."))
    return pack


def all_of(session: Session, product: Product) -> list[Pack]:
    """The packs of a product, the first of which its code means."""
    return list(
        session.scalars(select(Pack).where(Pack.product_id == product.id).order_by(Pack.position))
    )


def of_product(session: Session, product: Product, unit: str) -> Pack:
    """The product's pack of this unit. Raises NotFound."""
    pack = session.scalars(
        select(Pack).where(Pack.product_id == product.id, Pack.unit == unit)
    ).one_or_none()
    if pack is None:
        raise NotFound(_("%(name)s tidak dijual per %(unit)s.", name=product.name, unit=unit))
    return pack


def find(session: Session, text: str) -> Pack:
    """The pack that somebody means by a barcode, a product's code, or code and unit: ``101 dus``.

    Raises NotFound.
    """
    by_barcode = select(Pack).join(Barcode).where(Barcode.code == _key_of(text))
    code, _space, unit = text.strip().upper().partition(" ")
    by_code = (
        select(Pack)
        .join(Product, Product.id == Pack.product_id)
        .where(Product.code == code, Pack.active)
        .where(func.lower(Pack.unit) == unit.strip().lower() if unit.strip() else true())
        .order_by(Pack.position)
    )
    found = session.scalars(by_barcode).first() or session.scalars(by_code).first()
    if found is None:
        raise NotFound(_("Tidak ada barang dengan kode atau barcode %(code)s.", code=text.strip()))
    return found


def check_factor(base_unit: str, unit: str, factor: Quantity) -> None:
    """Refuse packs of nothing, of too much, and a base unit that is not one of itself."""
    if not NONE < factor <= LARGEST_PACK:
        raise InvalidInput(
            _("Isi kemasan harus lebih dari 0, paling banyak 100.000."), field="factor"
        )
    if unit == base_unit and factor != ONE:
        raise InvalidInput(
            _("%(unit)s adalah satuan dasar, jadi isinya 1.", unit=unit), field="factor"
        )


def owner_of(session: Session, key: str) -> str | None:
    """What a kept code means, as people call it: ``Mie goreng (dus)``; None when it is free."""
    row = session.execute(
        select(Product.name, Pack.unit)
        .join(Pack, Pack.product_id == Product.id)
        .join(Barcode, Barcode.pack_id == Pack.id)
        .where(Barcode.code == key)
    ).one_or_none()
    return f"{row.name} ({row.unit})" if row else None


def _key_of(text: str) -> str:
    """A code as it would be kept; one that cannot be a barcode means none."""
    try:
        return barcode_key(text)
    except InvalidInput:
        return ""


def _with_product(session: Session, pack_id: PackId) -> tuple[Pack, Product]:
    pack = get(session, pack_id)
    return pack, session.get_one(Product, pack.product_id)


def _put_on(session: Session, pack: Pack, code: str) -> Barcode:
    key = barcode_key(code)
    owner = owner_of(session, key)
    if owner is not None:
        raise InvalidInput(
            _("Barcode %(code)s sudah dipakai %(name)s.", code=shown(key), name=owner),
            field="barcode",
        )
    barcode = Barcode(code=key, pack_id=PackId(pack.id))
    session.add(barcode)
    session.flush()
    return barcode
