"""What is typed on the pages of write-offs, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from core import forms
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import ProductId
from core.quantity import MILLI, Quantity
from inventory import products, queries
from inventory.forms import LONGEST_REASON, required_quantity
from inventory.models import Pack, Product
from inventory.write_offs.models import WriteOffKind, WriteOffStatus
from inventory.write_offs.write_offs import NewWriteOff

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GoodsTyped:
    """A scanned or typed code with a number of its packs."""

    product: Product
    pack: Pack
    count: Quantity
    """Packs, as typed."""

    @property
    def quantity(self) -> Quantity:
        """Base units."""
        return Quantity(self.count.milli * self.pack.factor.milli // MILLI)


def new_write_off(form: Form) -> NewWriteOff:
    """A paper to begin."""
    kind = form.get("kind", "")
    if kind not in tuple(WriteOffKind):
        raise InvalidInput(_("Pilih mengapa barangnya keluar."), field="kind")
    return NewWriteOff(
        _key(form), WriteOffKind(kind), forms.line(form, "note", longest=LONGEST_REASON)
    )


def goods(session: Session, form: Form) -> GoodsTyped:
    """Goods to put on a paper: a barcode or code, and how many of that pack."""
    code = forms.line(form, "code", required=_("Pindai atau tulis kode barangnya."))
    try:
        pack = queries.meant(session, code)
    except NotFound as error:
        raise InvalidInput(error.sentence, field="code") from None
    product = products.get(session, ProductId(pack.product_id))
    count = required_quantity(form, "quantity")
    if not product.fractions and count.milli % MILLI:
        raise InvalidInput(_("%(name)s tidak dijual pecahan.", name=product.name), field="quantity")
    return GoodsTyped(product, pack, count)


def status(arguments: Form) -> WriteOffStatus | None:
    """The state a list is narrowed to; what is no state means all of them."""
    chosen = arguments.get("status", "")
    return WriteOffStatus(chosen) if chosen in tuple(WriteOffStatus) else None


def _key(form: Form) -> UUID:
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field="kind") from None
