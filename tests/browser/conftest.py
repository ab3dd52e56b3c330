"""A shop whose server can be killed and whose wire can be cut while a browser sells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.outage import Program, Wire
from tests.support.till_page import make_shop
from tests.support.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The co-op of the tests, in ``koperasi.db`` of the test's folder."""
    return make_shop(tmp_path)


@pytest.fixture
def program(tmp_path: Path, world: World) -> Iterator[Program]:
    """Its server, as a process of its own."""
    program = Program(tmp_path)
    program.start()
    yield program
    program.kill()


@pytest.fixture
def wire(program: Program) -> Iterator[Wire]:
    """What lies between the browser and the server."""
    with Wire(program).connected() as wire:
        yield wire
