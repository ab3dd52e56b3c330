"""The NIK of a member: sealed, masked, opened by name, never twice. All of these are invented."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import InvalidInput, NotFound
from core.models import AuditRecord
from core.permissions import Permission, Role, granted
from core.seals import KEY_FILE, SealBroken, Seals
from members import register
from members.people import identities, nik
from members.people.models import SealedIdentity
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop

ODD = "9971015205800001"
"""Of a woman born on 12 May 1980, in a province that does not exist."""
OTHER = "9971011708450002"


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def seals(tmp_path: Path) -> Seals:
    return Seals(tmp_path / "keys")


@pytest.mark.parametrize("typed", [ODD, " 9971 0152 0580 0001", "99.71.01.520580.0001", ""])
def test_spaces_and_points_are_no_part_of_it(typed: str) -> None:
    assert nik.number(typed) in (ODD, "")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("997101520580000", "16 angka"),
        ("99710152058000011", "16 angka"),
        ("9971015205800O01", "16 angka"),
        ("9971013213800001", "bukan tanggal lahir"),
        ("9971010000800001", "bukan tanggal lahir"),
    ],
)
def test_what_cannot_be_a_nik_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence) as refused:
        nik.number(typed)
    assert refused.value.field == "nik"


@pytest.mark.parametrize(
    ("digits", "born", "is_woman", "odd"),
    [
        (ODD, date(1980, 5, 12), True, ["kode daerah"]),
        ("3307015205800001", date(1980, 5, 12), True, []),
        ("3307015205800001", None, None, []),
        ("3307015205800001", date(1980, 5, 13), True, ["tanggal lahir"]),
        ("3307015205800001", date(1980, 5, 12), False, ["jenis kelamin"]),
        ("3307011205800001", date(1980, 5, 12), True, ["jenis kelamin"]),
        ("3307011205000001", date(2000, 5, 12), False, []),
    ],
)
def test_what_is_odd_is_worth_a_look(
    digits: str, born: date | None, is_woman: bool | None, odd: list[str]
) -> None:
    found = list(nik.oddities(digits, nik.Person(born, is_woman)))
    assert len(found) == len(odd)
    assert all(word in sentence for word, sentence in zip(odd, found, strict=True))


def test_it_is_masked_unless_somebody_opens_it(
    session: Session, world: World, seals: Seals
) -> None:
    member = world.members[0]
    assert identities.masked(session, seals, member) == ""
    assert identities.write(session, seals, member, ODD, at=NOW, by=None)
    assert not identities.write(session, seals, member, ODD, at=NOW, by=None)
    assert identities.masked(session, seals, member) == "9971••••••••••01"
    by = world.operator_id(Role.TREASURER)
    assert identities.reveal(session, seals, member, at=NOW, by=by) == ODD
    noted = session.scalars(select(AuditRecord).where(AuditRecord.action.contains("identity")))
    written, opened = list(noted)
    assert (opened.action, opened.operator_id, opened.subject) == (
        "member.identity_opened", by, str(member.number),
    )  # fmt: skip
    assert (written.details, opened.details) == ({}, {})


def test_the_same_person_is_not_taken_twice(session: Session, world: World, seals: Seals) -> None:
    first, second = world.members[:2]
    identities.write(session, seals, first, ODD, at=NOW, by=None)
    with pytest.raises(InvalidInput, match="anggota nomor 1") as refused:
        identities.write(session, seals, second, ODD, at=NOW, by=None)
    assert refused.value.field == "nik"
    identities.write(session, seals, first, OTHER, at=NOW, by=None)
    identities.write(session, seals, second, ODD, at=NOW, by=None)
    assert identities.masked(session, seals, first) == "9971••••••••••02"


def test_it_is_thrown_away_when_she_asks(session: Session, world: World, seals: Seals) -> None:
    member = world.members[0]
    with pytest.raises(NotFound):
        identities.forget(session, member, at=NOW, by=None)
    identities.write(session, seals, member, ODD, at=NOW, by=None)
    identities.forget(session, member, at=NOW, by=None)
    assert session.scalar(select(func.count()).select_from(SealedIdentity)) == 0
    assert identities.masked(session, seals, member) == ""


def test_without_the_key_nothing_opens_and_nothing_is_sealed_anew(
    session: Session, world: World, seals: Seals, tmp_path: Path
) -> None:
    first, second = world.members[:2]
    identities.write(session, seals, first, ODD, at=NOW, by=None)
    lost = Seals(tmp_path / "elsewhere")
    assert identities.masked(session, lost, first) == identities.UNREADABLE
    with pytest.raises(SealBroken):
        identities.reveal(session, lost, first, at=NOW, by=world.clerk_id)
    with pytest.raises(SealBroken):
        identities.write(session, lost, second, ODD, at=NOW, by=None)


def test_a_raw_copy_of_the_database_tells_nobodys(
    database: Database, visitor: Visitor, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor.sign_in(Role.TREASURER)
    form = {"name": "Ni Luh Putu", "shop": "WSB", "joined_on": "2026-01-31", "nik": ODD}
    visitor.submit("/new-member", form | {"card": "AGT0001"}, status=422)
    visitor.submit("/new-member", form)
    visitor.submit("/members/1/edit", form | {"name": "Siti"}, status=422)
    assert ODD in visitor.submit("/members/4/identity", status=200).text
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SealedIdentity)) == 1
    copies = list(raw_copies(database))
    assert b"Ni Luh Putu" in b"".join(copies), "the copies are of this database"
    for hidden in (ODD.encode(), ODD.encode().hex().encode(), ODD.encode("utf-16-le")):
        assert all(hidden not in copy for copy in copies)
    assert ODD not in caplog.text
    key = (tmp_path / KEY_FILE).read_bytes()
    assert all(key not in copy and bytes.fromhex(key.decode()) not in copy for copy in copies)


def raw_copies(database: Database) -> Iterator[bytes]:
    """What a thief of the disk would find: the file and what lies beside it, or a plain dump."""
    url = database.writer.url
    if database.is_sqlite:
        file = Path(str(url.database))
        yield from (path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        return
    address = sa.URL.create(
        "postgresql", url.username, url.password, url.host, url.port, url.database, url.query
    ).render_as_string(hide_password=False)
    done = subprocess.run(["pg_dump", "--inserts", address], capture_output=True, check=True)
    yield done.stdout


@pytest.mark.parametrize("role", Role)
def test_only_some_may_open_it(visitor: Visitor, database: Database, role: Role) -> None:
    form = {"name": "Ni Luh Putu", "shop": "WSB", "joined_on": "2026-01-31", "nik": ODD}
    visitor.sign_in(Role.MANAGER)
    visitor.submit("/new-member", form)
    visitor.submit("/sign-out")
    visitor.sign_in(role)
    may = granted([role])
    is_opened = Permission.SEE_IDENTITY in may
    page = visitor.submit("/members/4/identity", status=200 if is_opened else 403).text
    assert (ODD in page) is is_opened
    if Permission.VIEW_MEMBERS in may:
        page = visitor.see("/members/4")
        assert "9971••••••••••01" in text_of(page)
        assert ODD not in page
        assert ("Buka" in text_of(page)) is is_opened
        assert ODD not in visitor.see("/members?q=Putu")
    if Permission.EDIT_MEMBERS in may:
        assert ODD not in visitor.see("/members/4/edit")


def test_the_form_says_what_is_odd_and_keeps_what_was_typed(
    visitor: Visitor, database: Database
) -> None:
    visitor.sign_in(Role.TREASURER)
    form = {"name": "Ni Luh Putu", "shop": "WSB", "joined_on": "2026-01-31",
            "birth_date": "1981-01-01", "sex": "laki_laki"}  # fmt: skip
    wrong = visitor.submit("/new-member", form | {"nik": "123"}, status=422).text
    assert "NIK terdiri dari 16 angka." in wrong
    assert 'value="123"' in wrong
    visitor.submit("/new-member", form | {"nik": ODD})
    words = text_of(visitor.see("/members/4"))
    assert "bukan kode daerah yang dikenal" in words
    assert "tanggal lahir di dalamnya lain" in words
    assert "jenis kelamin di dalamnya lain" in words
    edit = visitor.see("/members/4/edit")
    assert "Sudah tercatat: 9971••••••••••01." in edit
    visitor.submit("/members/4/edit", form)
    assert "9971••••••••••01" in visitor.see("/members/4")
    again = visitor.submit("/members/1/edit", form | {"nik": ODD}, status=422)
    assert "NIK ini sudah tercatat pada anggota nomor 4." in again.text
    visitor.submit("/members/4/identity/forget")
    with database.reading() as session:
        assert identities.masked(session, Seals(Path("/nowhere")),
                                 register.by_number(session, 4)) == ""  # fmt: skip
