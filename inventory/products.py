"""Products: adding, changing, retiring. Nothing that was sold is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, ProductId
from core.money import Money
from inventory import containers, packs
from inventory.changes import change_time, note
from inventory.cleaning import clean_product_code
from inventory.models import Product, ProductKind, Stock, VatClass
from inventory.packs import PackDetails

FIRST_NUMBER = 101
"""Codes made here begin above what clerks type as a number of pieces."""
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class ProductDetails:
    """What is said of a product; an empty ``code`` asks for the next number."""

    name: str
    base_unit: str
    code: str = ""
    receipt_name: str = ""
    category: str = ""
    fractions: bool = False
    counts_for_patronage: bool = True
    kind: ProductKind = ProductKind.GOODS
    ceiling: Money | None = None
    """The highest price of a base unit the state allows (HET)."""
    vat_class: VatClass = VatClass.FULL
    minimum_age: int | None = None
    container: str = ""
    """The code of the empty it is sold in; none for most goods."""


def create(
    session: Session,
    details: ProductDetails,
    sold_as: Sequence[PackDetails],
    *,
    at: datetime,
    by: OperatorId | None,
) -> Product:
    """Add a product with its packs, the first of which its code and name mean."""
    product = Product(
        code=_free_code(session, details.code),
        name=_checked_name(details.name),
        receipt_name=details.receipt_name,
        category=details.category,
        base_unit=details.base_unit,
        fractions=details.fractions,
        counts_for_patronage=details.counts_for_patronage,
        kind=details.kind,
        ceiling=details.ceiling,
        vat_class=details.vat_class,
        minimum_age=details.minimum_age,
        container_id=_container(session, details),
        created_at=at,
        changed_at=change_time(session, at),
    )
    session.add(product)
    session.flush()
    for pack in sold_as:
        packs.attach(session, product, pack)
    note(session, "product.created", product, at=at, by=by, name=product.name)
    return product


def edit(
    session: Session,
    product: Product,
    details: ProductDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Change what is said of a product. Its base unit stays once stock has moved."""
    if details.base_unit != product.base_unit:
        _change_base_unit(session, product, details.base_unit)
    if details.code and clean_product_code(details.code).text != product.code:
        product.code = _free_code(session, details.code)
    containers.keep_kind(session, product, details.kind)
    product.container_id = _container(session, details)
    before = product.name
    product.name, product.receipt_name = _checked_name(details.name), details.receipt_name
    product.category, product.fractions = details.category, details.fractions
    product.counts_for_patronage = details.counts_for_patronage
    product.kind, product.vat_class = details.kind, details.vat_class
    product.ceiling, product.minimum_age = details.ceiling, details.minimum_age
    note(session, "product.changed", product, at=at, by=by, name=product.name, before=before)


def retire(session: Session, product: Product, *, at: datetime, by: OperatorId | None) -> None:
    """Stop selling a product; what was sold of it stays readable."""
    product.active = False
    note(session, "product.retired", product, at=at, by=by, name=product.name)


def restore(session: Session, product: Product, *, at: datetime, by: OperatorId | None) -> None:
    """Sell a retired product again."""
    product.active = True
    note(session, "product.restored", product, at=at, by=by, name=product.name)


def get(session: Session, product_id: ProductId) -> Product:
    """The product with this key. Raises NotFound."""
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(_("Barang tidak ditemukan."))
    return product


def by_code(session: Session, code: str) -> Product:
    """The product with this short code, in any case. Raises NotFound."""
    product = session.scalars(select(Product).where(Product.code == code.upper())).one_or_none()
    if product is None:
        raise NotFound(_("Tidak ada barang dengan kode %(code)s.", code=code))
    return product


def next_number(session: Session) -> int:
    """The number after the highest code of up to six digits that is in use."""
    short = select(Product.code).where(func.length(Product.code) <= _LONGEST_NUMBER)
    return number_after(session.scalars(short))


def number_after(codes: Iterable[str]) -> int:
    """The number after the highest of these codes; codes with letters do not count."""
    numbers = (int(code) for code in codes if code.isdigit() and len(code) <= _LONGEST_NUMBER)
    return max(FIRST_NUMBER, max(numbers, default=0) + 1)


def _free_code(session: Session, wanted: str) -> str:
    if not wanted:
        return str(next_number(session))
    code = clean_product_code(wanted).text
    other = session.scalar(select(Product.name).where(Product.code == code))
    if other is not None:
        raise InvalidInput(
            _("Kode %(code)s sudah dipakai %(name)s.", code=code, name=other), field="code"
        )
    return code


def _container(session: Session, details: ProductDetails) -> ProductId | None:
    return containers.choose(
        session, details.container, kind=details.kind, fractions=details.fractions
    )


def _checked_name(name: str) -> str:
    if not name:
        raise InvalidInput(_("Nama barang harus diisi."), field="name")
    return name


def _change_base_unit(session: Session, product: Product, unit: str) -> None:
    """Count a product in another unit; the pack of the old one is then a pack of the new one."""
    moved = select(Stock.moves).where(Stock.product_id == product.id, Stock.moves > 0).limit(1)
    if session.scalar(moved) is not None:
        raise InvalidInput(
            _(
                "Satuan dasar tidak dapat diganti: stok sudah dihitung dalam %(unit)s.",
                unit=product.base_unit,
            ),
            field="base_unit",
        )
    units = {pack.unit: pack for pack in packs.all_of(session, product)}
    if unit in units:
        raise InvalidInput(
            _("%(name)s sudah punya satuan %(unit)s.", name=product.name, unit=unit),
            field="base_unit",
        )
    if product.base_unit in units:
        units[product.base_unit].unit = unit
    product.base_unit = unit
