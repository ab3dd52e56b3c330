"""Held documents: any bytes can be shown, and each is dealt with once, in its own shop."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, NotFound
from core.ids import ShopId, new_id
from core.models import AuditRecord
from core.money import Money
from core.permissions import Role
from pos import held, intake, tills
from pos.documents import Unbookable
from pos.intake import Sent
from pos.models import DocumentKind, HeldDocument
from tests.support.world import NOW, World


def hold(session: Session, world: World, body: bytes = b"{}") -> UUID:
    till = tills.by_id(session, world.till.id)
    sent = Sent(DocumentKind.SALE, str(new_id()), body)
    intake.hold(session, till, sent, Unbookable("Tidak terbaca."), received_at=NOW)
    session.flush()
    return session.scalars(
        select(HeldDocument.id).where(HeldDocument.document_key == sent.key)
    ).one()


def clear(session: Session, world: World, held_id: UUID, within: ShopId | None = None) -> None:
    by = world.operator_id(Role.MANAGER)
    held.clear(session, held_id, note="Dicatat ulang", within=within, at=NOW, by=by)


def listed(session: Session, *, cleared: bool, within: ShopId | None = None) -> list[UUID]:
    page = held.documents(session, cleared=cleared, within=within, page=1)
    assert page.total == len(page.rows)
    return [row.id for row in page.rows]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.binary() | _json.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_can_be_shown(body: bytes) -> None:
    held.readable(body).encode()
    held.contents_of(body)


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 100_000, b'"\\ud800"', b"9" * 10_000, b"\xff\xfe", b"\x00\x1b[2J"],
)
def test_bytes_that_break_readers_can_be_shown(body: bytes) -> None:
    shown = held.readable(body)
    shown.encode()
    assert len(shown) <= held.LONGEST_BODY + 1
    assert held.contents_of(body) == {}


def test_json_is_laid_out_and_what_is_too_long_is_cut() -> None:
    assert held.readable(b'{"a":[1,"\\u00e9"]}') == '{\n  "a": [\n    1,\n    "é"\n  ]\n}'
    assert held.readable(b"x" * 300_000).endswith("x…")


def test_the_contents_are_what_a_manager_asks_first() -> None:
    body = {"kind": "sale", "number": "WSB-T1-A-000012", "total": 12_500, "lines": [{}, {}]}
    assert held.contents_of(json.dumps(body).encode()) == body | {
        "total": Money(12_500),
        "lines": 2,
    }


@pytest.mark.parametrize(
    "body",
    [
        {"number": ["WSB"], "total": "12.500", "lines": 3, "kind": None},
        {"number": "x" * 500, "total": True},
        {"number": "", "total": 1.5},
        [],
        "sale",
        None,
    ],
)
def test_contents_of_the_wrong_kind_are_left_out(body: object) -> None:
    assert held.contents_of(json.dumps(body).encode()) == {}


def test_a_document_is_dealt_with_once_and_its_note_stays(session: Session, world: World) -> None:
    held_id = hold(session, world)
    assert listed(session, cleared=False) == [held_id]
    assert held.waiting(session, within=None) == 1
    clear(session, world, held_id)
    assert listed(session, cleared=False) == []
    assert held.waiting(session, within=None) == 0
    (row,) = held.documents(session, cleared=True, within=None, page=1).rows
    assert (row.id, row.note, row.cleared_by) == (held_id, "Dicatat ulang", "Joko Prasetyo")
    with pytest.raises(BusinessError):
        held.clear(session, held_id, note="Lain", within=None, at=NOW, by=world.clerk_id)
    assert session.get_one(HeldDocument, held_id).cleared_note == "Dicatat ulang"
    actions = session.scalars(select(AuditRecord.action)).all()
    assert actions.count("document.cleared") == 1


def test_a_card_says_where_when_and_why(session: Session, world: World) -> None:
    hold(session, world, b'{"number":"WSB-T1-A-000009"}')
    (row,) = held.documents(session, cleared=False, within=None, page=1).rows
    assert (row.till, row.received_at, row.problem) == ("WSB-T1", NOW, "Tidak terbaca.")
    assert row.contents == {"number": "WSB-T1-A-000009"}


def test_only_the_own_shops_documents_are_there(
    session: Session, world: World, elsewhere: World
) -> None:
    here, there = hold(session, world), hold(session, elsewhere)
    ltm = ShopId(world.ltm.id)
    assert listed(session, cleared=False, within=ltm) == [there]
    assert held.waiting(session, within=world.shop_id) == 1
    assert set(listed(session, cleared=False)) == {here, there}
    assert held.find(session, there, within=ltm).id == there
    with pytest.raises(NotFound):
        held.find(session, here, within=ltm)
    with pytest.raises(NotFound):
        clear(session, world, here, within=ltm)
    assert session.get_one(HeldDocument, here).cleared_at is None


def test_a_document_that_is_not_there_is_not_found(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        clear(session, world, new_id())
