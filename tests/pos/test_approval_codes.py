"""Codes over the telephone: the same on both sides, and for one thing only."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pos.approvals.codes import code_for, key_of
from pos.documents import ApprovalAction

VECTORS = Path(__file__).parent.parent / "vectors" / "approval_codes.json"
CASES = json.loads(VECTORS.read_text())["cases"]
KEY = key_of(hashlib.sha256(b"till-WSB-T1-for-tests").digest())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_codes_are_those_of_the_vectors(case: dict[str, Any]) -> None:
    given = case["given"]
    key = key_of(hashlib.sha256(given["token"].encode()).digest())
    made = code_for(key, ApprovalAction(given["action"]), given["amount"], given["challenge"])
    assert made == case["expect"]


def test_a_code_fits_one_action_amount_challenge_and_till() -> None:
    other = key_of(hashlib.sha256(b"another till").digest())
    codes = {
        code_for(KEY, ApprovalAction.DISCOUNT, 5_000, "0417"),
        code_for(KEY, ApprovalAction.RETURN, 5_000, "0417"),
        code_for(KEY, ApprovalAction.DISCOUNT, 50_000, "0417"),
        code_for(KEY, ApprovalAction.DISCOUNT, 5_000, "0418"),
        code_for(other, ApprovalAction.DISCOUNT, 5_000, "0417"),
    }
    assert len(codes) == 5
    assert all(len(code) == 6 and code.isdigit() for code in codes)
