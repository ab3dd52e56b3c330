"""The pages of leaving: every figure first, then the decision, the sheet, the payment."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from core.db import Database
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from core.settings import put
from members.balances import Account, balances
from members.leaving.models import Settlement
from members.leaving.settings import EXIT_FEE
from members.office import office_money
from members.office.office_money import Slip
from members.people.models import Heir
from members.ways import Direction, PaidBy
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        world = make_coop(session)
        for account, amount in ((Account.POKOK, 100_000), (Account.SUKARELA, 55_000)):
            slip = Slip(new_id(), ShopId(world.office.id), world.member_id, account, Direction.IN,
                        Money(amount), PaidBy.CASH, TODAY)  # fmt: skip
            office_money.record(session, slip, at=NOW, by=None)
        put(session, EXIT_FEE, "5000", valid_from=TODAY, at=NOW, by=None)
    return world


@pytest.fixture
def visitor(database: Database, world: World) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.TREASURER)


def form_of(page: str, **what: str) -> dict[str, str]:
    """The decision as typed, with what the page carries along."""
    hidden = {
        name: found[1]
        for name in ("key", "net")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }
    return hidden | {
        "status": "berhenti", "left_on": TODAY.isoformat(), "reason": "Pindah",
        "decided_by": "Rapat pengurus 3/2026", "sure": "1",
    } | what  # fmt: skip


def test_figures_decision_sheet_and_payment(
    database: Database, visitor: Visitor, world: World
) -> None:
    page = visitor.see("/members/1/leaving")
    words = text_of(page)
    assert "Dikurangi iuran keluar -Rp5.000 Jumlah akhir Rp150.000" in words
    assert "Akan dibayarkan Rp150.000" in words
    form = form_of(page)
    answer = visitor.submit("/members/1/leaving", form)
    assert answer.location == "/settlements/1"
    assert visitor.submit("/members/1/leaving", form).location == "/settlements/1", "once"
    words = text_of(visitor.see("/settlements/1"))
    assert "AK-000001 Siti Aminah" in words
    assert "Belum dibayar Rp150.000" in words
    assert visitor.client.get("/settlements/1/sheet.pdf").data.startswith(b"%PDF")
    key = form_of(visitor.see("/settlements/1"))["key"]
    pay = {"key": key, "amount": "100rb", "way": "tunai", "note": "Siti"}
    for _press in range(2):
        visitor.submit("/settlements/1/pay", pay)
    give = {"key": str(new_id()), "to": "2", "part": "50.000"}
    visitor.submit("/settlements/1/give", give)
    words = text_of(visitor.see("/settlements/1"))
    assert "Belum dibayar Rp0" in words
    assert "Simpanan sukarela Budi Santoso Anggota nomor 2 Rp50.000" in words
    assert "Bayarkan sekarang" not in words
    with database.reading() as session:
        assert balances(session, MemberId(world.members[1].id)).sukarela == Money(50_000)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"sure": ""}, "sudah diperiksa"),
        ({"status": ""}, "Pilih mengapa"),
        ({"reason": ""}, "Tulis alasannya"),
        ({"decided_by": " "}, "siapa yang memutuskan"),
        ({"left_on": ""}, "sejak kapan"),
        ({"left_on": "2099-01-01"}, "masa depan"),
        ({"net": "149999"}, "Angkanya berubah"),
        ({"net": "x"}, "sudah lama"),
        ({"key": "x"}, "sudah lama"),
        ({"status": "meninggal"}, "Pilih ahli waris"),
        ({"heir": "x"}, "sudah lama"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    database: Database, visitor: Visitor, what: dict[str, str], sentence: str
) -> None:
    form = form_of(visitor.see("/members/1/leaving")) | what
    is_stale = what.get("net") == "149999"
    answer = visitor.submit("/members/1/leaving", form, status=409 if is_stale else 422)
    assert sentence in answer.text
    if form["reason"]:
        assert 'value="Pindah"' in answer.text
    with database.reading() as session:
        assert session.scalars(select(Settlement)).all() == []


def test_the_heir_is_chosen_from_the_register(
    database: Database, visitor: Visitor, world: World
) -> None:
    assert "Ahli waris belum dicatat" in visitor.see("/members/1/leaving")
    with database.transaction() as session:
        heir = Heir(member_id=world.member_id, name="Ahmad Fauzi", relation="Suami",
                    phone="6281300001111", created_at=NOW)  # fmt: skip
        session.add(heir)
    page = visitor.see("/members/1/leaving")
    assert "Ahmad Fauzi (Suami)" in page
    visitor.submit("/members/1/leaving", form_of(page, status="meninggal", heir=str(heir.id)))
    assert "Ahmad Fauzi (Suami) · 0813-0000-1111" in text_of(visitor.see("/settlements/1"))


@pytest.mark.parametrize(
    ("path", "form", "sentence"),
    [
        ("pay", {"amount": "150.001", "way": "tunai"}, "Saldonya hanya Rp150.000"),
        ("pay", {"amount": "1.000", "way": "donasi"}, "tunai atau transfer"),
        ("pay", {"amount": "nol", "way": "tunai"}, "bukan jumlah uang"),
        ("give", {"to": "1", "part": "1.000"}, "anggota lain"),
        ("give", {"to": "99", "part": "1.000"}, "Tidak ada anggota nomor 99"),
        ("give", {"to": "x", "part": "1.000"}, "nomor anggota penerimanya"),
        ("give", {"to": "2", "part": "150.001"}, "tinggal Rp150.000"),
    ],
)
def test_a_payment_that_cannot_be_is_said(
    visitor: Visitor, path: str, form: dict[str, str], sentence: str
) -> None:
    visitor.submit("/members/1/leaving", form_of(visitor.see("/members/1/leaving")))
    answer = visitor.submit(f"/settlements/1/{path}", form | {"key": str(new_id())}, status=422)
    assert sentence in answer.text


def test_the_list_is_searched_and_says_what_is_unpaid(visitor: Visitor) -> None:
    assert "Belum ada yang keluar" in visitor.see("/settlements")
    visitor.submit("/members/1/leaving", form_of(visitor.see("/members/1/leaving")))
    for query in ("", "?q=siti", "?q=AK-000001", "?q=1&unpaid=1"):
        assert "Siti Aminah" in text_of(visitor.see(f"/settlements{query}")), query
    assert "Tidak ada yang cocok" in visitor.see("/settlements?q=budi")
    assert "Semua sudah diselesaikan" in visitor.see("/members/1/leaving")
    visitor.see("/settlements/2", status=404)
    visitor.see("/settlements/by-key/" + str(new_id()), status=404)


def test_only_the_treasurer_settles(database: Database, world: World) -> None:
    for role, seen in ((Role.CHAIR, 200), (Role.AUDITOR, 200), (Role.CLERK, 403)):
        visitor = Visitor(create_app(database, secret_key="for-tests")).sign_in(role)
        visitor.see("/settlements", status=seen)
        visitor.see("/members/1/leaving", status=403)
        visitor.submit("/members/1/leaving", {}, status=403)
        visitor.submit("/settlements/1/pay", {}, status=403)
        visitor.submit("/settlements/1/give", {}, status=403)
