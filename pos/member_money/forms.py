"""What a manager types to take back a deposit or withdrawal, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.forms import line
from core.i18n import _
from core.ids import MemberId
from members import register
from pos.member_money.correcting import Correction, Remedy


def correction(session: Session, form: Mapping[str, str]) -> Correction:
    """A correction as typed; the right member is named by number."""
    chosen = form.get("remedy", "")
    if chosen not in tuple(Remedy):
        raise InvalidInput(_("Pilih di mana uangnya sekarang."), field="remedy")
    remedy = Remedy(chosen)
    to = _member(session, line(form, "to")) if remedy is Remedy.MOVE else None
    return Correction(remedy, to, line(form, "reason"))


def _member(session: Session, text: str) -> MemberId:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(_("Sebut nomor anggota yang benar."), field="to")
    try:
        return MemberId(register.by_number(session, int(text)).id)
    except NotFound as problem:
        raise InvalidInput(problem.sentence, field="to") from None
