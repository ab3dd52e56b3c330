"""The till's rules in JavaScript: their own tests, and that they are the twins of Python's."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import format as formats
from core import parse
from core.errors import InvalidInput
from core.money import Money
from core.quantity import Quantity
from pos.rounding import MODES
from tests.support.qris import answer as qris_answer
from tests.support.qris import made_cases
from tests.support.vectors import as_json, priced

HOUSE = Path(__file__).parent.parent.parent
SCRIPTS = HOUSE / "tests" / "js"
NODE = shutil.which("node")
DAY = date(2026, 11, 22)

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed (apt install nodejs)")


class Twin:
    """One node process that answers JSON lines by the till's rules."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, rule: str, given_: Any) -> Any:
        """What JavaScript makes of it; ``None`` when it refuses."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("node was started without pipes")
        self.process.stdin.write(json.dumps({"rule": rule, "given": given_}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline()).get("answer")


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    command = [str(NODE), str(SCRIPTS / "twin.mjs")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Twin(process)
        if process.stdin:
            process.stdin.close()


DAYS = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3)).map(date.isoformat)
PRICES = st.integers(0, 200_000) | st.integers(0, 10**9)
ROWS = st.fixed_dictionaries(
    {
        "pack_id": st.sampled_from("ab"),
        "list": st.sampled_from(["umum", "anggota", "grosir"]),
        "shop": st.sampled_from([None, "WSB", "FLT"]),
        "amount": PRICES,
        "valid_from": DAYS,
        "valid_to": st.none() | DAYS,
    }
)
PACKS = st.sampled_from("abc")
ASKS = st.fixed_dictionaries(
    {"pack_id": PACKS, "quantity": st.integers(1, 20_000) | st.integers(1, 10**9)}
) | st.fixed_dictionaries({"pack_id": PACKS, "asked_amount": st.integers(1, 10**9)})
BASKETS = st.fixed_dictionaries(
    {
        "shop": st.just("WSB"),
        "on": st.just(DAY.isoformat()),
        "is_member": st.booleans(),
        "rounding": st.fixed_dictionaries(
            {"unit": st.sampled_from([1, 50, 100, 500]), "mode": st.sampled_from(MODES)}
        ),
        "rows": st.lists(ROWS, max_size=6),
        "asks": st.lists(ASKS, max_size=4),
    }
)
TEXTS = st.text(st.sampled_from("0123456789.,-–/ ½RprbjtkJ\u00a0"), max_size=14)


def test_node_tests_pass() -> None:
    files = sorted(str(path) for path in SCRIPTS.glob("*.test.mjs"))
    run = subprocess.run(
        [str(NODE), "--test", *files], capture_output=True, encoding="utf-8", check=False
    )
    failed = [line for line in run.stdout.splitlines() if line.lstrip().startswith("not ok")]
    assert run.returncode == 0, "\n".join(failed) or run.stderr


@settings(max_examples=2500)
@given(case=BASKETS)
def test_both_price_every_basket_alike(twin: Twin, case: dict[str, Any]) -> None:
    assert twin.ask("price", case) == as_json(priced(case))


@settings(max_examples=800)
@given(text=TEXTS)
def test_both_read_every_amount_of_money_alike(twin: Twin, text: str) -> None:
    assert twin.ask("money", text) == _money(text)


@settings(max_examples=800)
@given(text=TEXTS)
def test_both_read_every_quantity_alike(twin: Twin, text: str) -> None:
    assert twin.ask("quantity", text) == _quantity(text)


@settings(max_examples=600)
@given(case=made_cases())
def test_both_make_every_qris_payload_alike(twin: Twin, case: dict[str, Any]) -> None:
    assert twin.ask("qris", case) == qris_answer(case)


@given(amount=st.integers(-(10**12), 10**12))
def test_both_print_money_and_quantities_alike(twin: Twin, amount: int) -> None:
    assert twin.ask("rupiah", amount) == formats.rupiah(Money(amount))
    assert twin.ask("format_quantity", amount) == formats.quantity(Quantity(amount))


@given(
    at=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    time_zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
)
def test_both_print_the_shops_time_alike(twin: Twin, at: datetime, time_zone: str) -> None:
    asked = {"at": at.isoformat(timespec="milliseconds"), "time_zone": time_zone}
    assert twin.ask("moment", asked) == formats.moment(at, time_zone)


def _money(text: str) -> int | None:
    try:
        return parse.money(text).amount
    except InvalidInput:
        return None


def _quantity(text: str) -> int | None:
    try:
        return parse.quantity(text).milli
    except InvalidInput:
        return None
