"""What is typed on the pages of counts, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from core import forms, parse
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import ProductId
from core.quantity import MILLI, NONE, Quantity
from inventory import packs
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import CountStatus, ScopeKind
from inventory.counts.queries import Shown
from inventory.forms import LONGEST_REASON
from inventory.models import Pack, Product

LONGEST_SHELF = 40
LONGEST_LIST = 20_000
LONGEST_NUMBER = 7
"""Digits of what people count; what is longer is a barcode."""
Form = Mapping[str, str]


def new_count(session: Session, form: Form) -> NewCount:
    """A count to open; chosen goods are given by codes or barcodes, one in a line."""
    chosen = form.get("scope", "")
    if chosen not in tuple(ScopeKind):
        raise InvalidInput(_("Pilih apa yang dihitung."), field="scope")
    kind = ScopeKind(chosen)
    return NewCount(
        _key(form, "scope"),
        kind,
        category=forms.line(form, "category") if kind is ScopeKind.CATEGORY else "",
        products=_products(session, form) if kind is ScopeKind.CHOSEN else (),
        note=forms.line(form, "note", longest=LONGEST_REASON),
    )


def entry(form: Form, product: Product, pack: Pack) -> Entry:
    """How many of a pack somebody found; none at all is an answer too."""
    text = "".join(form.get("quantity", "").split())
    if not text:
        raise InvalidInput(_("Isi jumlahnya; kalau habis, isi 0."), field="quantity")
    if text.isdigit() and len(text) > LONGEST_NUMBER:
        raise InvalidInput(
            _("Itu seperti barcode. Isi dulu jumlah %(name)s.", name=product.name),
            field="quantity",
        )
    try:
        count = parse.quantity(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field="quantity") from None
    if count < NONE or (not product.fractions and count.milli % MILLI):
        raise InvalidInput(_("Isi jumlah yang utuh, misalnya 12 atau 0."), field="quantity")
    return Entry(
        _key(form, "quantity"), ProductId(product.id),
        Quantity(count.milli * pack.factor.milli // MILLI),
        shelf(form), form.get("again") == "1",
    )  # fmt: skip


def shelf(form: Form) -> str:
    """Where the counter stands; stays until it is changed."""
    return forms.line(form, "shelf", longest=LONGEST_SHELF)


def status(arguments: Form) -> CountStatus | None:
    """The state a list is narrowed to; what is no state means all of them."""
    chosen = arguments.get("status", "")
    return CountStatus(chosen) if chosen in tuple(CountStatus) else None


def shown(arguments: Form) -> Shown:
    """Which goods a review shows; as a rule those that differ."""
    chosen = arguments.get("shown", "")
    return Shown(chosen) if chosen in tuple(Shown) else Shown.DIFFERENT


def _products(session: Session, form: Form) -> tuple[ProductId, ...]:
    codes = forms.lines(form, "products", longest=LONGEST_LIST).split("\n")
    try:
        found = [packs.find(session, code).product_id for code in codes if code]
    except NotFound as error:
        raise InvalidInput(error.sentence, field="products") from None
    return tuple(dict.fromkeys(found))


def _key(form: Form, field: str) -> UUID:
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field=field) from None
