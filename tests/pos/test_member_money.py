"""Share money over the counter: SETOR and TARIK."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import AuditRecord
from core.money import ZERO, Money
from core.settings import put
from ledger import chart, journal
from ledger.models import JournalEntry, Posting
from members.balances import Balances, balances
from members.models import Patronage
from members.settings import WAJIB_AMOUNT
from pos import intake, tills
from pos.approvals.models import Approval
from pos.approvals.settings import LIMITS
from pos.documents import ApprovalAction, Unbookable
from pos.member_money.models import MemberMoney
from pos.models import Document
from pos.paper import Text
from pos.printing import papers
from pos.printing.models import Printer, PrintJob
from pos.printing.papers import Printing
from tests.support.member_money import member_money, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.world import NOW, TODAY, World


def test_each_kind_of_share_money_has_its_account(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    for counter, (account, amount) in enumerate(
        (("pokok", 100_000), ("wajib", 10_000), ("sukarela", 5_000)), start=1
    ):
        body = member_money(world, shift, amount, counter=counter, account=account)
        answer = send(session, world, body)
        assert answer.body["balance"] == amount
    expected = Balances(Money(100_000), Money(10_000), Money(5_000), ZERO)
    assert balances(session, world.member_id) == expected
    assert journal.balance(session, chart.SHARE_CAPITAL) == Money(-100_000)
    assert journal.balance(session, chart.MANDATORY_SAVINGS) == Money(-10_000)
    assert journal.balance(session, chart.VOLUNTARY_SAVINGS) == Money(-5_000)
    assert journal.balance(session, chart.DRAWER, till_id=world.till_id) == Money(315_000)


def test_savings_are_drawn_and_the_drawer_knows(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 50_000, counter=1))
    answer = send(session, world, member_money(world, shift, 20_000, counter=2, direction="out"))
    assert answer.body["balance"] == 30_000
    rows = session.scalars(select(Document.cash).where(Document.kind == "member_money"))
    assert sorted(rows) == [Money(-20_000), Money(50_000)]
    assert journal.balance(session, chart.DRAWER, till_id=world.till_id) == Money(230_000)


def test_a_transfer_never_touches_the_drawer(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = member_money(world, shift, 50_000, counter=1, tender="transfer", reference="BRI 9")
    send(session, world, body)
    assert journal.balance(session, chart.BANK) == Money(50_000)
    assert journal.balance(session, chart.DRAWER, till_id=world.till_id) == Money(200_000)
    assert session.scalars(select(MemberMoney)).one().reference == "BRI 9"


def test_share_money_is_no_purchase(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 50_000, counter=1))
    assert session.scalars(select(Patronage)).all() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"account": "kasbon"}, "bukan jenis simpanan"),
        ({"account": "pokok", "direction": "out"}, "tidak dapat ditarik"),
        ({"account": "wajib", "direction": "out"}, "tidak dapat ditarik"),
        ({"tender": "kasbon"}, "uang tunai atau transfer"),
        ({"tender": "savings"}, "uang tunai atau transfer"),
        ({"given": 49_999}, "tidak cocok"),
        ({"given": 50_001, "direction": "out"}, "tidak cocok"),
        ({"given": 50_001, "tender": "transfer"}, "tidak cocok"),
        ({"amount": 0}, "“amount”"),
        ({"member_id": None}, "“member_id”"),
        ({"member_id": "018f0000-0000-7000-8000-000000000000"}, "tidak dikenal"),
    ],
)
def test_what_cannot_be_is_kept_for_the_manager(
    session: Session, world: World, changes: dict[str, Any], sentence: str
) -> None:
    shift = open_shift(session, world)
    with pytest.raises(Unbookable, match=sentence):
        send(session, world, member_money(world, shift, 50_000, counter=1) | changes)


def test_a_withdrawal_over_the_balance_has_happened_and_is_noted(
    session: Session, world: World
) -> None:
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 10_000, counter=1))
    send(session, world, member_money(world, shift, 15_000, counter=2, direction="out"))
    assert balances(session, world.member_id).sukarela == Money(-5_000)
    (record,) = _noted(session, "member_money.overdrawn")
    assert record.details == {"amount": 15_000, "balance": 10_000}


def test_a_large_withdrawal_needs_approval(session: Session, world: World) -> None:
    limit = LIMITS[ApprovalAction.WITHDRAWAL]
    put(session, limit, "20000", valid_from=TODAY, at=NOW, by=None)
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 90_000, counter=1))
    send(session, world, member_money(world, shift, 20_000, counter=2, direction="out"))
    assert session.scalars(select(Approval)).all() == []
    send(session, world, member_money(world, shift, 20_001, counter=3, direction="out"))
    approval = session.scalars(select(Approval)).one()
    assert (approval.action, approval.amount) == (ApprovalAction.WITHDRAWAL, Money(20_001))
    assert approval.grant_id is None, "nobody has agreed yet"


def test_the_receipt_and_the_drawer_are_queued(session: Session, world: World) -> None:
    printer = Printer(till_id=world.till_id, address="tcp://127.0.0.1:9100", columns=32, dots=384,
                      drawer=True, created_at=NOW)  # fmt: skip
    session.add(printer)
    session.flush()
    shift = open_shift(session, world)
    body = member_money(world, shift, 10_000, counter=1)
    send(session, world, body)
    jobs = session.scalars(select(PrintJob).where(PrintJob.source == f"member_money:{body['id']}"))
    assert sorted(job.kind.value for job in jobs) == ["drawer", "receipt"]


# Two shops: savings belong to the home shop, goods on credit to the shop that sold them


def _move_home(session: Session, world: World) -> None:
    world.members[0].shop_id = ShopId(world.ltm.id)
    session.flush()


def _books(session: Session) -> dict[tuple[str, str], int]:
    """Balances by shop and account; where nothing is left out."""
    rows = session.execute(
        select(JournalEntry.shop_id, Posting.account, Posting.amount).join(
            Posting, Posting.entry_id == JournalEntry.id
        )
    )
    found: dict[tuple[str, str], int] = {}
    for shop_id, account, amount in rows:
        key = (str(shop_id), account)
        found[key] = found.get(key, 0) + amount.amount
    return {key: amount for key, amount in found.items() if amount}


def test_what_is_paid_in_elsewhere_belongs_to_the_home_shop(session: Session, world: World) -> None:
    _move_home(session, world)
    shift = open_shift(session, world, float_=0)
    send(session, world, member_money(world, shift, 50_000, counter=1))
    here, home = str(world.wsb.id), str(world.ltm.id)
    assert _books(session) == {
        (here, chart.DRAWER): 50_000,
        (here, chart.INTER_SHOP): -50_000,
        (home, chart.INTER_SHOP): 50_000,
        (home, chart.VOLUNTARY_SAVINGS): -50_000,
    }
    assert journal.balance(session, chart.INTER_SHOP) == ZERO


def test_a_withdrawal_away_from_home_is_noted_when_nobody_could_be_asked(
    session: Session, world: World
) -> None:
    _move_home(session, world)
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 50_000, counter=1))
    send(session, world, member_money(world, shift, 10_000, counter=2, direction="out"))
    assert not _noted(session, "member_money.withdrawn_offline")
    late = NOW + timedelta(hours=3)
    body = member_money(world, shift, 10_000, counter=3, direction="out")
    send(session, world, body, received_at=late)
    assert _noted(session, "member_money.withdrawn_offline")


def test_the_same_deposit_is_booked_once(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = member_money(world, shift, 50_000, counter=1)
    first, second = send(session, world, body), send(session, world, body)
    assert (first.status, second.status) == (201, 200)
    assert first.body == second.body
    assert balances(session, world.member_id).sukarela == Money(50_000)
    with pytest.raises(intake.KeyReused):
        send(session, world, body | {"amount": 60_000})


def test_a_broken_body_under_a_known_key_is_still_called_reused(
    session: Session, world: World
) -> None:
    shift = open_shift(session, world)
    body = member_money(world, shift, 50_000, counter=1)
    send(session, world, body)
    with pytest.raises(intake.KeyReused):
        send(session, world, body | {"amount": -1})


def test_what_is_odd_is_booked_and_noted(session: Session, world: World) -> None:
    body = member_money(world, "018f0000-0000-7000-8000-000000000001", 50_000, counter=1)
    send(session, world, body)
    (record,) = _noted(session, "member_money.odd")
    assert record.details["odd"] == ["shift unknown"]
    assert tills.by_id(session, world.till.id).shop_id == record.shop_id
    assert balances(session, world.member_id).sukarela == Money(50_000)


def _noted(session: Session, action: str) -> list[AuditRecord]:
    return list(session.scalars(select(AuditRecord).where(AuditRecord.action == action)))


# Paper


def test_a_deposit_is_proved_by_its_receipt(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = member_money(world, shift, 50_000, counter=1, given=100_000)
    send(session, world, body)
    assert _paper(session, f"member_money:{body['id']}") == [
        "      Koperasi Uji Bersama",
        "         Toko Wonosobo",
        "    SETORAN",
        "WSB-T1-A-000001 01/06/2026 10:00",
        "Kasir Sari Wulandari      WSB-T1",
        "SITI AMINAH",
        "Anggota nomor 1",
        "Simpanan sukarela",
        "JUMLAH  Rp50.000",
        "Tunai                    100.000",
        "KEMBALI Rp50.000",
        "SALDO   Rp50.000",
        "Simpan struk ini sebagai bukti.",
    ]


def test_a_withdrawal_is_signed_for(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 50_000, counter=1))
    body = member_money(world, shift, 20_000, counter=2, direction="out")
    send(session, world, body)
    paper = _paper(session, f"member_money:{body['id']}")
    assert "   PENARIKAN" in paper
    assert "SALDO   Rp30.000" in paper
    assert "Petugas                 Penerima" in paper


def test_a_receipt_says_what_the_member_owns_and_owes_after_the_sale(
    session: Session, world: World
) -> None:
    put(session, WAJIB_AMOUNT, "20000", valid_from=TODAY, at=NOW, by=None)
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 50_000, counter=1))
    body = sale(world, shift, [(world.goods["air"], 3_000, 4_000)], counter=2,
                member_id=world.member_id)  # fmt: skip
    send(session, world, paid_by(body, ("kasbon", 8_000), ("savings", 4_000)))
    later = NOW + timedelta(minutes=1)
    send(session, world, member_money(world, shift, 1_000, counter=3), received_at=later)
    paper = _paper(session, f"sale:{body['id']}")
    assert paper[paper.index("TOTAL   Rp12.000") :] == [
        "TOTAL   Rp12.000",
        "Kasbon                     8.000",
        "Simpanan sukarela          4.000",
        "Belanja tahun 2026      Rp12.000",
        "Simpanan sukarela       Rp46.000",
        "Wajib bulan ini belum   Rp20.000",
        "Sisa kasbon              Rp8.000",
        "Jatuh tempo 01/07/2026     8.000",
    ]


def _paper(session: Session, source: str) -> list[str]:
    printing = Printing(32, NOW, None, reprint=False)
    lines = papers.lay_out(session, source, printing)
    texts = (line.text.rstrip() for line in lines if isinstance(line, Text))
    return [text for text in texts if text and "...." not in text]
