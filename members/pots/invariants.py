"""What must always hold of pots; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.format import rupiah
from core.i18n import _
from core.money import ZERO
from ledger import chart
from ledger.models import Posting
from members.models import Member
from members.pots.models import Pot


def pots_are_held(session: Session) -> Iterator[str]:
    """Every pot's money is some member's and a known pot's, no part is below zero, and a closed
    pot is empty."""
    zero = literal(ZERO, MoneyColumn())
    sum_ = func.sum(Posting.amount)
    rows = session.execute(
        select(Pot.name, Pot.active, Member.number, Posting.party_id, sum_.label("amount"))
        .select_from(Posting)
        .outerjoin(Pot, Pot.id == Posting.party_id)
        .outerjoin(Member, Member.id == Posting.member_id)
        .where(Posting.account == chart.POTS)
        .group_by(Pot.name, Pot.active, Member.number, Posting.party_id)
        .having(sum_ != zero)
    )
    for row in rows:
        if row.name is None or row.number is None:
            yield _("%(amount)s di 2-1421 bukan milik siapa pun.", amount=rupiah(-row.amount))
        elif row.amount > ZERO:
            yield _("Titipan %(name)s anggota nomor %(number)s kurang dari nol.",
                    name=row.name, number=row.number)  # fmt: skip
        elif not row.active:
            yield _("Titipan %(name)s sudah ditutup tetapi masih berisi.", name=row.name)
