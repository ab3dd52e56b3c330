"""Members from a file: reported row by row, nothing half-done, twice is once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import InvalidInput
from core.ids import MemberId, ShopId
from core.imports import RowStatus
from core.models import AuditRecord
from core.seals import Seals
from core.tables import read_table
from members import importing, register
from members.columns import read_members
from members.importing import Home, PlannedRow
from members.models import Member, MemberStatus, Migrant, Sex
from members.people import identities, statuses
from tests.support.world import NOW, TODAY, World, make_coop
from wsgi import cli

HEAD = "No. Anggota;Nama Lengkap;No HP;Kartu;Alamat;Cabang;Tgl Masuk;Status\n"
FILE = HEAD + (
    "10;Ni Luh Putu;0812-1111-2222;agt0010;Selong;LTM;31/01/2020;aktif\n"
    ";Yohanes Bere;+852 9123 4567;;;;;calon\n"
    "\n"
    "12.0;  Sri   Rahayu ;81234500000;;;Toko Wonosobo;2021-12-31;\n"
)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


NO_KEY = Seals(Path("/nowhere"))
"""No key is needed, or made, where no file holds a NIK."""


def planned(
    session: Session, world: World, text: str, seals: Seals = NO_KEY
) -> tuple[PlannedRow, ...]:
    sheet = read_members(read_table("anggota.csv", text.encode()))
    return importing.plan(session, sheet, Home(world.shop_id, TODAY), seals)


def taken(
    session: Session, world: World, text: str, seals: Seals = NO_KEY
) -> tuple[PlannedRow, ...]:
    found = planned(session, world, text, seals)
    importing.take(session, found, seals, at=NOW, by=None)
    return found


def test_members_come_in_with_the_numbers_they_have(session: Session, world: World) -> None:
    rows = taken(session, world, FILE)
    assert [(row.row, row.status) for row in rows] == [
        (2, RowStatus.NEW), (3, RowStatus.NEW), (5, RowStatus.NEW),
    ]  # fmt: skip
    putu, sri, yohanes = (register.by_number(session, n) for n in (10, 12, 13))
    assert (putu.name, putu.phone, putu.card) == ("Ni Luh Putu", "6281211112222", "AGT0010")
    assert (putu.shop_id, putu.joined_on) == (world.ltm.id, date(2020, 1, 31))
    assert (sri.name, sri.joined_on) == ("Sri Rahayu", date(2021, 12, 31))
    assert (yohanes.phone, yohanes.status) == ("85291234567", MemberStatus.CANDIDATE)
    assert (yohanes.shop_id, yohanes.joined_on) == (world.wsb.id, TODAY)


def test_the_same_file_again_changes_nothing(session: Session, world: World) -> None:
    taken(session, world, FILE)
    count = select(func.count()).select_from(AuditRecord)
    noted = session.scalar(count)
    assert {row.status for row in taken(session, world, FILE)} == {RowStatus.SAME}
    assert session.scalar(count) == noted


def test_a_row_changes_what_it_says_and_nothing_else(session: Session, world: World) -> None:
    (row,) = taken(session, world, "nomor;nama;hp\n1;Siti Aminah Wati;\n")
    assert (row.status, row.changes) == (RowStatus.CHANGED, ("name",))
    siti = register.by_number(session, 1)
    assert (siti.name, siti.phone, siti.card) == ("Siti Aminah Wati", "6281234567890", "AGT0001")


@pytest.mark.parametrize(
    "row", ["Kartu;Nama\nagt0002;Budi Santoso", "nama;hp\nBUDI SANTOSO;085600001111"]
)
def test_without_a_number_card_or_person_tell_who_it_is(
    session: Session, world: World, row: str
) -> None:
    (found,) = planned(session, world, row + "\n")
    assert found.number == 2
    assert found.status in (RowStatus.SAME, RowStatus.CHANGED)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (";;;;;;;aktif", "Nama anggota harus diisi."),
        ("0;Ani;;;;;;", "mulai dari 1"),
        ("dua;Ani;;;;;;", "mulai dari 1"),
        ("20;Ani;12345;;;;;", "tidak dapat dipakai"),
        ("20;Ani;;AGT0001;;;;", "Kartu ini sudah dipakai anggota nomor 1."),
        ("20;Ani;;;;Bali;;", "Tidak ada toko dengan kode Bali."),
        ("20;Ani;;;;;31 Jan;", "Tanggal 31 Jan tidak dapat dibaca"),
        ("20;Ani;;;;;02/06/2026;", "masa depan"),
        ("20;Ani;;;;;;ragu", "“ragu” tidak dikenal"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    session: Session, world: World, row: str, sentence: str
) -> None:
    good, refused = planned(session, world, HEAD + "30;Budiman;;;;;;\n" + row + "\n")
    assert (good.status, refused.status) == (RowStatus.NEW, RowStatus.REFUSED)
    assert sentence in refused.sentence


def test_a_file_names_nobody_twice(session: Session, world: World) -> None:
    text = "nomor;nama;kartu\n7;Ani;\n7;Ani Lagi;\n8;Beni;K001\n9;Citra;K001\n;Dodi;\n;dodi;\n"
    rows = planned(session, world, text)
    assert [row.row for row in rows if row.status is RowStatus.REFUSED] == [3, 5, 7]
    assert rows[1].sentence == "Anggota, kartu, atau NIK ini sudah ada di baris 2."


def test_several_shops_must_be_told_apart(session: Session, world: World) -> None:
    sheet = read_members(read_table("a.csv", b"nama;toko\nAni;\nBeni;LTM\n"))
    first, second = importing.plan(session, sheet, Home(None, TODAY), NO_KEY)
    assert "Tokonya belum jelas" in first.sentence
    assert second.details is not None
    assert second.details.shop_id == ShopId(world.ltm.id)


def test_a_file_without_names_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Baris judul"):
        read_members(read_table("a.csv", b"kode;harga\n1;2\n"))


PERSON = (
    "nomor;nama;tempat, tgl lahir;JK;pekerjaan;alamat;desa;kec;kab/kota;status PMI;negara;"
    "diterima oleh;tgl masuk\n"
    "10;Ni Luh Putu;Selong, 12 Mei 1980;P;Tenun;Dusun Timur;Pancor;Kec. Selong;Lombok Timur;"
    "purna TKI;Hong Kong;Rapat pengurus 3/2020;31/01/2020\n"
)


def test_everything_the_register_holds_comes_in(session: Session, world: World) -> None:
    taken(session, world, PERSON)
    putu = register.by_number(session, 10)
    assert (putu.birth_place, putu.birth_date) == ("Selong", date(1980, 5, 12))
    assert (putu.sex, putu.occupation, putu.migrant) == (Sex.FEMALE, "Tenun", Migrant.RETURNED)
    assert (putu.address, putu.village) == ("Dusun Timur", "Pancor")
    assert (putu.district, putu.regency, putu.destination) == ("52.03.07", "52.03", "HK")
    assert putu.admitted_by == "Rapat pengurus 3/2020"
    assert {row.status for row in taken(session, world, PERSON)} == {RowStatus.SAME}


def test_what_a_row_leaves_empty_stays(session: Session, world: World) -> None:
    taken(session, world, PERSON)
    (row,) = taken(session, world, "nomor;nama;kec\n10;Ni Luh Putu;Sikur\n")
    assert row.changes == ("district",)
    putu = register.by_number(session, 10)
    assert (putu.birth_date, putu.regency, putu.district) == (
        date(1980, 5, 12), "52.03", "52.03.04",
    )  # fmt: skip


def test_who_left_before_was_a_member_until_then(session: Session, world: World) -> None:
    head = "nomor;nama;tgl masuk;status;tgl keluar;sebab keluar\n"
    taken(session, world, head + "40;Pak Amir;01/03/2015;meninggal;09/02/2024;Sakit\n")
    amir = MemberId(register.by_number(session, 40).id)
    newest, first = statuses.history(session, amir)
    assert (newest.status, newest.holds_from) == (MemberStatus.DECEASED, date(2024, 2, 9))
    assert newest.reason == "Sakit"
    assert (first.status, first.holds_from) == (MemberStatus.ACTIVE, date(2015, 3, 1))


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"lahir": "31/02/1980"}, "Tanggal 31/02/1980 tidak dapat dibaca"),
        ({"lahir": "12/05/2030"}, "Tanggal lahir tidak boleh di masa depan."),
        ({"lahir": "12/05/1830"}, "terlalu lama"),
        ({"lahir": "01/06/2026"}, "sesudah tanggal masuk"),
        ({"jk": "x"}, "Tulis P atau L"),
        ({"pmi": "kadang"}, "Status PMI “kadang” tidak dikenal"),
        ({"negara": "Atlantis"}, "Negara “Atlantis” tidak dikenal."),
        ({"kab": "Wonosobp"}, "Mungkin maksudnya: Kabupaten Wonosobo."),
        ({"kec": "Kertek"}, "Pilih dulu kabupaten atau kotanya."),
        ({"kab": "Wonosobo", "kec": "Selong"}, "tidak ada di Kabupaten Wonosobo."),
        ({"status": "berhenti", "tgl keluar": "01/01/2019"}, "tidak cocok dengan tanggal masuk"),
    ],
)
def test_what_cannot_be_said_of_a_person_is_refused(
    session: Session, world: World, cells: dict[str, str], sentence: str
) -> None:
    row = {"nama": "Ani", "tgl masuk": "01/06/2026"} | cells
    text = ";".join(row) + "\n" + ";".join(row.values()) + "\n"
    (refused,) = planned(session, world, text)
    assert refused.status is RowStatus.REFUSED
    assert sentence in refused.sentence


NIKS = "nomor;nama;NIK\n20;Ani;9971 0152 0580 0001\n21;Beni;\n"
"""Of nobody: there is no such province."""


def test_niks_are_sealed_and_known_again(session: Session, world: World, tmp_path: Path) -> None:
    seals = Seals(tmp_path)
    taken(session, world, NIKS, seals)
    ani, beni = (register.by_number(session, number) for number in (20, 21))
    assert identities.masked(session, seals, ani) == "9971••••••••••01"
    assert identities.masked(session, seals, beni) == ""
    assert {row.status for row in taken(session, world, NIKS, seals)} == {RowStatus.SAME}
    (row,) = taken(session, world, "nomor;nama;ktp\n21;Beni;9971011205800002\n", seals)
    assert row.changes == ("nik",)
    assert "9971" not in repr(row)


def test_a_nik_is_one_persons(session: Session, world: World, tmp_path: Path) -> None:
    seals = Seals(tmp_path)
    taken(session, world, NIKS, seals)
    text = "nomor;nama;nik\n1;Siti Aminah;9971015205800001\n2;Budi Santoso;12345\n"
    twice = "22;Citra;9971011205800003\n23;Dodi;9971011205800003\n"
    rows = planned(session, world, text + twice, seals)
    assert [row.sentence for row in rows] == [
        "NIK ini sudah tercatat pada anggota nomor 20.",
        "NIK terdiri dari 16 angka.",
        "",
        "Anggota, kartu, atau NIK ini sudah ada di baris 4.",
    ]


def test_a_file_does_not_decide_who_stays_a_member(session: Session, world: World) -> None:
    (refused,) = planned(session, world, "nomor;nama;status\n1;Siti Aminah;berhenti\n")
    assert "dengan keputusan pengurus" in refused.sentence


Import = Callable[..., Result]


@pytest.fixture
def run_import(database: Database, tmp_path: Path) -> Import:
    """``lumbung import members`` on a file with this text."""
    with database.transaction() as session:
        make_coop(session)
    url = database.writer.url.render_as_string(hide_password=False)

    def run(text: str, *words: str) -> Result:
        file = tmp_path / "anggota.csv"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(
            cli, ["import", "members", str(file), *words], env={"LUMBUNG_DATABASE_URL": url}
        )

    return run


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


def test_a_dry_run_writes_nothing(run_import: Import, database: Database) -> None:
    done = run_import(FILE, "--dry-run", "--shop", "WSB")
    assert done.exit_code == 0, done.output
    assert "3 baru, 0 berubah, 0 sama, 0 DITOLAK." in done.stdout
    assert "Belum ada yang disimpan." in done.stdout
    assert count(database) == 3


def test_one_bad_row_keeps_all_out_unless_the_good_are_wanted(
    run_import: Import, database: Database
) -> None:
    text = FILE + "x;Ani;;;;;;\n"
    done = run_import(text, "--shop", "WSB")
    assert done.exit_code == 1
    assert "     6  DITOLAK  Ani · Nomor anggota adalah angka mulai dari 1." in done.stdout
    assert count(database) == 3
    done = run_import(text, "--shop", "WSB", "--only-good", "--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert answer["taken"] is True
    assert [row["status"] for row in answer["rows"]] == ["new", "new", "new", "refused"]
    assert count(database) == 6
