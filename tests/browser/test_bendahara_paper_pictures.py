"""How docs/bendahara.md begins: half a year on paper becomes opening balances.

``pytest tests/browser/test_bendahara_paper_pictures.py --pictures`` renews the pictures; without
the option the same tests prove that every screen still says what the guide says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.db import Database
from core.permissions import Role
from tests.support.office import fill, follow, menu, press, reads
from tests.support.opening import AT, CUT_OVER, half_a_year
from tests.support.village import come_in, village_office
from tests.support.world import World, make_coop

pytestmark = pytest.mark.browser

GUIDE = "bendahara"
Picture = Callable[[str], None]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page says does not depend on the database."""
    return "sqlite"


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def desk(
    browser: Browser, database: Database, world: World, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:  # fmt: skip
    """The treasurer's, two days after the first day in Lumbung."""
    with village_office(browser, database, tmp_path, monkeypatch, at=AT) as page:
        come_in(page, Role.TREASURER)
        yield page


def test_paper_is_copied(desk: Page) -> None:
    menu(desk, "Saldo awal")
    reads(desk, "Yang perlu disiapkan", "paling mudah tanggal 1")
    fill(desk, Hari_pertama_di_Lumbung=CUT_OVER.isoformat())
    press(desk, "Mulai")
    reads(desk, "Boleh ditinggal dan dilanjutkan kapan saja", "konsep", "Bon terbuka",
          "Utang pemasok", "Utang penitip", "Stok awal")  # fmt: skip
    follow(desk.locator("main"), "Neraca saldo")
    follow(desk.locator("main"), "Toko Wonosobo")
    fill(desk, Akun="1-1020", Debet="250rb")
    press(desk, "Catat")
    reads(desk, "Debet lebih Rp250.000")
    follow(desk.locator("main"), "Anggota")
    fill(desk, Nomor_anggota="1")
    press(desk, "Isi saldonya")
    reads(desk, "Per 30/06/2026 malam", "Pada akhir bulan", "Untuk jasa modal.")
    fill(desk, Simpanan_pokok="100rb", Belanja_tahun_ini="4jt")
    press(desk, "Simpan")
    reads(desk, "Siti Aminah, nomor 1, dicatat.", "Dari file")


def test_what_fits_is_booked(
    desk: Page, database: Database, world: World, picture: Picture
) -> None:
    with database.transaction() as session:
        half_a_year(session, world)
    desk.goto("/opening")
    expect(desk.locator("main")).not_to_contain_text("selisih")
    reads(desk, "Lembar konsep")
    desk.goto("/opening/members/1")
    picture("saldo-anggota")
    desk.goto("/opening/check")
    reads(desk, "Semuanya cocok", "3-1099 sesudah dibukukan")
    picture("saldo-awal")
    desk.get_by_label("Lembar konsepnya sudah diperiksa").check()
    press(desk, "Bukukan saldo awal")
    reads(desk, "Saldo awal dibukukan.", "Lembar untuk ditandatangani")
