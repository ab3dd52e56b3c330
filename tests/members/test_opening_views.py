"""The pages of opening balances, as a treasurer without a mouse or JavaScript meets them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from core.db import Database
from core.exports import Column, Sheet, csv_file, xlsx_file
from core.permissions import Role
from core.shops import shop_by_code
from ledger import chart, journal
from members.opening import openings
from members.opening.models import Opening, OpeningAccount, OpeningBon, OpeningMember, OpeningParty
from tests.support.opening import AT, half_a_year, shelve, supplier_and_producer
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def treasurer(database: Database, world: World, tmp_path: Path) -> Visitor:
    app = create_app(database, secret_key="for-tests")
    app.config["UPLOAD_FOLDER"] = str(tmp_path / "sent")
    return Visitor(app).sign_in(Role.TREASURER)


@pytest.fixture
def begun(treasurer: Visitor) -> Visitor:
    treasurer.submit("/opening", {"cut_over": "2026-07-01"})
    return treasurer


def page(visitor: Visitor, path: str) -> str:
    return text_of(visitor.see(path))


def refused(visitor: Visitor, path: str, form: dict[str, str]) -> str:
    return text_of(visitor.submit(path, form, status=422).text)


def put_line(visitor: Visitor, shop: str, account: str, debit: str = "", credit: str = "") -> None:
    form = {"account": account, "debit": debit, "credit": credit}
    visitor.submit(f"/opening/accounts?shop={shop}", form)


def test_the_first_day_is_asked_first(treasurer: Visitor) -> None:
    assert "Yang perlu disiapkan" in page(treasurer, "/opening")
    assert "Isi hari pertama" in refused(treasurer, "/opening", {"cut_over": ""})
    treasurer.submit("/opening", {"cut_over": "2026-07-01"})
    assert "saldo per 30/06/2026 malam" in page(treasurer, "/opening")
    treasurer.submit("/opening", {"cut_over": "2026-06-01"})
    assert "saldo per 31/05/2026 malam" in page(treasurer, "/opening")


def test_the_difference_of_a_trial_balance_is_always_said(begun: Visitor) -> None:
    put_line(begun, "WSB", "11020", debit="1,5jt")
    assert "Debet lebih Rp1.500.000" in page(begun, "/opening/accounts?shop=WSB")
    put_line(begun, "WSB", "3-1060 Cadangan", credit="1.400.000")
    assert "Debet lebih Rp100.000" in page(begun, "/opening/accounts?shop=WSB")
    put_line(begun, "WSB", "3-1060", credit="1.500.000")
    assert "Seimbang" in page(begun, "/opening/accounts?shop=WSB")
    begun.submit("/opening/accounts/remove?shop=WSB", {"account": "3-1060"})
    assert "3-1060 Cadangan Rp" not in page(begun, "/opening/accounts?shop=WSB")


def test_a_refused_line_keeps_what_was_typed(begun: Visitor) -> None:
    path = "/opening/accounts?shop=WSB"
    answer = begun.submit(path, {"account": "1-1020", "debit": "12x", "credit": ""}, status=422)
    assert 'value="12x"' in answer.text
    assert "Isi debet atau kredit" in refused(begun, path, {"account": "1-1020"})
    both = {"account": "1-1020", "debit": "1", "credit": "1"}
    assert "tidak keduanya" in refused(begun, path, both)
    assert "1-1020" in refused(begun, path, {"account": "1-1010", "debit": "5"})


def test_a_member_is_found_by_number_and_her_months_carry_on(
    begun: Visitor, database: Database
) -> None:
    assert "Tidak ada anggota" in refused(begun, "/opening/members", {"number": "99"})
    begun.submit("/opening/members", {"number": "1"})
    form = {"pokok": "100rb", "wajib": "300000", "purchases": "2jt",
            "shares-2025-12-31": "250.000", "shares-2026-03-31": "350.000"}  # fmt: skip
    begun.submit("/opening/members/1", form)
    shown = begun.see("/opening/members/1")
    assert re.findall(r'name="shares-[-0-9]+" value="([^"]*)"', shown) == [
        "250.000", "250.000", "250.000", "350.000", "350.000", "350.000",
    ]  # fmt: skip
    assert "6 dari 6" in page(begun, "/opening/members?q=siti")
    assert "Tidak ada yang cocok" in page(begun, "/opening/members?q=zzz")
    wrong = begun.submit("/opening/members/1", {"shares-2026-01-31": "-5"}, status=422)
    assert 'aria-invalid="true"' in wrong.text
    begun.submit("/opening/members/1/remove", {})
    with database.reading() as session:
        assert session.scalars(select(OpeningMember)).all() == []


def test_a_bon_and_a_debt_are_written_down_once(begun: Visitor, database: Database) -> None:
    with database.transaction() as session:
        supplier_and_producer(session)
    key = re.findall(r'name="key" value="([^"]+)"', begun.see("/opening/bons"))[0]
    bon = {"key": key, "number": "1", "bought_on": "2026-06-01", "amount": "75rb"}
    for _again in range(2):
        begun.submit("/opening/bons", bon)
    assert "1 Siti Aminah WSB 01/06/2026 01/07/2026 Rp75.000" in page(begun, "/opening/bons")
    assert "sesudah hari pertama" in refused(
        begun, "/opening/bons", bon | {"key": key.replace(key[-1], "0"), "bought_on": "2026-07-01"}
    )
    debts = "/opening/debts/pemasok"
    key = re.findall(r'name="key" value="([^"]+)"', begun.see(debts))[0]
    debt = {"key": key, "party": "cv sumber rejeki", "amount": "700rb", "reference": "INV-77"}
    assert "Pilih toko" in refused(begun, debts, debt)
    begun.submit(debts, debt | {"shop": "WSB"})
    assert "INV-77" in page(begun, debts)
    assert "tidak ada di daftar" in refused(begun, debts, debt | {"party": "siapa"})
    with database.reading() as session:
        rows = [session.scalars(select(of)).all() for of in (OpeningBon, OpeningParty)]
    assert [len(each) for each in rows] == [1, 1]
    begun.submit("/opening/bons/remove", {"key": str(rows[0][0].id)})
    begun.submit(f"{debts}/remove", {"key": str(rows[1][0].id)})
    assert "Belum ada bon" in page(begun, "/opening/bons")
    assert "Belum ada utang" in page(begun, debts)


def test_the_check_names_every_difference_with_a_way_there(begun: Visitor) -> None:
    put_line(begun, "WSB", "3-1010", credit="100rb")
    shown = begun.see("/opening/check")
    assert "Neraca saldo WSB tidak seimbang: kredit lebih Rp100.000." in text_of(shown)
    assert "3-1010: neraca saldo Rp100.000, rinciannya Rp0" in text_of(shown)
    assert 'href="/opening/accounts?shop=WSB"' in shown
    assert 'href="/opening/members"' in shown
    assert "seimbang" in refused(begun, "/opening/post", {"sure": "1"})


def test_what_is_right_is_posted_once_and_then_only_read(
    treasurer: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        half_a_year(session, world)
    assert "Semuanya cocok" in page(treasurer, "/opening/check")
    assert "Centang dulu" in refused(treasurer, "/opening/post", {})
    treasurer.submit("/opening/post", {"sure": "1"})
    treasurer.submit("/opening/post", {"sure": "1"})
    with database.reading() as session:
        assert session.scalars(select(Opening)).one().posted_at is not None
        assert journal.balance(session, chart.OPENING_BALANCE).amount == 0
    for path in ("", "/accounts", "/members", "/members/1", "/bons", "/debts/penitip", "/check"):
        shown = page(treasurer, f"/opening{path}")
        assert ("dibukukan" in shown, "Rinciannya" in shown) == (True, False)
    late = {"account": "1-1020", "debit": "5"}
    answer = treasurer.submit("/opening/accounts?shop=WSB", late, status=409)
    assert "sudah dibukukan" in answer.text


def test_the_sheet_is_there_before_and_after(
    treasurer: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        half_a_year(session, world)
    answer = treasurer.client.get("/opening/sheet.pdf")
    assert (answer.mimetype, answer.data[:4]) == ("application/pdf", b"%PDF")


def send(visitor: Visitor, kind: str, name: str, content: bytes, shop: str = "") -> str:
    data = {"csrf_token": visitor.csrf_token(), "file": (BytesIO(content), name), "shop": shop}
    answer = visitor.client.post(f"/opening/files/{kind}", data=data)
    assert answer.status_code == 302, text_of(answer.text)
    return str(answer.location)


def filled(titles: list[str], *rows: tuple[str, ...]) -> Sheet:
    return Sheet("Saldo", tuple(Column(title) for title in titles), rows)


def test_members_come_from_a_file_after_a_look(begun: Visitor, database: Database) -> None:
    titles = ["No", "Nama", "Pokok", "Wajib", "Belanja", "Des 2025", "Simpanan 31/03/2026"]
    sheet = filled(
        titles,
        ("1", "Siti Aminah", "100.000", "300000", "2.000.000", "250000", "350000"),
        ("2", "Bukan Budi", "100000", "-", "", "", ""),
        ("9", "Siapa", "1", "", "", "", ""),
    )
    where = send(begun, "members", "saldo.xlsx", xlsx_file(sheet))
    report = page(begun, where)
    assert "Tidak ada anggota nomor 9." in report
    assert "Di file namanya Bukan Budi" in report
    assert "2 baru, 0 berubah, 0 tetap, 1 ditolak" in report
    with database.reading() as session:
        assert session.scalars(select(OpeningMember)).all() == []
    begun.submit(where, {})
    assert "6 dari 6" in page(begun, "/opening/members?q=1")
    again = send(begun, "members", "saldo.csv", csv_file(sheet))
    assert "0 baru, 0 berubah, 2 tetap" in page(begun, again)


def test_a_trial_balance_comes_from_a_file(begun: Visitor, database: Database) -> None:
    sheet = filled(
        ["Kode akun", "Nama akun", "Debet", "Kredit"],
        ("1-1020", "Kas besar", "1.500.000", ""), ("3-1060", "Cadangan", "", "1.500.000"),
        ("1-1030", "Kas kecil", "", ""), ("1-1010", "Kas laci", "5", ""), ("", "Jumlah", "1", "1"),
    )  # fmt: skip
    where = send(begun, "accounts", "neraca.csv", csv_file(sheet), shop="WSB")
    assert "2 baru, 0 berubah, 2 tetap, 1 ditolak" in page(begun, where)
    begun.submit(where, {})
    with database.reading() as session:
        rows = session.scalars(select(OpeningAccount)).all()
        assert {row.shop_id for row in rows} == {shop_by_code(session, "WSB").id}
        assert sorted(row.amount.amount for row in rows) == [-1_500_000, 1_500_000]


def test_bons_and_debts_come_from_files_and_not_twice(begun: Visitor, database: Database) -> None:
    with database.transaction() as session:
        supplier_and_producer(session)
    bons = csv_file(filled(["No anggota", "Tanggal", "Sisa"], ("1", "20/06/2026", "75000"),
                           ("1", "20/06/2026", "75000"), ("1", "5/7/2026", "1")))  # fmt: skip
    debts = csv_file(filled(["Pemasok", "No faktur", "Jatuh tempo", "Sisa utang", "Toko"],
                            ("CV Sumber Rejeki", "A-1", "10/07/2026", "5000", "WSB"),
                            ("CV Sumber Rejeki", "A-2", "", "5000", "")))  # fmt: skip
    for kind, content, counted in (
        ("bons", bons, "2 baru, 0 berubah, 0 tetap, 1 ditolak"),
        ("pemasok", debts, "1 baru, 0 berubah, 0 tetap, 1 ditolak"),
    ):
        where = send(begun, kind, "daftar.csv", content)
        assert counted in page(begun, where)
        begun.submit(where, {})
        assert "0 baru" in page(begun, send(begun, kind, "daftar.csv", content))


@pytest.mark.parametrize("kind", ["accounts", "members", "bons", "pemasok", "penitip"])
def test_every_kind_of_file_has_a_sample_that_is_understood(begun: Visitor, kind: str) -> None:
    sample = begun.client.get(f"/opening/files/{kind}/contoh.xlsx")
    where = send(begun, kind, "contoh.xlsx", sample.data)
    assert "Kolom yang tidak dipakai" not in page(begun, where)


def test_a_file_that_is_none_says_so(begun: Visitor) -> None:
    data = {"csrf_token": begun.csrf_token(), "file": (BytesIO(b"x"), "a.xls")}
    answer = begun.client.post("/opening/files/members", data=data)
    assert ".xls lama" in answer.text
    where = send(begun, "bons", "a.csv", b"halo;dunia\n1;2\n")
    assert "Baris judul tidak ditemukan" in text_of(begun.client.get(where).text)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CHAIR, Role.AUDITOR, Role.CLERK])
def test_only_who_may_enter_it_sees_it(database: Database, world: World, role: Role) -> None:
    visitor = Visitor(create_app(database, secret_key="for-tests")).sign_in(role)
    for path in ("", "/accounts", "/members", "/bons", "/check", "/sheet.pdf"):
        visitor.see(f"/opening{path}", 403)


def test_stock_is_compared_where_the_trial_balance_says_it(
    begun: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        shelve(session, world, 500_000)
    put_line(begun, "WSB", "1-1310", debit="600.000")
    assert "1-1310 Persediaan Rp600.000 Rp500.000 Rp100.000" in page(
        begun, "/opening/accounts?shop=WSB"
    )
    assert 'href="/imports/opening"' in begun.see("/opening/check")


def test_stock_that_comes_after_posting_is_said_on_the_page(
    begun: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        shelve(session, world, 500_000)
    assert "3-1099" not in page(begun, "/opening")
    with database.transaction() as session:
        openings.found(session).posted_at = AT
    assert "di 3-1099 masih ada Rp500.000" in page(begun, "/opening")
