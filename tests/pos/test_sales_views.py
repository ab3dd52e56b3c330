"""The pages about what was sold, as each role meets them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.db import Database
from core.ids import new_id
from core.permissions import Role
from pos import intake, tills
from pos.documents import Unbookable
from pos.intake import Sent
from pos.models import DocumentKind, HeldDocument, Sale
from pos.printing.models import Printer
from tests.support.sales import Body, closing, open_shift, sale, send
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop
from wsgi import create_app


@dataclass(frozen=True)
class Shop:
    """What happened in one shop: two sales in an open shift, and a document that was held."""

    shift_id: str
    sale_id: str
    """Sold at an old price and from an empty shelf."""
    held_id: UUID


@dataclass(frozen=True)
class Counter:
    """Two shops at work."""

    app: Flask
    wsb: Shop
    ltm: Shop

    def visitor(self, role: Role) -> Visitor:
        return Visitor(self.app).sign_in(role)


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def counter(database: Database) -> Counter:
    with database.transaction() as session:
        world = make_coop(session)
        row, _token = tills.add(session, world.ltm, "T1", at=NOW, by=None)
        shops = [_work(session, world), _work(session, replace(world, till=row), code="LTM")]
    return Counter(create_app(database, secret_key="for-tests"), *shops)


def _work(session: Session, world: World, code: str = "WSB") -> Shop:
    at = clock.now()
    shift_id = open_shift(session, world, at=at)
    bodies = [_noodles(world, shift_id, code, counter) for counter in (1, 2)]
    for body in bodies:
        send(session, world, body, received_at=at)
    held_id = _hold(session, world, f'{{"number":"{code}-T1-A-000009","total":12500}}')
    return Shop(shift_id, bodies[0]["id"], held_id)


def _noodles(world: World, shift_id: str, code: str, counter: int) -> Body:
    member = world.member_id if counter == 2 else None
    sold = [(world.goods["mie"], 3_000, 3_000 if counter == 1 else 3_300)]
    body = sale(world, shift_id, sold, counter=counter, at=clock.now(), member_id=member)
    return body | {"number": f"{code}-T1-A-{counter:06d}"}


def _hold(session: Session, world: World, body: str) -> UUID:
    sent = Sent(DocumentKind.SALE, str(new_id()), body.encode())
    problem = Unbookable("Jumlah baris tidak sama dengan total.", field="total")
    till = tills.by_id(session, world.till.id)
    intake.hold(session, till, sent, problem, received_at=clock.now())
    session.flush()
    return session.scalars(
        select(HeldDocument.id).where(HeldDocument.document_key == sent.key)
    ).one()


# Who may see what


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMIN, Role.MEMBER])
def test_sales_are_not_for_everybody(counter: Counter, role: Role) -> None:
    visitor = counter.visitor(role)
    for path in ("/sales", f"/sales/{counter.wsb.sale_id}", "/shifts", "/held"):
        visitor.see(path, 403)
    visitor.submit(f"/sales/{counter.wsb.sale_id}/flags", status=403)


def test_nobody_is_asked_to_sign_in_first(counter: Counter) -> None:
    visitor = Visitor(counter.app)
    paths = ("/sales", f"/sales/{counter.wsb.sale_id}/receipt.pdf", "/shifts", "/held")
    assert {visitor.client.get(path).status_code for path in paths} == {302}


def test_an_auditor_looks_and_changes_nothing(counter: Counter) -> None:
    visitor = counter.visitor(Role.AUDITOR)
    assert "Tandai sudah diperiksa" not in visitor.see(f"/sales/{counter.wsb.sale_id}")
    visitor.submit(f"/sales/{counter.wsb.sale_id}/flags", status=403)
    visitor.submit(f"/held/{counter.wsb.held_id}/clear", {"note": "x"}, status=403)
    visitor.see("/held", 403)


def test_who_works_for_one_shop_sees_only_that_shop(counter: Counter) -> None:
    visitor, theirs = counter.visitor(Role.MANAGER), counter.ltm
    for path in ("/sales", "/sales?q=1", f"/sales?shift={theirs.shift_id}", "/shifts", "/held"):
        assert "LTM" not in text_of(visitor.see(path)), path
    for path in ("/sales?shop=LTM", "/shifts?shop=LTM"):
        assert "Tidak ada toko dengan kode LTM." in text_of(visitor.see(path, 422))
    for path in (
        f"/sales/{theirs.sale_id}",
        f"/sales/{theirs.sale_id}/receipt.pdf",
        f"/held/{theirs.held_id}/body",
    ):
        visitor.see(path, 404)
    visitor.submit(f"/sales/{theirs.sale_id}/flags", status=404)
    visitor.submit(f"/held/{theirs.held_id}/clear", {"note": "Beres"}, status=404)


def test_who_works_for_all_shops_sees_and_chooses_each(counter: Counter) -> None:
    visitor = counter.visitor(Role.TREASURER)
    both = text_of(visitor.see("/sales"))
    assert "LTM-T1-A-000001" in both
    assert "WSB-T1-A-000001" in both
    one = text_of(visitor.see("/sales?shop=LTM"))
    assert "LTM-T1-A-000001" in one
    assert "WSB-T1-A-000001" not in one
    assert "WSB-T1" not in text_of(visitor.see("/shifts?shop=LTM"))
    visitor.see(f"/sales/{counter.ltm.sale_id}")


def test_no_page_of_a_sale_forgets_whose_it_is(counter: Counter) -> None:
    """Every route that names a sale or a held document refuses that of another shop."""
    visitor = counter.visitor(Role.MANAGER)
    keys = {"sale_id": counter.ltm.sale_id, "held_id": str(counter.ltm.held_id)}
    seen = 0
    for rule in counter.app.url_map.iter_rules():
        if not rule.arguments or not rule.arguments <= keys.keys():
            continue
        path = re.sub(r"<uuid:(\w+)>", lambda found: keys[found[1]], rule.rule)
        if "POST" in (rule.methods or ()):
            visitor.submit(path, {"note": "Beres"}, status=404)
        else:
            visitor.see(path, 404)
        seen += 1
    assert seen >= 5


# Sales


def test_the_first_page_tells_how_the_month_went(counter: Counter) -> None:
    page = counter.visitor(Role.MANAGER).see("/sales")
    words = text_of(page)
    assert "Hari ini Rp18.900 2 struk" in words
    assert "30 hari terakhir Rp18.900 2 struk" in words
    assert "Perlu diperiksa 2" in words
    assert page.count("<rect") == 30


def test_a_search_shows_what_it_found_and_keeps_what_was_typed(counter: Counter) -> None:
    visitor = counter.visitor(Role.MANAGER)
    page = visitor.see("/sales?q=siti+aminah&from=2020-01-01")
    assert "WSB-T1-A-000002" in page
    assert "WSB-T1-A-000001" not in page
    assert 'value="siti aminah"' in page
    assert 'value="2020-01-01"' in page
    assert "<rect" not in page
    assert "Tidak ada yang cocok" in visitor.see("/sales?q=tidakada")


@pytest.mark.parametrize(
    ("path", "sentence", "kept"),
    [
        ("/sales?from=kemarin&q=siti", "Tanggal ini tidak dapat dibaca.", 'value="siti"'),
        ("/sales?from=2026-06-02&to=2026-06-01", "lebih awal", 'value="2026-06-02"'),
        ("/sales?shop=XXX&q=siti", "Tidak ada toko dengan kode XXX.", 'value="siti"'),
        ("/sales?shift=salah&q=siti", "Giliran ini tidak ada.", 'value="siti"'),
        ("/shifts?state=salah&shop=WSB", "Pilih salah satu keadaan.", "state"),
    ],
)
def test_a_bad_filter_is_a_sentence_and_keeps_what_was_typed(
    counter: Counter, path: str, sentence: str, kept: str
) -> None:
    page = counter.visitor(Role.TREASURER).see(path, 422)
    assert sentence in text_of(page)
    assert kept in page


@pytest.mark.parametrize("path", ["/sales", "/shifts", "/held"])
def test_a_page_that_is_not_there_is_a_sentence(counter: Counter, path: str) -> None:
    visitor = counter.visitor(Role.MANAGER)
    for number in ("0", "-1", "x", "1" * 50):
        assert "Halaman itu tidak ada." in text_of(visitor.see(f"{path}?page={number}", 422))
    visitor.see(f"{path}?page=99999")


def test_before_the_first_sale_the_pages_say_so(database: Database) -> None:
    with database.transaction() as session:
        make_coop(session)
    visitor = Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.MANAGER)
    assert "Belum ada penjualan" in visitor.see("/sales")
    assert "Belum ada giliran kasir" in visitor.see("/shifts")
    assert "Tidak ada yang ditahan" in visitor.see("/held")
    assert "Belum ada yang selesai" in visitor.see("/held?cleared=1")


def test_a_sale_shows_its_lines_its_flags_and_its_receipt(counter: Counter) -> None:
    page = counter.visitor(Role.TREASURER).see(f"/sales/{counter.wsb.sale_id}")
    words = text_of(page)
    for part in (
        "Mie goreng instan 3 pcs × Rp3.000 Rp9.000",
        "Total Rp9.000 Tunai Rp9.000",
        "menurut daftar harga Rp3.500",
        "Bukan anggota",
        "TOTAL Rp9.000",
        "KEMBALI Rp0",
    ):
        assert part in words, part
    assert "M0 0h1v30h-1z" in page
    assert 'aria-label="Barcode WSB-T1-A-000001"' in page


def test_the_entry_of_a_sale_is_linked_for_those_who_may_see_the_books(counter: Counter) -> None:
    path = f"/sales/{counter.wsb.sale_id}"
    treasurer = counter.visitor(Role.TREASURER)
    link = re.search(r'href="(/ledger/entries/WSB/\d+)"', treasurer.see(path))
    assert link is not None
    assert f"sale:{counter.wsb.sale_id}" in treasurer.see(link[1])
    manager = counter.visitor(Role.MANAGER).see(path)
    assert "/ledger/" not in manager
    assert "Entri WSB" in manager


def test_the_receipt_is_a_pdf_named_after_its_number(counter: Counter) -> None:
    visitor = counter.visitor(Role.MANAGER)
    answer = visitor.client.get(f"/sales/{counter.wsb.sale_id}/receipt.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert "WSB-T1-A-000001.pdf" in answer.headers["Content-Disposition"]


def test_a_copy_is_offered_where_there_is_a_printer(counter: Counter, database: Database) -> None:
    visitor, path = counter.visitor(Role.MANAGER), f"/sales/{counter.wsb.sale_id}"
    assert f"{path}/copy" not in visitor.see(path)
    with database.transaction() as session:
        till_id = session.get_one(Sale, UUID(counter.wsb.sale_id)).till_id
        session.add(Printer(till_id=till_id, address="tcp://192.0.2.1:9100", columns=32, dots=384,
                            created_at=NOW))  # fmt: skip
    assert f"{path}/copy" in visitor.see(path)
    assert f"{path}/copy" not in counter.visitor(Role.AUDITOR).see(path)
    visitor.submit(f"{path}/copy")
    assert "Salinan ke-1" in text_of(visitor.see(path))


def test_once_a_manager_has_looked_the_sale_is_off_the_list(counter: Counter) -> None:
    visitor, path = counter.visitor(Role.MANAGER), f"/sales/{counter.wsb.sale_id}"
    assert "WSB-T1-A-000001" in visitor.see("/sales?flagged=1")
    visitor.submit(f"{path}/flags")
    assert "WSB-T1-A-000001" not in text_of(visitor.see("/sales?flagged=1"))
    words = text_of(visitor.see(path))
    assert "Diperiksa Joko Prasetyo" in words
    assert "Tandai sudah diperiksa" not in words


def test_a_shift_leads_to_its_sales(counter: Counter) -> None:
    visitor = counter.visitor(Role.TREASURER)
    path = f"/sales?shift={counter.wsb.shift_id}"
    assert f"/shifts/{counter.wsb.shift_id}" in visitor.see("/shifts")
    assert path in visitor.see(f"/shifts/{counter.wsb.shift_id}")
    words = text_of(visitor.see(path))
    assert "WSB-T1-A-000002" in words
    assert "LTM" not in words.split("Total")[-1]


def test_the_example_says_so_on_page_and_paper(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session, is_demo=True)
        body = _noodles(world, open_shift(session, world), "WSB", 1)
        send(session, world, body)
    visitor = Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.MANAGER)
    assert text_of(visitor.see(f"/sales/{body['id']}")).count("CONTOH") == 2


# Shifts


def test_a_short_drawer_shows_the_difference_and_the_reason(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
        shift_id = open_shift(session, world)
        send(session, world, closing(world, shift_id, 0) | {"reason": "Laci dicuri"})
    visitor = Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.MANAGER)
    words = text_of(visitor.see("/shifts?state=uneven"))
    assert "Rp200.000 kas awal Rp200.000 Rp0 -Rp200.000 Laci dicuri" in words


# Held documents


def test_a_held_document_is_read_and_dealt_with(counter: Counter) -> None:
    visitor, held_id = counter.visitor(Role.MANAGER), counter.wsb.held_id
    page = visitor.see("/held")
    assert "Jumlah baris tidak sama dengan total." in page
    assert "Total Rp12.500" in text_of(page)
    whole = visitor.client.get(f"/held/{held_id}/body")
    assert whole.data == b'{"number":"WSB-T1-A-000009","total":12500}'
    assert whole.headers["Content-Disposition"].startswith("attachment")
    visitor.submit(f"/held/{held_id}/clear", {"note": "Dicatat ulang"})
    assert "Tidak ada yang ditahan" in visitor.see("/held")
    assert "Dicatat ulang" in visitor.see("/held?cleared=1")
    visitor.submit(f"/held/{held_id}/clear", {"note": "Lagi"}, status=409)


@pytest.mark.parametrize(
    ("note", "sentence"), [("  ", "Tulis apa"), ("x" * 201, "Terlalu panjang")]
)
def test_a_note_that_cannot_be_used_stays_in_its_field(
    counter: Counter, note: str, sentence: str
) -> None:
    visitor, held_id = counter.visitor(Role.MANAGER), counter.wsb.held_id
    answer = visitor.submit(f"/held/{held_id}/clear", {"note": note}, status=422)
    assert sentence in text_of(answer.text)
    assert f'id="note-{held_id}" name="note" value="{note}"' in answer.text


def test_a_held_body_cannot_break_the_page(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
        for body in ("[" * 100_000, '"\\ud800"', "<script>alert(1)</script>", "\x00\x1b"):
            _hold(session, world, body)
    visitor = Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.MANAGER)
    page = visitor.see("/held")
    assert page.count("<article") == 4
    assert "<script>alert" not in page
