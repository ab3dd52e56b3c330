"""Payments from a file: read, looked at, booked together, taken back together."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput, NotFound
from core.ids import MemberId, ShopId
from core.imports import RowStatus
from core.money import Money
from ledger import periods
from ledger.models import JournalEntry
from members.balances import balances
from members.dues import files, payments
from members.dues.files import PaymentFile, Taking
from members.office import invariants
from members.office.models import OfficeMoney
from members.ways import PaidBy
from tests.support.world import NOW, TODAY, World, make_coop

GOOD = b"nomor;nama;wajib;sukarela;tanggal\n1;Siti;20.000;5rb;31/05/2026\n2;BUDI SANTOSO;40rb;;\n"


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def read(content: bytes, under: str = "one") -> PaymentFile:
    return files.read_file("iuran.csv", under, content)


def how(world: World) -> Taking:
    return Taking(ShopId(world.office.id), PaidBy.BANK, TODAY, TODAY)


def take(session: Session, world: World, file: PaymentFile, *, only_good: bool = False) -> str:
    return files.take(session, file, how(world), only_good=only_good, at=NOW, by=world.clerk_id,
                      progress=lambda _done, _of: None)  # fmt: skip


def owned(session: Session, world: World, member: int) -> tuple[int, int]:
    known = balances(session, MemberId(world.members[member].id))
    return known.wajib.amount, known.sukarela.amount


def told(session: Session, world: World, rows: str) -> list[str]:
    """What is wrong with each row; empty for a good one."""
    head = "nomor;nama;wajib;sukarela;tanggal\n"
    found = files.preview(session, read((head + rows).encode()), how(world))
    return [row.sentence for row in found.rows]


def test_looking_at_a_file_writes_nothing(session: Session, world: World) -> None:
    found = files.preview(session, read(GOOD), how(world))
    assert [row.status for row in found.rows] == [RowStatus.NEW, RowStatus.NEW]
    paid = [(one.account.value, one.amount.amount, one.paid_on) for one in found.payments]
    assert paid == [
        ("wajib", 20_000, date(2026, 5, 31)), ("sukarela", 5_000, date(2026, 5, 31)),
        ("wajib", 40_000, TODAY),
    ]  # fmt: skip
    assert session.scalar(select(func.count(JournalEntry.id))) == 0


def test_a_file_is_booked_once_however_often_it_is_sent(session: Session, world: World) -> None:
    file = read(GOOD)
    assert take(session, world, file) == take(session, world, file)
    assert session.scalar(select(func.count(OfficeMoney.id))) == 3
    assert (owned(session, world, 0), owned(session, world, 1)) == ((20_000, 5_000), (40_000, 0))
    assert list(invariants.booked(session)) == []


def test_the_same_file_under_another_token_is_known(session: Session, world: World) -> None:
    again = read(GOOD, "two")
    assert files.taken_before(session, again) is None
    batch = take(session, world, read(GOOD))
    assert files.taken_before(session, again) == batch
    files.undo(session, batch, reason="salah", booked_on=TODAY, at=NOW, by=None)
    assert files.taken_before(session, again) is None


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2;Siti Aminah;20000;;", "Nomor 2 adalah Budi Santoso, bukan Siti Aminah."),
        ("9;Siti;20000;;", "Tidak ada anggota nomor 9."),
        ("x1;Siti;20000;;", "“x1” bukan nomor anggota."),
        ("1;Siti;;;", "Tidak ada jumlah yang disetor."),
        ("1;Siti;-5000;;", "-Rp5.000 tidak dapat disetor."),
        ("1;Siti;dua;;", "“dua” bukan jumlah uang; tulis misalnya 50.000 atau 50rb."),
        ("1;Siti;20000;;02/06/2026", "Tanggal tidak boleh di masa depan."),
        ("1;Siti;20000;;besok", "Tanggal “besok” tidak dapat dibaca."),
        ("1;Siti;20000;;30/04/2026", "Buku tanggal 30/04/2026 sudah ditutup."),
        ("3;Wahyu Nugroho;20000;;", "Wahyu Nugroho bukan anggota lagi."),
        ("1;Siti;20000;;\n1;Siti;20000;;", "Sama dengan baris 2."),
        ("001;siti aminah;20000;;", ""),
        ("1,0;;20000;;", ""),
        ("1;Siti;20000;;\n1;Siti;20000;;31/05/2026", ""),
    ],
)
def test_what_is_wrong_with_a_row_is_said(
    session: Session, world: World, row: str, sentence: str
) -> None:
    periods.close(session, date(2026, 4, 30), reason="uji", at=NOW, by=None)
    assert told(session, world, row)[-1] == sentence


def test_a_refused_row_keeps_the_others_out_unless_they_are_wanted(
    session: Session, world: World
) -> None:
    file = read(GOOD + b"7;Siapa;20000;;\n")
    with pytest.raises(BusinessError, match="1 baris ditolak"):
        take(session, world, file)
    assert owned(session, world, 0) == (0, 0)
    take(session, world, file, only_good=True)
    assert owned(session, world, 0) == (20_000, 5_000)


def test_a_batch_is_taken_back_as_a_whole_or_not_at_all(session: Session, world: World) -> None:
    batch = take(session, world, read(GOOD))
    with pytest.raises(InvalidInput, match="alasannya"):
        files.undo(session, batch, reason=" ", booked_on=TODAY, at=NOW, by=None)
    assert files.undo(session, batch, reason="salah", booked_on=TODAY, at=NOW, by=None) == 3
    assert (owned(session, world, 0), owned(session, world, 1)) == ((0, 0), (0, 0))
    with pytest.raises(BusinessError, match="sudah dibatalkan"):
        files.undo(session, batch, reason="lagi", booked_on=TODAY, at=NOW, by=None)
    with pytest.raises(NotFound):
        files.undo(session, "file:x:y", reason="x", booked_on=TODAY, at=NOW, by=None)
    assert list(invariants.booked(session)) == []


def test_a_file_without_its_columns_or_too_long_is_refused(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="Baris judul"):
        read(b"nama;alamat\nSiti;Wonosobo\n")
    rows = b"".join(b"1;Siti;%d;;\n" % n for n in range(1, payments.MOST_ROWS + 2))
    with pytest.raises(InvalidInput, match="lebih dari 2000 baris"):
        files.preview(session, read(b"nomor;nama;wajib;sukarela;tanggal\n" + rows), how(world))


@pytest.mark.parametrize(
    ("said", "name", "is_same"),
    [
        ("SITI", "Siti Aminah", True), ("Aminah, Siti", "Siti Aminah", True),
        ("Hj. Siti Aminah", "Siti Aminah", True), ("Budi", "Siti Aminah", False),
        ("Siti Rahma", "Siti Aminah", False),
    ],
)  # fmt: skip
def test_a_name_means_somebody_when_all_words_of_the_shorter_are_hers(
    said: str, name: str, is_same: bool
) -> None:
    assert payments.same_person(said, name) is is_same


def test_money_is_in_the_books_of_each_home_shop(session: Session, world: World) -> None:
    world.members[1].shop_id = ShopId(world.ltm.id)
    session.flush()
    take(session, world, read(GOOD))
    assert owned(session, world, 1) == (40_000, 0)
    assert balances(session, world.member_id).wajib == Money(20_000)


def test_what_booking_refuses_is_said_with_its_row(session: Session, world: World) -> None:
    file = read(GOOD)
    late = Taking(ShopId(world.office.id), PaidBy.DONATION, TODAY, TODAY)
    with pytest.raises(BusinessError, match="Baris 2: Cara bayar"):
        files.take(session, file, late, only_good=False, at=NOW, by=None,
                   progress=lambda _done, _of: None)  # fmt: skip
