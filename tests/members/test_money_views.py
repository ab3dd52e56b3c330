"""What the member's page says of savings and kasbon."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from core import clock
from core.db import Database
from core.money import Money
from core.permissions import Role
from core.settings import put
from ledger.invariants import inter_shop
from ledger.models import JournalEntry, Posting
from members import register
from members.balances import balances
from members.models import Member
from members.settings import WAJIB_AMOUNT
from tests.support.member_money import bon_payment, member_money, paid_by
from tests.support.sales import Body, open_shift, sale, send
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def visitor(database: Database, world: World) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests"))


@pytest.fixture
def deposit(database: Database, world: World) -> Body:
    """Siti saves 50,000, buys for 12,000 on credit and pays 4,000 of it."""
    with database.transaction() as session:
        session.get_one(Member, world.member_id).credit_limit = Money(100_000)
        shift = open_shift(session, world)
        body = member_money(world, shift, 50_000, counter=1)
        send(session, world, body)
        goods = [(world.goods["air"], 3_000, 4_000)]
        bought = sale(world, shift, goods, counter=2, member_id=world.member_id)
        send(session, world, paid_by(bought, ("kasbon", 12_000)))
        send(session, world, bon_payment(world, shift, 4_000, counter=3))
    return body


def test_the_page_shows_what_is_owned_owed_and_moved(visitor: Visitor, deposit: Body) -> None:
    words = text_of(visitor.sign_in(Role.TREASURER).see("/members/1"))
    assert "Simpanan sukarela Rp50.000" in words
    assert "Kasbon Rp8.000 Plafon Rp100.000, masih boleh Rp92.000" in words
    assert "01/06/2026 WSB 01/07/2026 Rp12.000 Rp8.000" in words, "the open bon"
    assert "01/06/2026 Bayar kasbon WSB-T1-A-000003 Kasbon WSB -Rp4.000" in words
    assert (
        "01/06/2026 Setor simpanan sukarela WSB-T1-A-000001 Simpanan sukarela WSB Rp50.000" in words
    )
    assert "1–3 dari 3" in words


def test_a_movement_leads_to_its_receipt(visitor: Visitor, deposit: Body) -> None:
    page = visitor.sign_in(Role.TREASURER).see("/members/1")
    paths = re.findall(r'href="(/(?:sales|member-money)/[0-9a-f-]{36})"', page)
    assert [path.split("/")[1] for path in paths] == ["member-money", "sales", "member-money"]
    for path in paths:
        visitor.see(path)


def test_movements_of_one_account(visitor: Visitor, deposit: Body) -> None:
    visitor.sign_in(Role.AUDITOR)
    words = text_of(visitor.see("/members/1?account=kasbon"))
    assert "1–2 dari 2" in words
    assert "Setor simpanan" not in words
    visitor.see("/members/1?account=emas", status=422)
    visitor.see("/members/1?page=x", status=422)


def test_the_limit_is_typed_on_the_form(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.MANAGER)
    form = {"name": "Siti Aminah", "phone": "", "card": "", "address": "", "shop": "WSB",
            "joined_on": "2026-01-31", "status": "aktif"}  # fmt: skip
    visitor.submit("/members/1/edit", form | {"credit_limit": "500rb"})
    with database.reading() as session:
        assert register.by_number(session, 1).credit_limit == Money(500_000)
    assert 'value="500.000"' in visitor.see("/members/1/edit")
    answer = visitor.submit("/members/1/edit", form | {"credit_limit": "banyak"}, status=422)
    assert 'id="credit_limit-error"' in answer.text
    visitor.submit("/members/1/edit", form | {"credit_limit": "-5"}, status=422)
    visitor.submit("/members/1/edit", form | {"credit_limit": ""})
    with database.reading() as session:
        assert register.by_number(session, 1).credit_limit == Money(0)


def test_savings_follow_to_another_home_shop(
    visitor: Visitor, database: Database, world: World, deposit: Body
) -> None:
    visitor.sign_in(Role.MANAGER)
    form = {"name": "Siti Aminah", "phone": "", "card": "", "address": "", "shop": "LTM",
            "joined_on": "2026-01-31", "status": "aktif"}  # fmt: skip
    visitor.submit("/members/1/edit", form)
    with database.reading() as session:
        assert balances(session, world.member_id).sukarela == Money(50_000)
        assert list(inter_shop(session)) == []
        at_home = session.query(Posting.amount).join(
            JournalEntry, JournalEntry.id == Posting.entry_id
        ).filter(Posting.account == "2-1110", JournalEntry.shop_id == world.ltm.id)  # fmt: skip
        assert [amount for (amount,) in at_home] == [Money(-50_000)]


def test_the_wajib_of_this_month_is_reminded_of(visitor: Visitor, database: Database) -> None:
    first = datetime(2020, 1, 1, tzinfo=UTC)
    with database.transaction() as session:
        put(session, WAJIB_AMOUNT, "20000", valid_from=first.date(), at=clock.now(), by=None)
    words = text_of(visitor.sign_in(Role.TREASURER).see("/members/1"))
    assert "Belum bayar bulan ini: Rp20.000" in words


def test_the_page_shows_the_next_instalment(
    database: Database, world: World, visitor: Visitor
) -> None:
    with database.transaction() as session:
        shift = open_shift(session, world)
        goods = [(world.goods["air"], 25_000, 4_000)]
        bought = sale(world, shift, goods, counter=1, member_id=world.member_id)
        bought = paid_by(bought, ("kasbon", 100_000))
        bought["tenders"][0] |= {"instalments": 3, "due_on": "2026-07-10"}
        send(session, world, bought)
        send(session, world, bon_payment(world, shift, 40_000, counter=2))
    words = text_of(visitor.sign_in(Role.TREASURER).see("/members/1"))
    assert "10/08/2026 Cicilan berikutnya Rp26.800, tinggal 2 kali dari 3" in words
