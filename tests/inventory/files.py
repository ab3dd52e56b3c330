"""Files to be taken, as the tests of imports send them."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook

from core.ids import ShopId
from inventory.importing.imports import read_file
from inventory.importing.kind import Import, ImportTarget
from inventory.importing.kinds import KINDS
from inventory.importing.models import RunKind
from tests.support.world import TODAY


def of_kind(
    kind: RunKind,
    content: str | bytes,
    *,
    shop_id: ShopId | None = None,
    on: date = TODAY,
    count: str = "",
    counted_at: datetime | None = None,
) -> Import:
    """A file of a kind, on its way into a shop or a count."""
    body = content.encode() if isinstance(content, str) else content
    target = ImportTarget(shop_id, on, count=count, counted_at=counted_at)
    return Import(KINDS[kind], read_file(KINDS[kind], "berkas.csv", body), target)


def of_goods(content: str | bytes, *, shop_id: ShopId | None = None, on: date = TODAY) -> Import:
    """A file of goods."""
    return of_kind(RunKind.PRODUCTS, content, shop_id=shop_id, on=on)


def workbook(*rows: tuple[str | int | float | None, ...]) -> bytes:
    """Rows as an XLSX file."""
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()
