"""What the member's page says of savings and kasbon."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from core import clock
from core.db import Database
from core.ids import ShopId
from core.models import AuditRecord
from core.money import Money
from core.permissions import Permission, Role, granted
from core.settings import put
from ledger.invariants import inter_shop
from ledger.models import JournalEntry, Posting
from members import invariants, register
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
    paths = re.findall(r'href="(/(?:sales|member-money|bon-payments)/[0-9a-f-]{36})"', page)
    assert [path.split("/")[1] for path in paths] == ["bon-payments", "sales", "member-money"]
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


# Taking back what was booked wrongly


def test_a_deposit_on_the_wrong_member_is_moved(
    visitor: Visitor, database: Database, world: World, deposit: Body
) -> None:
    page = f"/member-money/{deposit['id']}"
    with database.transaction() as session:
        session.get_one(Member, world.members[1].id).shop_id = ShopId(world.ltm.id)
    visitor.sign_in(Role.MANAGER)
    assert "SITI AMINAH" in visitor.see(page)
    visitor.submit(f"{page}/correct", {"remedy": "move", "to": "2", "reason": "Salah orang"})
    with database.reading() as session:
        assert balances(session, world.member_id).sukarela == Money(0)
        assert balances(session, world.members[1].id).sukarela == Money(50_000)  # type: ignore[arg-type]
        assert list(inter_shop(session)) == []
        assert list(invariants.money_has_an_owner(session)) == []
        record = session.query(AuditRecord).filter_by(action="member_money.corrected").one()
        assert record.details == {"remedy": "move", "reason": "Salah orang"}
    assert "Sudah dikoreksi" in visitor.see(page)
    again = {"remedy": "safe", "reason": "lagi"}
    answer = visitor.submit(f"{page}/correct", again, status=409)
    assert "Struk ini sudah dikoreksi." in text_of(answer.text)
    assert "Koreksi WSB-T1-A-000001" in visitor.see("/members/2")


@pytest.mark.parametrize(("remedy", "account"), [("safe", "1-1020"), ("count", "7-9010")])
def test_a_deposit_is_taken_back_and_the_drawer_stays(
    visitor: Visitor, database: Database, world: World, deposit: Body, remedy: str, account: str
) -> None:
    visitor.sign_in(Role.MANAGER)
    path = f"/member-money/{deposit['id']}/correct"
    visitor.submit(path, {"remedy": remedy, "reason": "Salah ketik"})
    with database.reading() as session:
        assert balances(session, world.member_id).sukarela == Money(0)
        entry = (
            session.query(JournalEntry).filter(JournalEntry.source.startswith("reversal:")).one()
        )
        booked = session.query(Posting.account, Posting.amount).filter_by(entry_id=entry.id)
        assert sorted(tuple(row) for row in booked) == [
            *sorted([("2-1110", Money(50_000)), (account, Money(-50_000))])
        ]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"remedy": "move", "to": "", "reason": "x"}, "Sebut nomor anggota yang benar."),
        ({"remedy": "move", "to": "99", "reason": "x"}, "Tidak ada anggota nomor 99."),
        ({"remedy": "move", "to": "1", "reason": "x"}, "Uangnya sudah tercatat pada anggota ini."),
        ({"remedy": "safe", "reason": " "}, "Tulis mengapa dikoreksi."),
        ({"remedy": "bank", "reason": "x"}, "Pilih di mana uangnya sekarang."),
        ({"remedy": "", "reason": "x"}, "Pilih di mana uangnya sekarang."),
    ],
)
def test_a_correction_must_say_what_and_why(
    visitor: Visitor, deposit: Body, form: dict[str, str], sentence: str
) -> None:
    visitor.sign_in(Role.MANAGER)
    answer = visitor.submit(f"/member-money/{deposit['id']}/correct", form, status=422)
    assert sentence in text_of(answer.text)


def test_nobody_corrects_what_they_booked_themselves(
    visitor: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        body = member_money(world, open_shift(session, world), 5_000, counter=1)
        body["operator_id"] = str(world.operator_id(Role.MANAGER))
        send(session, world, body)
    visitor.sign_in(Role.MANAGER)
    page = f"/member-money/{body['id']}"
    assert "Bukukan koreksi" not in visitor.see(page)
    answer = visitor.submit(f"{page}/correct", {"remedy": "safe", "reason": "x"}, status=409)
    assert "tidak dapat mengoreksinya sendiri" in text_of(answer.text)


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_approve_correct(visitor: Visitor, deposit: Body, role: Role) -> None:
    visitor.sign_in(role)
    may = granted([role])
    form = {"remedy": "safe", "reason": "x"}
    status = 302 if Permission.APPROVE in may else 403
    visitor.see(f"/member-money/{deposit['id']}", 200 if Permission.VIEW_MEMBERS in may else 403)
    visitor.submit(f"/member-money/{deposit['id']}/correct", form, status=status)


def test_receipts_that_are_not_there(visitor: Visitor, world: World) -> None:
    visitor.sign_in(Role.MANAGER)
    for path in ("member-money", "bon-payments"):
        visitor.see(f"/{path}/018f0000-0000-7000-8000-000000000000", 404)


def test_the_wajib_of_this_month_is_reminded_of(visitor: Visitor, database: Database) -> None:
    first = datetime(2020, 1, 1, tzinfo=UTC)
    with database.transaction() as session:
        put(session, WAJIB_AMOUNT, "20000", valid_from=first.date(), at=clock.now(), by=None)
    words = text_of(visitor.sign_in(Role.TREASURER).see("/members/1"))
    assert "Belum bayar bulan ini: Rp20.000" in words
