"""Heirs, those who buy in a member's name, and what she agreed to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import InvalidInput, NotFound
from core.ids import MemberId, new_id
from core.permissions import Permission, Role, granted
from members import at_tills, lookup, register
from members.people import consents, household
from members.people.consents import Purpose
from members.people.household import Relative
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def test_an_heir_is_noted_and_struck_off(session: Session, world: World) -> None:
    member = world.members[0]
    heir = Relative(" Made  Aminah ", "anak", "0813-1111-2222")
    row = household.add_heir(session, member, heir, at=NOW, by=None)
    assert (row.name, row.relation, row.phone) == ("Made Aminah", "anak", "6281311112222")
    household.retire_heir(session, member, row.id, at=NOW, by=None)
    assert household.heirs(session, MemberId(member.id)) == []
    assert not row.active, "she stays on record"
    with pytest.raises(NotFound):
        household.retire_heir(session, member, row.id, at=NOW, by=None)


def test_nobody_strikes_off_the_heir_of_another(session: Session, world: World) -> None:
    first, second = world.members[:2]
    row = household.add_heir(session, first, Relative("Made"), at=NOW, by=None)
    with pytest.raises(NotFound):
        household.retire_heir(session, second, row.id, at=NOW, by=None)
    with pytest.raises(NotFound):
        household.retire_buyer(session, first, new_id(), at=NOW, by=None)


def test_a_buyers_card_is_hers_alone_until_she_is_struck_off(
    session: Session, world: World
) -> None:
    first, second = world.members[:2]
    buyer = Relative("Made", "anak", card="agt-9")
    row = household.add_buyer(session, first, buyer, at=NOW, by=None)
    assert row.card == "AGT-9"
    for taken in ("AGT-9", "AGT0001"):
        with pytest.raises(InvalidInput, match="anggota nomor 1"):
            household.add_buyer(session, second, Relative("Nyoman", card=taken), at=NOW, by=None)
    own = register.said(second)
    with pytest.raises(InvalidInput, match="anggota nomor 1"):
        register.change(session, second, register.Details(
            own.name, own.shop_id, own.joined_on, card="AGT-9"), at=NOW, by=None)  # fmt: skip
    household.retire_buyer(session, first, row.id, at=NOW, by=None)
    assert household.buyers(session, MemberId(first.id)) == []
    again = household.add_buyer(session, second, buyer, at=NOW, by=None)
    assert again.card == "AGT-9"


def test_a_buyers_card_means_the_member_at_the_tills(session: Session, world: World) -> None:
    member, later = world.members[0], NOW + timedelta(minutes=1)
    row = household.add_buyer(session, member, Relative("Made", card="AGT-9"), at=later, by=None)
    assert member.changed_at == later, "or tills would not hear of it"
    first, second = at_tills.members(session, world.shop_id, at=NOW)
    assert first["buyer_cards"] == ["AGT-9"]
    assert "buyer_cards" not in second
    assert [found["number"] for found in lookup.find(session, "agt-9")] == ["1"]
    household.retire_buyer(session, member, row.id, at=later, by=None)
    assert "buyer_cards" not in at_tills.members(session, world.shop_id, at=NOW)[0]
    assert lookup.find(session, "agt-9") == []


def test_the_newest_word_on_a_use_holds(session: Session, world: World) -> None:
    member = world.members[0]
    mine = MemberId(member.id)
    assert not consents.is_given(session, mine, Purpose.MESSAGES)
    for minutes, given in enumerate((True, True, False)):
        at = NOW + timedelta(minutes=minutes)
        consents.record(session, member, Purpose.MESSAGES, given=given, at=at, by=None)
        assert consents.is_given(session, mine, Purpose.MESSAGES) is given
    assert not consents.is_given(session, mine, Purpose.PHOTO)
    assert consents.newest(session, mine)[Purpose.MESSAGES].at == NOW + timedelta(minutes=2)


def test_the_household_on_the_page(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.MANAGER)
    wrong = visitor.submit("/members/1/heirs/new", {"name": "", "relation": "anak"}, status=422)
    assert "Namanya harus diisi." in wrong.text
    assert 'value="anak"' in wrong.text
    visitor.submit("/members/1/heirs/new", {"name": "Made", "relation": "anak"})
    visitor.submit("/members/1/buyers/new", {"name": "Wayan", "card": "AGT0002"}, status=422)
    visitor.submit("/members/1/buyers/new", {"name": "Wayan", "card": "AGT-77"})
    words = text_of(visitor.see("/members/1"))
    assert "Made · anak" in words
    assert "Wayan Kartu AGT-77" in words
    with database.reading() as session:
        mine = MemberId(register.by_number(session, 1).id)
        heir, buyer = household.heirs(session, mine)[0].id, household.buyers(session, mine)[0].id
    visitor.submit("/members/1/heirs/retire", {"id": str(heir)})
    visitor.submit("/members/1/buyers/retire", {"id": "x"}, status=404)
    visitor.submit("/members/1/buyers/retire", {"id": str(buyer)})
    words = text_of(visitor.see("/members/1"))
    assert "Made · anak" not in words
    assert "AGT-77" not in words


def test_consent_on_the_page(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.MANAGER)
    assert text_of(visitor.see("/members/1")).count("Belum ditanyakan") == len(Purpose)
    visitor.submit("/members/1/consent", {"purpose": "messages", "given": "ya"})
    assert "Setuju sejak" in text_of(visitor.see("/members/1"))
    visitor.submit("/members/1/consent", {"purpose": "messages", "given": "tidak"})
    assert "Tidak setuju sejak" in text_of(visitor.see("/members/1"))
    visitor.submit("/members/1/consent", {"purpose": "else", "given": "ya"}, status=422)


@pytest.mark.parametrize("role", Role)
def test_only_those_who_change_members_change_their_household(visitor: Visitor, role: Role) -> None:
    visitor.sign_in(role)
    expected = 200 if Permission.EDIT_MEMBERS in granted([role]) else 403
    visitor.see("/members/1/heirs/new", expected)
    visitor.see("/members/1/buyers/new", expected)
