"""What is sealed opens with its key only, and for its owner."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.seals import KEY_FILE, SealBroken, Seals

OWNER, OTHER = b"\1" * 16, b"\2" * 16
TEXT = "9971011708450001"


@given(st.text(max_size=40), st.binary(min_size=16, max_size=16))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_what_was_sealed_opens_again(tmp_path: Path, text: str, owner: bytes) -> None:
    seals = Seals(tmp_path)
    assert seals.open(seals.seal(text, owner=owner), owner=owner) == text


def test_a_seal_shows_nothing_and_is_never_the_same(tmp_path: Path) -> None:
    seals = Seals(tmp_path)
    first, second = (seals.seal(TEXT, owner=OWNER) for _ in range(2))
    assert first != second
    assert TEXT.encode() not in first
    assert seals.fingerprint(TEXT) == seals.fingerprint(TEXT)
    assert TEXT.encode() not in seals.fingerprint(TEXT)


def test_it_opens_for_its_owner_only(tmp_path: Path) -> None:
    seals = Seals(tmp_path)
    with pytest.raises(SealBroken):
        seals.open(seals.seal(TEXT, owner=OWNER), owner=OTHER)


@pytest.mark.parametrize("place", [0, 1, 20, -1])
def test_what_is_damaged_does_not_open(tmp_path: Path, place: int) -> None:
    seals = Seals(tmp_path)
    sealed = bytearray(seals.seal(TEXT, owner=OWNER))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        seals.open(bytes(sealed), owner=OWNER)


def test_another_key_opens_nothing_and_marks_otherwise(tmp_path: Path) -> None:
    ours, theirs = Seals(tmp_path / "a"), Seals(tmp_path / "b")
    sealed = ours.seal(TEXT, owner=OWNER)
    with pytest.raises(SealBroken, match="kunci-nik"):
        theirs.open(sealed, owner=OWNER)
    assert not theirs.has_key, "opening makes no key"
    assert theirs.fingerprint(TEXT) != ours.fingerprint(TEXT)


def test_the_key_is_made_once_and_for_its_user_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        marks = set(pool.map(lambda _: Seals(tmp_path).fingerprint(TEXT), range(16)))
    assert len(marks) == 1
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
