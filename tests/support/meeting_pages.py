"""What tests of the pages of meetings do again and again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from typing import Any

import pytest

from core.db import Database
from core.ids import new_id
from members import register
from tests.support.meetings import (
    come,
    counted,
    moved,
    opened,
)
from tests.support.visitor import Visitor
from tests.support.world import World, today

NUMBER = f"RAT-{today().year}"
PAGE = f"/meetings/{NUMBER}"
HELD = "/meetings/RAT-2026"
FORM = {
    "kind": "rat",
    "year": str(today().year - 1),
    "held_on": today().isoformat(),
    "starts_at": "09:30",
    "place": "Balai desa Kejajar",
    "agenda": "Pembukaan\nPembagian SHU",
}


def call(chair: Visitor, **changes: str) -> str:
    """Call a meeting for today; its page."""
    chair.submit("/meetings/new", FORM | {"key": str(new_id())} | changes)
    return PAGE


def held(database: Database, world: World) -> None:
    """RAT-2026 as it goes on, with two motions, one of them counted."""
    with database.transaction() as session:
        meeting = opened(session, world)
        come(session, world, meeting, *world.members[:2])
        come(session, world, meeting, *(register.by_number(session, n) for n in range(4, 12)))
        motion = moved(session, world, meeting)
        counted(session, world, meeting, motion, 7, 1, 1)
        moved(session, world, meeting, text="Usul lain")


def door(visitor: Visitor, form: Mapping[str, str]) -> dict[str, Any]:
    """A line at the door, as the page's script sends it."""
    data = dict(form) | {"csrf_token": visitor.csrf_token()}
    headers = {"Accept": "application/json"}
    answer = visitor.client.post(f"{PAGE}/attendance", data=data, headers=headers)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def pdf_text(document: bytes) -> str:
    """What a reader of PDFs finds; needs poppler-utils."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed (apt-get install poppler-utils)")
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=document, capture_output=True,
                          check=True)  # fmt: skip
    return " ".join(read.stdout.decode().split())
