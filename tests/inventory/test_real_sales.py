"""A month of real sales through the use cases; ``python -m bench replay`` does the year.

Whatever is compared is computed a second time by SQL over the raw file.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core import checks
from core.db import Database
from tests.support import reconciled
from tests.support.real_sales import NAME, invoices, lowest, pence, plan, rows_of
from tests.support.reconciled import RawSales
from tests.support.replay import Replay
from wsgi import create_registry

MONTH = "2010-12"


@pytest.mark.parametrize(
    ("pounds", "rupiah"),
    [
        ("2.55", 255),
        ("0.001", 0),
        ("0.005", 1),
        ("4", 400),
        ("1.2", 120),
        ("-1.06", -106),
    ],
)
def test_a_penny_is_a_rupiah_rounded_half_up(pounds: str, rupiah: int) -> None:
    assert pence(pounds) == rupiah


def test_as_much_is_bought_as_the_lowest_point_needs() -> None:
    assert lowest([-3, 2, -4, 9]) == -5
    assert lowest([1, -1]) == 0


def row(invoice: str, code: str, units: int, at: str, price: str = "1.00") -> dict[str, str]:
    return {"InvoiceNo": invoice, "StockCode": code, "Description": code, "Quantity": str(units),
            "InvoiceDate": f"2010-{at} 10:00:00", "UnitPrice": price, "CustomerID": ""}  # fmt: skip


def test_before_each_month_comes_what_it_takes() -> None:
    events = invoices([
        row("1", "aa", 3, "11-01"), row("2", "bb", 5, "11-02"), row("C3", "bb", -2, "11-03"),
        row("4", "bb", 4, "11-04"), row("5", "bb", 6, "12-05"), row("6", "POST", 1, "12-05"),
    ])  # fmt: skip
    made = plan(events)
    assert made.planted == {"aa"}
    bought = {month: {one.code: one.units for one in some} for month, some in made.months.items()}
    assert bought == {"2010-11": {"aa": 2, "bb": 7}, "2010-12": {"aa": 1, "bb": 6}}
    assert not any("POST" in some for some in bought.values())


@pytest.mark.long
@pytest.mark.needs_shared_data
def test_a_month_reconciles_with_the_raw_file(database: Database, shared_data: Path) -> None:
    if shutil.which("zstd") is None:
        pytest.skip("zstd is not installed (apt-get install zstd)")
    every = rows_of(shared_data / NAME)
    assert len(every) == 541_909
    rows = [one for one in every if one["InvoiceDate"].startswith(MONTH)]
    replay = Replay(database, invoices(rows))
    replay.run()
    with database.reading() as session:
        assert reconciled.differences(session, RawSales(rows), replay) == []
        found = checks.run(session, create_registry())
        assert [each for each in found if not each.holds] == []
