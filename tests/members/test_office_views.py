"""The pages of the office desk."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from core.db import Database
from core.ids import MemberId, new_id
from core.money import Money
from core.permissions import Role
from ledger.models import JournalEntry
from members.balances import balances
from members.models import Member
from members.office import invariants
from members.office.models import OfficeMoney
from tests.support.visitor import Visitor, text_of
from tests.support.world import today


def form(**what: str) -> dict[str, str]:
    return {
        "key": str(new_id()), "account": "sukarela", "amount": "50rb", "way": "tunai",
        "booked_on": today().isoformat(), "reference": "", "note": "",
    } | what  # fmt: skip


def of(visitor: Visitor, what: dict[str, str], task: str = "setor", number: int = 1) -> str:
    """Do it, and return the slip's address."""
    path = f"/savings-desk/new/{task}/{number}"
    visitor.submit(path, what, status=200)
    return str(visitor.submit(f"{path}/book", what).headers["Location"])


def saved(database: Database, number: int = 1) -> Money:
    with database.reading() as session:
        member_id = session.scalars(select(Member.id).where(Member.number == number)).one()
        return balances(session, MemberId(member_id)).sukarela


@pytest.mark.parametrize("words", ["1", "agt0001", "siti"])
def test_a_number_a_card_or_a_name_leads_to_the_member(visitor: Visitor, words: str) -> None:
    visitor.sign_in(Role.TREASURER)
    answer = visitor.client.get(f"/savings-desk/new?task=tarik&q={words}")
    assert answer.headers["Location"] == "/savings-desk/new/tarik/1"


def test_where_several_may_be_meant_one_is_chosen(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    words = text_of(visitor.see("/savings-desk/new?q=a"))
    assert "Yang mana? Siti Aminah nomor 1 · Toko Wonosobo" in words
    assert "Tidak ada yang cocok" in visitor.see("/savings-desk/new?q=zzz")


def test_the_name_is_shown_once_more_before_anything_is_booked(
    visitor: Visitor, database: Database
) -> None:
    visitor.sign_in(Role.TREASURER)
    page = visitor.submit("/savings-desk/new/setor/1", form(), status=200).text
    assert "<strong>Siti Aminah</strong>" in page
    assert "Rp50.000" in page
    assert "Saldo Simpanan sukarela sesudahnya Rp50.000" in text_of(page)
    with database.reading() as session:
        assert session.scalar(select(func.count(OfficeMoney.id))) == 0
        assert session.scalar(select(func.count(JournalEntry.id))) == 0


def test_pressed_twice_it_is_booked_once(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.TREASURER)
    what = form()
    assert of(visitor, what) == of(visitor, what) == "/savings-desk/SP-000001"
    assert saved(database) == Money(50_000)


def test_what_is_wrong_is_said_before_it_is_looked_at_and_what_was_typed_stays(
    visitor: Visitor, database: Database
) -> None:
    visitor.sign_in(Role.TREASURER)
    for what, field in (
        (form(amount="banyak"), "amount"), (form(way="kartu"), "way"),
        (form(account="kasbon"), "account"), (form(booked_on="2999-01-01"), "booked_on"),
    ):  # fmt: skip
        page = visitor.submit(
            "/savings-desk/new/setor/1", what | {"note": "arisan"}, status=422
        ).text
        assert f'id="{field}-error"' in page
        assert 'value="arisan"' in page
    page = visitor.submit("/savings-desk/new/tarik/1", form(), status=422).text
    assert "Saldonya hanya Rp0." in page
    assert saved(database) == Money(0)


def test_savings_pay_dues(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.TREASURER)
    of(visitor, form())
    slip = of(visitor, form(account="wajib", amount="20.000"), task="pindah")
    words = text_of(visitor.see(slip))
    assert "Pindah: Simpanan sukarela ke Simpanan wajib" in words
    assert "dua puluh ribu rupiah" in words
    assert saved(database) == Money(30_000)


def test_a_slip_is_taken_back_with_a_reason_once(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.TREASURER)
    slip = of(visitor, form())
    page = visitor.submit(f"{slip}/undo", {"reason": " "}, status=422).text
    assert "Tulis alasannya." in page
    visitor.submit(f"{slip}/undo", {"reason": "salah orang"})
    visitor.submit(f"{slip}/undo", {"reason": "lagi"}, status=409)
    words = text_of(visitor.see(slip))
    assert "Dibatalkan" in words
    assert "Maria Goreti: salah orang" in words
    assert saved(database) == Money(0)
    with database.reading() as session:
        assert list(invariants.booked(session)) == []


def test_slips_are_found_by_what_they_say(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    of(visitor, form(reference="BRI 77"))
    of(visitor, form(amount="75rb", account="pokok"), number=2)
    of(visitor, form(amount="5rb"), task="tarik")
    for asked, expected in (
        ("", {"SP-000001", "SP-000002", "SP-000003"}), ("q=bri", {"SP-000001"}),
        ("q=budi", {"SP-000002"}), ("q=sp-000003", {"SP-000003"}), ("task=tarik", {"SP-000003"}),
        ("account=pokok", {"SP-000002"}), ("from=2999-01-01", set()), ("task=pindah", set()),
    ):  # fmt: skip
        page = visitor.see(f"/savings-desk?{asked}")
        assert set(re.findall(r"SP-\d{6}", text_of(page))) == expected, asked
    visitor.see("/savings-desk?page=x", status=422)


def test_a_slip_is_printed_small_and_large(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    slip = of(visitor, form())
    for size, box in (("a6", b"419.5276 297.6378"), ("a5", b"595.2756 419.5276")):
        paper = visitor.client.get(f"{slip}/{size}.pdf").data
        assert paper.startswith(b"%PDF")
        assert box in paper
    visitor.see(f"{slip}/a4.pdf", status=404)


def test_a_movement_of_the_member_leads_to_its_slip(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    of(visitor, form())
    page = visitor.see("/members/1")
    assert "Setor atau tarik" in page
    path = re.search(r'href="(/savings-desk/by-key/[0-9a-f-]+)"', page)
    assert path is not None
    assert visitor.client.get(path[1]).headers["Location"] == "/savings-desk/SP-000001"


def test_only_the_treasurer_moves_money(visitor: Visitor) -> None:
    for role in (Role.MANAGER, Role.AUDITOR, Role.CHAIR):
        visitor.sign_in(role)
        visitor.see("/savings-desk")
        visitor.see("/savings-desk/new", status=403)
        visitor.submit("/savings-desk/new/setor/1/book", form(), status=403)
        visitor.submit("/savings-desk/SP-000001/undo", {"reason": "x"}, status=403)


def test_a_slip_that_does_not_agree_with_the_books_is_named(
    visitor: Visitor, database: Database
) -> None:
    visitor.sign_in(Role.TREASURER)
    of(visitor, form())
    with database.transaction() as session:
        slip = session.scalars(select(OfficeMoney)).one()
        session.add(OfficeMoney(
            shop_id=slip.shop_id, counter=9, number="SP-000009",
            member_id=slip.member_id,
            account=slip.account, direction=slip.direction, amount=Money(1), paid_by=slip.paid_by,
            balance=Money(1), booked_on=date(2026, 1, 1), recorded_at=slip.recorded_at,
        ))  # fmt: skip
        session.flush()
        wrong = list(invariants.booked(session))
    assert wrong == ["Bukti SP-000009 tidak cocok dengan pembukuannya."]
