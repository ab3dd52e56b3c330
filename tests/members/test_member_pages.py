"""What a member reads and decides on her own pages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import clock
from core.db import Database
from core.ids import MemberId
from core.models import AuditRecord
from core.money import Money
from core.settings import put
from inventory.consignment.models import Consignor
from members import register
from members.access.gate import NONE, WHOSE
from members.balances import balances
from members.people import consents
from members.people.consents import Purpose
from members.people.models import Consent
from members.settings import WAJIB_AMOUNT
from members.shu.capital import CapitalBasis
from members.shu.models import RunState, SurplusEstimate, SurplusRun
from tests.support.member_pages import Phone, fill, phone_of
from tests.support.visitor import text_of
from tests.support.world import TODAY, World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        world = make_coop(session)
        fill(session, world)
        put(session, WAJIB_AMOUNT, "20000", valid_from=TODAY.replace(day=1, month=1),
            at=clock.now(), by=None)  # fmt: skip
    return world


@pytest.fixture
def app(database: Database, world: World) -> Flask:
    return create_app(database, secret_key="for-tests")


@pytest.fixture
def siti(app: Flask, database: Database) -> Phone:
    return phone_of(app, database, 1)


def test_the_first_page_says_everything(siti: Phone, database: Database) -> None:
    with database.transaction() as session:
        _estimate(session)
    words = text_of(siti.see("/saya"))
    assert "Simpanan saya Rp50.111" in words
    assert "Simpanan sukarela Rp50.111" in words
    assert "Simpanan wajib bulan ini Rp20.000" in words, "a label and a note"
    assert "Kasbon lewat jatuh tempo Rp11.000 Rp11.000" in words
    assert re.search(r"Belanja tahun \d{4} Rp", words)
    assert "Perkiraan SHU Rp" in words
    assert "rapat anggota yang memutuskan" in words
    assert re.search(r"Keadaan \d\d/\d\d/\d{4} \d\d:\d\d", words)


def test_it_is_the_same_balance_as_everywhere(
    siti: Phone, database: Database, world: World
) -> None:
    with database.reading() as session:
        known = balances(session, world.member_id)
    assert f"Rp{known.sukarela.amount:,}".replace(",", ".") in siti.see("/saya/simpanan")
    assert "Rp11.000" in siti.see("/saya/tagihan")
    assert known.credit == Money(11_000)


def test_each_account_has_its_history(siti: Phone) -> None:
    words = text_of(siti.see("/saya/simpanan/sukarela"))
    assert "Setor simpanan sukarela WSB-T1-A-000001 01/06/2026 · WSB +Rp50.111" in words
    assert "Kasbon" not in words
    words = text_of(siti.see("/saya/simpanan/kasbon"))
    assert "-Rp1.000" in words
    assert "+Rp12.000" in words
    siti.see("/saya/simpanan/emas", status=404)
    siti.see("/saya/simpanan/sukarela?page=x", status=422)


def test_purchases_lead_to_receipts(siti: Phone) -> None:
    words = text_of(siti.see("/saya/belanja?tahun=2026"))
    assert "Yang dihitung untuk SHU Rp12.000" in words, "gas does not count"
    assert "Jun Rp12.000" in words
    page = siti.see("/saya/struk")
    paths = re.findall(r'href="(/saya/struk/[A-Z0-9-]+)"', page)
    assert len(paths) == 2
    assert "Air mineral" in siti.see(paths[-1])
    answer = siti.client.get(f"{paths[0]}/struk.pdf")
    assert answer.data.startswith(b"%PDF")


def test_the_surplus_page_begins_with_one_figure_and_one_sentence(
    siti: Phone, database: Database
) -> None:
    with database.transaction() as session:
        _estimate(session)
    words = text_of(siti.see("/saya/shu"))
    assert (
        "SHU saya Perkiraan SHU 2026 Rp1.000 Ini bagian Anda kalau tahun buku berakhir 01/06/2026; "
        "belum pasti, rapat anggota yang memutuskan. Jasa usaha"
    ) in words
    assert (
        "Dana semua anggota Rp3.000 × belanja Anda 12.000 ÷ belanja semua anggota 36.000 "
        "= bagian Anda dibulatkan ke bawah Rp1.000"
    ) in words


def test_shares_of_past_years_are_those_of_posted_runs(siti: Phone, database: Database) -> None:
    words = text_of(siti.see("/saya/shu"))
    assert "SHU 2025" in words
    assert "Untuk Anda lihat hitungannya Rp10.101" in words
    assert "Menurut keputusan rapat RAT-2025/1." in words
    with database.transaction() as session:
        session.execute(update(SurplusRun).values(state=RunState.RATIFIED))
    assert "Rp10.101" not in siti.see("/saya/shu")


def test_the_slip_shows_every_step_and_is_a_file(siti: Phone, database: Database) -> None:
    page = siti.see("/saya/shu")
    assert 'href="/saya/shu/2025/1"' in page
    words = text_of(siti.see("/saya/shu/2025/1"))
    assert "Rp10.101" in words
    assert "Belanja Anda Rp77.000" in words
    assert siti.client.get("/saya/shu/2025/1/slip.pdf").data.startswith(b"%PDF")
    siti.see("/saya/shu/2025/2", status=404)
    siti.see("/saya/shu/2024/1", status=404)
    with database.transaction() as session:
        session.execute(update(SurplusRun).values(state=RunState.RATIFIED))
    siti.see("/saya/shu/2025/1", status=404)


def test_own_goods_and_sales_show_to_a_producer(siti: Phone, app: Flask) -> None:
    words = text_of(siti.see("/saya/titipan"))
    assert "Kue 1 dititipkan 10, sisa 9 pcs terjual 1" in words
    assert "Akan dibayar kepada Anda Rp4.250" in words
    assert "Barang titipan saya" in siti.see("/saya/lainnya")


def test_who_leaves_no_goods_is_not_offered_them(siti: Phone, database: Database) -> None:
    with database.transaction() as session:
        session.execute(update(Consignor).values(member_id=None))
    assert "Barang titipan" not in siti.see("/saya/lainnya")
    siti.see("/saya/titipan", status=404)


def _estimate(session: Session) -> None:
    session.add(
        SurplusEstimate(
            as_of=TODAY, surplus=Money(9_000), member_surplus=Money(9_000),
            patronage_pool=Money(3_000), capital_pool=Money(0), patronage_weight=36_000,
            capital_weight=0, capital_basis=CapitalBasis.MONTH_END, counts_sukarela=False,
            made_at=datetime(2026, 6, 2, tzinfo=UTC),
        )
    )  # fmt: skip


# Own data


def test_consent_is_given_and_taken_back_and_both_stay_on_record(
    siti: Phone, database: Database, world: World
) -> None:
    assert "Belum Anda jawab: berarti tidak." in siti.see("/saya/data")
    for said in ("yes", "yes", "no"):
        siti.submit("/saya/data/persetujuan", {"purpose": "messages", "given": said})
    assert "Anda menolak sejak" in siti.see("/saya/data")
    with database.reading() as session:
        rows = session.scalars(select(Consent).order_by(Consent.at)).all()
        assert [(row.purpose, row.given, row.by) for row in rows] == [
            ("messages", True, None), ("messages", False, None),
        ]  # fmt: skip
        assert not consents.newest(session, world.member_id)[Purpose.MESSAGES].given
    siti.submit("/saya/data/persetujuan", {"purpose": "jual", "given": "yes"}, status=422)
    siti.submit("/saya/data/persetujuan", {"purpose": "photo"}, status=422)


def test_she_reads_what_the_register_says_of_her(siti: Phone) -> None:
    words = text_of(siti.see("/saya/data"))
    assert "Nama Siti Aminah Nomor anggota 1 Status Aktif" in words
    assert "UU 27/2022" in words


def test_she_takes_all_her_data_along(siti: Phone, database: Database) -> None:
    siti.submit("/saya/data/persetujuan", {"purpose": "photo", "given": "yes"})
    answer = siti.client.get("/saya/data/berkas.zip")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        lists = json.loads(file.read("data.json"))["lists"]
        movements = next(name for name in file.namelist() if "mutasi" in name)
        assert b"50111" in file.read(movements)
        assert len(file.namelist()) == len(lists) + 1
    assert {"Data diri", "Saldo", "Mutasi", "Kasbon", "SHU", "Belanja", "Titipan terjual",
            "Persetujuan", "Riwayat keanggotaan", "Ahli waris dan pembeli",
            "Belanja yang dihitung"} == set(lists)  # fmt: skip
    assert [row["Jumlah"] for row in lists["Mutasi"]] == [50_111, 12_000, -1_000]
    assert lists["Persetujuan"][0]["Jawaban"] == "setuju"
    assert lists["Titipan terjual"][0]["Untuk penitip"] == 4_250
    with database.reading() as session:
        noted = select(AuditRecord.subject).where(AuditRecord.action == "member.data_taken")
        assert session.scalars(noted).one() == "1"


# The frame


def test_every_page_says_whose_it_is_for_the_phone_to_keep(
    siti: Phone, app: Flask, database: Database
) -> None:
    mine = siti.client.get("/saya").headers[WHOSE]
    assert re.fullmatch("[0-9a-f]{16}", mine)
    assert siti.client.get("/saya/shu").headers[WHOSE] == mine
    assert phone_of(app, database, 2).client.get("/saya").headers[WHOSE] not in (mine, NONE)
    shared = phone_of(app, database, 1, phone="shared")
    assert shared.client.get("/saya").headers[WHOSE] == NONE
    assert Phone(app).client.get("/saya").headers[WHOSE] == NONE


def test_the_pages_are_never_kept_by_the_browser_itself(siti: Phone) -> None:
    for path in ("/saya", "/saya/simpanan", "/saya/struk"):
        assert siti.client.get(path).headers["Cache-Control"] == "no-store"


def test_the_pages_can_be_installed(app: Flask) -> None:
    manifest = Phone(app).client.get("/saya/manifest.webmanifest").get_json()
    assert (manifest["start_url"], manifest["scope"]) == ("/saya", "/saya")
    assert manifest["name"] == "Koperasi Uji Bersama"
    for icon in manifest["icons"]:
        assert Phone(app).client.get(icon["src"], buffered=True).status_code == 200
    worker = Phone(app).client.get("/saya/sw.js")
    assert worker.headers["Service-Worker-Allowed"] == "/saya"


def test_what_is_kept_for_offline_names_nobody(app: Flask) -> None:
    page = Phone(app).see("/saya/luring")
    assert "Tanpa jaringan" in page
    assert "Anggota nomor" not in page


def test_the_pages_speak_english(siti: Phone) -> None:
    siti.submit("/language", {"language": "en", "next": "/saya"})
    assert '<html lang="en"' in siti.see("/saya")


def test_a_member_of_the_register_without_anything_reads_empty_pages(
    app: Flask, database: Database, world: World
) -> None:
    with database.transaction() as session:
        third = register.by_number(session, 3)
        assert not balances(session, MemberId(third.id)).sukarela
    phone = phone_of(app, database, 3)
    for path in ("", "/simpanan", "/belanja", "/shu", "/tagihan", "/lainnya", "/data", "/hp",
                 "/struk"):  # fmt: skip
        phone.see(f"/saya{path}")
