"""The co-op and its shops, the people, the settings, the audit log: as seen on their pages."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core import audit, clock, operators, settings, shops
from core.db import Database
from core.ids import ShopId
from core.models import AuditRecord, Operator, ShopKind
from core.paging import SIZE
from core.permissions import Role
from core.settings import DEFINITIONS, Setting
from ledger.models import JournalHead
from tests.support.visitor import Visitor, text_of
from tests.support.world import World

SHOP = {
    "code": "flt",
    "name": "  SBMI Mart   Flores Timur ",
    "kind": "shop",
    "time_zone": "Asia/Makassar",
    "address": "Jl. Basuki Rahmat 7\r\n\r\nLarantuka ",
    "phone": "0383 21 000",
    "npwp": "01.234.567.8-901.000",
    "receipt_header": "Milik anggota",
    "receipt_footer": "Terima kasih",
}
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


@pytest.fixture
def admin(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.ADMIN)


@pytest.fixture
def setting() -> Setting[bool]:
    return DEFINITIONS.get("test_of_views") or settings.define(
        Setting(
            "test_of_views",
            settings.yes_or_no,
            False,
            "Sakelar uji",
            choices={"ya": "Nyala", "tidak": "Padam"},
        )
    )


# Shops


def test_a_new_shop_is_clean_and_has_a_journal(admin: Visitor, database: Database) -> None:
    admin.submit("/shops/new", SHOP)
    with database.reading() as session:
        shop = shops.shop_by_code(session, "FLT")
        assert session.get(JournalHead, shop.id) is not None
    assert (shop.name, shop.kind) == ("SBMI Mart Flores Timur", ShopKind.SHOP)
    assert shop.address == "Jl. Basuki Rahmat 7\n\nLarantuka"
    assert shop.npwp == "012345678901000"
    assert "SBMI Mart Flores Timur ditambahkan." in text_of(admin.see("/shops"))


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"code": "WSB"}, "code", "Kode toko ini sudah dipakai."),
        ({"code": "W1"}, "code", "tiga huruf besar"),
        ({"name": "   "}, "name", "Nama toko harus diisi."),
        ({"name": "x" * 201}, "name", "Terlalu panjang"),
        ({"name": "Toko\x07bel"}, "name", "Ada huruf yang tidak dapat dibaca"),
        ({"kind": "warung"}, "kind", "Pilih toko atau kantor."),
        ({"time_zone": "Asia/Atlantis"}, "time_zone", "Zona waktu ini tidak dikenal."),
        ({"npwp": "123"}, "npwp", "NPWP terdiri dari"),
    ],
)
def test_a_bad_shop_is_refused_beside_its_field_and_nothing_typed_is_lost(
    admin: Visitor, database: Database, change: dict[str, str], field: str, sentence: str
) -> None:
    answer = admin.submit("/shops/new", SHOP | change, status=422)
    assert sentence in text_of(answer.text)
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', answer.text)
    assert "Milik anggota" in answer.text
    with database.reading() as session:
        assert len(shops.all_shops(session)) == 3


def test_an_emoji_in_a_name_is_kept(admin: Visitor) -> None:
    admin.submit("/shops/new", SHOP | {"name": "Toko Padi 🌾"})
    assert "Toko Padi 🌾" in admin.see("/shops/FLT")


def test_a_shop_is_changed_but_keeps_its_code(admin: Visitor, database: Database) -> None:
    admin.submit("/shops/WSB", SHOP)
    with database.reading() as session:
        assert shops.shop_by_code(session, "WSB").name == "SBMI Mart Flores Timur"
        assert [shop.code for shop in shops.all_shops(session)] == ["KTR", "LTM", "WSB"]
    admin.see("/shops/XYZ", 404)


def test_the_co_op_is_renamed_and_it_is_noted_what_it_was(
    admin: Visitor, database: Database, world: World
) -> None:
    assert "harus diisi" in admin.submit("/coop", {"name": " "}, status=422).text
    assert "x" * 201 in admin.submit("/coop", {"name": "x" * 201}, status=422).text
    admin.submit("/coop", {"name": "Koperasi Lumbung Kita"})
    assert "Koperasi Lumbung Kita" in admin.see("/")
    with database.reading() as session:
        noted = session.scalars(select(AuditRecord)).all()[-1]
    assert (noted.action, noted.details) == ("coop.renamed", {"before": "Koperasi Uji Bersama"})
    assert noted.operator_id == world.operator_id(Role.ADMIN)


# People

NEW = {"login": "Nita", "name": "Nita Anggraini", "roles": ["clerk", "manager"], "shop": "LTM"}


def test_what_was_typed_about_an_operator_stays_when_it_is_refused(admin: Visitor) -> None:
    page = admin.submit("/operators/kasir", {"name": "Sari Baru", "shop": "LTM"}, status=422).text
    assert "paling sedikit satu peran" in page
    assert 'value="Sari Baru"' in page
    assert '<option value="LTM" selected>' in page
    assert "checked" not in page
    form = {"name": "x" * 201, "roles": ["chair"], "shop": ""}
    page = admin.submit("/operators/kasir", form, status=422).text
    assert 'value="chair" checked' in page


def test_a_new_operator_gets_a_code_that_is_shown_once(admin: Visitor) -> None:
    admin.submit("/new-operator", NEW)
    codes = CODE.findall(admin.see("/operators/nita"))
    assert len(set(codes)) == 1
    assert not CODE.findall(admin.see("/operators/nita"))
    assert "Nita Anggraini" in Visitor(admin.app).see(f"/invitation/{codes[0]}")
    assert "Belum memakai undangan" in admin.see("/operators")


def test_the_code_is_not_shown_on_somebody_elses_page(admin: Visitor) -> None:
    admin.submit("/new-operator", NEW)
    assert not CODE.findall(admin.see("/operators/kasir"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"login": "kasir"}, "Nama masuk ini sudah dipakai."),
        ({"login": "n"}, "Nama masuk: 2–40 huruf kecil"),
        ({"login": "../etc"}, "Nama masuk: 2–40 huruf kecil"),
        ({"name": ""}, "Nama harus diisi."),
        ({"roles": []}, "Pilih paling sedikit satu peran."),
        ({"roles": ["king"]}, "Pilih paling sedikit satu peran."),
        ({"shop": "XXX"}, "Tidak ada toko dengan kode XXX."),
    ],
)
def test_a_bad_operator_is_refused_and_nothing_typed_is_lost(
    admin: Visitor, change: dict[str, str | list[str]], sentence: str
) -> None:
    answer = admin.submit("/new-operator", {**NEW, **change}, status=422)
    assert sentence in text_of(answer.text)
    assert change.get("name") == "" or 'value="Nita Anggraini"' in answer.text


def test_roles_and_shop_of_an_operator_change(
    admin: Visitor, database: Database, world: World
) -> None:
    form = {"name": "Sari W.", "roles": ["clerk", "treasurer"], "shop": ""}
    admin.submit("/operators/kasir", form)
    with database.reading() as session:
        found = operators.view_of(session, world.clerk_id)
    assert found is not None
    assert (found.name, found.shop_id) == ("Sari W.", None)
    assert found.roles == {Role.CLERK, Role.TREASURER}
    assert Visitor(admin.app).sign_in(Role.CLERK).see("/ledger")


def test_the_last_one_who_manages_operators_stays(admin: Visitor) -> None:
    form = {"name": "Rudi", "roles": ["clerk"], "shop": ""}
    answer = admin.submit("/operators/admin", form, status=409)
    assert "Harus ada satu orang aktif" in text_of(answer.text)
    admin.submit("/operators/admin/deactivate", status=409)
    admin.see("/operators")
    admin.submit("/operators/ketua", {"name": "Hasan", "roles": ["chair", "admin"], "shop": ""})
    admin.submit("/operators/admin/deactivate")
    assert admin.client.get("/operators").status_code == 302


def test_deactivated_and_let_in_again(admin: Visitor) -> None:
    admin.submit("/operators/kasir/deactivate")
    assert "Tidak aktif" in admin.see("/operators/kasir")
    form = {"login": "kasir", "password": "rahasia-123"}
    Visitor(admin.app).submit("/sign-in", form, status=401)
    admin.submit("/operators/kasir/reactivate")
    Visitor(admin.app).sign_in(Role.CLERK)


def test_a_lock_out_is_ended_early(admin: Visitor, database: Database, world: World) -> None:
    with database.transaction() as session:
        found = session.get(Operator, world.clerk_id)
        assert found is not None
        found.locked_until = clock.now() + timedelta(minutes=30)
    assert "Terkunci sampai" in admin.see("/operators")
    admin.submit("/operators/kasir/unlock")
    Visitor(admin.app).sign_in(Role.CLERK)


def test_a_second_code_ends_the_first(admin: Visitor) -> None:
    admin.submit("/operators/kasir/invitation")
    first = CODE.findall(admin.see("/operators/kasir"))[0]
    admin.submit("/operators/kasir/invitation")
    second = CODE.findall(admin.see("/operators/kasir"))[0]
    assert first != second
    admin.see(f"/invitation/{first}", 404)
    admin.see(f"/invitation/{second}")


def test_unknown_people_and_actions_are_not_found(admin: Visitor) -> None:
    admin.see("/operators/tiada", 404)
    admin.submit("/operators/tiada/unlock", status=404)
    admin.submit("/operators/kasir/promote", status=404)


# Settings


def test_a_page_inside_a_place_of_the_menu_marks_the_place(visitor: Visitor) -> None:
    page = visitor.sign_in(Role.TREASURER).see("/settings/e_receipt_days")
    marked = set(re.findall(r'<a href="([^"]+)" aria-current="true"', page))
    assert marked == {"/settings"}, "in both menus"


def test_a_form_begins_with_what_holds(visitor: Visitor, setting: Setting[bool]) -> None:
    path = f"/settings/{setting.key}"
    assert '<option value="tidak" selected' in visitor.sign_in(Role.TREASURER).see(path)
    visitor.submit(path, {"value": "ya", "valid_from": "2026-01-01", "shop": "", "legal_basis": ""})
    assert '<option value="ya" selected' in visitor.see(path)


def test_a_setting_holds_from_its_day_and_the_old_value_stays(
    visitor: Visitor, database: Database, setting: Setting[bool]
) -> None:
    visitor.sign_in(Role.TREASURER)
    first = {"value": "ya", "valid_from": "2026-01-01", "shop": "", "legal_basis": "RAT 2025"}
    visitor.submit(f"/settings/{setting.key}", first)
    visitor.submit(
        f"/settings/{setting.key}", first | {"value": "tidak", "valid_from": "2026-07-01"}
    )
    with database.reading() as session:
        assert settings.read(session, setting, on=date(2026, 6, 30)) is True
        assert settings.read(session, setting, on=date(2026, 7, 1)) is False
    page = text_of(visitor.see(f"/settings/{setting.key}"))
    assert "RAT 2025" in page
    assert "01/01/2026" in page
    assert "30/06/2026" in page
    assert "Padam 01/07/2026 seterusnya" in page


def test_a_setting_of_one_shop_is_shown_as_an_exception(
    visitor: Visitor, database: Database, world: World, setting: Setting[bool]
) -> None:
    visitor.sign_in(Role.TREASURER)
    form = {"value": "ya", "valid_from": "2026-01-01", "shop": "LTM", "legal_basis": ""}
    visitor.submit(f"/settings/{setting.key}", form)
    assert "1 toko berbeda" in text_of(visitor.see("/settings"))
    with database.reading() as session:
        ltm = ShopId(world.ltm.id)
        assert settings.read(session, setting, on=date(2026, 6, 1), shop_id=ltm) is True
        assert settings.read(session, setting, on=date(2026, 6, 1)) is False


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": "mungkin"}, "Nilai ini tidak dapat dipakai."),
        ({"valid_from": ""}, "Isi mulai kapan nilai ini berlaku."),
        ({"valid_from": "31/12/2026"}, "Tanggal ini tidak dapat dibaca."),
        ({"valid_from": "2025-12-31"}, "Sudah ada nilai yang berlaku mulai tanggal itu"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    visitor: Visitor, setting: Setting[bool], change: dict[str, str], sentence: str
) -> None:
    visitor.sign_in(Role.TREASURER)
    form = {"value": "ya", "valid_from": "2026-01-01", "shop": "", "legal_basis": ""}
    visitor.submit(f"/settings/{setting.key}", form)
    answer = visitor.submit(f"/settings/{setting.key}", form | change, status=422)
    assert sentence in text_of(answer.text)


def test_every_setting_has_a_page(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    for key in DEFINITIONS:
        visitor.see(f"/settings/{key}")
    visitor.see("/settings/no-such", 404)


# The audit log


def test_the_audit_log_is_searched_and_paged(
    visitor: Visitor, database: Database, world: World
) -> None:
    at = clock.now()
    with database.transaction() as session:
        for count in range(SIZE + 7):
            audit.record(session, "price.set", at=at, by=world.clerk_id, subject=f"P-{count:03d}")
        audit.record(
            session, "operator.changed", at=at, by=None, subject="50%_off", roles=["clerk"]
        )
    visitor.sign_in(Role.AUDITOR)
    first = visitor.see("/audit?q=P-0")
    assert f"1–{SIZE} dari {SIZE + 7}" in text_of(first)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    last = text_of(visitor.see(following[1].replace("&amp;", "&")))
    assert f"{SIZE + 1}–{SIZE + 7} dari {SIZE + 7}" in last
    assert "Sari Wulandari" in last
    found = text_of(visitor.see("/audit?q=50%25_o"))
    assert "peran: Petugas kasir" in found
    assert "1–1 dari 1" in found
    assert "Tidak ada yang cocok" in visitor.see("/audit?q=tiada-sama-sekali")


def test_the_audit_log_calls_a_setting_by_its_label(
    visitor: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        audit.record(session, "setting.put", at=clock.now(), by=world.clerk_id, subject="is_pkp")
        audit.record(session, "price.set", at=clock.now(), by=world.clerk_id, subject="is_pkp")
    visitor.sign_in(Role.AUDITOR)
    shown = text_of(visitor.see("/audit"))
    assert shown.count(str(DEFINITIONS["is_pkp"].label)) == 1
    assert shown.count("is_pkp") == 1


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "99999999"])
def test_a_page_that_makes_no_sense_is_refused_in_words(visitor: Visitor, page: str) -> None:
    visitor.sign_in(Role.AUDITOR)
    assert "Halaman itu tidak ada." in visitor.see(f"/audit?page={page}", 422)
