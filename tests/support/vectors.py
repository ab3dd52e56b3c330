"""The cases in tests/vectors, which hold for Python and for the till's JavaScript alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parent.parent / "vectors"


def cases(name: str) -> list[Any]:
    """What is given and what is expected, as parameters of a test, named by the case."""
    loaded = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(case["given"], case["expect"], id=case["name"]) for case in loaded["cases"]
    ]
