"""What docs/anggota.md tells a member, on her own phone, with its pictures.

``pytest tests/browser/test_anggota_pictures.py --pictures`` renews the pictures; without the
option the same tests prove that every screen still says what the guide says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from core.db import Database
from core.money import Money
from core.permissions import Role
from core.settings import put
from members import register
from members.access import activation
from members.dues import dues
from members.models import Member
from members.settings import WAJIB_AMOUNT
from members.shu import estimates, runs
from members.shu.runs import Proposal
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.member_money import paid_by
from tests.support.member_pages import PIN
from tests.support.office import fill, follow, press, reads
from tests.support.sales import opening, sale, send
from tests.support.source import HOUSE
from tests.support.surplus import AFTER, YEAR, Year, buy, close, decide, make_year
from tests.support.village import PHONE, TODAY, come_in, village_office
from tests.support.world import Goods

pytestmark = pytest.mark.browser

GUIDE = "anggota"
TEXT = (HOUSE / "docs" / "anggota.md").read_text(encoding="utf-8")
Picture = Callable[[str], None]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page says does not depend on the database."""
    return "sqlite"


@pytest.fixture
def village(database: Database) -> Year:
    """A year is divided, and Siti has not come for her share; since then she bought and owes."""
    with database.transaction() as session:
        year = make_year(session)
        cake = _leave_cakes(session, year)
        close(session)
        run = runs.propose(session, Proposal(YEAR), at=AFTER, by=year.treasurer)
        runs.ratify(session, run, decision=decide(session, year.chair), at=AFTER, by=year.chair)
        runs.post(session, run, at=AFTER, by=year.treasurer)
        _since_then(session, year, cake)
    return year


def _leave_cakes(session: Session, year: Year) -> Goods:
    consignor = add_consignor(session, name="Siti Aminah", member_id=year.siti)
    cake = add_cake(session, consignor, name="Kue lapis")
    bring(session, year.world, consignor, cake, 10)
    return cake


def _since_then(session: Session, year: Year, cake: Goods) -> None:
    """What comes from the till after the books are closed counts for the new year."""
    world, shift = year.world, opening(year.world)
    session.get_one(Member, year.siti).credit_limit = Money(500_000)
    lines = [(world.goods["mie"], 20_000, 3_300), (world.goods["air"], 6_000, 4_000)]
    bought = sale(world, shift["id"], lines, counter=1, member_id=year.siti)
    sold = sale(world, shift["id"], [(cake, 3_000, 5_000)], counter=2)
    for body in (shift, paid_by(bought, ("kasbon", 90_000)), sold):
        send(session, world, body, received_at=AFTER)
    put(session, WAJIB_AMOUNT, "20000", valid_from=date(YEAR + 1, 1, 1), at=AFTER, by=None)
    for month in (1, 2, 3):
        dues.generate(session, date(YEAR + 1, month, 1), today=TODAY, at=AFTER, by=None)
    for member_id, worth in ((year.siti, 900_000), (year.budi, 600_000)):
        buy(session, world.shop_id, member_id, Money(worth), on=date(YEAR + 1, 2, 5))
    last = estimates.last_whole_day(session, at=AFTER)
    session.add(estimates.work_out(session, last, at=AFTER))


@pytest.fixture
def desk(
    browser: Browser, database: Database, village: Year, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:  # fmt: skip
    """A phone on which nobody was before."""
    with village_office(browser, database, tmp_path, monkeypatch, size=PHONE) as page:
        yield page


def _code(database: Database) -> str:
    """What the till hands to Siti."""
    with database.transaction() as session:
        return activation.make_code(session, register.by_number(session, 1), at=AFTER, by=None).code


def _activate(page: Page, database: Database, *, whose: str = "HP saya sendiri") -> None:
    page.goto("/saya/aktivasi")
    fill(page, Kode=_code(database))
    press(page, "Lanjut")
    fill(page, PIN_baru=PIN, Sekali_lagi=PIN)
    page.get_by_label(whose).check()
    press(page, "Simpan PIN")
    reads(page, "Simpanan saya")


def test_the_first_time(desk: Page, database: Database, picture: Picture) -> None:
    desk.goto("/saya")
    reads(desk, "Pertama kali, atau lupa PIN? Minta kode di kasir", "Nomor anggota", "PIN, 6 angka")
    follow(desk.locator("main"), "pakai kode")
    fill(desk, Kode=_code(database).lower())
    press(desk, "Lanjut")
    reads(desk, "Halo, Siti Aminah", "petugas tidak perlu melihatnya", "Dipakai bersama")
    fill(desk, PIN_baru=PIN, Sekali_lagi=PIN)
    desk.get_by_label("HP saya sendiri").check()
    picture("pin")
    fill(desk, PIN_baru="123456", Sekali_lagi="123456")
    press(desk, "Simpan PIN")
    reads(desk, "PIN ini mudah ditebak.")
    fill(desk, PIN_baru=PIN, Sekali_lagi=PIN)
    desk.get_by_label("HP saya sendiri").check()
    press(desk, "Simpan PIN")
    reads(desk, "Simpanan saya", "Harus dibayar", "Belanja tahun", "Perkiraan SHU")
    picture("beranda")


def test_what_every_page_says(desk: Page, database: Database, picture: Picture) -> None:
    _activate(desk, database)
    _tab(desk, "Simpanan")
    reads(desk, "Semua bersama", "Simpanan sukarela boleh diambil kapan saja di toko.")
    desk.get_by_role("link", name="Simpanan pokok").click()
    reads(desk, "Saldo", "Riwayat")
    _tab(desk, "Belanja")
    reads(desk, "Yang dihitung untuk SHU", "Per bulan")
    follow(desk.locator("main"), "Struk belanja saya")
    reads(desk, "Struk")
    _tab(desk, "SHU")
    reads(desk, "Perkiraan SHU", "belum pasti, rapat anggota yang memutuskan.",
          "SHU yang belum Anda ambil", "Tahun-tahun lalu")  # fmt: skip
    picture("shu")
    _tab(desk, "Lainnya")
    desk.get_by_role("link", name="Tagihan dan kasbon").click()
    reads(desk, "Harus dibayar", "Simpanan wajib", "Kasbon: kapan dibayar",
          "Bayar di kasir toko mana saja: sebut nomor anggota Anda.", "Riwayat kasbon")  # fmt: skip
    picture("tagihan")
    _tab(desk, "Lainnya")
    desk.get_by_role("link", name="Barang titipan saya").click()
    reads(desk, "Kue lapis")
    picture("titipan")


def _tab(page: Page, name: str) -> None:
    follow(page.get_by_role("navigation", name="Menu"), name)
    expect(page.locator(".tabs [aria-current=page]")).to_have_text(name)


def test_the_guide_reckons_as_the_slip_does(
    desk: Page, database: Database, picture: Picture
) -> None:
    _activate(desk, database)
    _tab(desk, "SHU")
    desk.get_by_role("link", name="lihat hitungannya").click()
    reads(desk, "Rp950.000", "Simpan sebagai PDF", "Menurut keputusan rapat")
    for formula in ("6.000.000 : 8.000.000 x 1.000.000 = 750.000",
                    "1.200.000 : 4.800.000 x 800.000 = 200.000"):  # fmt: skip
        reads(desk, formula)
        assert formula in TEXT
    picture("slip")


def test_own_data_and_own_phones(desk: Page, database: Database, picture: Picture) -> None:
    _activate(desk, database)
    _tab(desk, "Lainnya")
    reads(desk, "Data saya", "HP dan PIN", "Kunci", "Keluar")
    picture("lainnya")
    desk.get_by_role("link", name="Data saya").click()
    reads(desk, "Di buku anggota", "Persetujuan saya", "Ambil semua data saya",
          "Ada yang salah? Sampaikan di toko atau kantor")  # fmt: skip
    press(desk, "Setuju")
    reads(desk, "Tersimpan. Anda boleh mengubahnya kapan saja.", "Anda setuju sejak")
    _tab(desk, "Lainnya")
    desk.get_by_role("link", name="HP dan PIN").click()
    reads(desk, "HP saya yang masuk", "HP ini", "Ganti PIN", "minta kode baru di toko")
    _tab(desk, "Lainnya")
    press(desk, "Kunci")
    reads(desk, "Terkunci", "Bukan saya: keluar")
    fill(desk, PIN=PIN)
    press(desk, "Buka")
    expect(desk.locator(".tabs")).to_be_visible()


def test_without_a_network(desk: Page, database: Database, picture: Picture) -> None:
    _activate(desk, database)
    desk.evaluate("navigator.serviceWorker.ready")
    desk.reload()
    desk.wait_for_function(_KEPT)
    desk.context.set_offline(True)
    desk.goto("/saya")
    reads(desk, "Tidak ada jaringan. Ini angka terakhir yang tersimpan di HP ini.", "Keadaan")
    picture("luring")
    desk.context.set_offline(False)


_KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.endsWith(":pages"));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().some((request) => new URL(request.url).pathname === "/saya");
}"""


def test_a_statement_by_message(desk: Page, picture: Picture) -> None:
    come_in(desk, Role.TREASURER)
    desk.goto("/members/1")
    press(desk, "Bagikan rekening")
    link = desk.get_by_role("button", name="Lihat", exact=True).get_attribute("href")
    desk.context.clear_cookies()
    desk.goto(str(link))
    reads(desk, "Siti Aminah", "Simpanan bersama", "Simpan sebagai PDF", "ditandatangani",
          "Tautan berlaku sampai")  # fmt: skip
    picture("rekening")
