"""What is typed on the pages of suppliers, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import SupplierDetails

LONGEST_NAME = 80
Form = Mapping[str, str]


def supplier(form: Form) -> SupplierDetails:
    """A supplier as typed."""
    return SupplierDetails(
        name=forms.line(
            form, "name", required=_("Nama pemasok harus diisi."), longest=LONGEST_NAME
        ),
        phone=forms.line(form, "phone", longest=40),
        address=forms.lines(form, "address"),
        contact=forms.line(form, "contact", longest=LONGEST_NAME),
        npwp=re.sub(r"[\s.\-]", "", forms.line(form, "npwp")),
        is_pkp="is_pkp" in form,
        terms_days=_days(form, "terms_days"),
        lead_days=_days(form, "lead_days"),
        note=forms.lines(form, "note"),
        active="active" in form,
    )


def typed_of(found: Supplier) -> dict[str, str]:
    """A supplier as its form shows it."""
    typed = {
        name: str(getattr(found, name))
        for name in (
            "name", "phone", "address", "contact", "npwp", "terms_days", "lead_days", "note",
        )
    }  # fmt: skip
    return typed | {name: "1" for name in ("is_pkp", "active") if getattr(found, name)}


def _days(form: Form, name: str) -> int:
    """Whole days; none when nothing is typed."""
    text = form.get(name, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise InvalidInput(_("Isi dari 0 sampai 365 hari."), field=name)
    return int(text)
