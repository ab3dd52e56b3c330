"""The kinds of files there are."""

from __future__ import annotations

from core.errors import NotFound
from core.i18n import _
from inventory.importing import counts, opening, prices, suppliers
from inventory.importing.kind import Kind
from inventory.importing.models import RunKind
from inventory.importing.products import products

KINDS: dict[RunKind, Kind] = {
    kind.name: kind
    for kind in (products.KIND, suppliers.KIND, prices.KIND, opening.KIND, counts.KIND)
}


def kind_called(name: str) -> Kind:
    """The kind with this name. Raises NotFound."""
    if name not in tuple(RunKind):
        raise NotFound(_("Tidak ada impor seperti itu."))
    return KINDS[RunKind(name)]
