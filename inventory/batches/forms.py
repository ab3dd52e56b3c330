"""What is typed on the pages of batches, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from core import forms
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import ProductId
from core.quantity import MILLI, Quantity
from inventory.batches.batches import LONGEST_CODE, NewBatch
from inventory.batches.queries import Within
from inventory.forms import LONGEST_REASON, required_quantity
from inventory.models import Product

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gone:
    """So much of a batch that is gone, and why."""

    key: UUID
    quantity: Quantity
    reason: str


def new_batch(form: Form, product: Product) -> NewBatch:
    """Goods on the shelf with their last day."""
    expires_on = forms.iso_day(form, "expires_on", required=_("Isi tanggalnya."))
    if expires_on is None:
        raise InvalidInput(_("Isi tanggalnya."), field="expires_on")
    return NewBatch(
        ProductId(product.id),
        expires_on,
        _whole(form, product),
        forms.line(form, "batch", longest=LONGEST_CODE),
    )


def gone(form: Form, product: Product) -> Gone:
    """What of a batch is not there any more."""
    try:
        key = UUID(form.get("key", ""))
    except ValueError:
        raise NotFound(_("Batch tidak ditemukan.")) from None
    reason = forms.line(form, "reason", required=_("Isi alasannya."), longest=LONGEST_REASON)
    return Gone(key, _whole(form, product), reason)


def search(arguments: Form) -> tuple[str, Within]:
    """What the list is asked for; a time nobody knows is the usual one."""
    asked = arguments.get("within", "")
    words = " ".join(arguments.get("q", "").split())[:60]
    return words, Within(asked) if asked in tuple(Within) else Within.MONTH


def _whole(form: Form, product: Product) -> Quantity:
    quantity = required_quantity(form, "quantity")
    if quantity.milli % MILLI and not product.fractions:
        raise InvalidInput(_("%(name)s tidak dihitung pecahan.", name=product.name),
                           field="quantity")  # fmt: skip
    return quantity
