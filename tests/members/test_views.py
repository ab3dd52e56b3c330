"""The pages of the members."""

from __future__ import annotations

from datetime import date

import pytest

from core.db import Database
from core.ids import MemberId, ShopId
from core.money import Money
from core.permissions import Permission, Role, granted
from members import patronage, register
from members.models import MemberStatus
from members.programmes.models import MemberProgramme, Programme
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW

FORM = {
    "name": "Ni Luh Putu",
    "phone": "0813-1111-2222",
    "card": "agt0004",
    "address": "Selong\nLombok Timur",
    "shop": "LTM",
    "joined_on": "2026-01-31",
    "birth_place": "Selong",
    "birth_date": "1980-05-12",
    "sex": "perempuan",
    "occupation": "Penenun",
    "village": "Pancor",
    "regency": "Kabupaten Lombok Timur, Nusa Tenggara Barat",
    "district": "selong",
    "migrant": "purna_pmi",
    "destination": "HK",
}


def test_the_register_lists_members_with_masked_phones(visitor: Visitor) -> None:
    page = visitor.sign_in(Role.AUDITOR).see("/members")
    words = text_of(page)
    assert "Siti Aminah AGT0001 ••••7890 – WSB Aktif" in words
    assert "Wahyu Nugroho" in words
    assert "6281234567890" not in page
    assert "Tambah anggota" not in words


@pytest.mark.parametrize(
    ("address", "found", "missing"),
    [
        ("/members?q=budi", "Budi Santoso", "Siti Aminah"),
        ("/members?q=7890", "Siti Aminah", "Budi Santoso"),
        ("/members?status=berhenti", "Wahyu Nugroho", "Budi Santoso"),
        ("/members?q=siti&status=berhenti", "Tidak ada yang cocok", "Siti Aminah"),
    ],
)
def test_the_register_is_searched(visitor: Visitor, address: str, found: str, missing: str) -> None:
    words = text_of(visitor.sign_in(Role.MANAGER).see(address))
    assert found in words
    assert missing not in words


def test_long_registers_have_pages(visitor: Visitor, database: Database) -> None:
    with database.transaction() as session:
        home = ShopId(register.by_number(session, 1).shop_id)
        for _ in range(60):
            details = register.Details("Orang Lain", home, date(2026, 1, 1))
            register.admit(session, details, at=NOW, by=None)
    visitor.sign_in(Role.TREASURER)
    assert "1–50 dari 63" in text_of(visitor.see("/members"))
    assert "51–63 dari 63" in text_of(visitor.see("/members?page=2"))
    visitor.see("/members?page=x", status=422)


def test_a_member_is_admitted(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.MANAGER)
    assert 'value="WSB" selected' in visitor.see("/new-member"), "the manager's own shop"
    answer = visitor.submit("/new-member", FORM)
    assert answer.location == "/members/4"
    words = text_of(visitor.see("/members/4"))
    assert "Ni Luh Putu tercatat sebagai calon anggota nomor 4." in words
    assert "Lahir Selong, 12/05/1980" in words
    assert "Pancor, Selong, Kabupaten Lombok Timur" in words
    assert "Purna PMI , Hong Kong" in words or "Purna PMI, Hong Kong" in words
    assert "AGT0004" in words
    assert "0813-1111-2222" in words
    with database.reading() as session:
        member = register.by_number(session, 4)
        assert (member.address, member.joined_on) == ("Selong\nLombok Timur", date(2026, 1, 31))
        assert member.created_by is not None
        assert (member.district, member.status) == ("52.03.07", MemberStatus.CANDIDATE)
    assert 'value="Kabupaten Lombok Timur, Nusa Tenggara Barat"' in visitor.see("/new-member")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Nama anggota harus diisi."),
        ({"phone": "0286-321234"}, "Nomor HP 0286-321234 tidak dapat dipakai."),
        ({"card": "AGT0001"}, "Kartu ini sudah dipakai anggota nomor 1."),
        ({"shop": ""}, "Pilih toko tempat anggota ini terdaftar."),
        ({"shop": "XXX"}, "Tidak ada toko dengan kode XXX."),
        ({"joined_on": "2999-01-01"}, "Tanggal masuk tidak boleh di masa depan."),
        ({"joined_on": "kemarin"}, "Tanggal ini tidak dapat dibaca."),
        ({"joined_on": ""}, "Isi tanggal masuk."),
        ({"birth_date": "31-02-1980"}, "Tanggal ini tidak dapat dibaca."),
        ({"birth_date": "2026-02-01"}, "Tanggal lahir tidak mungkin sesudah tanggal masuk."),
        ({"sex": "x"}, "Pilih jenis kelaminnya."),
        ({"migrant": "x"}, "Pilih status PMI-nya."),
        ({"destination": "Hongkong"}, "Pilih negaranya dari daftar."),
        ({"regency": "Lombok Tmur"}, "Mungkin maksudnya: Kabupaten Lombok Timur"),
        ({"district": "Kertek"}, "Kecamatan “Kertek” tidak ada di Kabupaten Lombok Timur."),
        ({"regency": ""}, "Pilih dulu kabupaten atau kotanya."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(
    visitor: Visitor, database: Database, wrong: dict[str, str], sentence: str
) -> None:
    answer = visitor.sign_in(Role.MANAGER).submit("/new-member", FORM | wrong, status=422)
    assert sentence in text_of(answer.text)
    assert "Selong" in answer.text
    with database.reading() as session:
        assert register.next_number(session) == 4


def test_a_member_is_changed(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.TREASURER)
    page = visitor.see("/members/1/edit")
    assert 'value="0812-3456-7890"' in page
    visitor.submit("/members/1/edit", FORM | {"card": "", "admitted_by": "Rapat 3/2020"})
    with database.reading() as session:
        member = register.by_number(session, 1)
        assert (member.name, member.card, member.status) == (
            "Ni Luh Putu", None, MemberStatus.ACTIVE,
        )  # fmt: skip
    page = visitor.see("/members/1/edit")
    for shown in ('value="Selong"', 'value="1980-05-12"', 'value="purna_pmi" selected',
                  'value="HK" selected', 'value="Rapat 3/2020"'):  # fmt: skip
        assert shown in page
    answer = visitor.submit("/members/2/edit", FORM | {"phone": "1"}, status=422)
    assert "Ubah anggota nomor 2" in answer.text


def test_the_register_is_narrowed_to_where_people_live(
    visitor: Visitor, database: Database
) -> None:
    visitor.sign_in(Role.MANAGER)
    assert "Lombok Timur" not in visitor.see("/members")
    visitor.submit("/new-member", FORM)
    words = text_of(visitor.see("/members?regency=52.03&status=calon"))
    assert "Ni Luh Putu AGT0004 ••••2222 Selong LTM" in words
    assert "Siti Aminah" not in words
    assert "Tidak ada yang cocok" in visitor.see("/members?regency=33.07")
    visitor.see("/members?regency=x", status=422)


def test_the_register_is_narrowed_to_a_programme(visitor: Visitor, database: Database) -> None:
    with database.transaction() as session:
        programme = Programme(code="DESMIG", name="Desmigratif", created_at=NOW)
        session.add(programme)
        session.flush()
        member_id = MemberId(register.by_number(session, 2).id)
        session.add(MemberProgramme(member_id=member_id, programme_id=programme.id,
                                    since=date(2026, 1, 1)))  # fmt: skip
    visitor.sign_in(Role.AUDITOR)
    words = text_of(visitor.see("/members?programme=DESMIG"))
    assert "Budi Santoso" in words
    assert "Siti Aminah" not in words
    assert "Program Desmigratif" in text_of(visitor.see("/members/2"))


def test_districts_of_a_regency_are_offered(visitor: Visitor) -> None:
    visitor.sign_in(Role.MANAGER)
    assert "Kertek" in visitor.see("/regions/districts?regency=kab.+wonosobo")
    assert visitor.see("/regions/districts?regency=x").split() == ['{"districts":[]}']


def test_the_page_shows_what_counts_for_the_shu(visitor: Visitor, database: Database) -> None:
    with database.transaction() as session:
        member = register.by_number(session, 1)
        for number, day in enumerate((date(2025, 3, 1), date(2025, 3, 31), date(2025, 7, 1))):
            patronage.record(
                session,
                source=f"sale:{number}",
                member_id=MemberId(member.id),
                shop_id=member.shop_id,
                booked_on=day,
                amount=Money(10_000 * (number + 1)),
            )
    visitor.sign_in(Role.AUDITOR)
    page = visitor.see("/members/1?year=2025")
    words = text_of(page)
    assert "Mar Rp30.000" in words
    assert "Jul Rp30.000" in words
    assert "Total Rp60.000" in words
    assert page.count("<rect") == 12
    assert " style=" not in page
    assert "Belum ada belanja" in visitor.see("/members/2")
    visitor.see("/members/1?year=1999", status=422)
    visitor.see("/members/1?year=abc", status=422)


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_see_and_change_members(visitor: Visitor, role: Role) -> None:
    visitor.sign_in(role)
    may = granted([role])
    visitor.see("/members", 200 if Permission.VIEW_MEMBERS in may else 403)
    visitor.see("/members/1", 200 if Permission.VIEW_MEMBERS in may else 403)
    visitor.see("/new-member", 200 if Permission.EDIT_MEMBERS in may else 403)
    visitor.see("/members/1/edit", 200 if Permission.EDIT_MEMBERS in may else 403)


def test_who_is_not_there_has_no_page(visitor: Visitor) -> None:
    visitor.sign_in(Role.MANAGER)
    assert "Tidak ada anggota nomor 99." in visitor.see("/members/99", 404)
    visitor.see("/members/99/edit", 404)
    visitor.see("/members/9999999999999", 404)
