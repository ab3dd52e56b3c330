"""A second program reads the books, finds nothing wrong and comes to the same balances."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import MemberId, ShopId, TillId, new_id
from core.money import Money
from ledger import stored
from ledger.entry import Line
from ledger.exporting import hledger_text
from ledger.hledger import AccountNames, journal_text
from ledger.models import AccountKind
from ledger.queries import trial_balance
from ledger.scope import Scope
from ledger.stored import StoredEntry
from tests.support.books import book, transfer
from tests.support.world import TODAY, World, make_coop
from wsgi import cli

CHECKS = ("accounts", "commodities", "ordereddates", "uniqueleafnames")
CHART = AccountNames(
    [
        ("1-1010", "Kas laci", AccountKind.ASSET),
        ("4-1010", "Partisipasi: bruto  anggota", AccountKind.INCOME),
    ]
)
SHOP = ShopId(new_id())


@pytest.fixture(scope="session")
def hledger() -> str:
    path = shutil.which("hledger")
    if path is None:
        pytest.skip("hledger is not installed (apt-get install hledger)")
    return path


def run(hledger: str, text: str, *words: str) -> str:
    done = subprocess.run(
        [hledger, "-f", "-", *words], input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def entry(number: int, description: str, *lines: Line, source: str = "sale:1") -> StoredEntry:
    return StoredEntry(SHOP, "WSB", number, TODAY, source, description, b"", b"", lines)


def test_the_text_reads_like_a_journal() -> None:
    till, member = TillId(new_id()), MemberId(new_id())
    sale = entry(
        7,
        "WSB-T1-A-000123",
        Line("1-1010", Money(20_500), till_id=till),
        Line("4-1010", Money(-20_500), member_id=member),
    )
    assert "".join(journal_text("Koperasi Uji", CHART, [sale])) == (
        "; Koperasi Uji\n\ndecimal-mark ,\ncommodity Rp1.000,\n\n"
        "account 1 Aset:1-1010 Kas laci  ; type:C\n"
        "account 4 Pendapatan:4-1010 Partisipasi bruto anggota  ; type:R\n"
        "\n2026-06-01 (WSB-7) WSB-T1-A-000123  ; shop:WSB, source:sale:1\n"
        f"    1 Aset:1-1010 Kas laci  Rp20500  ; till:{till}\n"
        f"    4 Pendapatan:4-1010 Partisipasi bruto anggota  Rp-20500  ; member:{member}\n"
    )


@settings(max_examples=20)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=30)), min_size=1, max_size=20))
def test_no_description_confuses_it(hledger: str, texts: list[tuple[str, str]]) -> None:
    pair = (Line("1-1010", Money(5)), Line("4-1010", Money(-5)))
    entries = [entry(n, text, *pair, source=source) for n, (text, source) in enumerate(texts)]
    written = "".join(journal_text("Koperasi\n1", CHART, entries))
    run(hledger, written, "check", "--strict", *CHECKS)
    balances = run(hledger, written, "balance", "--output-format=csv", "--flat")
    assert f'"1 Aset:1-1010 Kas laci","Rp{5 * len(texts)}"' in balances


def test_unbalanced_books_are_refused_by_it(hledger: str) -> None:
    broken = entry(1, "x", Line("1-1010", Money(5)), Line("4-1010", Money(-4)))
    text = "".join(journal_text("Koperasi", CHART, [broken]))
    done = subprocess.run(
        [hledger, "-f", "-", "check"], input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "sum should be 0 but is: Rp1" in done.stderr


@pytest.fixture
def world(session: Session) -> World:
    world = make_coop(session)
    shops = (world.shop_id, ShopId(world.ltm.id))
    accounts = ["1-1010", "1-1020", "1-1310", "4-1010", "4-2010", "5-1010", "3-1099"]
    for n in range(1, 200):
        into, out_of = accounts[n % 7], accounts[(n * 3 + 1) % 7]
        if into != out_of:
            on = TODAY + timedelta(days=(n * 37) % 400)
            member = world.member_id if n % 3 else None
            one = transfer(shops[n % 2], f"test:{n}", n * 1_001, into=into, out_of=out_of, on=on,
                           member_id=member, till_id=world.till_id)  # fmt: skip
            book(session, one)
    return world


@pytest.mark.parametrize("narrowed", [False, True])
def test_its_balances_are_ours(
    hledger: str, session: Session, world: World, narrowed: bool
) -> None:
    scope = Scope(world.shop_id, None, TODAY + timedelta(days=99)) if narrowed else Scope()
    text = "".join(hledger_text(session, stored.by_date(session, scope)))
    run(hledger, text, "check", "--strict", *CHECKS)
    theirs = csv.reader(
        run(hledger, text, "balance", "--output-format=csv", "--flat", "--empty").splitlines()
    )
    assert _by_code(theirs) == {
        row.code: row.closing.amount for row in trial_balance(session, scope).rows if row.moved
    }


def test_its_shops_are_ours(hledger: str, session: Session, world: World) -> None:
    text = "".join(hledger_text(session, stored.by_date(session, Scope())))
    theirs = csv.reader(
        run(hledger, text, "balance", "-O", "csv", "--flat", "tag:shop=LTM").splitlines()
    )
    ours = trial_balance(session, Scope(ShopId(world.ltm.id))).rows
    assert _by_code(theirs) == {r.code: r.closing.amount for r in ours if r.closing.amount}


def _by_code(rows: Iterable[list[str]]) -> dict[str, int]:
    return {
        name.split(":")[1].split(" ")[0]: int(amount.removeprefix("Rp"))
        for name, amount in list(rows)[1:]
        if name != "total"
    }


class TestCommand:
    """``lumbung export hledger``."""

    @pytest.fixture
    def environment(self, database: Database) -> dict[str, str]:
        with database.transaction() as session:
            world = make_coop(session)
            book(
                session,
                transfer(world.shop_id, "a", 100, on=date(2026, 1, 31)),
                transfer(world.shop_id, "b", 30, on=date(2026, 2, 1)),
                transfer(ShopId(world.ltm.id), "c", 7, on=date(2026, 2, 1)),
            )
        return {"LUMBUNG_DATABASE_URL": database.writer.url.render_as_string(False)}

    def test_it_writes_to_standard_output(self, environment: dict[str, str]) -> None:
        done = CliRunner().invoke(cli, ["export", "hledger"], env=environment)
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith("; Koperasi Uji Bersama\n")
        assert done.stdout.count("\n2026-") == 3

    def test_it_keeps_to_shop_and_days(self, environment: dict[str, str]) -> None:
        words = ["--shop", "wsb", "--from", "2026-02-01", "--to", "01/02/2026"]
        done = CliRunner().invoke(cli, ["export", "hledger", *words], env=environment)
        assert [line for line in done.stdout.splitlines() if line.startswith("2026-")] == [
            "2026-02-01 (WSB-2) b  ; shop:WSB, source:b"
        ]

    def test_it_writes_a_file(self, environment: dict[str, str], tmp_path: Path) -> None:
        target = tmp_path / "buku.journal"
        done = CliRunner().invoke(cli, ["export", "hledger", "-o", str(target)], env=environment)
        assert (done.exit_code, done.stdout) == (0, "")
        assert target.read_text(encoding="utf-8").count("\n2026-") == 3

    def test_an_unknown_shop_is_one_sentence(self, environment: dict[str, str]) -> None:
        done = CliRunner().invoke(cli, ["export", "hledger", "--shop", "XXX"], env=environment)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.splitlines()[-1] == "Tidak ada toko dengan kode XXX."
