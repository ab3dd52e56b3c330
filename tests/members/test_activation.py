"""A code for a member's pages: hers alone, for a while, for one use."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.errors import NotFound
from members.access import activation
from members.models import Member
from tests.support.world import NOW, make_coop

INSTANT = timedelta(microseconds=1)


def test_a_code_is_good_until_its_time_and_no_longer(session: Session) -> None:
    member = session.get_one(Member, make_coop(session).member_id)
    handed = activation.make_code(session, member, at=NOW, by=None)
    known = activation.find_code(session, handed.code, at=handed.expires_at - INSTANT)
    assert known.member_id == member.id
    for late in (timedelta(), INSTANT):
        with pytest.raises(NotFound, match="tidak berlaku lagi"):
            activation.activate(session, handed.code, "730481", at=handed.expires_at + late)


def test_a_newer_code_ends_the_older_one_and_one_used_opens_nothing(session: Session) -> None:
    member = session.get_one(Member, make_coop(session).member_id)
    older, newer = (
        activation.make_code(session, member, at=NOW, by=None).code for _time in range(2)
    )
    with pytest.raises(NotFound):
        activation.find_code(session, older, at=NOW)
    activation.activate(session, newer.lower().replace("-", " "), "730481", at=NOW)
    with pytest.raises(NotFound):
        activation.activate(session, newer, "730482", at=NOW)
