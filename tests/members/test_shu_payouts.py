"""Shares of the surplus are paid out: over the desk, many at once, each once."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from core import clock
from core.db import Database
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from ledger import chart, journal
from ledger.entry import Entry, debit
from ledger.entry import credit as credited
from members import credit
from members.balances import Balances, balances
from members.debtors import Debtor
from members.instalments import Plan
from members.models import MemberStatus
from members.shu import invariants, reminder, runs
from members.shu.payouts import Batch, payable
from members.shu.waiting import WaitingRow
from members.ways import PaidBy
from tests.support.surplus import AFTER, YEAR, Year, close, decide, make_year
from tests.support.visitor import Visitor, text_of
from wsgi import create_app

ON = AFTER.date().isoformat()


@pytest.fixture
def year(database: Database, monkeypatch: pytest.MonkeyPatch) -> Year:
    """Siti has 950,000 to come, Budi 850,000."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with database.transaction() as session:
        year = make_year(session)
        close(session)
        run = runs.propose(session, runs.Proposal(YEAR), at=AFTER, by=year.treasurer)
        number = decide(session, year.chair)
        runs.ratify(session, run, decision=number, at=AFTER, by=year.chair)
        runs.post(session, run, at=AFTER, by=year.treasurer)
        return year


@pytest.fixture
def visitor(year: Year, database: Database) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.TREASURER)


def form(**more: str) -> dict[str, str]:
    return {"key": str(new_id()), "amount": "50rb", "way": "tunai", "booked_on": ON} | more


def known(database: Database, member_id: MemberId) -> Balances:
    with database.reading() as session:
        return balances(session, member_id)


def borrow(database: Database, year: Year, amount: Money) -> None:
    """Siti, in her shop."""
    with database.transaction() as session:
        lines = (debit(chart.MEMBER_CREDIT, amount, member_id=year.siti),
                 credited(chart.MERCHANDISE, amount))  # fmt: skip
        source = f"sale:{new_id()}"
        entry = Entry(year.world.shop_id, AFTER.date(), source, "Bon", lines)
        journal.post(session, entry, at=AFTER)
        credit.note_bon(session, source=source, debtor=Debtor.member(year.siti),
                        shop_id=year.world.shop_id, booked_on=AFTER.date(),
                        plan=Plan(AFTER.date()), amount=amount)  # fmt: skip


def sound(database: Database) -> list[str]:
    with database.reading() as session:
        return [*invariants.owed(session), *invariants.booked(session)]


def test_who_waits_is_listed_and_found(visitor: Visitor) -> None:
    words = text_of(visitor.see("/shu/unclaimed"))
    assert "2 anggota, Rp1.800.000" in words
    assert words.index("Siti Aminah") < words.index("Budi Santoso")
    assert "Siti" not in text_of(visitor.see("/shu/unclaimed?q=budi"))
    assert "Tidak ada yang cocok" in visitor.see("/shu/unclaimed?year=2025")
    lines = visitor.client.get("/shu/unclaimed/list.csv?sort=number").text.splitlines()
    assert lines[1:] == ["1;Siti Aminah;6281234567890;950000;950000",
                         "2;Budi Santoso;6285600001111;850000;850000"]  # fmt: skip


def test_a_member_is_paid_once_however_often_it_is_pressed(
    visitor: Visitor, database: Database, year: Year
) -> None:
    typed = form(amount="900.000")
    for _twice in range(2):
        answer = visitor.submit("/shu/pay/1", typed)
        assert answer.headers["Location"] == "/savings-desk/SP-000001"
    assert known(database, year.siti).surplus == Money(50_000)
    page = visitor.submit("/shu/pay/1", form(amount="50.001"), status=422).text
    assert "Saldonya hanya Rp50.000." in page
    assert 'value="50.001"' in page
    assert sound(database) == []


@pytest.mark.parametrize("way", ["donasi", "kasbon"])
def test_what_is_given_or_kept_back_needs_her_consent(
    visitor: Visitor, database: Database, year: Year, way: str
) -> None:
    borrow(database, year, Money(100_000))
    page = visitor.submit("/shu/pay/1", form(way=way), status=422).text
    assert "menyetujuinya" in page
    assert known(database, year.siti).surplus == Money(950_000)
    visitor.submit("/shu/pay/1", form(way=way, consents="1"))
    left = known(database, year.siti)
    assert left.surplus == Money(900_000)
    assert left.credit == Money(50_000 if way == "kasbon" else 100_000)
    with database.reading() as session:
        given = -journal.balance(session, chart.DONATIONS)
    assert given == Money(50_000 if way == "donasi" else 0)


def test_into_savings_it_stays_hers(visitor: Visitor, database: Database, year: Year) -> None:
    visitor.submit("/shu/pay/1", form(way="sukarela"))
    left = known(database, year.siti)
    assert (left.surplus, left.sukarela) == (Money(900_000), Money(50_000))


def test_what_is_wrong_is_said_at_its_field(visitor: Visitor) -> None:
    for wrong, field in (
        (form(amount="banyak"), "amount"), (form(amount="0"), "amount"),
        (form(way="gratis"), "way"),
        (form(booked_on=""), "booked_on"), (form(booked_on="2026-12-31"), "booked_on"),
    ):  # fmt: skip
        page = visitor.submit("/shu/pay/1", wrong | {"reference": "BRI 7"}, status=422).text
        assert f'href="#{field}"' in page
        assert 'value="BRI 7"' in page
    visitor.see("/shu/pay/99", status=404)
    assert "Tidak ada SHU yang menunggu" in visitor.see("/shu/pay/3")


def test_many_are_paid_into_savings_once(visitor: Visitor, database: Database, year: Year) -> None:
    assert "2 anggota, Rp1.800.000" in text_of(visitor.see("/shu/pay-many"))
    typed = form(way="sukarela")
    visitor.submit("/shu/pay-many", typed, status=422)
    batch = visitor.submit("/shu/pay-many", typed | {"sure": "1"}).headers["Location"]
    assert visitor.submit("/shu/pay-many", typed | {"sure": "1"}).headers["Location"] == batch
    assert known(database, year.siti).sukarela == Money(950_000)
    assert known(database, year.budi).surplus == Money(0)
    assert "2 pembayaran, bersama Rp1.800.000." in text_of(visitor.see(str(batch)))
    visitor.submit("/shu/pay-many", form(way="bank", sure="1"), status=422)
    assert sound(database) == []


def test_chosen_members_are_paid_by_bank_from_one_list(
    visitor: Visitor, database: Database, year: Year
) -> None:
    words = text_of(visitor.see("/shu/pay-many?member=2"))
    assert "1 anggota: Budi Santoso" in words
    typed = form(way="bank", sure="1", member="2")
    batch = str(visitor.submit("/shu/pay-many", typed).headers["Location"])
    assert re.fullmatch(r"/shu/batches/SHU-20270301-[0-9A-F]{6}", batch)
    lines = visitor.client.get(f"{batch}/list.csv").text.splitlines()
    name = batch.rpartition("/")[2]
    assert lines[1:] == [f"2;Budi Santoso;6285600001111;850000;SP-000001;{name}"]
    assert known(database, year.siti).surplus == Money(950_000)
    assert known(database, year.budi).surplus == Money(0)
    visitor.submit("/savings-desk/SP-000001/undo", {"reason": "rekening salah"})
    visitor.see(batch, status=404)
    assert visitor.client.get(f"/shu/pay-many/{typed['key']}/progress").json == {"percent": None}


def test_who_left_is_not_paid_into_savings() -> None:
    def row(status: MemberStatus) -> WaitingRow:
        return WaitingRow(MemberId(new_id()), 1, "A", "", status, {YEAR: Money(1)})

    rows = [row(MemberStatus.ACTIVE), row(MemberStatus.LEFT)]
    assert payable(rows, PaidBy.SUKARELA) == rows[:1]
    assert payable(rows, PaidBy.BANK) == rows


def test_the_slips_of_a_batch_have_always_the_same_keys() -> None:
    key, member, shop = (UUID(int=n) for n in (1, 2, 3))
    batch = Batch(key, PaidBy.BANK, AFTER.date(), ShopId(shop))
    once, again = (batch.slip(MemberId(member), Money(n)) for n in (1, 2))
    assert once.id == again.id
    assert batch.slip(MemberId(shop), Money(1)).id != once.id


def test_the_reminder_names_years_and_the_way_to_savings() -> None:
    text = reminder.message("Koperasi Uji", "Siti", {2026: Money(5_000), 0: Money(1_000)})
    assert "- SHU tahun-tahun sebelumnya: Rp1.000\n- SHU 2026: Rp5.000" in text
    assert "Jumlahnya Rp6.000." in text
    assert reminder.link("", text) == ""
    assert reminder.link("6281", "a b") == "https://wa.me/6281?text=a%20b"


def test_nobody_to_pay_is_said_without_a_form(visitor: Visitor) -> None:
    page = visitor.see("/shu/pay-many?q=zzz")
    assert "Tidak ada yang menunggu" in page
    assert "Bayar semua</button>" not in page


def test_only_the_treasurer_pays(visitor: Visitor) -> None:
    visitor.sign_in(Role.CHAIR)
    visitor.see("/shu/unclaimed")
    for path in ("/shu/pay/1", "/shu/pay-many"):
        visitor.see(path, status=403)
        visitor.submit(path, form(sure="1"), status=403)
    visitor.sign_in(Role.MANAGER).see("/shu/unclaimed", status=403)
