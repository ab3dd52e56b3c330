"""Suppliers from files: by number or name, each row reported, nothing half-done."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.imports import RowStatus
from inventory.importing import imports
from inventory.importing.models import RunKind
from inventory.importing.reports import ImportReport
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import SupplierDetails
from tests.inventory.files import of_kind, workbook
from tests.support.world import NOW, World, make_coop

NEW, CHANGED, SAME, REFUSED = RowStatus


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def rejeki(session: Session, world: World) -> Supplier:
    details = SupplierDetails("CV Sumber Rejeki", phone="0812", terms_days=14)
    return suppliers.add(session, details, at=NOW, by=None)


def take(session: Session, content: str | bytes, *, only_good: bool = True) -> ImportReport:
    wanted = of_kind(RunKind.SUPPLIERS, content)
    return imports.take(session, wanted, only_good=only_good, at=NOW, by=None)


def statuses(report: ImportReport) -> list[RowStatus]:
    return [row.status for row in report.rows]


def number_of(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Supplier)) or 0


def test_a_row_says_what_a_supplier_is(session: Session, world: World) -> None:
    report = take(
        session,
        "Nama Supplier;Telp;Alamat;Sales;NPWP;PKP;Tempo;Lama Kirim;Keterangan\n"
        "UD Makmur;0811;Jl. Pasar 1;Bu Tini;01.234.567.8-901.000;ya;30 hari;3;tutup Jumat\n",
    )
    assert statuses(report) == [NEW]
    made = suppliers.by_number(session, 1)
    assert (made.name, made.phone, made.contact) == ("UD Makmur", "0811", "Bu Tini")
    assert (made.npwp, made.is_pkp) == ("012345678901000", True)
    assert (made.terms_days, made.lead_days, made.note) == (30, 3, "tutup Jumat")


def test_english_headings_and_workbooks_are_read_too(session: Session, world: World) -> None:
    file = workbook(("supplier name", "phone", "lead time"), ("Toko Jaya", "0822", 4))
    assert statuses(take(session, file)) == [NEW]
    assert suppliers.by_number(session, 1).lead_days == 4


def test_a_supplier_is_found_by_number_and_else_by_name(session: Session, rejeki: Supplier) -> None:
    assert statuses(take(session, f"nomor;nama\n{rejeki.number};CV Rejeki Baru\n")) == [CHANGED]
    assert rejeki.name == "CV Rejeki Baru"
    assert statuses(take(session, "nama;telepon\ncv rejeki baru;0899\n")) == [CHANGED]
    assert (rejeki.phone, number_of(session)) == ("0899", 1)


def test_what_a_row_leaves_empty_stays(session: Session, rejeki: Supplier) -> None:
    report = take(session, "nama;telepon;tempo;pkp\nCV Sumber Rejeki;;-;\n")
    assert statuses(report) == [SAME]
    assert (rejeki.phone, rejeki.terms_days, report.run) == ("0812", 14, None)


def test_who_brings_a_number_keeps_it(session: Session, world: World) -> None:
    take(session, "nomor;nama\n;Tanpa Nomor\n1;Punya Nomor\n")
    assert suppliers.by_number(session, 1).name == "Punya Nomor"
    assert suppliers.by_number(session, 2).name == "Tanpa Nomor"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nomor;nama\n;\n9;\n", "Nama pemasok harus diisi."),
        ("nomor;nama\nA7;UD Makmur\n", "Nomor pemasok adalah angka"),
        ("nama;npwp\nUD Makmur;123\n", "NPWP terdiri dari"),
        ("nama;tempo\nUD Makmur;sebulan\n", "bukan jumlah hari"),
        ("nama;tempo\nUD Makmur;400\n", "0 sampai 365"),
        ("nama;pkp\nUD Makmur;mungkin\n", "Tulis ya atau tidak"),
        ("nomor;nama\n8;cv sumber rejeki\n", "sudah tercatat sebagai pemasok nomor 1"),
        (f"nama\n{'x' * 81}\n", "terlalu panjang"),
    ],
)
def test_a_refused_row_says_why(
    session: Session, rejeki: Supplier, content: str, said: str
) -> None:
    report = take(session, content)
    assert report.rows[-1].status is REFUSED
    assert said in report.rows[-1].sentence
    assert number_of(session) == 1


def test_a_supplier_that_comes_twice_is_refused_with_the_row_it_repeats(
    session: Session, world: World
) -> None:
    report = take(session, "nama\nUD Makmur\nud makmur\n")
    assert statuses(report) == [NEW, REFUSED]
    assert report.rows[1].sentence == "Pemasok ini sudah ada di baris 2."


def test_one_refused_row_stops_the_file(session: Session, world: World) -> None:
    with pytest.raises(BusinessError, match="1 baris ditolak"):
        take(session, "nama;npwp\nUD Makmur;\nUD Jaya;12\n", only_good=False)
    assert number_of(session) == 0


def test_the_same_file_again_says_so_and_changes_nothing(session: Session, world: World) -> None:
    content = "nama\nUD Makmur\n"
    first = take(session, content)
    again = imports.preview(session, of_kind(RunKind.SUPPLIERS, content))
    assert again.before is not None
    assert (again.before.run, again.changes_anything) == (first.run, False)
    other = imports.preview(session, of_kind(RunKind.SUPPLIERS, content + "\n"))
    assert other.before is None, "another file by a single byte"
