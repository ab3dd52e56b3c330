"""Which database a command works on."""

from __future__ import annotations

from pathlib import Path

from core import config
from core.commands import chosen_url
from core.config import Places
from core.db import open_database
from core.schema import migrate
from tests.support.world import make_coop


def places(folder: Path) -> Places:
    return config.places({"LUMBUNG_DATA": str(folder)})


def make(url: str, *, founded: bool, is_demo: bool = False) -> None:
    database = open_database(url)
    migrate(database)
    if founded:
        with database.transaction() as session:
            make_coop(session, is_demo=is_demo)
    database.dispose()


def test_the_example_alone_needs_no_word(tmp_path: Path) -> None:
    here = places(tmp_path)
    assert here.demo_url is not None
    make(here.demo_url, founded=True, is_demo=True)
    assert chosen_url(here, demo=False) == here.demo_url
    make(here.own_url, founded=False)
    assert chosen_url(here, demo=False) == here.demo_url, "served, but never founded"


def test_the_own_co_op_comes_first(tmp_path: Path) -> None:
    here = places(tmp_path)
    assert here.demo_url is not None
    make(here.demo_url, founded=True, is_demo=True)
    make(here.own_url, founded=True)
    assert chosen_url(here, demo=False) == here.own_url
    assert chosen_url(here, demo=True) == here.demo_url


def test_with_a_database_url_there_is_only_that_one() -> None:
    url = "postgresql://localhost/lumbung"
    here = config.places({"LUMBUNG_DATABASE_URL": url, "LUMBUNG_DATA": "/srv/lumbung"})
    assert chosen_url(here, demo=False) == chosen_url(here, demo=True) == url


def test_an_empty_folder_means_the_own_co_op(tmp_path: Path) -> None:
    assert chosen_url(places(tmp_path), demo=False) == places(tmp_path).own_url
