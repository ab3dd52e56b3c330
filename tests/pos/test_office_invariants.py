"""``lumbung check`` finds QRIS and deposits that are not booked as they were accepted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.ids import new_id
from core.money import Money
from core.permissions import Role
from ledger import journal
from pos.provider.entries import top_up_entry
from pos.provider.invariants import deposit_is_booked
from pos.provider.models import PaidFrom, ProviderCheck, TopUp
from pos.qris.entries import settlement_entry
from pos.qris.invariants import settlements_are_booked
from pos.qris.models import MatchBasis, QrisMatch, QrisSettlement
from tests.support.world import NOW, TODAY, World, make_coop


def _settlement(session: Session, world: World, booked: int) -> None:
    """A row of 9,000 that is accepted, and booked for so much."""
    by = world.operator_id(Role.TREASURER)
    row = QrisSettlement(
        shop_id=world.shop_id, fingerprint="x", file_name="mutasi.csv", row_number=7,
        paid_on=TODAY, gross=Money(9_000), fee=Money(63), net=Money(8_937), uploaded_by=by,
        uploaded_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(QrisMatch(settlement_id=row.id, payment="bon_payment:x", basis=MatchBasis.TIME,
                          accepted_by=by, accepted_at=NOW))  # fmt: skip
    session.flush()
    if booked:
        journal.post(session, settlement_entry(row.id, shop_id=world.shop_id, on=TODAY,
                     gross=Money(booked), fee=Money(63), description="x"), at=NOW)  # fmt: skip


def test_an_accepted_row_that_is_booked_is_fine(session: Session) -> None:
    _settlement(session, make_coop(session), 9_000)
    assert list(settlements_are_booked(session)) == []


def test_an_accepted_row_that_is_not_booked_is_found(session: Session) -> None:
    _settlement(session, make_coop(session), 0)
    assert list(settlements_are_booked(session)) == [
        "Mutasi QRIS mutasi.csv baris 7: Rp9.000, dibukukan Rp0."
    ]


def test_an_accepted_row_booked_for_another_amount_is_found(session: Session) -> None:
    _settlement(session, make_coop(session), 8_000)
    assert len(list(settlements_are_booked(session))) == 1


def test_a_booked_row_that_nobody_accepted_is_found(session: Session) -> None:
    world = make_coop(session)
    journal.post(session, settlement_entry(new_id(), shop_id=world.shop_id, on=TODAY,
                 gross=Money(500), fee=Money(0), description="x"), at=NOW)  # fmt: skip
    assert "tidak disetujui" in next(settlements_are_booked(session))


def test_a_top_up_that_is_not_booked_is_found(session: Session) -> None:
    world = make_coop(session)
    row = TopUp(shop_id=world.shop_id, paid_from=PaidFrom.BANK, amount=Money(500), paid_on=TODAY,
                entered_by=world.clerk_id, entered_at=NOW)  # fmt: skip
    session.add(row)
    session.flush()
    assert list(deposit_is_booked(session)) == ["Isi deposit 01/06/2026: Rp500, dibukukan Rp0."]
    entry = top_up_entry(row.id, shop_id=world.shop_id, on=TODAY, paid_from=PaidFrom.BANK,
                         amount=Money(500), text="x")  # fmt: skip
    journal.post(session, entry, at=NOW)
    assert list(deposit_is_booked(session)) == []


def test_a_check_that_adjusted_nothing_is_found(session: Session) -> None:
    world = make_coop(session)
    session.add(
        ProviderCheck(shop_id=world.shop_id, stated=Money(400), booked=Money(500), adjusted=True,
                      reason="x", checked_by=world.clerk_id, checked_at=NOW)
    )  # fmt: skip
    session.flush()
    assert list(deposit_is_booked(session)) == [
        "Pemeriksaan deposit 01/06/2026: -Rp100, dibukukan Rp0."
    ]
