"""What the words on a paper mean: goods by code, barcode or name, members by number or name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, PackId
from inventory.gtin import compact, is_gtin
from inventory.models import Barcode, Pack, Product, ProductKind
from inventory.queries import contains
from members import lookup
from members.models import Member, MemberStatus

NAMED = 3
"""Names that a sentence about several possible ones lists."""


@dataclass(frozen=True, slots=True)
class FoundPack:
    """A pack that words mean."""

    id: PackId
    name: str
    unit: str
    fractions: bool


def pack(session: Session, words: str, *, field: str) -> FoundPack:
    """The pack somebody means: ``101``, ``101 dus``, a barcode, or a name that fits only one."""
    product, unit = _by_barcode(session, words)
    if product is None:
        product, unit = _by_words(session, words, field)
    if product.kind is ProductKind.SERVICE:
        raise InvalidInput(
            _("%(name)s adalah jasa; jual lewat layar kasir.", name=product.name), field=field
        )
    packs = session.scalars(
        select(Pack).where(Pack.product_id == product.id, Pack.active).order_by(Pack.position)
    ).all()
    for each in packs:
        if unit in (None, each.unit.casefold()):
            return FoundPack(PackId(each.id), product.name, each.unit, product.fractions)
    raise InvalidInput(_("%(name)s tidak dijual dalam satuan itu.", name=product.name), field=field)


def member(session: Session, words: str, *, field: str) -> MemberId:
    """The active member somebody means: a number or card, or a name that fits only one."""
    found = session.scalars(
        select(Member)
        .where(Member.status == MemberStatus.ACTIVE, lookup.matching(words))
        .order_by(Member.number)
        .limit(NAMED + 1)
    ).all()
    exact = [row for row in found if words.upper() in (str(row.number), row.card)]
    chosen = exact or found
    if not chosen:
        raise InvalidInput(_("Tidak ada anggota “%(words)s”.", words=words), field=field)
    if len(chosen) > 1:
        raise _several(words, [f"{row.number} {row.name}" for row in chosen], field)
    return MemberId(chosen[0].id)


def _by_barcode(session: Session, words: str) -> tuple[Product | None, str | None]:
    squeezed = compact(words)
    key = squeezed.zfill(14) if is_gtin(squeezed) else squeezed.upper()
    row = session.execute(
        select(Product, Pack.unit)
        .join(Pack, Pack.product_id == Product.id)
        .join(Barcode, Barcode.pack_id == Pack.id)
        .where(Barcode.code == key, Pack.active)
    ).one_or_none()
    return (row[0], row[1].casefold()) if row else (None, None)


def _by_words(session: Session, words: str, field: str) -> tuple[Product, str | None]:
    """The whole as a code or name; else all but the last word, which then is the unit."""
    found = _named(session, words)
    unit = None
    head, _space, tail = words.rpartition(" ")
    if not found and head:
        found, unit = _named(session, head), tail.casefold()
    if not found:
        raise InvalidInput(_("Tidak ada barang “%(words)s”.", words=words), field=field)
    if len(found) > 1:
        raise _several(words, [f"{row.code} {row.name}" for row in found], field)
    return found[0], unit


def _named(session: Session, words: str) -> list[Product]:
    """Products whose code or name it is; else those whose name has all the words."""
    sold = select(Product).where(Product.active).order_by(Product.name).limit(NAMED + 1)
    exact = or_(Product.code == words.upper(), func.lower(Product.name) == words.lower())
    return _all(session, sold.where(exact)) or _all(session, sold.where(*contains(words)))


def _all(session: Session, statement: Select[Product]) -> list[Product]:
    return list(session.scalars(statement))


def _several(words: str, names: list[str], field: str) -> InvalidInput:
    listed = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return InvalidInput(
        _("“%(words)s” bisa berarti beberapa: %(names)s. Tulis kodenya.",
          words=words, names=listed),
        field=field,
    )  # fmt: skip
