"""The slip of a member's surplus on 58 mm paper: every figure of the PDF, nothing cut off, printed
where somebody asks for it, with a payment, and at a till that pays."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.money import Money
from members.shu import runs, told
from members.shu.capital import CapitalBasis
from members.shu.runs import Proposal
from members.shu.slip_paper import slips_pdf
from members.shu.slips import MemberSlip, PoolShare
from pos import escpos
from pos.letterhead import Letterhead, Marks
from pos.member_slips import receipts
from pos.paper import Rule, Text, printable
from pos.printing.models import Printer, PrintJob
from tests.support.member_money import member_money
from tests.support.paper import Paper, print_job
from tests.support.sales import opening, send
from tests.support.surplus import AFTER, YEAR, Year, close, decide, make_year
from tests.support.world import NOW

HEAD = Letterhead("Koperasi Konsumen Purna Migran Wonosobo Sejahtera", "Toko Wonosobo", False)
SLIP = MemberSlip(
    HEAD.coop, 2026, "RAT-2027/1", date(2027, 2, 14), 7,
    "Raden Ajeng Sulistyaningrum Kusumawardhani binti Haji Abdurrahman Wahidin",
    Money(1_234_567_890), Money(987_654_321),
    PoolShare(Money(246_913_580), 61_728_395, 8_765_432_109, Money(1_738_828)),
    PoolShare(Money(197_530_864), 33_120_000, 4_800_000_000, Money(1_362_962)),
    CapitalBasis.MONTH_END, 12, Money(3_101_000), 1_000, "sukarela",
)  # fmt: skip
FIGURE = re.compile(r"-?(?:Rp)?\d[\d.,]*\d|\d")
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)


def paper_of(slip: MemberSlip, head: Letterhead = HEAD, marks: Marks | None = None) -> Paper:
    """The slip through the bytes of a 58 mm printer onto paper."""
    profile = escpos.PROFILES["58"]
    lines = receipts.surplus_slip(slip, head, marks or Marks(), profile.columns)
    return print_job(escpos.render(lines, profile))


def pdf_text(slip: MemberSlip) -> str:
    pdf = slips_pdf([slip], "SHU")
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    return " ".join(said.stdout.decode().split())


@needs_pdftotext
@pytest.mark.parametrize("slip", [
    SLIP, replace(SLIP, total=SLIP.exact, unit=1), replace(SLIP, total=Money(0)),
    replace(SLIP, basis=CapitalBasis.CLOSING, days=1), replace(SLIP, decision="", decided_on=None),
], ids=["rounded", "exact", "nothing", "closing", "undecided"])  # fmt: skip
def test_every_figure_is_the_pdfs(slip: MemberSlip) -> None:
    paper = " ".join(" ".join(paper_of(slip).lines).split())
    assert Counter(FIGURE.findall(paper)) == Counter(FIGURE.findall(pdf_text(slip)))
    assert slip.member_name.upper() in paper


def test_the_example_and_what_is_not_decided_say_so_once() -> None:
    demo = paper_of(replace(SLIP, stamp="CONTOH"), replace(HEAD, is_demo=True)).lines
    assert sum("CONTOH" in line for line in demo) == 2
    waiting = " ".join(paper_of(replace(SLIP, stamp="BELUM PASTI")).lines)
    assert "BELUM PASTI" in waiting
    assert "SALINAN ke-2" in " ".join(paper_of(SLIP, marks=Marks(copy_of=2)).lines)


@given(
    name=st.text(min_size=1, max_size=80), pool=st.integers(0, 10**13),
    mine=st.integers(0, 10**13), everybody=st.integers(1, 10**14),
    basis=st.sampled_from(CapitalBasis), columns=st.sampled_from([24, 32, 42, 48]),
)  # fmt: skip
def test_nothing_is_wider_than_the_paper_or_left_out(
    name: str, pool: int, mine: int, everybody: int, basis: CapitalBasis, columns: int
) -> None:
    share = PoolShare(Money(pool), mine, everybody, Money(pool))
    slip = replace(SLIP, member_name=name, patronage=share, capital=share, basis=basis)
    lines = receipts.surplus_slip(slip, HEAD, Marks(), columns)
    texts = [line for line in lines if isinstance(line, Text)]
    assert max(line.columns for line in texts) <= columns
    said = "".join("".join(line.text for line in texts).split())
    for whole in (printable(name.upper()), share.formula):
        assert "".join(whole.split()) in said
    assert sum(isinstance(line, Rule) for line in lines) == 6


@pytest.fixture
def year(session: Session) -> Year:
    """Posted."""
    made = make_year(session)
    close(session)
    run = runs.propose(session, Proposal(YEAR), at=AFTER, by=made.treasurer)
    number = decide(session, made.chair)
    runs.ratify(session, run, decision=number, at=AFTER, by=made.chair)
    runs.post(session, run, at=AFTER, by=made.treasurer)
    return made


def sources(session: Session) -> list[str]:
    return [job.source for job in session.scalars(select(PrintJob).order_by(PrintJob.id))]


def test_a_slip_is_another_paper_before_it_is_posted(session: Session) -> None:
    made = make_year(session)
    close(session)
    run = runs.propose(session, Proposal(YEAR), at=AFTER, by=made.treasurer)
    early = told.source(run, 1)
    assert told.asked(session, early.partition(":")[2]).stamp == "BELUM PASTI"
    number = decide(session, made.chair)
    runs.ratify(session, run, decision=number, at=AFTER, by=made.chair)
    runs.post(session, run, at=AFTER, by=made.treasurer)
    (late,) = told.sources_of(session, made.siti)
    assert late == f"shu_slip:{run.id}:1" != early
    assert told.asked(session, late.partition(":")[2]).stamp == ""


def test_of_a_corrected_year_the_division_that_holds_is_printed(
    session: Session, year: Year
) -> None:
    (first,) = told.sources_of(session, year.siti)
    second = runs.propose(session, Proposal(YEAR, reason="nota"), at=AFTER, by=year.treasurer)
    assert told.sources_of(session, year.siti) == [first]
    number = "RAT-2027/1"
    runs.ratify(session, second, decision=number, at=AFTER, by=year.chair)
    runs.post(session, second, at=AFTER, by=year.treasurer)
    assert told.sources_of(session, year.siti, [YEAR]) == [told.source(second, 1)]
    assert told.sources_of(session, year.siti, [YEAR - 1]) == []


def test_a_till_that_pays_a_share_explains_it_once(session: Session, year: Year) -> None:
    world = year.world
    session.add(Printer(till_id=world.till_id, address="tcp://127.0.0.1:9", columns=32, dots=384,
                        created_at=NOW))  # fmt: skip
    opened = opening(world, at=AFTER)
    send(session, world, opened, received_at=AFTER)
    before = sources(session)
    for counter in (1, 2):
        body = member_money(world, opened["id"], 50_000, counter=counter, account="shu",
                            direction="out", at=AFTER.isoformat())  # fmt: skip
        send(session, world, body, received_at=AFTER)
    (slip,) = told.sources_of(session, year.siti)
    new = sources(session)[len(before) :]
    assert [source for source in new if source.startswith("shu_slip")] == [slip]
    assert len({source for source in new if source.startswith("member_money")}) == 2
