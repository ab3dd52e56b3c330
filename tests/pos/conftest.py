"""The co-op of the tests in a session that is rolled back, and its till with a shift open.

A module whose co-op has something more, or is committed, has a ``world`` of its own.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from pos import tills
from tests.support.sales import open_shift
from tests.support.world import NOW, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def shift_id(session: Session, world: World) -> str:
    return open_shift(session, world)


@pytest.fixture
def elsewhere(session: Session, world: World) -> World:
    """The same co-op at a till in Lombok Timur."""
    row, _token = tills.add(session, world.ltm, "T1", at=NOW, by=None)
    session.flush()
    return replace(world, till=row)
