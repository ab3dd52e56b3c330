"""Members of the example who look at their own pages (/saya) with a PIN that everybody knows."""

from __future__ import annotations

from collections.abc import Mapping

from core.ids import MemberId
from members.access import activation
from members.models import Member
from pos.demo.bookkeeping import Desk
from pos.demo.company import Company
from pos.demo.people import ON_THE_PHONE


def activate(desk: Desk, company: Company, members: Mapping[int, MemberId], pin: str) -> None:
    """Hand each a code at the shop, with which she chooses her PIN."""
    for neighbour in ON_THE_PHONE:
        member = desk.session.get_one(Member, members[neighbour.place])
        by = company.operators["manajer"]
        handed = activation.make_code(desk.session, member, at=desk.at, by=by)
        activation.activate(desk.session, handed.code, pin, at=desk.at)
