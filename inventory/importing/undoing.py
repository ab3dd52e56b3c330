"""Taking an import back as a whole, while nothing depends on what it made.

Nothing is deleted: new goods and suppliers are retired, prices end, opening stock leaves by a
move and an entry of its own. When one row cannot be taken back, none is.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, NotFound, PermissionDenied
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.queries import today_for
from inventory.importing.kind import ImportTarget, Made, Writing
from inventory.importing.models import ImportMade, ImportRun, ImportUndone, MadeKind
from inventory.importing.prices import touch
from inventory.importing.undo.counts import COUNTS
from inventory.importing.undo.goods import GOODS
from inventory.importing.undo.hindrances import Hindrance, Part, Undoing
from inventory.importing.undo.openings import COSTS, OPENINGS
from inventory.importing.undo.prices import PRICES, products_of
from inventory.importing.undo.suppliers import SUPPLIERS

_PARTS: tuple[Part, ...] = (OPENINGS, COSTS, COUNTS, PRICES, GOODS, SUPPLIERS)
"""In the order they are taken back."""
_TOLD = 5
"""Hindrances in the sentence; the page lists them all."""
_OF_PRODUCTS = GOODS.kinds - {MadeKind.PACK, MadeKind.FACTOR, MadeKind.BARCODE}
_OF_PACKS = frozenset({MadeKind.PACK, MadeKind.FACTOR, MadeKind.BARCODE, MadeKind.PRICE})


def by_number(session: Session, number: int, *, within: ShopId | None) -> ImportRun:
    """The import with this number. Raises NotFound, also for another shop's."""
    run = session.scalars(select(ImportRun).where(ImportRun.number == number)).one_or_none()
    if run is None or (within is not None and run.shop_id not in (None, within)):
        raise NotFound(_("Tidak ada impor nomor %(number)s.", number=number))
    return run


def last(session: Session) -> ImportRun:
    """The newest import that was not taken back. Raises NotFound."""
    run = session.scalar(_standing().order_by(ImportRun.number.desc()).limit(1))
    if run is None:
        raise NotFound(_("Tidak ada impor yang dapat dibatalkan."))
    return run


def hindrances(session: Session, run: ImportRun) -> list[Hindrance]:
    """Everything that stands in the way, by row; nothing is written."""
    made = _made(session, run)
    found = []
    for part in _PARTS:
        mine = [one for one in made if one.kind in part.kinds]
        found += list(part.check(session, run, mine)) if mine else []
    return sorted(set(found), key=lambda one: (one.row, one.sentence))


def take_back(
    session: Session, run: ImportRun, *, at: datetime, by: OperatorId | None, may_all: bool
) -> None:
    """Take everything back that an import made; raises BusinessError and does nothing otherwise.

    By whoever took the file, or by one who ``may_all``; only the newest of its kind and shop.
    """
    if by != run.by and not may_all:
        raise PermissionDenied(_("Hanya yang mengambil file ini atau manajer yang dapat "
                                 "membatalkannya."))  # fmt: skip
    _check_last(session, run)
    found = hindrances(session, run)
    if found:
        raise BusinessError(_said(found))
    undoing = Undoing(run, today_for(session, run.shop_id, at=at), at, by)
    made = _made(session, run)
    for part in _PARTS:
        mine = [one for one in made if one.kind in part.kinds]
        if mine:
            part.take_back(session, undoing, mine)
    _tell_tills(session, undoing, made)
    session.add(ImportUndone(run_id=run.id, at=at, by=by))
    audit.record(
        session, "import.undone", at=at, by=by, shop_id=run.shop_id,
        subject=f"impor {run.number}", kind=run.kind.value, new=run.new, changed=run.changed,
    )  # fmt: skip


def _check_last(session: Session, run: ImportRun) -> None:
    if session.get(ImportUndone, run.id) is not None:
        raise BusinessError(_("Impor %(number)s sudah dibatalkan.", number=run.number))
    newer = session.scalar(
        _standing()
        .where(ImportRun.kind == run.kind, ImportRun.number > run.number)
        .where(ImportRun.shop_id.is_not_distinct_from(run.shop_id))
        .order_by(ImportRun.number)
        .limit(1)
    )
    if newer is not None:
        raise BusinessError(
            _("Batalkan dulu impor yang lebih baru, nomor %(number)s.", number=newer.number)
        )


def _standing() -> Select[ImportRun]:
    undone = select(ImportUndone.run_id)
    return select(ImportRun).where(ImportRun.id.not_in(undone))


def _made(session: Session, run: ImportRun) -> list[Made]:
    rows = session.execute(
        select(ImportMade.row, ImportMade.kind, ImportMade.key, ImportMade.before, ImportMade.after)
        .where(ImportMade.run_id == run.id)
        .order_by(ImportMade.number)
    )
    return [Made(*row) for row in rows]


def _said(found: list[Hindrance]) -> str:
    rows = "; ".join(
        _("baris %(row)s: %(why)s", row=one.row, why=one.sentence) for one in found[:_TOLD]
    )
    more = _("; dan %(n)s baris lagi", n=len(found) - _TOLD) if len(found) > _TOLD else ""
    return _("Impor ini tidak dapat dibatalkan, dan tidak ada yang diubah. %(rows)s%(more)s.",
             rows=rows[:1].upper() + rows[1:], more=more)  # fmt: skip


def _tell_tills(session: Session, undoing: Undoing, made: list[Made]) -> None:
    """Let the tills fetch goods again whose words or prices changed."""
    products = {one.key for one in made if one.kind in _OF_PRODUCTS}
    products |= products_of(session, [one for one in made if one.kind in _OF_PACKS])
    target = ImportTarget(undoing.run.shop_id, undoing.today)
    writing = Writing(undoing.run.id, target, undoing.at, undoing.by)
    touch(session, {ProductId(key) for key in products}, writing)
