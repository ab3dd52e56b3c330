"""The pages of programmes, grants and participation capital."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from sqlalchemy import select

from core.db import Database
from core.ids import ShopId, new_id
from core.models import Operator, Shop
from core.permissions import Role
from members.programmes import invariants
from tests.support.visitor import Visitor, text_of
from tests.support.world import PEOPLE, today

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)
PROGRAMME = {"code": "pmi-2026", "name": "Purna PMI", "funder": "Kementerian Contoh", "note": ""}


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; the use cases are tested on both."""
    return "sqlite"


@pytest.fixture
def office(visitor: Visitor) -> Visitor:
    """The treasurer, with a programme."""
    visitor.sign_in(Role.TREASURER)
    visitor.submit("/programmes/new", PROGRAMME)
    return visitor


def grant(**what: str) -> dict[str, str]:
    return {
        "key": str(new_id()), "giver": "Kementerian Contoh", "programme": "PMI-2026",
        "form": "bank", "amount": "10jt", "booked_on": today().isoformat(), "restricted": "1",
        "condition": "modal usaha", "shop": "KTR",
    } | what  # fmt: skip


def paper(**what: str) -> dict[str, str]:
    return {
        "key": str(new_id()), "member": "1", "amount": "500.000", "agreement": "12/2026",
        "agreed_on": today().isoformat(), "booked_on": today().isoformat(), "programme": "",
        "paid_by": "bank", "grant": "", "shop": "KTR", "terms": "sesudah dua tahun",
    } | what  # fmt: skip


def pdf_text(pdf: bytes) -> str:
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    return " ".join(said.stdout.decode().split())


def test_a_programme_shows_what_came_and_what_is_left(office: Visitor) -> None:
    office.submit("/grants/new", grant())
    page = text_of(office.see("/programmes/PMI-2026"))
    assert "Diterima Rp10.000.000" in page
    assert "Masih terikat Rp10.000.000" in page
    release = {"key": str(new_id()), "to": "hibah", "amount": "4jt", "paid_by": "tunai",
               "reason": "laporan 7/2026", "booked_on": today().isoformat()}  # fmt: skip
    office.submit("/grants/1/release", release)
    assert "Masih terikat Rp6.000.000" in text_of(office.see("/programmes/pmi-2026"))
    assert "laporan 7/2026" in text_of(office.see("/grants/1"))


def test_too_much_is_refused_and_what_was_typed_stays(office: Visitor) -> None:
    office.submit("/grants/new", grant())
    wish = {"key": str(new_id()), "to": "hibah", "amount": "11jt", "reason": "bukti nomor 9",
            "booked_on": today().isoformat()}  # fmt: skip
    page = office.submit("/grants/1/release", wish, status=422).text
    assert "tinggal Rp10.000.000" in page
    assert "bukti nomor 9" in page


@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        ("/programmes/new", PROGRAMME, "sudah dipakai"),
        ("/programmes/new", PROGRAMME | {"code": "A"}, "Kode program terdiri"),
        ("/programmes/PMI-2026/edit", {"name": ""}, "Isi nama program"),
        ("/programmes/PMI-2026/members", {"numbers": "1, Siti"}, "nomor anggota saja"),
        ("/programmes/PMI-2026/members", {"numbers": "1 97"}, "nomor 97"),
        ("/grants/new", grant(condition=""), "Tulis syaratnya"),
        ("/grants/new", grant(amount="banyak"), "bukan jumlah uang"),
        ("/grants/new", grant(form=""), "Pilih bentuk"),
        ("/grants/new", grant(shop=""), "di buku siapa"),
        ("/participations/new", paper(agreement=""), "perjanjian"),
        ("/participations/new", paper(member="Siti"), "angka saja"),
        ("/participations/new", paper(member=""), "Isi nomor anggota"),
        ("/participations/new", paper(paid_by="program"), "Pilih hibah terikat"),
        ("/participations/new", paper(key="x"), "sudah lama"),
        ("/participations/list", paper(list=""), "kosong"),
        ("/participations/list", paper(list="1;5000", agreement=""), "perjanjian"),
        ("/participations/list/book", paper(list="97;5000"), "1 baris"),
    ],
)
def test_bad_input_gets_a_sentence(
    office: Visitor, path: str, form: dict[str, str], sentence: str
) -> None:
    page = text_of(office.submit(path, form, status=422).text)
    assert sentence in page


def test_members_are_tagged_and_untagged(office: Visitor) -> None:
    office.submit("/programmes/PMI-2026/members", {"numbers": "1, 2"})
    page = text_of(office.see("/programmes/PMI-2026"))
    assert "Siti Aminah" in page
    office.submit("/programmes/PMI-2026/members/1/remove")
    office.see("/programmes/PMI-2026")
    assert "Siti Aminah" not in text_of(office.see("/programmes/PMI-2026"))
    office.submit("/programmes/PMI-2026/retire")
    assert "Berakhir" in text_of(office.see("/programmes"))
    office.submit("/programmes/PMI-2026/resume")
    assert "Berakhir" not in text_of(office.see("/programmes"))


@needs_pdftotext
def test_the_certificate_says_the_amount_in_figures_and_words(office: Visitor) -> None:
    office.submit("/participations/new", paper(amount="1.250.000", terms="<b>dua</b> tahun"))
    said = pdf_text(office.client.get("/participations/1/certificate.pdf").data)
    for words in ("MP-00001", "Siti Aminah", "Rp1.250.000", "<b>dua</b> tahun", "12/2026",
                  "satu juta dua ratus lima puluh ribu rupiah"):  # fmt: skip
        assert words in said


def test_capital_is_paid_back_once_however_often_it_is_pressed(office: Visitor) -> None:
    office.submit("/participations/new", paper())
    back = {"amount": "200.000", "paid_by": "bank", "reason": "sesuai perjanjian",
            "booked_on": today().isoformat(), "key": str(new_id())}  # fmt: skip
    assert 'name="key"' in office.see("/participations/1")
    office.submit("/participations/1/return", back | {"reason": ""}, status=422)
    for _press in range(2):
        office.submit("/participations/1/return", back)
    page = text_of(office.see("/participations/1"))
    assert "Tersisa Rp300.000" in page
    assert "sesuai perjanjian" in page


def test_a_list_is_looked_at_then_booked_once_then_undone(
    office: Visitor, database: Database
) -> None:
    form = paper(list="1;100.000\n2;250.000", programme="PMI-2026")
    looked = office.submit("/participations/list", form, status=200).text
    assert "2 anggota, bersama Rp350.000. Belum dibukukan." in text_of(looked)
    assert "Belum ada modal penyertaan" in office.see("/participations")
    first = office.submit("/participations/list/book", form).headers["Location"]
    assert office.submit("/participations/list/book", form).headers["Location"] == first
    assert "1–2 dari 2" in text_of(office.see("/participations?programme=PMI-2026"))
    assert office.client.get(f"{first}/certificates.pdf").data.startswith(b"%PDF")
    office.submit(f"{first}/undo", {"reason": ""}, status=422)
    office.submit(f"{first}/undo", {"reason": "salah daftar"})
    assert "Batalkan seluruh daftar" not in office.see(first)
    with database.reading() as session:
        assert list(invariants.participations_are_booked(session)) == []


def test_a_file_is_read_like_what_is_pasted(office: Visitor) -> None:
    data = paper(list="") | {"csrf_token": office.csrf_token()}
    file = (BytesIO(b"Nomor;Nama;Jumlah\n1;Siti;5000\n97;Tidak ada;7000\n"), "daftar.csv")
    answer = office.client.post("/participations/list", data=data | {"file": file})
    page = text_of(answer.text)
    assert "1 baris belum benar" in page
    assert "Tidak ada anggota nomor 97" in page
    assert re.search(r"<textarea[^>]*>\s*Nomor;Jumlah", answer.text)
    assert "Bukukan semuanya" not in page


@pytest.mark.parametrize(
    "path", ["/participations?q=mp-00001", "/participations?q=siti", "/participations?q=12/2026",
             "/grants?q=kementerian&open=1", "/programmes?q=pmi"]
)  # fmt: skip
def test_what_is_looked_for_is_found(office: Visitor, path: str) -> None:
    office.submit("/participations/new", paper())
    office.submit("/grants/new", grant())
    assert "Tidak ada yang cocok" not in office.see(path)
    assert "Tidak ada yang cocok" in office.see(re.sub(r"q=[^&]*", "q=zzz", path))


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.MANAGER, "/programmes/new", 302),
        (Role.MANAGER, "/grants/new", 403),
        (Role.AUDITOR, "/programmes/new", 403),
        (Role.AUDITOR, "/participations/new", 403),
        (Role.CLERK, "/programmes/new", 403),
    ],
)
def test_who_may_not_is_refused(visitor: Visitor, role: Role, path: str, status: int) -> None:
    visitor.sign_in(role)
    visitor.submit(path, PROGRAMME, status=status)


NOBODYS = "01900000-0000-7000-8000-000000000001"
"""A key of nothing."""


@pytest.mark.parametrize(
    "path",
    ["/programmes/NIX", "/grants/9", "/participations/9", "/participations/9/certificate.pdf",
     f"/participations/lists/{NOBODYS}", f"/participations/by-key/{NOBODYS}"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(office: Visitor, path: str) -> None:
    office.see(path, status=404)


def test_who_works_for_one_shop_pays_nothing_out_of_another(
    office: Visitor, database: Database
) -> None:
    office.submit("/participations/new", paper())
    office.submit("/grants/new", grant())
    listed = office.submit("/participations/list/book", paper(list="1;100.000", amount=""))
    with database.transaction() as session:
        found = session.scalars(select(Shop.id).where(Shop.code == "LTM")).one()
        session.scalars(select(Operator).where(Operator.login == PEOPLE[Role.TREASURER][0])
                        ).one().shop_id = ShopId(found)  # fmt: skip
    back = {"key": str(new_id()), "amount": "200.000", "paid_by": "bank", "reason": "x",
            "booked_on": today().isoformat(), "to": "hibah"}  # fmt: skip
    for path in ("/participations/1/return", "/grants/1/release"):
        assert "buku toko lain" in text_of(office.submit(path, back, status=403).text)
    undone = office.submit(f"{listed.headers['Location']}/undo", {"reason": "x"}, status=403)
    assert "buku toko lain" in text_of(undone.text)
