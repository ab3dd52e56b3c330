"""The pages of the surplus: a year is closed, proposed, ratified, posted; what is wrong is said."""

from __future__ import annotations

import pytest

from core import clock
from core.db import Database
from core.money import Money
from core.permissions import Role
from members.balances import balances
from members.meetings.models import MotionKind
from members.shu import runs
from members.shu.models import RunState
from tests.support.surplus import AFTER, YEAR, Year, close, decide, make_year
from tests.support.visitor import Visitor, text_of
from wsgi import create_app


@pytest.fixture
def year(database: Database, monkeypatch: pytest.MonkeyPatch) -> Year:
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with database.transaction() as session:
        return make_year(session)


@pytest.fixture
def visitor(year: Year, database: Database) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests"))


def carried(database: Database, year: Year, kind: MotionKind = MotionKind.SURPLUS) -> str:
    with database.transaction() as session:
        return decide(session, year.chair, kind=kind)


def closed(database: Database) -> None:
    with database.transaction() as session:
        close(session)


def proposed(visitor: Visitor, database: Database) -> str:
    """The address of a proposal of the treasurer's."""
    closed(database)
    visitor.sign_in(Role.TREASURER)
    return str(visitor.submit(f"/shu/{YEAR}/propose").headers["Location"])


def posted(visitor: Visitor, database: Database, year: Year) -> str:
    run = proposed(visitor, database)
    decision = carried(database, year)
    visitor.sign_in(Role.CHAIR).submit(f"{run}/ratify", {"decision": decision})
    visitor.sign_in(Role.TREASURER).submit(f"{run}/post", {"sure": "1"})
    return run


def test_every_year_says_its_next_step(visitor: Visitor) -> None:
    visitor.sign_in(Role.AUDITOR)
    words = text_of(visitor.see("/shu"))
    assert "2027 – Tahun 2027 masih berjalan; ini baru perkiraan." in words
    assert "2026 – Tutup buku 2026 dulu." in words
    assert "Buku 2026" not in words


def test_a_year_goes_through_all_its_steps(
    visitor: Visitor, database: Database, year: Year
) -> None:
    visitor.sign_in(Role.TREASURER)
    assert "tidak dapat dibatalkan" in visitor.see(f"/shu/{YEAR}/close")
    visitor.submit(f"/shu/{YEAR}/close", {"sure": "1"})
    assert "Rp5.000.000" in text_of(visitor.see(f"/shu/{YEAR}"))
    run = str(visitor.submit(f"/shu/{YEAR}/propose").headers["Location"])
    assert "Menunggu keputusan rapat" in text_of(visitor.see(f"/shu/{YEAR}"))
    visitor.sign_in(Role.CHAIR)
    assert "Belum ada rapat yang memutuskan" in text_of(visitor.see(run))
    decision = carried(database, year)
    assert decision in visitor.see(run)
    visitor.submit(f"{run}/ratify", {"decision": decision})
    visitor.sign_in(Role.TREASURER)
    visitor.submit(f"{run}/post", {"sure": "1"})
    words = text_of(visitor.see(f"/shu/{YEAR}"))
    assert "Sudah dibukukan. 2 anggota belum mengambil Rp1.800.000." in words
    with database.reading() as session:
        assert balances(session, year.siti).surplus == Money(950_000)
    words = text_of(visitor.see(run))
    assert "Disahkan rapat RAT-2027/1, 14/02/2027 Hasan Basri" in words
    assert "1 Siti Aminah Rp750.000 Rp200.000 Rp950.000" in words


def test_what_cannot_be_undone_is_ticked_first(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.TREASURER)
    page = visitor.submit(f"/shu/{YEAR}/close", status=422).text
    assert "Centang dulu" in page
    assert "Tutup buku 2026 dulu." in text_of(visitor.see("/shu"))


def test_the_proposer_is_told_kindly_that_somebody_else_ratifies(
    visitor: Visitor, database: Database, year: Year
) -> None:
    closed(database)
    with database.transaction() as session:
        runs.propose(session, runs.Proposal(YEAR), at=AFTER, by=year.chair)
    decision = carried(database, year)
    visitor.sign_in(Role.CHAIR)
    run = f"/shu/{YEAR}/runs/1"
    assert "Anda sendiri yang mengusulkan ini" in visitor.see(run)
    answer = visitor.submit(f"{run}/ratify", {"decision": decision}, status=403)
    assert "tidak boleh mengesahkan sendiri" in answer.text


def test_a_decision_that_is_none_is_refused_on_the_page(
    visitor: Visitor, database: Database
) -> None:
    run = proposed(visitor, database)
    visitor.sign_in(Role.CHAIR)
    for typed, status in (("", 422), ("kemarin", 422), ("RAT-2027/9", 404)):
        page = visitor.submit(f"{run}/ratify", {"decision": typed}, status=status).text
        assert "Dasar yang dibekukan" in page
    visitor.see(f"/shu/{YEAR}/runs/9", status=404)
    visitor.submit(f"/shu/{YEAR}/runs/9/ratify", {"decision": "x"}, status=404)


def test_a_withdrawn_proposal_makes_room_for_another(visitor: Visitor, database: Database) -> None:
    run = proposed(visitor, database)
    visitor.submit(f"{run}/withdraw", {"reason": " "}, status=422)
    visitor.submit(f"{run}/withdraw", {"reason": "salah persen"})
    assert "Ditarik" in text_of(visitor.see(run))
    second = str(visitor.submit(f"/shu/{YEAR}/propose").headers["Location"])
    assert second.endswith("/runs/2")
    visitor.submit(f"/shu/{YEAR}/propose", status=409)


def test_a_correction_shows_who_gets_what_else(
    visitor: Visitor, database: Database, year: Year
) -> None:
    posted(visitor, database, year)
    visitor.submit(f"/shu/{YEAR}/propose", status=422)
    second = str(
        visitor.submit(f"/shu/{YEAR}/propose", {"reason": "aturan baru"}).headers["Location"]
    )
    words = text_of(visitor.see(second))
    assert "Koreksi usulan ke-1: aturan baru" in words


def test_shares_are_searched_and_sorted(visitor: Visitor, database: Database, year: Year) -> None:
    run = posted(visitor, database, year)
    words = text_of(visitor.see(f"{run}?q=budi"))
    assert "Budi Santoso" in words
    assert "Siti Aminah" not in words
    words = text_of(visitor.see(f"{run}?sort=capital"))
    assert words.index("Budi Santoso") < words.index("Siti Aminah")
    assert "Tidak ada yang cocok" in visitor.see(f"{run}?q=zzz")


def test_every_member_has_a_slip(visitor: Visitor, database: Database, year: Year) -> None:
    run = proposed(visitor, database)
    assert "BELUM PASTI" in visitor.see(f"{run}/members/1")
    decision = carried(database, year)
    visitor.sign_in(Role.CHAIR).submit(f"{run}/ratify", {"decision": decision})
    visitor.sign_in(Role.TREASURER).submit(f"{run}/post", {"sure": "1"})
    words = text_of(visitor.see(f"{run}/members/1"))
    assert "Rp950.000 Itu bagian Anda dari SHU 2026" in words
    assert "6.000.000 : 8.000.000 x 1.000.000 = 750.000" in words
    assert "Dijumlah 12 kali Rp1.200.000 Semua anggota Rp4.800.000" in words
    assert visitor.client.get(f"{run}/members/1.pdf").data.startswith(b"%PDF")
    assert visitor.client.get(f"{run}/slips.pdf").data.count(b"/Type /Page\n") == 2
    assert "BAGIAN ANDA            Rp950.000" in visitor.client.get(f"{run}/members/1.txt").text
    visitor.see(f"{run}/members/9", status=404)


def test_what_lapses_is_decided_by_a_meeting(
    visitor: Visitor, database: Database, year: Year
) -> None:
    posted(visitor, database, year)
    path = f"/shu/{YEAR}/lapse"
    assert "Belum ada rapat" in visitor.see(path)
    with database.transaction() as session:
        decision = decide(session, year.chair, kind=MotionKind.LAPSE, year=YEAR + 5)
    assert decision in visitor.see(path)
    visitor.submit(path, {"decision": decision}, status=422)
    visitor.submit(path, {"decision": decision, "sure": "1"})
    assert "hangus menurut RAT-2032/1" in text_of(visitor.see(f"/shu/{YEAR}"))
    with database.reading() as session:
        assert balances(session, year.siti).surplus == Money(0)


def test_only_the_chair_ratifies_and_only_the_treasurer_does_the_rest(
    visitor: Visitor, database: Database
) -> None:
    run = proposed(visitor, database)
    visitor.submit(f"{run}/ratify", {"decision": "RAT-2027/1"}, status=403)
    for role in (Role.CHAIR, Role.AUDITOR):
        visitor.sign_in(role)
        visitor.see(run)
        for path in (f"{run}/post", f"{run}/withdraw", f"/shu/{YEAR}/propose"):
            visitor.submit(path, {"sure": "1", "reason": "x"}, status=403)
        visitor.see(f"/shu/{YEAR}/close", status=403)
    for role in (Role.CLERK, Role.MANAGER):
        visitor.sign_in(role)
        visitor.see("/shu", status=403)
    with database.reading() as session:
        assert runs.by_number(session, YEAR, 1).state is RunState.PROPOSED
