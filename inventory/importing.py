"""Products from a file: every row is reported, the good ones can be taken, nothing half-done.

``preview`` and ``take`` plan the same way, so what the report said is what is written. Taking a
file a second time changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import OperatorId
from inventory.cleaning import clean_text
from inventory.columns import Field, Sheet, SheetRow
from inventory.import_goods import Goods, Work
from inventory.import_plan import RowReport, RowStatus, take_row
from inventory.import_rows import read_row
from inventory.import_store import ImportTarget, load_goods, write_work


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file does, row by row."""

    rows: tuple[RowReport, ...]
    ignored: tuple[str, ...]
    """Headings that mean nothing to us."""
    read_as: str

    @property
    def counts(self) -> dict[str, int]:
        """Rows by status, those that are refused, and those that stay without a price."""
        found = Counter(row.status for row in self.rows)
        counted = {str(status): found[status] for status in RowStatus}
        return counted | {"unpriced": sum(row.is_unpriced for row in self.rows)}

    @property
    def refused(self) -> tuple[RowReport, ...]:
        return tuple(row for row in self.rows if row.status is RowStatus.REFUSED)

    @property
    def good(self) -> int:
        """Rows that are not refused."""
        return len(self.rows) - len(self.refused)

    @property
    def changes_anything(self) -> bool:
        return any(row.status in (RowStatus.NEW, RowStatus.CHANGED) for row in self.rows)


def preview(session: Session, sheet: Sheet, target: ImportTarget) -> ImportReport:
    """Say what a file would do; nothing is written."""
    return _plan(session, sheet, target)[0]


def take(
    session: Session,
    sheet: Sheet,
    target: ImportTarget,
    *,
    only_good: bool,
    at: datetime,
    by: OperatorId | None,
) -> ImportReport:
    """Write what a file says. Refuses all of it when a row is refused, unless ``only_good``."""
    report, work = _plan(session, sheet, target)
    if report.refused and not only_good:
        raise BusinessError(
            _("%(count)s baris ditolak, jadi tidak ada yang diambil.", count=len(report.refused))
        )
    if report.changes_anything:
        write_work(session, work, target, at=at, by=by)
        audit.record(
            session, "product.imported", at=at, by=by, shop_id=target.shop_id,
            subject=sheet.read_as, **report.counts,
        )  # fmt: skip
    return report


def _plan(session: Session, sheet: Sheet, target: ImportTarget) -> tuple[ImportReport, Work]:
    if target.shop_id is None and Field.STOCK in sheet.fields:
        raise InvalidInput(
            _("File ini punya kolom stok. Pilih toko pemilik stok itu."), field="shop"
        )
    goods, work = load_goods(session, target), Work()
    rows = tuple(_planned(goods, work, row) for row in sheet.rows)
    work.number_products(goods.by_code)
    return ImportReport(rows, sheet.ignored, sheet.read_as), work


def _planned(goods: Goods, work: Work, row: SheetRow) -> RowReport:
    try:
        return take_row(goods, work, read_row(row))
    except InvalidInput as error:
        return RowReport(
            row.number,
            RowStatus.REFUSED,
            clean_text(row.get(Field.NAME))[:80],
            clean_text(row.get(Field.BARCODE) or row.get(Field.CODE))[:40],
            sentence=error.sentence,
        )
