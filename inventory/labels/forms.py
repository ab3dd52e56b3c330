"""What is asked for on the page of labels, as typed values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import PackId
from inventory import queries
from inventory.labels.layout import STOCKS, Paper, Use
from inventory.labels.queries import Wanted

MOST_LABELS = 480
"""Twenty sheets at once."""
_COPIES = re.compile(r"(?P<code>.+?)(?:\s+[x×*]\s*(?P<copies>[0-9]{1,3}))?", re.IGNORECASE)
_PICK = re.compile(r"[0-9a-f]{32}:\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Print:
    """How labels are printed."""

    paper: Paper
    use: Use
    first: int
    """The first free place on the sheet, from 1."""


def printing(form: Mapping[str, str]) -> Print:
    """The paper, what for, and where on the first sheet to begin."""
    paper, use = form.get("paper", Paper.SHEET), form.get("use", Use.SHELF)
    if paper not in tuple(Paper) or use not in tuple(Use):
        raise InvalidInput(_("Pilih salah satu."), field="paper")
    text = form.get("first", "").strip() or "1"
    last = STOCKS[Paper(paper)].on_page
    if Paper(paper) is Paper.ROLL:
        return Print(Paper.ROLL, Use(use), 1)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= last):
        raise InvalidInput(
            _("Isi nomor label pertama yang masih kosong: 1 sampai %(last)s.", last=last),
            field="first",
        )
    return Print(Paper(paper), Use(use), int(text))


def picked(values: Sequence[str]) -> list[Wanted]:
    """The ticked rows of the queue."""
    if not all(_PICK.fullmatch(value) for value in values):
        raise InvalidInput(_("Pilih salah satu."), field="pick")
    return [_read_pick(value) for value in values]


def _read_pick(value: str) -> Wanted:
    key, _colon, day = value.partition(":")
    try:
        return PackId(UUID(key)), date.fromisoformat(day)
    except ValueError:
        raise InvalidInput(_("Pilih salah satu."), field="pick") from None


def typed_codes(session: Session, text: str, *, on: date) -> list[Wanted]:
    """Goods one to a line by code or barcode, ``101 dus x3`` for three labels."""
    wanted: list[Wanted] = []
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        found = _COPIES.fullmatch(line)
        code, copies = (found["code"], found["copies"]) if found else (line, None)
        pack_id = PackId(queries.meant(session, code[:60]).id)
        wanted += [(pack_id, on)] * int(copies or 1)
        if len(wanted) > MOST_LABELS:
            raise InvalidInput(
                _("Paling banyak %(most)s label sekaligus.", most=MOST_LABELS), field="codes"
            )
    return wanted
