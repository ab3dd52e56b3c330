"""The pages of what expires: the list with its file, and the batches of a product."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from core.db import Database
from core.permissions import Role
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, today

PAGE = "/expiry/WSB/101"


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    """Of Wonosobo, with 40 noodles and 20 kg of rice."""
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000), beras=(20, 240_000))
    return visitor.sign_in(Role.MANAGER)


def note(visitor: Visitor, days: int, units: str, batch: str = "", code: str = "101") -> None:
    day = (today() + timedelta(days=days)).isoformat()
    form = {"expires_on": day, "quantity": units, "batch": batch}
    page = f"/expiry/WSB/{code}"
    assert visitor.submit(f"{page}/note", form).location == page


def test_dates_are_noted_and_what_is_near_is_listed_with_its_value(manager: Visitor) -> None:
    assert "Tidak ada yang hampir kedaluwarsa" in manager.see("/expiry")
    note(manager, 5, "10", "L7")
    note(manager, -1, "4")
    note(manager, 60, "2,5", code="201")
    page = text_of(manager.see("/expiry"))
    assert "Nilai dalam daftar ini Rp39.200 Sudah lewat Rp11.200" in page
    assert re.search(r"Mie goreng instan 101 [\d/]+ lewat 4 pcs Rp11.200 Rp3.500 –", page)
    near = r"batch L7 [\d/]+ 5 hari lagi 10 pcs Rp28.000 Rp3.500 Rp1.700 turun 50%"
    assert re.search(near, page), page
    assert "Beras" not in page
    assert "Beras" in text_of(manager.see("/expiry?within=90"))
    assert "Rp1.700" not in text_of(manager.see("/expiry?within=lewat"))
    assert "Mie" not in text_of(manager.see("/expiry?within=90&q=beras"))


def test_the_list_leaves_as_a_file(manager: Visitor) -> None:
    note(manager, 5, "10", "=L7")
    answer = manager.client.get("/expiry/WSB/list.csv?within=30")
    assert answer.status_code == 200
    assert ";'=L7;" in answer.text
    assert ";5;10;pcs;28000;3500;1700" in answer.text
    assert manager.client.get("/expiry/WSB/list.xlsx").status_code == 200
    manager.see("/expiry/LTM/list.csv", status=404)


def test_what_is_gone_is_said_and_leaves_the_list(manager: Visitor) -> None:
    note(manager, 5, "10")
    page = manager.see(PAGE)
    found = re.search(r'<option value="([^"]+)"', page.split('name="key"')[1])
    assert found
    gone = {"key": found[1], "quantity": "11", "reason": "habis"}
    wrong = manager.submit(f"{PAGE}/end", gone, status=422).text
    assert "Sebanyak itu tidak ada dalam batch ini" in text_of(wrong)
    assert 'value="11"' in wrong
    assert "Isi alasannya" in text_of(
        manager.submit(f"{PAGE}/end", gone | {"reason": ""}, status=422).text
    )
    manager.submit(f"{PAGE}/end", gone | {"quantity": "10"})
    assert "Belum ada tanggalnya" in text_of(manager.see(PAGE))
    manager.submit(f"{PAGE}/end", gone | {"key": "x"}, status=404)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expires_on": ""}, "Isi tanggalnya"),
        ({"expires_on": "besok"}, "tidak dapat dibaca"),
        ({"quantity": ""}, "Isi jumlahnya"),
        ({"quantity": "0"}, "lebih dari nol"),
        ({"quantity": "1,5"}, "tidak dihitung pecahan"),
    ],
)
def test_a_date_that_makes_no_sense_stays_in_its_form(
    manager: Visitor, changes: dict[str, str], said: str
) -> None:
    form = {"expires_on": today().isoformat(), "quantity": "3", "batch": "L9"} | changes
    page = manager.submit(f"{PAGE}/note", form, status=422).text
    assert said in text_of(page)
    assert 'value="L9"' in page


def test_who_may_not_and_who_works_elsewhere(manager: Visitor) -> None:
    manager.see("/expiry/LTM/101", status=404)
    manager.submit("/expiry/LTM/101/note", {"quantity": "1"}, status=404)
    auditor = Visitor(manager.app).sign_in(Role.AUDITOR)
    assert "Catat tanggal" not in auditor.see("/expiry/WSB/101")
    auditor.submit(f"{PAGE}/note", {}, status=403)
    Visitor(manager.app).sign_in(Role.CLERK).see("/expiry", status=403)


def test_the_stock_card_leads_to_the_dates(manager: Visitor) -> None:
    assert f'href="{PAGE}"' in manager.see("/stock/WSB/101")


def test_one_press_fills_in_a_promotion_that_a_manager_saves(manager: Visitor) -> None:
    note(manager, 5, "10")
    link = re.search(r'href="(/promotions/new[^"]+)"', manager.see("/expiry"))
    assert link
    form = fields_of(manager.see(html.unescape(link[1])))
    last = (today() + timedelta(days=5)).isoformat()
    assert form["name"] == "Hemat Mie goreng instan"
    assert (form["amount"], form["valid_to"]) == ("1.700", last)
    page = text_of(manager.see("/promotions"))
    assert "Belum ada promo" in page or "Tidak ada promo" in page, (
        "nothing is kept until it is saved"
    )
    kept = form | {"packs": "101 pcs", "shop": "WSB"}
    assert manager.submit("/promotions/new?kind=price", kept).location == "/promotions/1"
    page = manager.see("/expiry")
    assert '<a href="/promotions/1">Sudah promo</a>' in page
    assert "/promotions/new" not in page


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input id="(\w+)"[^>]* value="([^"]*)"', page))


def test_what_has_expired_goes_onto_one_paper_and_is_named_there(manager: Visitor) -> None:
    note(manager, -1, "4", "L7")
    note(manager, -2, "3,5", code="201")
    note(manager, 5, "10")
    paper = "/write-offs/WSB-BK-000001"
    for code in ("101", "201", "101"):
        form = {"shop": "WSB", "product": code}
        assert manager.submit("/write-offs/expired", form).location == paper
    page = text_of(manager.see(paper))
    assert "101 Mie goreng instan 4 pcs" in page
    assert "201 Beras pandan wangi 3,5 kg" in page
    manager.submit(f"{paper}/complete")
    yesterday = (today() - timedelta(days=1)).strftime("%d/%m/%Y")
    assert f"4 kedaluwarsa {yesterday} (L7)" in text_of(manager.see(paper))
    assert "lewat" not in text_of(manager.see("/expiry")).split("Saran harga")[1]
    answer = manager.submit("/write-offs/expired", {"shop": "WSB", "product": "101"}, status=409)
    assert "tidak ada Mie goreng instan yang kedaluwarsa" in text_of(answer.text)
