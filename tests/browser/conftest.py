"""A shop whose server can be killed and whose wire can be cut while a browser sells, and an office
where nothing of that happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.office import come_in, dates_as_written, furnished_office, page_only
from tests.support.outage import Program, Wire
from tests.support.screens import save_picture
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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example as a co-op of its own; one for the tests of a module."""
    with furnished_office(tmp_path_factory.mktemp("office")) as url:
        yield url


@pytest.fixture
def desk(browser: Browser, office: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The manager's browser, signed in; a script that failed fails the test."""
    width, height = getattr(request, "param", (1280, 800))
    page = browser.new_page(
        viewport={"width": width, "height": height}, base_url=office, locale="id-ID"
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    come_in(page)
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def picture(desk: Page, pictures: Path) -> Callable[[str], None]:
    """Keep what the page says now, without the menu, under the name that the guide gives it."""

    def keep(name: str) -> None:
        desk.wait_for_load_state()
        with dates_as_written(desk):
            desk.evaluate("scrollTo({top: 0, behavior: 'instant'})")
            save_picture(desk, pictures / f"{name}.png", clip=page_only(desk))

    return keep
