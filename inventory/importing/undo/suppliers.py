"""Suppliers taken back: new ones are retired, others are as they were."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from core.i18n import _
from inventory.importing.models import ImportRun, MadeKind
from inventory.importing.undo.hindrances import Hindrance, Made, Part, Undoing
from inventory.importing.undo.uses import uses
from inventory.importing.words import USES
from inventory.suppliers.models import Supplier


def check(session: Session, _run: ImportRun, made: Made) -> Iterator[Hindrance]:
    """New suppliers that are used, and what somebody said anew of others."""
    rows = {one.key: one.row for one in made if one.kind is MadeKind.SUPPLIER}
    for key, table in uses(session, Supplier, rows, besides=()).items():
        name, where = session.get_one(Supplier, key).name, USES.get(table, _("catatan lain"))
        yield Hindrance(rows[key], _("%(name)s sudah dipakai: %(where)s", name=name, where=where))
    for one in made:
        supplier = session.get_one(Supplier, one.key)
        if any(getattr(supplier, name) != value for name, value in one.after.items()):
            yield Hindrance(one.row, _("%(name)s sudah diubah lagi", name=supplier.name))


def take_back(session: Session, _undoing: Undoing, made: Made) -> None:
    """Retire the new ones, and say of the others what was said before."""
    for one in made:
        supplier = session.get_one(Supplier, one.key)
        if one.kind is MadeKind.SUPPLIER:
            supplier.active = False
        for name, value in one.before.items():
            setattr(supplier, name, value)
    session.flush()


SUPPLIERS = Part(frozenset({MadeKind.SUPPLIER, MadeKind.SUPPLIER_WORDS}), check, take_back)
