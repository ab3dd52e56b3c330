"""Cards, photos and the register book of members."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import MemberId, OperatorId
from core.permissions import Role
from core.seals import Seals
from members.cards import book, cards, photos
from members.cards.book_sheets import BookHead, book_pdf, book_sheet
from members.cards.sheets import Card, cards_pdf
from members.models import Member, MemberStatus
from members.people import consents, household, identities, statuses
from members.people.consents import Purpose
from members.people.household import Relative
from members.people.statuses import NewStatus
from tests.support.paper import read_codes
from tests.support.world import NOW, World, make_coop

TODAY = date(2026, 6, 1)
NIK = "3307994506900001"
"""The 45th day, the 06th month, but district 99 is nobody's."""
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def by(world: World) -> OperatorId:
    return world.operator_id(Role.TREASURER)


def text_of(pdf: bytes) -> str:
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    return " ".join(said.stdout.decode().split())


def pages_of(pdf: bytes, folder: Path) -> list[Image.Image]:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "203", "-png", path, folder / "page"], check=True)
    return [Image.open(BytesIO(page.read_bytes())) for page in sorted(folder.glob("page*.png"))]


def drawn(colour: str = "red") -> bytes:
    made = BytesIO()
    Image.new("RGB", (640, 480), colour).save(made, "PNG")
    return made.getvalue()


# Cards


def test_who_has_no_code_gets_the_next_one(session: Session, world: World, by: OperatorId) -> None:
    first, second, _left = world.members
    second.card = None
    session.flush()
    made = cards.put_on_sheet(session, [first, second], at=NOW, by=by)
    assert [card.code for card in made] == ["AGT0001", "AGT0002"]
    assert second.card == "AGT0002"


def test_a_code_that_was_printed_is_never_given_to_somebody_else(
    session: Session, world: World, by: OperatorId
) -> None:
    first, second, third = world.members
    second.card = None
    session.flush()
    cards.put_on_sheet(session, [second], at=NOW, by=by)
    second.card, third.card, third.status = "LAIN-1", None, MemberStatus.ACTIVE
    session.flush()
    (made,) = cards.put_on_sheet(session, [third], at=NOW, by=by)
    assert made.code == "AGT0003"
    assert first.card == "AGT0001"


def test_codes_of_the_household_are_taken_too(
    session: Session, world: World, by: OperatorId
) -> None:
    first, second, _left = world.members
    husband = Relative("Budi", "suami", "", "AGT0100")
    household.add_buyer(session, first, husband, at=NOW, by=by)
    second.card = None
    session.flush()
    assert cards.put_on_sheet(session, [second], at=NOW, by=by)[0].code == "AGT0101"


def test_a_card_is_printed_until_its_code_changes(
    session: Session, world: World, by: OperatorId
) -> None:
    first, second, _left = world.members
    assert [each.number for each in cards.unprinted(session)] == [1, 2]
    cards.put_on_sheet(session, [first], at=NOW, by=by)
    assert [each.number for each in cards.unprinted(session)] == [2]
    first.card = "AGT0777"
    session.flush()
    assert [each.number for each in cards.unprinted(session)] == [1, 2]
    assert [row.printed for row in cards.card_page(session).rows] == [False, False]
    assert second.card


def test_nobody_chosen_and_too_many_are_refused(
    session: Session, world: World, by: OperatorId, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InvalidInput, match="Pilih"):
        cards.put_on_sheet(session, [], at=NOW, by=by)
    monkeypatch.setattr(cards, "MOST_AT_ONCE", 1)
    with pytest.raises(InvalidInput, match="1 kartu"):
        cards.put_on_sheet(session, world.members[:2], at=NOW, by=by)


def test_who_left_gets_no_card(session: Session, world: World) -> None:
    assert [each.number for each in cards.chosen(session, {1, 3})] == [1]


@needs_poppler
def test_every_card_of_a_sheet_is_read_twice(tmp_path: Path) -> None:
    made = [Card(number, f"Anggota {number}", f"AGT{number:04}") for number in range(1, 13)]
    made[3] = Card(4, "Raden Ajeng Kusumawardhani Prawirodirdjo", "99001122", drawn())
    first, second = pages_of(cards_pdf(made, "Koperasi Uji", is_demo=False), tmp_path)
    codes = [card.code for card in made]
    assert sorted(read_codes(first)) == sorted([*codes[:10], *codes[:10]])
    assert sorted(read_codes(second)) == sorted([*codes[10:], *codes[10:]])


@needs_poppler
def test_a_card_says_whose_it_is_and_the_same_values_give_the_same_bytes() -> None:
    pdf = cards_pdf([Card(12, "Siti Aminah", "AGT0001")], "Koperasi Uji", is_demo=True)
    assert pdf == cards_pdf([Card(12, "Siti Aminah", "AGT0001")], "Koperasi Uji", is_demo=True)
    said = text_of(pdf)
    for words in ("Koperasi Uji", "CONTOH", "Siti Aminah", "No. 12", "AGT0001"):
        assert words in said


# Photos


def agree(session: Session, member: Member, by: OperatorId, given: bool = True) -> None:
    consents.record(session, member, Purpose.PHOTO, given=given, at=NOW, by=by)


def test_a_photo_needs_consent_and_is_made_anew_as_a_square(
    session: Session, world: World, by: OperatorId
) -> None:
    member = world.members[0]
    with pytest.raises(InvalidInput) as refused:
        photos.put(session, member, drawn(), at=NOW, by=by)
    assert refused.value.field == "consent"
    agree(session, member, by)
    photos.put(session, member, drawn(), at=NOW, by=by)
    mark = photos.mark_of(session, MemberId(member.id))
    assert mark is not None
    with Image.open(BytesIO(photos.picture(session, mark))) as kept:
        assert (kept.format, kept.size) == ("WEBP", (photos.SIDE, photos.SIDE))
    with pytest.raises(InvalidInput, match="bukan gambar"):
        photos.put(session, member, b"x", at=NOW, by=by)


def test_once_she_agrees_no_more_nobody_sees_it(
    session: Session, world: World, by: OperatorId
) -> None:
    member = world.members[0]
    agree(session, member, by)
    photos.put(session, member, drawn(), at=NOW, by=by)
    mark = photos.mark_of(session, MemberId(member.id))
    assert mark is not None
    assert cards.put_on_sheet(session, [member], at=NOW, by=by)[0].photo
    agree(session, member, by, given=False)
    assert photos.mark_of(session, MemberId(member.id)) is None
    assert cards.put_on_sheet(session, [member], at=NOW, by=by)[0].photo is None
    with pytest.raises(NotFound):
        photos.picture(session, mark)


def test_a_photo_is_taken_away(session: Session, world: World, by: OperatorId) -> None:
    member = world.members[0]
    agree(session, member, by)
    photos.put(session, member, drawn(), at=NOW, by=by)
    photos.remove(session, member, at=NOW, by=by)
    with pytest.raises(NotFound):
        photos.remove(session, member, at=NOW, by=by)


# The register book


@pytest.fixture
def seals(tmp_path: Path) -> Seals:
    return Seals(tmp_path)


def test_the_book_says_what_everybody_was_on_a_day(
    session: Session, world: World, seals: Seals, by: OperatorId
) -> None:
    first = world.members[0]
    gone = NewStatus(MemberStatus.LEFT, TODAY, "pindah kota", "Rapat 3/2026")
    statuses.change(session, first, gone, today=TODAY, at=NOW, by=by)
    heir = Relative("Budi", "suami", "6281234567000", "")
    household.add_heir(session, first, heir, at=NOW, by=by)
    today = next(book.rows(session, seals, on=TODAY))
    before = next(book.rows(session, seals, on=date(2026, 5, 31)))
    assert (before.status, today.status) == ("Aktif", "Berhenti")
    assert today.history.endswith("Berhenti 01/06/2026 (pindah kota, Rapat 3/2026)")
    assert "pindah" not in before.history
    assert today.heirs == "Budi (suami, 0812-3456-7000)"


def test_who_joined_later_is_not_in_the_book_of_a_day(
    session: Session, world: World, seals: Seals
) -> None:
    world.members[1].joined_on = date(2026, 5, 1)
    session.flush()
    assert [row.number for row in book.rows(session, seals, on=date(2026, 4, 30))] == [1, 3]


def test_the_nik_stands_masked_in_the_book_and_in_its_files(
    session: Session, world: World, seals: Seals, by: OperatorId
) -> None:
    identities.write(session, seals, world.members[0], NIK, at=NOW, by=by)
    rows = list(book.rows(session, seals, on=TODAY))
    assert rows[0].nik.startswith("3307")
    assert NIK not in str([list(row) for row in book_sheet(rows).rows])
    assert NIK[4:-2] not in rows[0].nik


@needs_poppler
def test_the_book_has_numbered_pages_and_lines_to_sign_on(
    session: Session, world: World, seals: Seals
) -> None:
    rows = list(book.rows(session, seals, on=TODAY)) * 40
    said = text_of(book_pdf(BookHead("Koperasi Uji", False, TODAY, TODAY), rows))
    for words in ("BUKU DAFTAR ANGGOTA", "per 01/06/2026", "Siti Aminah", "Halaman 1",
                  "Halaman 2", "120 orang tercatat", "Ketua", "Sekretaris"):  # fmt: skip
        assert words in said
    assert said.count("Status dan alasannya") == said.count("Halaman")
