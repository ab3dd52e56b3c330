"""The till's rules in JavaScript: their own tests, and that they are the twins of Python's."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
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
from members.instalments import Every, Plan, schedule, still_due
from pos.price_case import as_json, priced
from tests.support.baskets import drawn
from tests.support.qris import answer as qris_answer
from tests.support.qris import made_cases

HOUSE = Path(__file__).parent.parent.parent
SCRIPTS = HOUSE / "tests" / "js"
NODE = shutil.which("node")

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


TEXTS = st.text(st.sampled_from("0123456789.,-–/ ½RprbjtkJ\u00a0"), max_size=14)


def test_node_tests_pass() -> None:
    files = sorted(str(path) for path in SCRIPTS.glob("*.test.mjs"))
    run = subprocess.run(
        [str(NODE), "--test", *files], capture_output=True, encoding="utf-8", check=False
    )
    failed = [line for line in run.stdout.splitlines() if line.lstrip().startswith("not ok")]
    assert run.returncode == 0, "\n".join(failed) or run.stderr


def test_both_price_ten_thousand_baskets_alike() -> None:
    cases = drawn(seed=3, count=12_000)
    asked = "\n".join(json.dumps({"rule": "price", "given": case}) for case in cases)
    command = [str(NODE), str(SCRIPTS / "twin.mjs")]
    run = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=True)
    answers = [json.loads(line)["answer"] for line in run.stdout.splitlines()]
    assert len(answers) == len(cases)
    for case, answer in zip(cases, answers, strict=True):
        assert as_json(priced(case)) == answer, case


@settings(max_examples=400)
@given(
    amount=st.integers(1, 10**9),
    share=st.integers(0, 1000),
    plan=st.builds(
        Plan,
        st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        st.integers(1, 24),
        st.sampled_from(Every),
        st.sampled_from([1, 25, 100, 500]),
    ),
)
def test_both_part_every_kasbon_alike(twin: Twin, amount: int, share: int, plan: Plan) -> None:
    owed = amount * share // 1000
    asked = {"first_due": plan.first_due.isoformat(), "count": plan.count,
             "every": plan.every.value, "unit": plan.unit}  # fmt: skip
    parts = still_due(schedule(Money(amount), plan), Money(owed))
    expected = [[part.due_on.isoformat(), part.amount.amount] for part in parts]
    assert twin.ask("instalments", {"amount": amount, "open": owed, "plan": asked}) == expected


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
