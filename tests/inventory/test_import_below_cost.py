"""Files of goods whose prices lose: marked row by row, taken only on purpose and for a reason."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import BusinessError
from core.permissions import Role
from inventory.importing import imports
from tests.inventory.files import of_goods
from tests.inventory.test_import_views import report_of
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop

LOSING = "kode;nama;satuan;harga;harga beli;stok\n"


@pytest.fixture
def stocked(session: Session) -> World:
    world = make_coop(session)
    fill_shelves(session, world, mie=(40, 112_000))
    return world


@pytest.mark.parametrize(
    ("row", "loses"),
    [
        ("101;Mie goreng instan;pcs;2.799;;", True),
        ("101;Mie goreng instan;pcs;2.800;;", False),
        ("101;Mie goreng instan;dus;111.999;;", True),
        ("101;Mie goreng instan;pcs;2.900;5.000;", False),
        ("G1;Garam;pcs;3.000;3.100;10", True),
        ("G1;Garam;pcs;3.000;3.100;", True),
        ("G1;Garam;pcs;3.000;2.900;10", False),
        ("G1;Garam;pcs;3.000;;", False),
    ],
)
def test_a_row_loses_by_the_shelf_or_by_what_the_file_says(
    session: Session, stocked: World, row: str, loses: bool
) -> None:
    wanted = of_goods(f"{LOSING}{row}\n", shop_id=stocked.shop_id)
    report = imports.preview(session, wanted)
    assert [one.is_below_cost for one in report.rows] == [loses]
    assert any("di bawah harga pokok" in note for note in report.rows[0].notes) == loses


def test_goods_that_lose_are_taken_only_for_a_reason(session: Session, stocked: World) -> None:
    wanted = of_goods(f"{LOSING}101;Mie goreng instan;pcs;2.500;;\n", shop_id=stocked.shop_id)
    with pytest.raises(BusinessError):
        imports.take(session, wanted, only_good=True, at=NOW, by=None)
    taken = imports.take(session, wanted, only_good=True, at=NOW, by=None, below_cost="promosi")
    assert taken.run is not None


def test_the_report_asks_before_it_takes(
    visitor: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000))
    manager = visitor.sign_in(Role.MANAGER)
    report = report_of(manager, f"{LOSING}101;Mie goreng instan;pcs;2.500;;\n".encode())
    page = manager.see(report)
    assert 'name="may_lose" value="1" required' in page
    assert "Rp2.500 di bawah harga pokok Rp2.800" in text_of(page)
    manager.submit(report)
    assert "tidak ada yang diambil" in text_of(manager.see(report))
    manager.submit(report, {"may_lose": "1", "below_reason": "promosi"})
    assert "Rp2.500" in text_of(manager.see("/products/101"))
