"""The first run as a visitor meets it: one page until founded, then step by step to a sale."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.db import Database
from core.models import Coop, Operator, WebSession
from core.permissions import Role
from core.shops import find_coop
from inventory.models import Price, Product
from pos import tills
from pos.demo.making import make_example
from pos.firstrun.installation import code_for
from pos.models import Till
from pos.printing.models import Printer
from pos.receipts import test_slip as slip
from tests.support.paper import print_job
from tests.support.printer import Mood, fake_printer
from tests.support.visitor import Visitor, text_of
from tests.support.world import PASSWORD, PIN, make_coop
from wsgi import create_app

KEY = "for-tests"
COOP = {"name": "Koperasi Tani Makmur"}
SHOP = {"name": "Toko Wonosobo", "code": "wsb", "time_zone": "Asia/Jakarta", "address": "Dieng 4"}
TREASURER = {
    "name": "Maria Goreti", "login": "Maria", "password": PASSWORD, "password_again": PASSWORD,
    "pin": PIN, "pin_again": PIN,
}  # fmt: skip


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What the pages do with a database is proved on both engines by the use cases' own tests."""
    return "sqlite"


@pytest.fixture
def app(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setenv("LUMBUNG_DATA", str(tmp_path))
    monkeypatch.delenv("LUMBUNG_DATABASE_URL", raising=False)
    return create_app(database, secret_key=KEY, demo_root="/contoh")


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def founder(visitor: Visitor) -> Visitor:
    """A visitor who has founded the co-operative and stands before question 4."""
    visitor.see(f"/setup?kode={code_for(KEY)}", 302)
    visitor.submit("/setup/coop", COOP)
    visitor.submit("/setup/shop", SHOP)
    answer = visitor.submit("/setup/treasurer", TREASURER)
    assert answer.location == "/setup/printer"
    return visitor


def lands_on(visitor: Visitor, path: str) -> str:
    """Where a path leads in the end."""
    return visitor.client.get(path, follow_redirects=True).request.path


# Before the founding


def test_the_first_page_offers_two_ways(visitor: Visitor) -> None:
    page = text_of(visitor.see("/"))
    assert "Mulai koperasi saya" in page
    assert "Coba contoh" in page


@pytest.mark.parametrize(
    "path", ["/sign-in", "/account", "/shops", "/till", "/ledger", "/products"]
)
def test_every_other_page_leads_to_the_first(visitor: Visitor, path: str) -> None:
    assert lands_on(visitor, path) == "/"


def test_a_till_is_told_that_it_is_unknown(visitor: Visitor) -> None:
    answer = visitor.client.get("/api/v1/catalogue", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_without_the_example_there_is_one_way(database: Database) -> None:
    page = text_of(Visitor(create_app(database, secret_key=KEY)).see("/"))
    assert "Mulai koperasi saya" in page
    assert "Coba contoh" not in page


@pytest.mark.parametrize("path", ["/setup/coop", "/setup/shop", "/setup/treasurer"])
def test_without_the_code_nobody_founds_anything(
    visitor: Visitor, database: Database, path: str
) -> None:
    assert lands_on(visitor, path) == "/setup"
    assert "Kode pemasangan" in visitor.see("/setup")
    refused = visitor.submit("/setup", {"kode": "AAAA-BBBB-CCCC"}, status=422)
    assert 'value="AAAA-BBBB-CCCC"' in refused.text, "to be put right, not typed again"
    visitor.submit(path, TREASURER)
    with database.reading() as session:
        assert find_coop(session) is None


def test_the_code_may_be_typed(visitor: Visitor) -> None:
    visitor.submit("/setup", {"kode": code_for(KEY).lower()})
    assert lands_on(visitor, "/setup") == "/setup/coop"


def test_questions_are_not_skipped_and_answers_are_kept(visitor: Visitor) -> None:
    visitor.see(f"/setup?kode={code_for(KEY)}", 302)
    assert lands_on(visitor, "/setup/treasurer") == "/setup/coop"
    visitor.submit("/setup/coop", COOP)
    visitor.submit("/setup/shop", SHOP)
    assert lands_on(visitor, "/setup") == "/setup/treasurer"
    assert COOP["name"] in visitor.see("/setup/coop")
    assert "Dieng 4" in visitor.see("/setup/shop")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password_again": "other-123"}, "password_again"),
        ({"password": "kurang", "password_again": "kurang"}, "password"),
        ({"pin": "", "pin_again": ""}, "pin"),
        ({"pin": "1111", "pin_again": "1111"}, "pin"),
        ({"login": "Ma ria"}, "login"),
        ({"name": " "}, "name"),
    ],
)
def test_a_bad_answer_founds_nothing_and_loses_nothing(
    visitor: Visitor, database: Database, change: dict[str, str], field: str
) -> None:
    visitor.see(f"/setup?kode={code_for(KEY)}", 302)
    visitor.submit("/setup/coop", COOP)
    visitor.submit("/setup/shop", SHOP)
    answer = visitor.submit("/setup/treasurer", TREASURER | change, status=422)
    assert f'href="#{field}"' in answer.text
    assert PASSWORD not in answer.text
    assert re.findall(r'<input id="(\w+)"[^>]* autofocus', answer.text) == [field]
    with database.reading() as session:
        assert find_coop(session) is None
        assert session.scalar(select(func.count()).select_from(Operator)) == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "KTR"}, "code"),
        ({"code": "W1"}, "code"),
        ({"time_zone": "Mars"}, "time_zone"),
        ({"address": "x" * 81}, "address"),
    ],
)
def test_a_bad_shop_is_refused_on_its_own_page(
    visitor: Visitor, change: dict[str, str], field: str
) -> None:
    visitor.see(f"/setup?kode={code_for(KEY)}", 302)
    visitor.submit("/setup/coop", COOP)
    answer = visitor.submit("/setup/shop", SHOP | change, status=422)
    assert f'href="#{field}"' in answer.text


def test_no_password_is_kept_before_the_founding(visitor: Visitor, database: Database) -> None:
    visitor.see(f"/setup?kode={code_for(KEY)}", 302)
    visitor.submit("/setup/coop", COOP)
    visitor.submit("/setup/shop", SHOP)
    visitor.submit("/setup/treasurer", TREASURER | {"pin_again": "1"}, status=422)
    with database.reading() as session:
        (kept,) = session.scalars(select(WebSession.data))
    assert COOP["name"] in str(kept)
    assert PASSWORD not in str(kept)


# After it


def test_the_answers_found_the_coop_and_sign_the_treasurer_in(
    founder: Visitor, database: Database
) -> None:
    with database.reading() as session:
        coop = session.scalars(select(Coop)).one()
        assert (coop.name, coop.is_demo) == (COOP["name"], False)
        assert session.scalars(select(Operator.login)).all() == ["maria"]
    assert "Maria Goreti" in founder.see("/")


def test_the_code_is_worth_nothing_after_the_founding(founder: Visitor, app: Flask) -> None:
    stranger = Visitor(app)
    assert lands_on(stranger, f"/setup?kode={code_for(KEY)}") == "/sign-in"
    assert lands_on(stranger, "/setup/treasurer") == "/sign-in"
    assert lands_on(stranger, "/setup/sale") == "/sign-in"
    assert lands_on(founder, "/setup") == "/setup/printer"


def test_two_who_found_at_once_make_one_coop(visitor: Visitor, founder: Visitor) -> None:
    assert lands_on(visitor, "/setup/coop") == "/setup/printer"


def test_a_test_slip_comes_out_while_one_waits(founder: Visitor) -> None:
    with fake_printer() as printer:
        typed = {"address": str(printer.address), "paper": "58", "action": "test"}
        answer = founder.submit("/setup/printer", typed, status=200)
        (job,) = printer.wait_for_jobs(1)
    assert "Tercetak" in text_of(answer.text)
    assert f"LUMBUNG-{32}" in print_job(job, 384).codes()
    assert len(slip(32)) > 5


@pytest.mark.parametrize(
    ("mood", "sentence"),
    [(Mood.PAPER_OUT, "Kertas printer habis"), (Mood.OFFLINE, "Printer tidak siap")],
)
def test_a_printer_that_cannot_print_says_why(founder: Visitor, mood: Mood, sentence: str) -> None:
    with fake_printer(mood) as printer:
        typed = {"address": str(printer.address), "paper": "58", "action": "test"}
        answer = founder.submit("/setup/printer", typed, status=200)
    assert sentence in text_of(answer.text)
    assert str(printer.address) in answer.text, "what was typed is still there"


def test_a_printer_is_kept_with_its_paper_and_can_be_corrected(
    founder: Visitor, database: Database
) -> None:
    typed = {"address": "192.168.1.50", "paper": "80", "drawer": "1", "action": "save"}
    assert founder.submit("/setup/printer", typed).location == "/setup/products"
    founder.submit("/setup/printer", typed | {"address": "tcp://192.168.1.51:9101"})
    with database.reading() as session:
        printer = session.scalars(select(Printer).where(Printer.active)).one()
        assert printer.address == "tcp://192.168.1.51:9101"
        assert (printer.columns, printer.dots, printer.drawer) == (48, 576, True)


@pytest.mark.parametrize(
    "change", [{"address": "usb://1"}, {"address": ""}, {"paper": "57"}, {"address": "http://a b"}]
)
def test_a_printer_that_cannot_be_is_refused(founder: Visitor, change: dict[str, str]) -> None:
    typed = {"address": "192.168.1.50", "paper": "58", "action": "save"}
    founder.submit("/setup/printer", typed | change, status=422)


def test_the_starter_list_can_be_sold_and_taken_once(founder: Visitor, database: Database) -> None:
    for _ in range(2):
        founder.submit("/setup/products/starter")
    with database.reading() as session:
        count = session.scalar(select(func.count()).select_from(Product))
        prices = session.scalar(select(func.count()).select_from(Price))
    assert (count, prices) == (44, 44)
    assert "44 barang siap dijual" in text_of(founder.see("/setup/sale"))


def test_a_file_is_reported_before_anything_is_taken(founder: Visitor, database: Database) -> None:
    content = "nama;satuan;harga\nKopi;sachet;1.800\n;pcs;5000\nTeh;kotak;abc\nGula;kg;\n"
    sent = {"file": (io.BytesIO(content.encode()), "barang.csv")}
    data = sent | {"csrf_token": founder.csrf_token()}
    answer = founder.client.post("/setup/products/file", data=data)
    page = text_of(founder.see(answer.location))
    assert "Barang baru 2" in page
    assert "Ditolak 2" in page
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Product)) == 0
    founder.submit(answer.location)
    with database.reading() as session:
        assert set(session.scalars(select(Product.name))) == {"Kopi", "Gula"}


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 old excel", b"a;b\n1;2\n"])
def test_a_file_that_is_none_is_refused_in_a_sentence(founder: Visitor, content: bytes) -> None:
    data = {
        "file": (io.BytesIO(content), "barang.csv"),
        "csrf_token": founder.csrf_token(),
    }
    answer = founder.client.post("/setup/products/file", data=data)
    assert answer.status_code == 422
    assert "Apa yang dijual?" in answer.text


def test_no_file_is_refused_too(founder: Visitor) -> None:
    founder.submit("/setup/products/file", status=422)


def test_the_last_page_makes_this_browser_the_till(founder: Visitor, database: Database) -> None:
    page = founder.submit("/setup/sale", status=200).text
    found = re.search(r'data-token="([^"]+)"', page)
    assert found is not None
    with database.reading() as session:
        assert tills.by_token(session, found[1]).code == "WSB-T1"
    again = re.search(r'data-token="([^"]+)"', founder.submit("/setup/sale", status=200).text)
    assert again is not None
    assert again[1] != found[1]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Till)) == 1


def test_once_something_was_sold_the_till_is_left_alone(
    database: Database, visitor: Visitor
) -> None:
    make_example(database, until=date(2026, 11, 22), sales=1, progress=lambda _more: None)
    visitor.submit("/example/sign-in", {"login": "manajer"})
    with database.reading() as session:
        before = set(session.scalars(select(Till.token_hash)))
    assert lands_on(visitor, "/setup") == "/"
    visitor.submit("/setup/sale")
    with database.reading() as session:
        assert set(session.scalars(select(Till.token_hash))) == before


def test_a_clerk_is_not_asked_to_set_anything_up(database: Database, visitor: Visitor) -> None:
    with database.transaction() as session:
        make_coop(session)
    visitor.sign_in(Role.CLERK)
    for path in ("/setup/printer", "/setup/products"):
        visitor.see(path, 403)
    assert lands_on(visitor, "/setup") == "/"


@pytest.fixture(params=[False, True], ids=["real", "example"])
def is_demo(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_the_doors_of_the_example_open_only_there(
    database: Database, visitor: Visitor, is_demo: bool
) -> None:
    with database.transaction() as session:
        make_coop(session, is_demo=is_demo)
    status = 302 if is_demo else 404
    visitor.submit("/example/sign-in", {"login": "kasir"}, status=status)
    assert ("Sari Wulandari" in visitor.see("/account", 200 if is_demo else 302)) is is_demo
