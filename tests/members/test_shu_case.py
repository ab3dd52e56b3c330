"""``lumbung shu compute``: a case from a file, for anybody who checks the treasurer."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from core.errors import InvalidInput
from members.shu.case import divided
from wsgi import cli

CASE: dict[str, Any] = {
    "surplus": 4_800_000,
    "member_part": {"method": "net_sales", "member": 30_000_000, "other": 18_000_000},
    "policy": [
        {"code": "cadangan", "bp": 5_500},
        {"code": "jasa_usaha", "bp": 2_500, "basis": "patronage"},
        {"code": "jasa_modal", "bp": 2_000, "basis": "capital"},
    ],
    "remainder_to": "cadangan",
    "leavers": "prorata",
    "payout_unit": 100,
    "members": [
        {"number": 2, "patronage": 12_000_000, "capital": 2_760_000, "left": False},
        {"number": 1, "patronage": 18_000_000, "capital": 1_380_000},
    ],
}


def changed(**changes: Any) -> dict[str, Any]:
    return deepcopy(CASE) | changes


def run(path: Path, text: str) -> tuple[int, str, str]:
    path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["shu", "compute", str(path)])
    return done.exit_code, done.stdout, done.stderr


def test_a_case_is_divided(tmp_path: Path) -> None:
    code, printed, said = run(tmp_path / "case.json", json.dumps(CASE))
    assert (code, said) == (0, "")
    result = json.loads(printed)
    assert len(result.pop("fingerprint")) == 64
    assert result == {
        "member_surplus": 3_000_000,
        "other_surplus": 1_800_000,
        "pools": {"cadangan": 3_450_000, "jasa_usaha": 750_000, "jasa_modal": 600_000},
        "members": [
            {"number": 1, "jasa_usaha": 450_000, "jasa_modal": 200_000, "total": 650_000},
            {"number": 2, "jasa_usaha": 300_000, "jasa_modal": 400_000, "total": 700_000},
        ],
        "payout_remainder": 0,
    }


def test_what_others_earned_may_have_its_own_policy() -> None:
    other = [{"code": "sosial", "bp": 4_000}, {"code": "cadangan", "bp": 6_000}]
    pools = divided(changed(other_policy=other))["pools"]
    assert pools == {
        "cadangan": 1_650_000 + 1_080_000,
        "jasa_usaha": 750_000,
        "jasa_modal": 600_000,
        "sosial": 720_000,
    }


def test_a_fixed_part() -> None:
    result = divided(changed(member_part={"method": "fixed", "bp": 6_250}))
    assert (result["member_surplus"], result["other_surplus"]) == (3_000_000, 1_800_000)


def test_the_same_case_has_the_same_fingerprint_however_it_is_written() -> None:
    turned = changed(members=CASE["members"][::-1], policy=CASE["policy"][::-1])
    spelt_out = changed(other_policy=[{"code": "cadangan", "bp": 10_000}])
    prints = {divided(case)["fingerprint"] for case in (CASE, turned, spelt_out)}
    assert len(prints) == 1
    more = changed(surplus=4_800_001)
    assert divided(more)["fingerprint"] not in prints


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (changed(policy=[{"code": "cadangan", "bp": 10_500}]), "10500 basis poin"),
        (changed(remainder_to="jasa_usaha"), "bukan jasa_usaha"),
        (changed(remainder_to="kas"), "bukan kas"),
        (changed(members=[CASE["members"][0]] * 2), "Nomor anggota 2 ada dua kali"),
        (changed(surplus=1.5), "periksa surplus"),
        (changed(surplus="4800000"), "periksa surplus"),
        (changed(surplus=True), "periksa surplus"),
        (changed(leavers="semua"), "periksa leavers"),
        (changed(members=[{"number": 1, "patronage": 1}]), "periksa members.0.capital"),
        (changed(members=[CASE["members"][0] | {"left": "no"}]), "periksa members.0.left"),
        (changed(member_part={"method": "fixed"}), "periksa member_part.bp"),
        (changed(member_part={"method": "net_sales", "member": 1}), "periksa member_part.other"),
        (changed(member_part={"method": "fixed", "bp": 1, "member": 1}), "member_part.member"),
        (changed(other_policy=[{"code": "a", "bp": 10_000, "basis": "capital"}]), "basis"),
        (changed(payout_unit=0), "Rp1"),
        (changed(dividend=1), "periksa dividend"),
        ([], "periksa isinya"),
    ],
)
def test_a_case_that_makes_no_sense_is_refused_with_a_sentence(case: Any, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        divided(case)


@pytest.mark.parametrize("text", ["SHU", "", "[" * 100_000, "9" * 5_000])
def test_what_is_no_json_ends_with_a_sentence(tmp_path: Path, text: str) -> None:
    code, printed, said = run(tmp_path / "case.json", text)
    assert (code, printed, said) == (2, "", "File ini bukan JSON.\n")


def test_a_cap_leaves_the_rest_where_rests_go_and_only_then_counts_in_the_fingerprint() -> None:
    case = {
        "surplus": 1_000, "member_part": {"method": "fixed", "bp": 10_000},
        "policy": [{"code": "cadangan", "bp": 5_000},
                   {"code": "jasa_modal", "bp": 5_000, "basis": "capital"}],
        "remainder_to": "cadangan",
        "members": [{"number": 1, "patronage": 0, "capital": 5}],
    }  # fmt: skip
    free = divided(case)
    capped = divided({**case, "policy": [case["policy"][0], {**case["policy"][1], "cap": 120}]})  # type: ignore[index]
    wide = divided({**case, "policy": [case["policy"][0], {**case["policy"][1], "cap": None}]})  # type: ignore[index]
    assert free["pools"] == {"cadangan": 500, "jasa_modal": 500}
    assert capped["pools"] == {"cadangan": 880, "jasa_modal": 120}
    assert wide["fingerprint"] == free["fingerprint"] != capped["fingerprint"]
