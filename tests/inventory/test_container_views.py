"""The pages of empties: what goods are sold in, and counting what is there."""

from __future__ import annotations

import pytest

from core.db import Database
from core.permissions import Role
from tests.support.containers import add_cylinder, empties
from tests.support.visitor import Visitor, text_of
from tests.support.world import Goods, World

COUNT = "/stock/WSB/903/count"
CARD = "/stock/WSB/903"


@pytest.fixture
def cylinder(database: Database, world: World) -> Goods:
    with database.transaction() as session:
        return add_cylinder(session, world)


@pytest.fixture
def manager(visitor: Visitor, cylinder: Goods) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def test_a_count_with_its_reason_is_on_the_stock_card(
    manager: Visitor, database: Database, world: World, cylinder: Goods
) -> None:
    assert "Hitung kosong" in manager.see(CARD)
    typed = {"counted": "12", "reason": "hitungan akhir bulan"}
    assert manager.submit(COUNT, typed).location == CARD
    page = text_of(manager.see(CARD))
    assert "12 lebih banyak dari catatan" in page
    assert "Hitung fisik hitungan akhir bulan +12" in page
    with database.reading() as session:
        assert empties(session, world, cylinder).milli == 12_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"counted": "", "reason": "x"}, "Isi jumlahnya"),
        ({"counted": "-1", "reason": "x"}, "Isi jumlah yang utuh"),
        ({"counted": "1,5", "reason": "x"}, "Isi jumlah yang utuh"),
        ({"counted": "banyak", "reason": "x"}, "tidak"),
        ({"counted": "3", "reason": "  "}, "Isi alasannya"),
    ],
)
def test_a_count_that_cannot_be_used_stays_in_its_form(
    manager: Visitor, typed: dict[str, str], said: str
) -> None:
    page = text_of(manager.submit(COUNT, typed, status=422).text)
    assert said in page
    assert "Belum ada mutasi" in manager.see(CARD)


def test_none_at_all_can_be_counted(manager: Visitor) -> None:
    manager.submit(COUNT, {"counted": "0", "reason": "semua di agen"})
    assert "cocok dengan catatan" in text_of(manager.see(CARD))


def test_other_goods_and_other_people_cannot_count(manager: Visitor, visitor: Visitor) -> None:
    manager.see("/stock/WSB/101/count", status=404)
    visitor.sign_in(Role.CLERK).see(COUNT, status=403)


def test_the_form_of_goods_names_their_container(manager: Visitor) -> None:
    page = manager.see("/products/102/edit")
    assert '<option value="903">Jaminan tabung 3 kg</option>' in page
    fields = {"name": "Air galon", "base_unit": "pcs", "container": "903", "code": "102"}
    manager.submit("/products/102/edit", fields)
    assert "Jaminan tabung 3 kg" in text_of(manager.see("/products/102"))
    assert '<option value="903" selected>' in manager.see("/products/102/edit")
    wrong = manager.submit("/products/102/edit", fields | {"container": "101"}, status=422)
    assert "bukan jaminan kemasan" in text_of(wrong.text)
