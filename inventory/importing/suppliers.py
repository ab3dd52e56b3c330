"""The import of suppliers: a row means the one with its number, else the one with its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.imports import RowStatus, SheetRow
from core.permissions import Permission
from inventory.importing import cells
from inventory.importing.columns import SUPPLIERS, Field
from inventory.importing.kind import (
    ImportFile,
    ImportTarget,
    Kind,
    Made,
    Planned,
    Sample,
    Writing,
)
from inventory.importing.models import ImportMade, ImportUndone, MadeKind, RunKind
from inventory.importing.reports import Progress, RowReport, reported, stages
from inventory.suppliers import suppliers
from inventory.suppliers.forms import LONGEST_NAME
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import SupplierDetails

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_WORDS = {
    "name": lazy("nama"), "phone": lazy("telepon"), "address": lazy("alamat"),
    "contact": lazy("kontak"), "npwp": lazy("NPWP"), "is_pkp": lazy("PKP"),
    "terms_days": lazy("tempo"), "lead_days": lazy("lama kirim"), "note": lazy("catatan"),
    "active": lazy("aktif"),
}  # fmt: skip


@dataclass(slots=True)
class _Known:
    """The suppliers there are, and which row of the file spoke of each."""

    by_number: dict[int, Supplier]
    by_name: dict[str, Supplier]
    undone: set[UUID]
    """Retired when the import that made them was taken back."""
    rows: dict[object, int] = field(default_factory=dict)

    def claim(self, row: int, *what: object) -> None:
        """Take a number and a name for a row; refuses what an earlier row has."""
        for one in what:
            first = self.rows.setdefault(one, row)
            if first != row:
                raise InvalidInput(
                    _("Pemasok ini sudah ada di baris %(number)s.", number=first), field="name"
                )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A supplier as a row says it; without ``supplier`` it is new."""

    row: int
    supplier: Supplier | None
    number: int | None
    details: SupplierDetails


@dataclass(frozen=True, slots=True)
class _Suppliers:
    wanted: list[_Wanted]

    def write(self, session: Session, writing: Writing) -> list[Made]:
        """Add and change them; those who bring a number first, so that nobody else gets it."""
        made: list[Made] = []
        ordered = sorted(self.wanted, key=lambda one: one.number is None)

        def step(one: _Wanted) -> None:
            made.append(_write(session, one, writing))

        stages(writing.progress, [partial(step, one) for one in ordered])
        return made


def plan(session: Session, file: ImportFile, _target: ImportTarget, progress: Progress) -> Planned:
    """Say what a file of suppliers would do."""
    known, wanted = _known(session), list[_Wanted]()
    rows = reported(file.sheet, lambda row: _take(known, wanted, row), progress)
    return Planned(rows, _Suppliers(wanted))


def _known(session: Session) -> _Known:
    every = list(session.scalars(select(Supplier)))
    undone = session.scalars(
        select(ImportMade.key)
        .join(ImportUndone, ImportUndone.run_id == ImportMade.run_id)
        .where(ImportMade.kind == MadeKind.SUPPLIER)
    )
    by_name = {supplier.name.casefold(): supplier for supplier in every}
    return _Known({supplier.number: supplier for supplier in every}, by_name, set(undone))


def _take(known: _Known, wanted: list[_Wanted], row: SheetRow) -> RowReport:
    number = _number(row)
    name = cells.text(row.get(Field.NAME), longest=LONGEST_NAME, field="name")
    supplier = known.by_number.get(number) if number else known.by_name.get(name.casefold())
    before = _said(supplier) if supplier else SupplierDetails(name)
    after = _details(row, name, before, is_revived=bool(supplier and supplier.id in known.undone))
    holder = known.by_name.get(after.name.casefold())
    if holder is not None and holder is not supplier:
        raise InvalidInput(
            _("%(name)s sudah tercatat sebagai pemasok nomor %(number)s.",
              name=holder.name, number=holder.number),
            field="name",
        )  # fmt: skip
    known.claim(row.number, number or after.name.casefold(), after.name.casefold())
    changes = _changes(before, after) if supplier else ()
    if supplier is None or changes:
        wanted.append(_Wanted(row.number, supplier, number, after))
    status = RowStatus.NEW if supplier is None else RowStatus.CHANGED
    return RowReport(
        row.number, status if changes or supplier is None else RowStatus.SAME, after.name,
        str(supplier.number if supplier else number or ""), changes=changes,
        notes=() if after.active else (_("Pemasok ini sudah tidak aktif."),),
    )  # fmt: skip


def _number(row: SheetRow) -> int | None:
    plain = cells.text(row.get(Field.NUMBER), longest=40, field="number")
    digits = plain.removesuffix(",0").removesuffix(".0").lstrip("0")
    if not plain:
        return None
    if not _NUMBER.fullmatch(digits):
        raise InvalidInput(_("Nomor pemasok adalah angka mulai dari 1."), field="number")
    return int(digits)


def _details(
    row: SheetRow, name: str, before: SupplierDetails, *, is_revived: bool
) -> SupplierDetails:
    """What the row says, and before where it says nothing."""

    def said(column: Field, known: str, longest: int) -> str:
        plain = cells.text(row.get(column), longest=longest, field=column)
        same = plain == " ".join(known.split())
        return known if same or not plain else plain

    terms = cells.days(row.get(Field.TERMS), field="terms_days")
    lead = cells.days(row.get(Field.LEAD), field="lead_days")
    is_pkp = cells.yes_or_no(row.get(Field.PKP), field="is_pkp")
    return SupplierDetails(
        name=name or before.name,
        phone=said(Field.PHONE, before.phone, 40),
        address=said(Field.ADDRESS, before.address, 300),
        contact=said(Field.CONTACT, before.contact, LONGEST_NAME),
        npwp=re.sub(r"[\s.\-]", "", said(Field.NPWP, before.npwp, 40)),
        is_pkp=before.is_pkp if is_pkp is None else is_pkp,
        terms_days=before.terms_days if terms is None else terms,
        lead_days=before.lead_days if lead is None else lead,
        note=said(Field.NOTE, before.note, 300),
        active=before.active or is_revived,
    )


def _said(supplier: Supplier) -> SupplierDetails:
    return SupplierDetails(**{name: getattr(supplier, name) for name in _WORDS})


def _differing(before: SupplierDetails, after: SupplierDetails) -> list[str]:
    old, new = asdict(before), asdict(after)
    return [name for name in _WORDS if old[name] != new[name]]


def _changes(before: SupplierDetails, after: SupplierDetails) -> tuple[str, ...]:
    return tuple(
        f"{_WORDS[name]} {_shown(getattr(before, name))} → {_shown(getattr(after, name))}"
        for name in _differing(before, after)
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return str(value) or "–"


def _write(session: Session, one: _Wanted, writing: Writing) -> Made:
    at, by = writing.at, writing.by
    if one.supplier is None:
        added = suppliers.add(session, one.details, at=at, by=by, number=one.number)
        return Made(one.row, MadeKind.SUPPLIER, added.id)
    before = _said(one.supplier)
    names = _differing(before, one.details)
    suppliers.change(session, one.supplier, one.details, at=at, by=by)
    return Made(
        one.row, MadeKind.SUPPLIER_WORDS, one.supplier.id, _some(before, names),
        _some(one.details, names),
    )  # fmt: skip


def _some(details: SupplierDetails, names: list[str]) -> Mapping[str, Any]:
    return {name: getattr(details, name) for name in names}


KIND = Kind(
    name=RunKind.SUPPLIERS,
    permission=Permission.PURCHASE,
    action="supplier.imported",
    vocabulary=SUPPLIERS,
    sample=Sample(
        (
            lazy("nomor"), lazy("nama"), lazy("telepon"), lazy("alamat"), lazy("kontak"),
            lazy("npwp"), lazy("pkp"), lazy("tempo"), lazy("lama kirim"), lazy("catatan"),
        ),
        (("", "CV Sumber Rejeki", "081234567890", "Jl. Pasar 3, Wonosobo", "Bu Tini", "",
          "tidak", "14", "2", ""),),
    ),
    plan=plan,
    has_shop=False,
)  # fmt: skip
