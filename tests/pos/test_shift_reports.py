"""X and Z reports: what a shift came to, kept as it was when it was closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core import operators
from core.errors import BusinessError
from core.ids import ShiftId
from core.money import Money
from core.permissions import Role
from ledger import chart, journal
from pos.approvals import approvals
from pos.closing import closing, confirming, queries
from pos.closing.figures import Figures, Tally, from_json, late, to_json
from pos.closing.models import ZReport
from pos.closing.receipts import Report, layout
from pos.documents import ApprovalAction
from pos.letterhead import Marks
from pos.models import DocumentKind, Shift, TenderKind
from pos.paper_pdf import receipt_pdf
from pos.tills import by_id
from tests.support.member_money import member_money
from tests.support.returns import back, correcting, returning
from tests.support.sales import Body, open_shift, sale, send
from tests.support.shifts import cash_move, counted, drawer_opened
from tests.support.world import NOW, World

EVEN = {100_000: 2, 50_000: 1}
"""250,000."""


def sold(world: World, shift_id: str, counter: int, pieces: int = 1, **how: Any) -> Body:
    return sale(
        world, shift_id, [(world.goods["mie"], pieces * 1_000, 3_500)], counter=counter, **how
    )


def report(session: Session, shift_id: str) -> Report:
    return queries.report(session, UUID(shift_id), at=NOW)


def said(found: Report, columns: int = 32) -> str:
    """The paper as one line of words."""
    texts = [line.text for line in layout(found, Marks(), columns) if line.kind == "text"]
    return " ".join(" ".join(texts).split())


def busy(session: Session, world: World, shift_id: str) -> None:
    """Two sales, one of them to a member; cash both ways; the drawer opened once."""
    send(session, world, sold(world, shift_id, 1, 2))
    send(session, world, sold(world, shift_id, 2, member_id=world.member_id))
    send(session, world, cash_move(world, shift_id, 30_000, counter=3))
    send(session, world, cash_move(world, shift_id, 20_000, counter=4, direction="in"))
    send(session, world, drawer_opened(world, shift_id))


def test_an_x_report_says_what_a_shift_has_come_to(
    session: Session, world: World, shift_id: str
) -> None:
    busy(session, world, shift_id)
    found = report(session, shift_id)
    assert found.closed is None
    figures = found.figures
    assert (figures.gross, figures.net) == (Money(10_500), Money(10_500))
    assert (figures.member_net, figures.other_net) == (Money(3_500), Money(7_000))
    assert figures.tenders == {TenderKind.CASH: Tally(2, Money(10_500))}
    assert figures.cash_moved == Money(10_500 - 30_000 + 20_000)
    assert (figures.first_number, figures.last_number) == ("WSB-T1-A-000001", "WSB-T1-A-000004")
    paper = said(found)
    for words in ("LAPORAN X", "BERSIH Rp10.500", "Ke kas besar (1) -30.000",
                  "Dari kas besar (1) 20.000", "Seharusnya Rp200.500",
                  "Buka laci tanpa jual 1"):  # fmt: skip
        assert words in paper


def test_every_kind_of_document_is_in_it(session: Session, world: World, shift_id: str) -> None:
    """Of a shift with one of each, the drawer's account is what the report expects."""
    sale_body = sold(world, shift_id, 1, 4, member_id=world.member_id)
    bodies = [
        sale_body,
        returning(world, shift_id, [back(sale_body, 0, 1_000, 3_500)], counter=2, sale=sale_body),
        cash_move(world, shift_id, 30_000, counter=3),
        member_money(world, shift_id, 25_000, counter=4, account="sukarela"),
        member_money(world, shift_id, 9_000, counter=5, account="sukarela", tender="transfer"),
        correcting(world, shift_id, sale_body, {"cash": 10_000}, {"transfer": 10_000}, sequence=60),
        drawer_opened(world, shift_id),
    ]
    for body in bodies:
        send(session, world, body)
    found = report(session, shift_id)
    figures = found.figures
    in_drawer = 14_000 - 3_500 - 30_000 + 25_000 - 10_000
    assert figures.cash_moved == Money(in_drawer)
    assert journal.balance(session, chart.DRAWER) == Money(200_000 + in_drawer)
    assert figures.booked(TenderKind.TRANSFER) == Money(9_000 + 10_000)
    assert (figures.gross, figures.net) == (Money(14_000), Money(10_500))
    assert figures.returns == Tally(1, Money(3_500))
    assert figures.refunds == {TenderKind.CASH: Tally(1, Money(3_500))}
    paper = said(found)
    for words in ("Retur (1) -3.500", "Penjualan tunai 14.000", "Retur tunai -3.500",
                  "Simpanan anggota 25.000", "Koreksi cara bayar -10.000",
                  "Bon, simpanan: transfer (2) 19.000"):  # fmt: skip
        assert words in paper, words


def test_who_has_yet_to_count_does_not_read_what_should_lie_there(
    session: Session, world: World, shift_id: str
) -> None:
    busy(session, world, shift_id)
    paper = said(queries.blind_report(session, UUID(shift_id), at=NOW))
    assert "BERSIH" in paper
    for words in ("Seharusnya", "Tunai", "Kas awal", "kas besar"):
        assert words not in paper


def test_a_z_report_keeps_what_was_and_shows_beside_it_what_came_late(
    session: Session, world: World, shift_id: str
) -> None:
    busy(session, world, shift_id)
    send(session, world, counted(world, shift_id, {100_000: 2, 500: 1}, unsent=2))
    before = report(session, shift_id)
    late_at = NOW + timedelta(minutes=5)
    send(session, world, sold(world, shift_id, 5, 4), received_at=late_at)
    send(session, world, drawer_opened(world, shift_id, sequence=90), received_at=late_at)
    after = report(session, shift_id)
    assert after.figures == before.figures
    assert before.late == {}
    assert after.late == {
        DocumentKind.SALE: Tally(1, Money(14_000)),
        DocumentKind.DRAWER_OPENED: Tally(1, Money(0)),
    }
    assert after.closed is not None
    assert (after.closed.unsent, after.closed.difference) == (2, Money(0))
    assert "Menyusul (2), tunai 14.000" in said(after)
    rows = queries.late_documents(session, ShiftId(UUID(shift_id)), after)
    assert [(row.kind, row.cash) for row in rows] == [
        (DocumentKind.SALE, Money(14_000)), (DocumentKind.DRAWER_OPENED, Money(0)),
    ]  # fmt: skip


def test_figures_are_the_same_after_they_were_kept(
    session: Session, world: World, shift_id: str
) -> None:
    busy(session, world, shift_id)
    figures = report(session, shift_id).figures
    assert from_json(to_json(figures)) == figures
    assert late(figures, figures) == {}
    assert late(figures, Figures()) == dict(figures.cash)


def test_z_reports_are_numbered_per_till(session: Session, world: World) -> None:
    for number in range(1, 4):
        at = NOW + timedelta(hours=number)
        shift = open_shift(session, world, at=at, sequence=number * 100)
        send(session, world, counted(world, shift, EVEN, sequence=number * 100 + 1))
        assert session.get_one(ZReport, UUID(shift)).number == number


def test_the_count_is_kept_note_by_note_and_slips_stand_beside_the_books(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(world, shift_id, 1, 2)
    tender = {"kind": "qris", "amount": 7_000, "given": 7_000, "change": 0}
    send(session, world, body | {"tenders": [tender]})
    slips = [{"kind": "qris", "amount": 6_000}, {"kind": "kasbon", "amount": 0}]
    send(session, world, counted(world, shift_id, {100_000: 2}, slips=slips))
    closed = report(session, shift_id).closed
    assert closed is not None
    assert closed.pieces == ((Money(100_000), 2),)
    found = {item.kind: (item.counted, item.booked) for item in closed.slips}
    assert found == {
        TenderKind.QRIS: (Money(6_000), Money(7_000)),
        TenderKind.KASBON: (Money(0), Money(0)),
    }
    paper = said(report(session, shift_id))
    assert "QRIS 6.000 di buku 7.000 selisih -Rp1.000" in paper
    assert "100.000 x 2 200.000" in paper


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
def test_reports_are_as_wide_as_their_paper(
    session: Session, world: World, shift_id: str, columns: int
) -> None:
    busy(session, world, shift_id)
    for body in (None, counted(world, shift_id, EVEN, reason="salah hitung " * 10)):
        if body:
            send(session, world, body)
        lines = layout(report(session, shift_id), Marks(1, True), columns)
        assert all(line.columns <= columns for line in lines if line.kind == "text")
        assert receipt_pdf(lines, columns, "Z").startswith(b"%PDF")


# The reason and the second name


def test_the_reason_may_come_once_the_difference_was_seen(
    session: Session, world: World, shift_id: str
) -> None:
    till = by_id(session, world.till_id)
    shift = session.get_one(Shift, UUID(shift_id))
    assert not closing.explain(session, till, ShiftId(UUID(shift_id)), "belum tutup", at=NOW)
    send(session, world, counted(world, shift_id, EVEN))
    assert closing.explain(session, till, ShiftId(UUID(shift_id)), "salah kembalian", at=NOW)
    assert not closing.explain(session, till, ShiftId(UUID(shift_id)), "lain lagi", at=NOW)
    assert shift.reason == "salah kembalian"
    assert "Alasan: salah kembalian" in said(report(session, shift_id))


def confirm(session: Session, world: World, shift_id: str, role: Role, **how: Any) -> None:
    choice: dict[str, Any] = {"agreed": True, "note": ""} | how
    confirming.confirm(session, UUID(shift_id), within=None, at=NOW,
                       by=world.operator_id(role), **choice)  # fmt: skip


def test_a_difference_waits_until_somebody_else_vouches_for_it(
    session: Session, world: World, shift_id: str
) -> None:
    send(session, world, counted(world, shift_id, EVEN))
    waiting = report(session, shift_id).closed
    assert waiting is not None
    assert waiting.waits
    assert set(session.scalars(queries.unvouched())) == {UUID(shift_id)}
    with pytest.raises(BusinessError, match="sendiri"):
        confirm(session, world, shift_id, Role.CLERK)
    confirm(session, world, shift_id, Role.TREASURER)
    found = report(session, shift_id).closed
    assert found is not None
    assert (found.waits, found.second) == (False, "Maria Goreti")
    assert set(session.scalars(queries.unvouched())) == set()
    with pytest.raises(BusinessError, match="sudah diputuskan"):
        confirm(session, world, shift_id, Role.MANAGER)


def test_who_disagrees_says_why_and_is_no_second_name(
    session: Session, world: World, shift_id: str
) -> None:
    send(session, world, counted(world, shift_id, EVEN))
    with pytest.raises(BusinessError, match="mengapa"):
        confirm(session, world, shift_id, Role.MANAGER, agreed=False)
    confirm(session, world, shift_id, Role.MANAGER, agreed=False, note="hitung lagi")
    found = report(session, shift_id).closed
    assert found is not None
    assert (found.waits, found.second) == (False, "")


@pytest.mark.parametrize("counted_cash", [250_000, 1_000, 0])
def test_a_witness_at_the_till_is_the_second_name(
    session: Session, world: World, shift_id: str, counted_cash: int
) -> None:
    claim = witness(session, world, counted_cash)
    answer = send(session, world, counted(world, shift_id, EVEN, approvals=[claim]))
    assert answer.body["waiting"] is False
    found = report(session, shift_id).closed
    assert found is not None
    assert (found.waits, found.second) == (False, "Joko Prasetyo")
    with pytest.raises(BusinessError, match="sudah diputuskan"):
        confirm(session, world, shift_id, Role.TREASURER)


def test_a_witness_nobody_can_prove_is_none(session: Session, world: World, shift_id: str) -> None:
    claim = {"action": "count", "method": "pin", "by": str(world.operator_id(Role.MANAGER)),
             "code": "diri sendiri"}  # fmt: skip
    answer = send(session, world, counted(world, shift_id, EVEN, approvals=[claim]))
    assert answer.body["waiting"] is True


def test_a_manager_does_not_vouch_for_the_own_count(
    session: Session, world: World, shift_id: str
) -> None:
    claim = witness(session, world, 250_000)
    body = counted(world, shift_id, EVEN, role=Role.MANAGER, approvals=[claim])
    assert send(session, world, body).body["waiting"] is True
    with pytest.raises(BusinessError, match="sendiri"):
        confirm(session, world, shift_id, Role.MANAGER)
    confirm(session, world, shift_id, Role.TREASURER)


def witness(session: Session, world: World, amount: int) -> Body:
    """What the till sends after a manager typed a PIN."""
    manager = operators.view_of(session, world.operator_id(Role.MANAGER))
    assert manager is not None
    till = by_id(session, world.till_id)
    grant = approvals.grant_by_pin(
        session, till, manager, action=ApprovalAction.COUNT, amount=Money(amount), at=NOW
    )
    return {"action": "count", "method": "pin", "by": str(manager.id), "code": grant.code}


def test_an_even_count_needs_nobody(session: Session, world: World, shift_id: str) -> None:
    send(session, world, counted(world, shift_id, {100_000: 2}))
    with pytest.raises(BusinessError, match="tidak menunggu"):
        confirm(session, world, shift_id, Role.MANAGER)


def test_the_newest_differences_come_oldest_first(session: Session, world: World) -> None:
    for number, pieces in enumerate([{100_000: 2}, {200_000: 1, 500: 1}, EVEN]):
        at = NOW + timedelta(hours=number)
        shift = open_shift(session, world, at=at, sequence=number * 100 + 1)
        send(session, world, counted(world, shift, pieces, sequence=number * 100 + 2, at=at))
    found = queries.differences(session, shop_id=None, most=2)
    assert [item.amount for item in found] == [Money(500), Money(50_000)]


def test_closing_asks_as_much_after_sixty_sales_as_after_two(
    session: Session, world: World, shift_id: str
) -> None:
    for counter in (1, 2):
        send(session, world, sold(world, shift_id, counter))
    few = _questions_to_close(session, world, shift_id)
    for counter in range(3, 61):
        send(session, world, sold(world, shift_id, counter))
    assert report(session, shift_id).figures.sales == Tally(60, Money(210_000))
    assert _questions_to_close(session, world, shift_id) == few


def _questions_to_close(session: Session, world: World, shift_id: str) -> int:
    """Statements, and rows that became objects."""
    asked: list[object] = []
    note = lambda *_seen: asked.append(None)  # noqa: E731
    connection = session.connection()
    with session.begin_nested() as attempt:
        event.listen(connection, "before_cursor_execute", note)
        event.listen(session, "loaded_as_persistent", note)
        send(session, world, counted(world, shift_id, EVEN, sequence=2_000))
        event.remove(session, "loaded_as_persistent", note)
        event.remove(connection, "before_cursor_execute", note)
        attempt.rollback()
    session.expire_all()
    return len(asked)
