"""The pages of meetings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.db import Database
from core.exports import FILES
from core.ids import new_id
from core.permissions import Role
from members.meetings import meetings, queries
from members.meetings.quorum import Votes
from tests.support.meeting_pages import FORM, NUMBER, PAGE, call, door
from tests.support.meetings import (
    neighbours,
)
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, make_coop, today
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    """With ten more members."""
    with database.transaction() as session:
        world = make_coop(session)
        neighbours(session, world, 10)
    return world


@pytest.fixture
def visitor(database: Database, world: World) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests"))


@pytest.fixture
def chair(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.CHAIR)


def test_a_meeting_is_called_and_found(chair: Visitor) -> None:
    assert "Belum ada rapat" in chair.see("/meetings")
    call(chair)
    words = text_of(chair.see(PAGE))
    assert f"Rapat {NUMBER} dipanggil." in words
    assert "Undangan seharusnya sampai paling lambat" in words
    assert "Diundang 12 anggota mempunyai suara" in words
    assert "Kuorum 7 orang harus hadir" in words
    assert "Balai desa Kejajar" in words
    assert "Pembukaan" in words
    assert "Mohon datang sendiri dan membawa kartu anggota." in words
    listed = text_of(chair.see("/meetings?q=kejajar"))
    assert f"{NUMBER} Rapat anggota tahunan" in listed
    assert "Tidak ada yang cocok" in chair.see("/meetings?q=wonogiri")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "arisan"}, "Pilih rapat apa ini."),
        ({"year": "25"}, "Isi tahun buku dengan empat angka"),
        ({"year": "2999"}, "Tahun buku itu belum mulai"),
        ({"held_on": ""}, "Isi tanggal rapat."),
        ({"held_on": "besok"}, "Tanggal ini tidak dapat dibaca."),
        ({"starts_at": "25:00"}, "Isi jam mulai, misalnya 09:00."),
        ({"place": " "}, "Isi tempat rapat."),
        ({"agenda": "x" * 2_001}, "Terlalu panjang"),
        ({"key": "x"}, "Halaman ini sudah lama"),
    ],
)
def test_what_cannot_be_used_is_said_and_what_was_typed_stays(
    chair: Visitor, wrong: dict[str, str], sentence: str
) -> None:
    form = FORM | {"key": str(new_id())} | wrong
    answer = chair.submit("/meetings/new", form, status=422)
    assert sentence in text_of(answer.text)
    assert form["place"] in answer.text
    chair.see(PAGE, 404)


def test_an_invitation_is_changed_and_called_off(chair: Visitor) -> None:
    call(chair)
    assert 'value="Balai desa Kejajar"' in chair.see(f"{PAGE}/edit")
    chair.submit(f"{PAGE}/edit", FORM | {"place": "Aula"})
    assert "Aula" in chair.see(PAGE)
    assert "Isi tempat" in chair.submit(f"{PAGE}/edit", FORM | {"place": ""}, status=422).text
    assert "tidak dapat ditarik kembali" in chair.see(f"{PAGE}/call-off")
    assert chair.submit(f"{PAGE}/call-off").location == "/meetings"
    chair.see(PAGE, 404)


def test_the_list_says_when_the_register_has_moved_on(
    chair: Visitor, database: Database, world: World
) -> None:
    call(chair)
    with database.transaction() as session:
        neighbours(session, world, 1)
    assert "sekarang ada 13 anggota" in chair.see(PAGE)
    chair.submit(f"{PAGE}/invitations")
    words = text_of(chair.see(PAGE))
    assert "Daftar undangan diperbarui: 13 anggota." in words
    assert "sekarang ada" not in words


def test_members_are_told_from_the_list(chair: Visitor) -> None:
    call(chair)
    page = chair.see(f"{PAGE}/people?q=siti")
    assert "https://wa.me/6281234567890?text=" in page
    assert "••••7890" in page
    told = {"member": "1", "told": "1", "which": "belum"}
    assert chair.submit(f"{PAGE}/people/told", told).location == f"{PAGE}/people?which=belum"
    assert "Siti Aminah" not in chair.see(f"{PAGE}/people?which=belum")
    assert "Siti Aminah" in chair.see(f"{PAGE}/people?which=sudah")
    chair.submit(f"{PAGE}/people/told", {"all": "1"})
    assert "11 anggota dicatat sudah diberi tahu." in text_of(chair.see(f"{PAGE}/people"))
    chair.submit(f"{PAGE}/people/told", {"member": "1", "told": "0"})
    assert "Belum diberi tahu 1 Lihat siapa" in text_of(chair.see(PAGE))
    chair.submit(f"{PAGE}/people/told", {"member": "3", "told": "1"}, status=422)
    chair.submit(f"{PAGE}/people/told", {"member": "x"}, status=422)


@pytest.mark.parametrize("ending", FILES)
def test_the_list_is_a_file_for_those_who_invite(chair: Visitor, ending: str) -> None:
    call(chair)
    answer = chair.client.get(f"{PAGE}/people.{ending}")
    assert answer.status_code == 200
    if ending == "csv":
        rows = answer.text.lstrip("\ufeff").splitlines()
        assert rows[0] == "Nomor;Nama;Alamat;HP;Diberi tahu;Datang pukul"
        assert rows[1].startswith("1;Siti Aminah;")
        assert "0812-3456-7890" in rows[1]
        assert len(rows) == 13
    assert chair.client.get(f"{PAGE}/people.exe").status_code == 404


def test_a_meeting_is_opened_after_a_second_look(chair: Visitor) -> None:
    call(chair)
    asked = text_of(chair.see(f"{PAGE}/open"))
    assert "Sekarang 12 anggota mempunyai suara." in asked
    chair.submit(f"{PAGE}/open")
    words = text_of(chair.see(PAGE))
    assert "Rapat dibuka: 12 anggota mempunyai suara." in words
    assert "Belum kuorum: 0 dari 12 anggota hadir, perlu 7. Kurang 7 orang." in words
    chair.submit(f"{PAGE}/edit", FORM, status=409)


def test_it_is_not_opened_before_its_day(chair: Visitor) -> None:
    tomorrow = today() + timedelta(days=1)
    if tomorrow.year != today().year:
        pytest.skip("the number would be next year's")
    call(chair, held_on=tomorrow.isoformat())
    answer = chair.submit(f"{PAGE}/open", status=409)
    assert "dibuka pada harinya" in text_of(answer.text)


def test_without_a_script_the_door_works_by_pages(chair: Visitor) -> None:
    call(chair)
    chair.submit(f"{PAGE}/open")
    chair.submit(f"{PAGE}/attendance", {"code": "agt0001"})
    assert "Selamat datang, Siti Aminah (nomor 1)." in text_of(chair.see(PAGE))
    asked = chair.submit(f"{PAGE}/attendance", {"code": "budi"}, status=200)
    assert "Budi Santoso (nomor 2) hadir" in text_of(asked.text)
    assert "1 dari 12" in text_of(asked.text), "nothing is noted yet"
    chair.submit(f"{PAGE}/attendance", {"member": "2"})
    assert "2 dari 12" in text_of(chair.see(PAGE))
    refused = chair.submit(f"{PAGE}/attendance", {"code": "wahyu"}, status=422)
    assert "tidak bersuara: pada hari rapat berhenti" in text_of(refused.text)
    assert 'value="wahyu"' in refused.text


def test_a_script_hears_what_became_of_each_line(chair: Visitor) -> None:
    call(chair)
    assert door(chair, {"code": "AGT0001"})["said"] == f"Rapat {NUMBER} belum dibuka."
    chair.submit(f"{PAGE}/open")
    came = door(chair, {"code": "AGT0001"})
    assert (came["outcome"], came["present"], came["reached"]) == ("came", "1", False)
    assert came["latest"][0]["name"] == "Siti Aminah"
    again = door(chair, {"code": "AGT0001"})
    assert again["outcome"] == "again"
    assert "sudah tercatat hadir sejak" in again["said"]
    asked = door(chair, {"code": "2"})
    assert (asked["outcome"], asked["asked"][0]["name"]) == ("ask", "Budi Santoso")
    assert "Tekan Enter sekali lagi" in asked["said"]
    assert "Yang mana" in door(chair, {"code": "tetangga se"})["said"]
    assert door(chair, {"code": "nobody"})["outcome"] == "refused"
    assert door(chair, {"member": "3"})["outcome"] == "refused"
    assert door(chair, {"member": "2"})["outcome"] == "came"
    now = chair.client.get(f"{PAGE}/standing").json
    assert now is not None
    assert (now["present"], now["filled"]) == ("2", 2)
    for number in range(4, 8):
        assert not door(chair, {"member": str(number)})["reached"]
    last = door(chair, {"member": "8"})
    assert (last["reached"], last["present"]) == (True, "7")


def test_the_second_call_is_offered_while_too_few_are_there(
    chair: Visitor, database: Database
) -> None:
    call(chair)
    chair.submit(f"{PAGE}/open")
    for number in (1, 2, 4):
        door(chair, {"member": str(number)})
    assert "Panggilan kedua tidak dapat ditarik kembali." in chair.see(PAGE)
    chair.submit(f"{PAGE}/second-call")
    words = text_of(chair.see(PAGE))
    assert "Panggilan kedua dicatat." in words
    assert "Kuorum tercapai: 3 dari 12 anggota hadir, perlu 3." in words
    with database.reading() as session:
        assert meetings.standing_of(session, queries.find(session, NUMBER)).reached


def test_motions_are_put_worded_and_counted(
    chair: Visitor, database: Database, world: World
) -> None:
    call(chair)
    key = str(new_id())
    missing = chair.submit(
        f"{PAGE}/motions/new", {"kind": "shu", "text": " ", "key": key}, status=422
    )
    assert "Tulis apa yang diusulkan." in text_of(missing.text)
    assert key in missing.text
    for _twice in range(2):
        chair.submit(f"{PAGE}/motions/new", {"kind": "shu", "text": "SHU dibagi", "key": key})
    chair.submit(f"{PAGE}/motions/1/edit", {"kind": "shu", "text": "SHU 2025 dibagi"})
    early = chair.submit(f"{PAGE}/motions/1", {"in_favour": "5", "against": "0"}, status=409)
    assert "belum dibuka" in text_of(early.text)
    chair.submit(f"{PAGE}/open")
    for number in (1, 2, *range(4, 10)):
        door(chair, {"member": str(number)})
    page = text_of(chair.see(f"{PAGE}/motions/1"))
    assert "SHU 2025 dibagi" in page
    assert "Mufakat: 8 orang setuju semua" in page
    for form, sentence in (
        ({"in_favour": "", "against": "1"}, "Isi berapa yang setuju"),
        ({"in_favour": "lima", "against": "1"}, "Tulis jumlah suara dengan angka"),
        ({"in_favour": "8", "against": "1"}, "Ada 9 suara, padahal yang hadir 8."),
    ):
        assert sentence in chair.submit(f"{PAGE}/motions/1", form, status=422).text
    chair.submit(f"{PAGE}/motions/1", {"in_favour": "6", "against": "1", "abstained": "1"})
    assert f"Usul {NUMBER}/1 diterima." in text_of(chair.see(PAGE))
    other = {"in_favour": "1", "against": "6"}
    refused = chair.submit(f"{PAGE}/motions/1", other, status=422)
    assert "6 setuju, 1 tidak setuju, 1 abstain" in text_of(refused.text)
    chair.submit(f"{PAGE}/motions/1", {"unanimous": "1", "recount": "1"})
    with database.reading() as session:
        [motion] = queries.motion_views(session, queries.find(session, NUMBER))
    assert (motion.votes, motion.carried) == (Votes(8, 0), True)
    chair.see(f"{PAGE}/motions/7", 404)


def test_closing_asks_for_names_and_a_yes(chair: Visitor, database: Database) -> None:
    call(chair)
    chair.submit(f"{PAGE}/open")
    chair.submit(f"{PAGE}/motions/new", {"kind": "umum", "text": "Lain", "key": str(new_id())})
    assert "1 usul belum dihitung suaranya" in text_of(chair.see(f"{PAGE}/close"))
    names = {"chaired_by": "Hasan Basri", "minutes_by": "Maria", "notes": "Lancar"}
    for wrong, sentence in (
        ({"chaired_by": ""}, "Isi siapa yang memimpin rapat."),
        ({"minutes_by": ""}, "Isi siapa yang mencatat."),
        ({}, "Centang dulu bahwa berita acaranya benar"),
    ):
        answer = chair.submit(f"{PAGE}/close", names | wrong, status=422)
        assert sentence in text_of(answer.text)
        assert "Lancar" in answer.text
    chair.submit(f"{PAGE}/close", names | {"sure": "1"})
    words = text_of(chair.see(PAGE))
    assert "Ditutup" in words
    assert "dipimpin Hasan Basri" in words
    refused = door(chair, {"code": "AGT0001"})
    assert "berita acaranya tetap" in refused["said"]
