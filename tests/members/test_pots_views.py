"""The pages of pots."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from core.db import Database
from core.permissions import Role
from members.office.models import OfficeMoney
from tests.support.visitor import Visitor, text_of
from tests.support.world import today

PLAN = {
    "name": "Paket Lebaran", "kind": "paket", "weekly": "20rb", "target": "1jt", "ends_on": "",
    "shop": "WSB",
}  # fmt: skip


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; the use cases are tested on both."""
    return "sqlite"


@pytest.fixture
def office(visitor: Visitor) -> Visitor:
    """The treasurer."""
    return visitor.sign_in(Role.TREASURER)


@pytest.fixture
def pot(office: Visitor) -> str:
    """The address of a pot into which Siti put something last."""
    answer = office.submit("/pots/new", PLAN | {"opens_on": today().isoformat()})
    path = str(answer.headers["Location"])
    office.submit(f"{path}/collect", form(office, path, "1", "20.000"))
    return path


def form(office: Visitor, path: str, member: str, amount: str, **what: str) -> dict[str, str]:
    found = re.search(r'name="key" value="([^"]+)"', office.see(f"{path}/collect"))
    assert found is not None
    return {"key": found[1], "member": member, "amount": amount, "paid_by": "tunai"} | what


def slips(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(OfficeMoney.id))) or 0


def test_a_press_pressed_twice_is_one_slip(office: Visitor, pot: str, database: Database) -> None:
    press = form(office, pot, "2", "20000")
    office.submit(f"{pot}/collect", press)
    answer = office.submit(f"{pot}/collect", press)
    assert answer.headers["Location"].endswith("/collect#anggota-2")
    assert slips(database) == 2
    page = text_of(office.see(f"{pot}/collect"))
    assert "Minggu ini Rp40.000 dari 2 orang; isi seluruhnya Rp40.000." in page
    assert page.count("Rp20.000 minggu ini") == 2


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"member": "Siti"}, "angka saja"),
        ({"member": "97"}, "Tidak ada anggota nomor 97"),
        ({"amount": "banyak"}, "bukan jumlah uang"),
        ({"amount": "0"}, "lebih dari nol"),
        ({"member": "3"}, "bukan anggota lagi"),
        ({"paid_by": "kasbon"}, "Cara bayar ini"),
        ({"key": "x"}, "sudah lama"),
    ],
)
def test_bad_input_gets_a_sentence(
    office: Visitor, pot: str, wish: dict[str, str], sentence: str
) -> None:
    typed = form(office, pot, "1", "5.000") | wish
    status = 404 if wish.get("member") == "97" else 422
    answer = office.submit(f"{pot}/collect", typed, status=status)
    assert sentence in text_of(answer.text)


def test_what_she_has_is_given_back_and_the_pot_is_closed(office: Visitor, pot: str) -> None:
    assert "Masih ada Rp20.000" in text_of(office.submit(f"{pot}/close", status=409).text)
    back = form(office, pot, "1", "20.001", note="paket diserahkan")
    office.submit(f"{pot}/members/1/pay-out", back, status=422)
    office.submit(f"{pot}/members/1/pay-out", back | {"amount": "20.000"})
    office.submit(f"{pot}/close")
    assert "Titipan ini sudah ditutup" in text_of(office.see(pot))
    office.submit(f"{pot}/reopen")


def test_the_cards_are_a_file(office: Visitor, pot: str) -> None:
    every = office.client.get(f"{pot}/cards.pdf").data
    one = office.client.get(f"{pot}/cards.pdf?member=1").data
    assert every == one
    assert every.startswith(b"%PDF")


def test_what_is_known_of_a_pot_is_changed(office: Visitor, pot: str) -> None:
    assert 'value="20.000"' in office.see(f"{pot}/edit")
    change = PLAN | {"name": "Arisan RT 3", "kind": "arisan", "opens_on": "2026-01-05"}
    office.submit(f"{pot}/edit", change)
    assert "Arisan RT 3" in office.see(pot)
    office.submit(f"{pot}/edit", change | {"opens_on": ""}, status=422)
    office.submit("/pots/new", change | {"kind": ""}, status=422)
    assert "Arisan RT 3" in office.see("/pots?q=arisan")
    assert "Tidak ada yang cocok" in office.see("/pots?q=zzz")


@pytest.mark.parametrize(("role", "status"), [(Role.CLERK, 403), (Role.AUDITOR, 403)])
def test_only_who_handles_savings_collects(
    office: Visitor, pot: str, role: Role, status: int
) -> None:
    typed = form(office, pot, "1", "5.000")
    office.submit("/sign-out")
    office.sign_in(role)
    office.submit(f"{pot}/collect", typed, status=status)


def test_without_a_printer_nothing_is_printed(office: Visitor, pot: str) -> None:
    answer = office.submit(f"{pot}/members/1/print", {"till": ""}, status=409)
    assert "Pilih kasir yang punya printer" in text_of(answer.text)
