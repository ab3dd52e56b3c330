"""A member's statement by its link: signed, over after its days, always the same figures."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.db import Database
from core.ids import MemberId
from core.permissions import Role
from core.public_address import PUBLIC_ADDRESS
from core.settings import put
from members import register
from members.pages import sharing, statement_links
from members.pages.statement_links import Shared
from pos.models import Shift
from tests.support.member_money import member_money
from tests.support.member_pages import fill
from tests.support.sales import send
from tests.support.visitor import Visitor, text_of
from tests.support.world import TODAY, World, make_coop
from wsgi import create_app

SECRET = "for-tests"
KEY = statement_links.key_of(SECRET)
AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        world = make_coop(session)
        fill(session, world)
        return world


@pytest.fixture
def app(database: Database, world: World) -> Flask:
    return create_app(database, secret_key=SECRET)


@given(st.uuids(), st.integers(0, 10**10), st.integers(1, 365))
def test_a_link_says_what_was_put_in(key: UUID, seconds: int, days: int) -> None:
    shared = Shared(MemberId(key), datetime.fromtimestamp(seconds, UTC), days)
    assert statement_links.shared_of(statement_links.link_of(KEY, shared), KEY) == shared


def test_not_a_letter_of_a_link_can_be_changed(world: World) -> None:
    link = statement_links.link_of(KEY, Shared(world.member_id, AT, 14))
    for place, letter in enumerate(link):
        changed = f"{link[:place]}{'A' if letter != 'A' else 'B'}{link[place + 1 :]}"
        found = statement_links.shared_of(changed, KEY)
        assert found in (None, Shared(world.member_id, AT, 14)), "the last letter may hold no bits"
    assert statement_links.shared_of(link, statement_links.key_of("another")) is None
    for text in ("", ".", "x.y", link + "A", link.replace(".", "")):
        assert statement_links.shared_of(text, KEY) is None


def test_a_link_opens_for_its_days_only() -> None:
    shared = Shared(MemberId(UUID(int=7)), AT, 14)
    assert shared.is_open(AT)
    assert shared.is_open(AT + timedelta(days=14) - timedelta(seconds=1))
    assert not shared.is_open(AT + timedelta(days=14))
    assert not shared.is_open(AT - timedelta(seconds=1))


def test_the_office_shares_a_statement_that_anybody_with_the_link_reads(
    app: Flask, database: Database
) -> None:
    page = Visitor(app).sign_in(Role.TREASURER).submit("/members/1/statement", status=200).text
    url = re.search(r'class="secret">([^<]+)<', page)
    assert url is not None
    assert "https://wa.me/" in page
    path = url[1].removeprefix("http://localhost")
    answer = Visitor(app).client.get(path)
    words = text_of(answer.text)
    assert words.startswith("Siti Aminah Anggota nomor 1 · keadaan")
    assert "Simpanan sukarela Rp50.111" in words
    assert "Kasbon, yang harus dibayar Rp11.000" in words
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Rp50.222" not in answer.text
    file = Visitor(app).client.get(f"{path}/rekening.pdf")
    assert file.data.startswith(b"%PDF")
    assert len(file.data) < 100_000
    assert len(answer.data) < 100_000


def test_the_same_link_always_shows_the_same_figures(
    app: Flask, database: Database, world: World
) -> None:
    with database.transaction() as session:
        member = register.by_number(session, 1)
        link = sharing.share(session, member, SECRET, at=clock.now(), by=None)
    before = Visitor(app).see(f"/rekening/{link}")
    with database.transaction() as session:
        shift = _shift_of(session)
        later = clock.now() + timedelta(seconds=2)
        send(session, world, member_money(world, shift, 9_000, counter=50), received_at=later)
    assert Visitor(app).see(f"/rekening/{link}") == before


def _shift_of(session: Session) -> str:
    return str(session.scalars(select(Shift.id)).first())


def test_a_link_that_is_over_or_wrong_says_the_same(app: Flask, world: World) -> None:
    old = statement_links.link_of(KEY, Shared(world.member_id, AT - timedelta(days=400), 14))
    early = statement_links.link_of(KEY, Shared(world.member_id, AT + timedelta(days=9999), 14))
    stranger = statement_links.link_of(KEY, Shared(MemberId(world.till.id), clock.now(), 14))
    said = {text_of(Visitor(app).see(f"/rekening/{link}", status=404))
            for link in (old, early, stranger, "x", "A" * 31 + "." + "A" * 22)}  # fmt: skip
    assert len(said) == 1
    assert "tautannya sudah lewat" in said.pop()
    Visitor(app).see(f"/rekening/{old}/rekening.pdf", status=404)


def test_links_lead_to_the_public_address(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        put(session, PUBLIC_ADDRESS, "https://toko.id", valid_from=TODAY, at=clock.now(), by=None)
    page = Visitor(app).sign_in(Role.TREASURER).submit("/members/1/statement", status=200).text
    assert 'class="secret">https://toko.id/rekening/' in page


def test_a_clerk_shares_none_from_the_office(app: Flask) -> None:
    Visitor(app).sign_in(Role.CLERK).submit("/members/1/statement", status=403)
