"""The debt that the example's treasurer wants to give up; nobody has decided yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from core.ids import MemberId, new_id
from core.money import Money
from members.debtors import Debtor
from members.write_offs import write_offs
from members.write_offs.write_offs import Proposal
from pos.demo import habits, paper
from pos.demo.bookkeeping import Desk
from pos.demo.company import Company

PROPOSED = timedelta(days=12)
"""How long before the end of the year giving up the oldest debt is proposed."""


def propose_write_off(desk: Desk, company: Company, members: Mapping[int, MemberId]) -> None:
    """Propose to give up what has not been paid since paper."""
    bon = next(each for each in paper.BONS if each.place == habits.BAD_DEBTOR)
    proposal = Proposal(
        new_id(), Debtor.member(members[bon.place]), company.shops["FLT"], Money(bon.amount),
        "Pindah ke luar daerah, tiga kali ditagih",
    )  # fmt: skip
    by = company.operators["bendahara"]
    write_offs.propose(desk.session, proposal, at=desk.at, by=by)
