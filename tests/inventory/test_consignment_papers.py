"""The papers of consignment: on 58 mm paper, as PDF, first the original and then copies."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from core.db import Database
from core.ids import ShopId, TillId, new_id
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory.consignment.models import EndingKind, PaidBy
from inventory.consignment.sheets import Coop, intake_pdf, settlement_pdf
from inventory.consignment.slips import (
    EndedLine,
    Head,
    IntakeNote,
    NoteLine,
    PaidPart,
    Slip,
    SlipLine,
)
from pos.letterhead import Letterhead, Marks
from pos.paper import PaperLine, Text
from pos.printing.models import JobKind, Printer, PrintJob
from pos.printing.papers import Printing, lay_out
from pos.producer_slips import receipts
from tests.inventory.test_consignment import sell
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World

HEAD = Head(
    key=new_id(), number="WSB-PT-000001", shop_id=ShopId(new_id()), shop_code="WSB",
    shop="Toko Wonosobo", time_zone="Asia/Jakarta", consignor="Bu Nurul", consignor_number=1,
    at=NOW, by="Joko Prasetyo",
)  # fmt: skip
SLIP = Slip(
    head=HEAD, paid_on=TODAY, first=date(2026, 5, 31), before=Money(100),
    lines=(SlipLine("Risoles isi ayam", "pcs", Quantity.of(7), Money(35_000), Money(29_750)),),
    ended=(EndedLine("Risoles isi ayam", "pcs", EndingKind.LOST, Quantity.of(2), Money(8_500)),),
    owed=Money(38_350),
    parts=(PaidPart(PaidBy.SAFE, Money(20_000), ""), PaidPart(PaidBy.BANK, Money(8_350), "TRF-7"),
           PaidPart(PaidBy.SAVINGS, Money(5_000), ""), PaidPart(PaidBy.KASBON, Money(4_000), "")),
)  # fmt: skip
NOTE = IntakeNote(HEAD, (NoteLine("Risoles isi ayam", "pcs", Quantity.of(20)),))
OURS = Letterhead("Koperasi Uji Bersama", "Toko Wonosobo", is_demo=False)


def said(paper: tuple[PaperLine, ...]) -> str:
    return "\n".join(line.text for line in paper if isinstance(line, Text))


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
def test_no_line_is_wider_than_the_paper(columns: int) -> None:
    papers = (receipts.settlement(SLIP, OURS, Marks(copy_of=2), columns),
              receipts.intake(NOTE, OURS, Marks(), columns))  # fmt: skip
    for line in (line for paper in papers for line in paper):
        assert not isinstance(line, Text) or line.columns <= columns


def test_the_slip_says_every_rupiah() -> None:
    text = said(receipts.settlement(SLIP, OURS, Marks(), 32))
    amounts = ("35.000", "-5.250", "Rp29.750", "Rp8.500", "Rp38.350", "Rp20.000", "Rp8.350",
               "Rp5.000", "Rp4.000", "Rp37.350", "Rp1.000", "Rp100")  # fmt: skip
    words = ("PELUNASAN", "Bu Nurul", "31/05/2026", "7 pcs", "Selisih hitung sisa", "TRF-7",
             "Masuk SUKARELA", "Potong kasbon", "Transfer bank", "Tunai")  # fmt: skip
    for part in (*amounts, *words):
        assert part in text
    assert "SALINAN" not in text
    assert "SALINAN ke-2" in said(receipts.settlement(SLIP, OURS, Marks(copy_of=2), 32))


def test_the_intake_note_says_what_was_brought() -> None:
    text = said(receipts.intake(NOTE, OURS, Marks(), 32))
    for part in ("NOTA TITIPAN", "Bu Nurul", "Risoles isi ayam", "20 pcs", "01/06/2026 10:00"):
        assert part in text


def test_a_long_slip_takes_more_pages_and_the_same_values_give_the_same_bytes() -> None:
    coop = Coop("Koperasi Uji Bersama", is_demo=True)
    assert settlement_pdf(SLIP, coop) == settlement_pdf(SLIP, coop)
    assert pages(settlement_pdf(SLIP, coop)) == pages(intake_pdf(NOTE, coop)) == 1
    many = IntakeNote(HEAD, NOTE.lines * 90)
    assert pages(intake_pdf(many, coop)) > 1


def pages(document: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", document))


@pytest.fixture
def manager(app: Flask, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        nurul = add_consignor(session, member_id=world.member_id)
        goods = add_cake(session, nurul)
        bring(session, world, nurul, goods, 20)
        sell(session, world, nurul, goods, 7)
    visitor = Visitor(app).sign_in(Role.MANAGER)
    visitor.submit("/consignment/1/settle", {"shop": "WSB", "key": str(new_id()), "safe": "29.750"})
    return visitor


def add_printer(database: Database, world: World, at: datetime = NOW) -> None:
    with database.transaction() as session:
        session.add(Printer(till_id=TillId(world.till.id), address="/dev/usb/lp0", columns=32,
                            dots=384, created_at=at))  # fmt: skip


def test_papers_come_out_once_as_the_original_and_then_as_copies(
    manager: Visitor, database: Database, world: World
) -> None:
    add_printer(database, world)
    for path in ("/consignment/slips/WSB-PT-000001", "/consignment/intakes/WSB-TJ-000001"):
        for sentence in ("Slip dikirim ke printer", "Salinan ke-1", "Salinan ke-2"):
            manager.submit(f"{path}/print")
            assert sentence in text_of(manager.see(path))
    with database.reading() as session:
        every = session.scalars(select(PrintJob).order_by(PrintJob.id)).all()
        assert [job.kind for job in every] == [JobKind.RECEIPT, JobKind.COPY, JobKind.COPY] * 2
        for job, sign in zip(every, ("29.750", "SALINAN ke-1", "SALINAN ke-2", "20 pcs",
                                     "SALINAN ke-1", "SALINAN ke-2"), strict=True):  # fmt: skip
            printing = Printing(32, NOW + timedelta(days=1), job.copy_number, reprint=False)
            assert sign in said(tuple(lay_out(session, job.source, printing)))


def test_without_a_printer_there_is_the_pdf(manager: Visitor) -> None:
    for path in ("/consignment/slips/WSB-PT-000001", "/consignment/intakes/WSB-TJ-000001"):
        assert "hanya PDF" in text_of(manager.see(path))
        manager.submit(f"{path}/print")
        assert "Pilih kasir" in text_of(manager.see(path))
        answer = manager.client.get(f"{path}.pdf")
        assert answer.data.startswith(b"%PDF")
        assert path.rpartition("/")[2] in answer.headers["Content-Disposition"]


def test_papers_of_another_shop_and_papers_that_are_not_there(
    manager: Visitor, app: Flask, database: Database, world: World
) -> None:
    for path in ("slips/WSB-PT-000009", "intakes/WSB-TJ-000009"):
        for ending in ("", ".pdf"):
            manager.see(f"/consignment/{path}{ending}", 404)
    clerk = Visitor(app).sign_in(Role.CLERK)
    clerk.submit("/consignment/slips/WSB-PT-000001/print", status=403)
