"""Minutes, lists on paper, and who may see and run meetings."""

from __future__ import annotations

import pytest

from core.db import Database
from core.ids import new_id
from core.permissions import Permission, Role, granted
from members.meetings import decisions, meetings
from tests.support.meeting_pages import FORM, HELD, PAGE, call, held, pdf_text
from tests.support.meetings import (
    DETAILS,
    called,
    closed,
    moved,
    neighbours,
)
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, make_coop, today
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    """With ten more members."""
    with database.transaction() as session:
        world = make_coop(session)
        neighbours(session, world, 10)
    return world


@pytest.fixture
def visitor(database: Database, world: World) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests"))


@pytest.fixture
def chair(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.CHAIR)


def test_the_minutes_say_what_was_decided(
    visitor: Visitor, database: Database, world: World
) -> None:
    held(database, world)
    visitor.sign_in(Role.AUDITOR)
    assert "Konsep: rapat belum ditutup" in visitor.see(f"{HELD}/minutes")
    assert "KONSEP" in pdf_text(visitor.client.get(f"{HELD}/minutes.pdf").data)
    with database.transaction() as session:
        closed(session, world, meetings.by_number(session, "RAT-2026"))
        assert len(decisions.carried(session)) == 1
    words = text_of(visitor.see(f"{HELD}/minutes"))
    assert "Hadir 10 dari 12 anggota yang mempunyai suara. Kuorum 7 orang: tercapai." in words
    assert "Pimpinan rapat Hasan Basri" in words
    paper = pdf_text(visitor.client.get(f"{HELD}/minutes.pdf").data)
    for said in (
        "RAT-2026/1", "7 setuju", "1 tidak setuju", "DITERIMA", "Tidak diputuskan",
        "Rapat berlangsung lancar.", "( Hasan Basri )", "Wakil anggota", "1 Siti Aminah",
        "Satu anggota, satu suara",
    ):  # fmt: skip
        assert said in paper, said
    assert "KONSEP" not in paper


@pytest.mark.parametrize(
    ("kind", "said"), [("invitations", "Sudah diberi tahu"), ("attendance", "Tanda tangan")]
)
def test_lists_are_printed(chair: Visitor, kind: str, said: str) -> None:
    call(chair)
    answer = chair.client.get(f"{PAGE}/{kind}.pdf")
    assert answer.mimetype == "application/pdf"
    paper = pdf_text(answer.data)
    assert said in paper
    assert "Siti Aminah" in paper
    assert "Wahyu Nugroho" not in paper
    assert "12 anggota mempunyai suara" in paper


READS = ("", "/people", "/standing", "/minutes", "/minutes.pdf", "/attendance.pdf")
RUNS = ("/edit", "/call-off", "/open", "/close", "/motions/new", "/motions/1", "/motions/1/edit",
        "/people.csv")  # fmt: skip
POSTS = ("/invitations", "/people/told", "/open", "/second-call", "/attendance", "/close",
         "/call-off", "/edit", "/motions/new", "/motions/1", "/motions/1/edit")  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_see_and_run_meetings(
    visitor: Visitor, database: Database, world: World, role: Role
) -> None:
    with database.transaction() as session:
        moved(session, world, called(session, world, held_on=today(), year=DETAILS.year))
    visitor.sign_in(role)
    may = granted([role])
    sees, runs = Permission.VIEW_MEMBERS in may, Permission.RUN_MEETINGS in may
    for path in ("/meetings", *(PAGE + each for each in READS)):
        assert visitor.client.get(path).status_code == (200 if sees else 403), path
    for path in ("/meetings/new", *(PAGE + each for each in RUNS)):
        assert visitor.client.get(path).status_code == (200 if runs else 403), path
    if not runs:
        for path in ("/meetings/new", *(PAGE + each for each in POSTS)):
            visitor.submit(path, status=403)
    assert ("Panggil rapat" in visitor.see("/meetings", 200 if sees else 403)) is runs


def test_a_meeting_that_is_none_is_not_found(chair: Visitor) -> None:
    for path in (*READS, *RUNS):
        chair.see(f"/meetings/RAT-1999{path}", 404)
    for path in POSTS:
        form = FORM | {"key": str(new_id()), "text": "x", "member": "1", "in_favour": "1",
                       "against": "0", "kind": "rat" if path == "/edit" else "umum",
                       "chaired_by": "a", "minutes_by": "b", "sure": "1"}  # fmt: skip
        chair.submit(f"/meetings/RAT-1999{path}", form, status=404)
