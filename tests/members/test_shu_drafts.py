"""Drafts and the simulator: rules as typed, what they do, and work that nobody has to wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core import clock, settings
from core.db import Database
from core.errors import BusinessError, InvalidInput
from core.money import Money
from core.permissions import Role
from members.shu import drafts, policy_forms, runs, simulation
from members.shu.allocation import (
    Basis,
    Division,
    Leavers,
    Plan,
    Policy,
    PolicyLine,
    Weights,
    divide,
)
from members.shu.board import Board
from members.shu.capital import CapitalBasis
from members.shu.drafts import Progress, Survey
from members.shu.figures import Earned
from members.shu.settings import SHU_LEAVERS, SHU_POLICY
from tests.support.surplus import AFTER, YEAR, Year, close, decide, make_year
from tests.support.visitor import Visitor, text_of
from wsgi import create_app

RULES = {
    "m_cadangan": "30", "m_jasa_usaha": "25", "m_jasa_modal": "20", "m_pengurus": "10",
    "m_karyawan": "5", "m_pendidikan": "5", "m_sosial": "5", "o_cadangan": "100",
    "part": "laba_kotor", "basis": "avg_month_end", "sukarela": "tidak", "leavers": "prorata",
    "unit": "1", "rest_to": "cadangan", "cap": "0",
}  # fmt: skip
NESTED = RULES | {
    "nested": "1", "m_cadangan": "35", "m_anggota": "40", "n_jasa_modal": "30",
    "n_jasa_usaha": "70",
}  # fmt: skip
EARNED = Earned(Money(1_000), (Money(3), Money(1)), (Money(1), Money(1)))


def test_rules_as_typed_are_the_by_laws_texts() -> None:
    tried = policy_forms.edited(RULES)
    assert tried.texts["shu_policy"] == (
        "cadangan 30, jasa_usaha 25, jasa_modal 20, pengurus 10, karyawan 5, pendidikan 5, sosial 5"
    )
    assert tried.laws.rules.plan.member == SHU_POLICY.default
    assert policy_forms.typed_of(tried.laws) == RULES | {"part_points": ""}


def test_nested_parts_are_multiplied_out() -> None:
    tried = policy_forms.edited(NESTED)
    assert "anggota 40 (jasa_usaha 70, jasa_modal 30)" in tried.texts["shu_policy"]
    points = {line.code: line.points for line in tried.laws.rules.plan.member.lines}
    assert (points["jasa_usaha"], points["jasa_modal"]) == (2_800, 1_200)


@pytest.mark.parametrize(("changed", "field", "said"), [
    ({"m_cadangan": "29"}, "m_cadangan", "berjumlah 9900 basis poin"),
    ({"o_cadangan": "99,5"}, "o_cadangan", "berjumlah 9950 basis poin"),
    ({"m_sosial": "lima"}, "m_sosial", "bukan persen"),
    ({"m_sosial": "1,255"}, "m_sosial", "dua angka"),
    ({"part": "tetap", "part_points": "101"}, "part", "0 dan 10.000"),
    ({"part": "kira-kira"}, "part", "tidak dapat dipakai"),
    ({"basis": "besok"}, "basis", "Pilih salah satu"),
    ({"unit": "banyak"}, "unit", ""),
    ({"cap": "-1"}, "cap", "tidak dapat dipakai"),
])  # fmt: skip
def test_what_is_wrong_names_its_field(changed: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        policy_forms.edited(RULES | changed)
    assert refused.value.field == field
    assert said in refused.value.sentence


def test_a_nested_part_that_is_no_whole_basis_point_says_why() -> None:
    with pytest.raises(InvalidInput, match="lebih halus dari seperseratus persen"):
        policy_forms.edited(NESTED | {"m_cadangan": "34,99", "m_anggota": "40,01"})
    with pytest.raises(InvalidInput, match="tepat 100%"):
        policy_forms.edited(NESTED | {"n_jasa_modal": "40"})


def test_sums_are_shown_also_of_what_is_not_whole() -> None:
    assert policy_forms.sum_of(RULES, "m_") == "100"
    assert policy_forms.sum_of(RULES | {"m_sosial": "2,5", "m_karyawan": "x"}, "m_") == "92,5"
    assert policy_forms.sum_of(NESTED, "n_") == "100"


def division(*totals: int) -> Division:
    policy = Policy((PolicyLine("cadangan", 0), PolicyLine("jasa_usaha", 10_000, Basis.PATRONAGE)))
    plan = Plan(policy, Policy((PolicyLine("cadangan", 10_000),)), "cadangan")
    members = [Weights(number, worth, 0) for number, worth in enumerate(totals, start=1)]
    return divide(Money(sum(totals)), Fraction(1), plan, members)


def counted(found: Sequence[simulation.Bucket]) -> list[tuple[str, int, int]]:
    return [(each.label, each.now, each.before) for each in found if each.now or each.before]


def test_members_are_counted_in_round_steps_beside_the_year_before() -> None:
    found = simulation.histogram(division(5, 12, 95, 99))
    assert [each.label for each in found] == [str(step) for step in range(0, 100, 10)]
    assert counted(found) == [("0", 1, 0), ("10", 1, 0), ("90", 2, 0)]
    before = [Money(150), Money(1_700), Money(1_900)]
    assert counted(simulation.histogram(division(1_000, 250), before)) == [
        ("0", 0, 1), ("200", 1, 0), ("1 rb", 1, 0), ("1,6 rb", 0, 1), ("1,8 rb", 0, 1),
    ]  # fmt: skip
    assert simulation.histogram(division()) == ()


@given(st.lists(st.tuples(st.integers(-50, 10**12), st.integers(0, 10**12)), max_size=8))
def test_bars_are_as_long_as_their_figures(pairs: list[tuple[int, int]]) -> None:
    found = simulation.twins(pairs)
    values = [value for pair in pairs for value in pair]
    lengths = [length for each in found for length in (each.now, each.before)]
    assert len(found) == len(pairs)
    for value, length in zip(values, lengths, strict=True):
        assert 0 <= length <= 1_000
        assert bool(length) == (value > 0)
        assert length == 1_000 or value < max(values) or value <= 0


def test_everybody_is_told_the_greatest_change_first() -> None:
    before = {2: Money(7)}
    found = simulation.member_effects(division(5, 50, 10), division(4, 50, 30), before)
    told = [(each.number, each.paid.amount, each.change.amount, each.before) for each in found]
    assert told == [(3, 10, -20, None), (1, 5, 1, None), (2, 50, 0, Money(7))]


@pytest.mark.parametrize(("cadangan", "said"), [
    ("25", "kurang 5%: baru 9.500 dari 10.000"), ("30", ""),
    ("32,5", "lebih 2,5%: sudah 10.250 dari 10.000"),
])  # fmt: skip
def test_what_a_side_lacks_is_said_in_words(cadangan: str, said: str) -> None:
    assert policy_forms.lack_of(RULES | {"m_cadangan": cadangan}, "m_") == said


def test_who_gets_more_and_less_is_counted() -> None:
    assert simulation.spread(division(5, 5, 10), division(4, 6, 10)) == simulation.Spread(1, 1, 1)


def test_the_members_part_by_every_method() -> None:
    found = simulation.splits(EARNED, Fraction(1, 5))
    assert [(split.method, split.member, split.other) for split in found] == [
        ("laba_kotor", Money(750), Money(250)), ("penjualan_bersih", Money(500), Money(500)),
        ("tetap", Money(200), Money(800)),
    ]  # fmt: skip


# Work in the background


def test_the_work_is_done_once_and_kept() -> None:
    board, begun, go = Board(), [], Event()

    def work(progress: Progress) -> Survey:
        begun.append(1)
        progress(40)
        assert go.wait(10)
        return Survey(YEAR, EARNED, ())

    assert board.percent("a") is None
    assert board.ask("a", work, 0.2) is None
    assert board.ask("a", work, 0) is None
    assert board.percent("a") == 40
    go.set()
    assert board.ask("a", work, 10) == Survey(YEAR, EARNED, ())
    assert board.ask("a", work, 0) == Survey(YEAR, EARNED, ())
    assert (begun, board.percent("a")) == ([1], 100)


def test_what_is_refused_is_said_and_may_be_tried_again() -> None:
    board = Board()

    def refuse(_progress: Progress) -> Survey:
        raise BusinessError("tidak bisa")

    for _twice in range(2):
        with pytest.raises(BusinessError, match="tidak bisa"):
            board.ask("a", refuse, 10)
    assert board.ask("a", lambda _progress: Survey(YEAR, EARNED, ()), 10) is not None


def test_a_survey_serves_every_policy(session: Session) -> None:
    make_year(session)
    given = drafts.by_laws(session, date(YEAR, 12, 31))
    survey = drafts.survey(session, YEAR, given.rules)
    for leavers in Leavers:
        plan = replace(given.rules.plan, leavers=leavers)
        laws = replace(given, rules=replace(given.rules, plan=plan), capital_cap=500)
        assert survey.inputs(laws) == drafts.gather(session, YEAR, laws)


# Pages


@pytest.fixture
def year(database: Database, monkeypatch: pytest.MonkeyPatch) -> Year:
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with database.transaction() as session:
        return make_year(session)


@pytest.fixture
def visitor(year: Year, database: Database, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setattr("members.shu.surveys.PATIENCE", 30)
    return Visitor(create_app(database, secret_key="for-tests"))


def address(**more: str) -> str:
    asked = "&".join(f"{name}={text}" for name, text in (RULES | more).items())
    return f"/shu/{YEAR}/simulator?{asked}"


def test_a_draft_shows_the_year_as_it_would_be(visitor: Visitor) -> None:
    visitor.sign_in(Role.AUDITOR)
    words = text_of(visitor.see(f"/shu/{YEAR}/draft"))
    assert "SHU 2026 Rp5.000.000" in words
    assert "Menurut laba kotor dipakai 80% Rp4.000.000 Rp1.000.000" in words
    assert "1 Siti Aminah Rp750.000 Rp200.000 Rp950.000" in words
    assert "Budi" not in text_of(visitor.see(f"/shu/{YEAR}/draft?q=siti"))
    words = text_of(visitor.see(f"/shu/{YEAR}/draft?sort=capital"))
    assert words.index("Budi") < words.index("Siti")


def test_while_it_is_worked_out_the_page_says_how_far(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.sign_in(Role.AUDITOR)
    go = Event()
    survey = drafts.survey
    monkeypatch.setattr("members.shu.surveys.PATIENCE", 0)

    def slow(*given: object) -> Survey:
        assert go.wait(20)
        return survey(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "survey", slow)
    page = visitor.see(f"/shu/{YEAR}/draft")
    assert "sedang dihitung" in page
    look = visitor.client.get(f"/shu/{YEAR}/draft/progress").json
    assert look == {"percent": 0}
    go.set()
    monkeypatch.setattr("members.shu.surveys.PATIENCE", 30)
    assert "Siti Aminah" in visitor.see(f"/shu/{YEAR}/draft")
    assert visitor.client.get(f"/shu/{YEAR}/draft/progress").json == {"percent": 100}


def test_other_rules_show_what_they_do(visitor: Visitor) -> None:
    visitor.sign_in(Role.AUDITOR)
    page = visitor.see(address(m_jasa_usaha="45", m_jasa_modal="0", member="2"))
    words = text_of(page)
    assert "Budi Santoso, nomor 2 Rp450.000" in words
    assert "Menurut aturan 2026: Rp850.000." in words
    assert "1 naik, 1 turun, 0 tetap" in words
    words = text_of(visitor.see(address(m_jasa_usaha="45", m_jasa_modal="0", member="amin")))
    assert "1 Siti Aminah Rp1.350.000 Rp950.000 Rp400.000" in words
    assert "Budi" not in words
    assert 'value="45"' in page
    page = visitor.see(address(m_cadangan="20"))
    assert "berjumlah 9000 basis poin" in page
    assert 'data-sum="m_" class="sum-wrong">90%' in page
    assert "kurang 10%: baru 9.000 dari 10.000" in text_of(page)
    assert "Rp" not in text_of(page)
    assert "tidak mendapat bagian" in visitor.see(address(member="3"))


def test_rules_tried_are_proposed(visitor: Visitor, database: Database) -> None:
    with database.transaction() as session:
        close(session)
    visitor.sign_in(Role.TREASURER)
    path = f"/shu/{YEAR}/simulator/propose"
    visitor.submit(path, RULES | {"m_cadangan": "29"}, status=422)
    visitor.submit(path, RULES | {"leavers": "nothing", "basis": "closing"})
    visitor.submit(path, RULES, status=409)
    with database.reading() as session:
        rules = runs.inputs_of(session, runs.by_number(session, YEAR, 1)).rules
    assert (rules.plan.leavers, rules.basis) == (Leavers.NOTHING, CapitalBasis.CLOSING)


def test_rules_tried_become_by_laws_from_a_day_on(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.TREASURER)
    path = f"/shu/{YEAR}/simulator/save"
    page = visitor.submit(path, NESTED | {"valid_from": ""}, status=422).text
    assert "Isi mulai kapan" in page
    visitor.submit(path, NESTED | {"valid_from": "2027-01-01"})
    with database.reading() as session:
        held = settings.read(session, SHU_POLICY, on=date(2027, 1, 1))
        assert {line.code: line.points for line in held.lines}["jasa_usaha"] == 2_800
        assert settings.read(session, SHU_POLICY, on=date(2026, 12, 31)) == SHU_POLICY.default
        assert settings.history(session, SHU_LEAVERS.key) == []


def test_last_years_division_stands_beside(
    visitor: Visitor, database: Database, year: Year
) -> None:
    with database.transaction() as session:
        close(session)
        run = runs.propose(session, runs.Proposal(YEAR), at=AFTER, by=year.treasurer)
        number = decide(session, year.chair)
        runs.ratify(session, run, decision=number, at=AFTER, by=year.chair)
        runs.post(session, run, at=AFTER, by=year.treasurer)
    visitor.sign_in(Role.AUDITOR)
    words = text_of(visitor.see(f"/shu/{YEAR + 1}/simulator?member=1"))
    assert "Tahun 2026 dapat Rp950.000." in words
    assert "Jasa usaha 25% Rp0 Rp1.000.000 -Rp1.000.000" in words


def test_only_who_may_proposes_or_saves(visitor: Visitor) -> None:
    for role in (Role.AUDITOR, Role.CHAIR):
        visitor.sign_in(role)
        visitor.submit(f"/shu/{YEAR}/simulator/propose", RULES, status=403)
    visitor.sign_in(Role.AUDITOR)
    visitor.submit(f"/shu/{YEAR}/simulator/save", RULES, status=403)
    visitor.sign_in(Role.MANAGER)
    visitor.see(f"/shu/{YEAR}/draft", status=403)
