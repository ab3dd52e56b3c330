"""The pages of brands, origins, permits and pictures."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from core.permissions import Role
from tests.support.pictures import drawn
from tests.support.visitor import Visitor, text_of
from tests.support.world import today

FORM = {
    "brand": "Dua Putri",
    "is_local": "1",
    "village": "Kalianget",
    "regency": "Wonosobo",
    "pirt": "P-IRT 205347101000127",
}


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def send(visitor: Visitor, content: bytes, name: str = "mie.jpg") -> TestResponse:
    form = {"picture": (BytesIO(content), name), "csrf_token": visitor.csrf_token()}
    return visitor.client.post("/products/101/picture", data=form)


def test_facts_are_typed_once_and_shown_on_the_product(manager: Visitor) -> None:
    assert "Belum diisi" in text_of(manager.see("/products/101"))
    manager.submit("/products/101/facts", FORM | {"pirt_until": in_days(20)})
    page = text_of(manager.see("/products/101"))
    assert "Merek Dua Putri Asal Kalianget, Wonosobo produk lokal" in page
    assert re.search(r"P-IRT 2053471010001-27 berlaku sampai [\d/]+ 20 hari lagi", page)
    form = manager.see("/products/101/facts")
    assert 'value="2053471010001-27"' in form
    assert f'value="{in_days(20)}"' in form


@pytest.mark.parametrize(
    ("changes", "said", "field"),
    [
        ({"pirt": "123"}, "13 angka", "pirt"),
        ({"bpom": "MD 12"}, "MD atau ML", "bpom"),
        ({"halal": "ya"}, "Nomor halal", "halal"),
        ({"halal_until": "2027-01-01"}, "Isi nomornya juga", "halal"),
        ({"pirt_until": "besok"}, "tidak dapat dibaca", "pirt_until"),
    ],
)
def test_a_number_that_is_wrong_is_said_beside_it_and_nothing_is_lost(
    manager: Visitor, changes: dict[str, str], said: str, field: str
) -> None:
    page = manager.submit("/products/101/facts", FORM | changes, status=422).text
    assert said in text_of(page)
    assert 'value="Dua Putri"' in page
    assert f'id="{field}-error"' in page


def test_permits_that_end_are_listed_searched_and_downloaded(manager: Visitor) -> None:
    assert "Tidak ada yang hampir habis" in manager.see("/permits")
    manager.submit("/products/101/facts", FORM | {"pirt_until": in_days(-1), "brand": "=1+1"})
    manager.submit("/products/102/facts", FORM | {"pirt_until": in_days(0)})
    page = text_of(manager.see("/permits"))
    assert re.search(r"101 Mie goreng instan =1\+1 P-IRT 2053471010001-27 [\d/]+ sudah habis", page)
    assert re.search(r"102 Air mineral 600 ml .* hari terakhir", page)
    assert "102" not in text_of(manager.see("/permits?show=habis"))
    assert "Tidak ada yang cocok" in manager.see("/permits?q=beras")
    file = manager.client.get("/permits/list.csv?show=habis")
    assert "101;Mie goreng instan;'=1+1;P-IRT;2053471010001-27;" in file.text
    assert "102;" not in file.text
    assert manager.client.get("/permits/list.xlsx").status_code == 200
    assert "Izin hampir habis" in manager.see("/")


def test_the_list_of_products_is_narrowed_by_brand_and_local(manager: Visitor) -> None:
    manager.submit("/products/101/facts", FORM)
    page = manager.see("/products?brand=Dua+Putri&local=1")
    assert "Mie goreng" in text_of(page)
    assert "Beras" not in text_of(page)
    assert 'name="local" value="1" checked' in page


def test_a_picture_is_sent_shown_kept_and_taken_away(manager: Visitor) -> None:
    assert send(manager, drawn("JPEG", (2_000, 1_500))).status_code == 302
    [address] = re.findall(r'src="(/products/pictures/\w+\.webp)"', manager.see("/products/101"))
    answer = manager.client.get(address)
    assert (answer.mimetype, answer.status_code) == ("image/webp", 200)
    assert Image.open(BytesIO(answer.data)).size == (480, 480)
    kept = answer.headers["Cache-Control"]
    assert all(word in kept for word in ("private", "immutable", "max-age=31536000"))
    again = manager.client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    [small] = re.findall(r'src="(/products/pictures/small/\w+\.webp)"', manager.see("/products"))
    assert Image.open(BytesIO(manager.client.get(small).data)).size == (192, 192)
    manager.submit("/products/101/picture/remove")
    assert "<img" not in manager.see("/products/101")
    assert manager.client.get(address).status_code == 404
    manager.submit("/products/101/picture/remove", status=404)


def test_what_is_no_picture_is_said_beside_its_field(manager: Visitor) -> None:
    refused = send(manager, b"GIF89a")
    assert refused.status_code == 422
    assert 'id="picture-error"' in refused.text
    nothing = manager.client.post(
        "/products/101/picture", data={"csrf_token": manager.csrf_token()}
    )
    assert "Pilih gambarnya dulu" in text_of(nothing.text)


def test_who_may_look_and_who_may_change(manager: Visitor) -> None:
    send(manager, drawn())
    [address] = re.findall(r'src="(/products/pictures/\w+\.webp)"', manager.see("/products/101"))
    clerk = Visitor(manager.app).sign_in(Role.CLERK)
    assert clerk.client.get(address).status_code == 200
    assert send(clerk, drawn()).status_code == 403
    clerk.see("/products/101/facts", 403)
    clerk.see("/permits", 403)
    Visitor(manager.app).sign_in(Role.AUDITOR).see("/permits")
    assert Visitor(manager.app).client.get(address).status_code == 302
