"""The pages of interest on savings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core import clock
from core.db import Database
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from members import register
from members.balances import Account, balances
from members.dues.rules import first_of, months_on
from members.dues.words import month_name
from members.interest import interest
from members.office import office_money
from members.office.office_money import Slip
from members.ways import Direction, PaidBy
from tests.support.visitor import Visitor, text_of
from tests.support.world import today


@pytest.fixture
def month(database: Database, visitor: Visitor) -> date:
    """Last month, in which Siti had ten million on every day."""
    last = months_on(first_of(today()), -1)
    with database.transaction() as session:
        member = register.by_number(session, 1)
        office_money.record(
            session,
            Slip(new_id(), ShopId(member.shop_id), MemberId(member.id), Account.SUKARELA,
                 Direction.IN, Money(10_000_000), PaidBy.CASH, last - timedelta(days=1)),
            at=clock.now(), by=None,
        )  # fmt: skip
    return last


def on(visitor: Visitor, month: date, **what: str) -> dict[str, str]:
    return {"rate": "6,5", "since": f"{month:%Y-%m}", "licence": "12/USP/2025",
            "licensed_on": "2025-02-03"} | what  # fmt: skip


def test_it_is_switched_on_with_a_licence_only(visitor: Visitor, month: date) -> None:
    visitor.sign_in(Role.TREASURER)
    assert "Belum diberlakukan" in visitor.see("/interest")
    for what, field in (
        ({"licence": ""}, "licence"), ({"licensed_on": ""}, "licensed_on"),
        ({"rate": "50"}, "rate"), ({"rate": "6,555"}, "rate"), ({"since": "x"}, "since"),
    ):  # fmt: skip
        page = visitor.submit("/interest/switch", on(visitor, month, **what), status=422).text
        assert f'id="{field}-error"' in page, what
    visitor.submit("/interest/switch", on(visitor, month))
    words = text_of(visitor.see("/interest"))
    assert "6,5% setahun" in words
    assert "Izin: 12/USP/2025, 03/02/2025." in words


def test_a_month_is_looked_at_and_booked_once(
    visitor: Visitor, database: Database, month: date
) -> None:
    visitor.sign_in(Role.TREASURER)
    visitor.submit("/interest/switch", on(visitor, month))
    asked = f"{month:%Y-%m}"
    page = visitor.see(f"/interest/look?month={asked}")
    seen = page.split('name="seen" value="')[1].split('"')[0]
    days = (months_on(month, 1) - month).days
    year = 366 if month.year % 4 == 0 else 365
    assert int(seen) == 10_000_000 * days * 650 // (10_000 * year)
    with database.reading() as session:
        member_id = MemberId(register.by_number(session, 1).id)
        assert balances(session, member_id).sukarela == Money(10_000_000), "only looked at"
    visitor.submit("/interest/book", {"month": asked, "seen": seen})
    visitor.submit("/interest/book", {"month": asked, "seen": seen}, status=409)
    with database.reading() as session:
        assert balances(session, member_id).sukarela == Money(10_000_000 + int(seen))
    words = text_of(visitor.see(f"/interest/{asked}"))
    assert f"Jasa simpanan {month_name(month)}" in words
    assert "Siti Aminah 1" in words
    rows = visitor.see(f"/interest/{asked}/jasa-simpanan.csv").splitlines()
    assert rows[1].startswith(f"1;Siti Aminah;WSB;{10_000_000 * days};{seen};0;")
    assert "Tidak ada yang cocok" in visitor.see(f"/interest/{asked}?q=budi")
    assert "/interest/by-key/" in visitor.see("/members/1")


def test_what_cannot_be_looked_at_says_why(visitor: Visitor, month: date) -> None:
    visitor.sign_in(Role.TREASURER)
    visitor.see(f"/interest/look?month={month:%Y-%m}", status=409)
    visitor.submit("/interest/switch", on(visitor, month))
    visitor.see(f"/interest/look?month={today():%Y-%m}", status=422)
    visitor.see("/interest/look?month=kapan", status=422)
    visitor.see("/interest/2020-01", status=404)


def test_only_the_treasurer_books(visitor: Visitor, month: date) -> None:
    visitor.sign_in(Role.AUDITOR)
    visitor.see("/interest")
    visitor.see("/interest/look", status=403)
    visitor.submit("/interest/book", {}, status=403)
    visitor.submit("/interest/switch", {}, status=403)
    visitor.sign_in(Role.MANAGER).see("/interest", status=403)


def test_a_booked_month_is_taken_back_with_a_reason_and_may_be_booked_again(
    database: Database, visitor: Visitor, month: date
) -> None:
    visitor.sign_in(Role.TREASURER)
    visitor.submit("/interest/switch", on(visitor, month))
    at = f"{month:%Y-%m}"
    with database.reading() as session:
        seen = interest.preview(session, month, today=today()).interest.amount
    visitor.submit("/interest/book", {"month": at, "seen": str(seen)})
    page = visitor.submit(f"/interest/{at}/undo", {"reason": " "}, status=422).text
    assert 'id="reason-error"' in page
    visitor.submit(f"/interest/{at}/undo", {"reason": "salah hitung"})
    words = text_of(visitor.see(f"/interest/{at}"))
    assert "Dibatalkan: salah hitung" in words
    visitor.submit(f"/interest/{at}/undo", {"reason": "lagi"}, status=404)
    visitor.submit("/interest/book", {"month": at, "seen": str(seen)})
    page = visitor.see("/interest")
    assert page.count(f'href="/interest/{at}"') == 1
    assert "Dibatalkan" in text_of(page)
    visitor.sign_in(Role.AUDITOR)
    assert f"/interest/{at}/undo" not in visitor.see(f"/interest/{at}")
