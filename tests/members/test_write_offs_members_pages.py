"""The pages of debts given up: proposing, deciding, setting aside, what comes back."""

from __future__ import annotations

import re

import pytest

from core.db import Database
from core.ids import new_id
from core.money import Money
from core.permissions import Role
from ledger import chart, journal
from tests.members.test_write_offs_members import owe
from tests.support.visitor import Visitor, text_of
from wsgi import create_app

PROPOSAL = {"shop": "WSB", "amount": "30.000", "reason": "Pindah tanpa alamat"}


@pytest.fixture
def treasurer(database: Database) -> Visitor:
    with database.transaction() as session:
        owe(session)
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.TREASURER)


def propose(treasurer: Visitor) -> str:
    """The address of a proposal."""
    form = PROPOSAL | {"key": str(new_id())}
    return str(treasurer.submit("/debts/1/write-off", form).location)


def test_two_people_two_pages_and_the_money_that_came_back(
    database: Database, treasurer: Visitor
) -> None:
    assert "Usulkan penghapusan" in treasurer.see("/debts/1")
    words = text_of(treasurer.see("/debts/1/write-off"))
    assert "Toko Wonosobo Rp40.000" in words
    aside = {"shop": "WSB", "kind": "more", "amount": "20rb", "reason": "Lewat 90 hari"}
    treasurer.submit("/debt-write-offs/set-aside", aside | {"key": str(new_id())})
    address = propose(treasurer)
    page = treasurer.see(address)
    assert "Minta orang lain" in page
    assert "Setujui penghapusan" not in page
    treasurer.submit(f"{address}/approve", status=403)
    chair = Visitor(treasurer.app).sign_in(Role.CHAIR)
    page = chair.see(address)
    assert "Penyisihan toko ini belum cukup" in page
    chair.submit(f"{address}/approve")
    assert "sudah diputuskan" in chair.submit(f"{address}/approve", status=409).text
    words = text_of(treasurer.see("/debt-write-offs"))
    assert "Penyisihan Toko Wonosobo -Rp10.000 dari piutang Rp10.000" in words
    assert re.search(r"Siti Aminah 1 · Pindah tanpa alamat WSB .* Rp30.000 Dihapus –", words)
    paid = {"key": str(new_id()), "amount": "30.000", "way": "tunai"}
    for _press in range(2):
        treasurer.submit(f"{address}/recover", paid)
    assert "Dibayar kembali Rp30.000" in text_of(treasurer.see(address))
    assert "Terima pembayaran" not in treasurer.see(address)
    with database.reading() as session:
        safe = journal.balance(session, chart.SAFE)
    assert safe == Money(30_000 - 200_000), "the float of the shift came out of it"
    assert "Penghapusan piutang" in text_of(treasurer.see("/debts/1")), "on the statement, too"


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"amount": "40.001"}, "paling banyak Rp40.000"),
        ({"amount": "banyak"}, "bukan jumlah uang"),
        ({"reason": ""}, "Tulis alasannya"),
        ({"shop": ""}, "Pilih toko"),
        ({"key": "x"}, "sudah lama"),
    ],
)
def test_what_cannot_be_proposed_is_said_and_stays_typed(
    treasurer: Visitor, what: dict[str, str], sentence: str
) -> None:
    form = PROPOSAL | {"key": str(new_id())} | what
    answer = treasurer.submit("/debts/1/write-off", form, status=422)
    assert sentence in answer.text
    assert f'value="{form["amount"]}"' in answer.text


def test_what_is_set_aside_and_comes_back_is_checked(treasurer: Visitor) -> None:
    aside = {"shop": "WSB", "kind": "less", "amount": "1", "reason": "uji", "key": str(new_id())}
    answer = treasurer.submit("/debt-write-offs/set-aside", aside, status=422)
    assert "tidak dapat dikurangi" in answer.text
    address = propose(treasurer)
    paid = {"key": str(new_id()), "amount": "1.000", "way": "tunai"}
    answer = treasurer.submit(f"{address}/recover", paid, status=422)
    assert "belum kembali tinggal Rp0" in answer.text


def test_the_list_is_narrowed(treasurer: Visitor) -> None:
    assert "Belum ada usul" in treasurer.see("/debt-write-offs")
    address = propose(treasurer)
    for query in ("", "?q=siti", "?q=1", "?state=waiting"):
        assert address in treasurer.see(f"/debt-write-offs{query}"), query
    for query in ("?q=budi", "?state=approved", "?q=P-1"):
        assert "Tidak ada yang cocok" in treasurer.see(f"/debt-write-offs{query}"), query
    chair = Visitor(treasurer.app).sign_in(Role.CHAIR)
    chair.submit(f"{address}/refuse")
    assert "Ditolak" in text_of(chair.see("/debt-write-offs?state=refused"))


def test_who_may_not_is_refused(treasurer: Visitor) -> None:
    address = propose(treasurer)
    for role, seen in ((Role.MANAGER, 200), (Role.AUDITOR, 200), (Role.CLERK, 403)):
        visitor = Visitor(treasurer.app).sign_in(role)
        visitor.see("/debt-write-offs", status=seen)
        visitor.see("/debts/1/write-off", status=403)
        for step in ("approve", "refuse", "recover"):
            visitor.submit(f"{address}/{step}", status=403)
        visitor.see("/debt-write-offs/set-aside", status=403)
