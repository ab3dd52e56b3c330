"""Whole files: the real catalogue, and price lists as dirty as shops have them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.imports import RowStatus
from core.models import AuditRecord, Base
from inventory.importing import imports
from inventory.importing.reports import ImportReport
from inventory.models import Barcode, Pack, Price, Product
from tests.inventory.dirty_files import dirty_file
from tests.inventory.files import of_goods
from tests.support.world import NOW, TODAY, World, make_coop

TABLES: tuple[type[Base], ...] = (Product, Pack, Barcode, Price, AuditRecord)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def take(
    session: Session,
    content: bytes,
    *,
    name: str = "barang.csv",
    only_good: bool = True,
    days: int = 0,
) -> ImportReport:
    at = NOW + timedelta(days=days)
    wanted = of_goods(content, on=TODAY + timedelta(days=days))
    return imports.take(session, wanted, only_good=only_good, at=at, by=None)


def sizes(session: Session) -> list[int | None]:
    return [session.scalar(select(func.count()).select_from(table)) for table in TABLES]


@pytest.mark.needs_shared_data
def test_the_real_catalogue(session: Session, world: World, shared_data: Path) -> None:
    content = (shared_data / "catalogue/openfoodfacts_indonesia.csv").read_bytes()
    first = take(session, content, only_good=False)
    assert first.counts == {"new": 280, "changed": 0, "same": 0, "refused": 0, "unpriced": 280}
    names = {row.code: row.name for row in first.rows}
    assert names["8992388101016"] == "Nu Green Tea Original Btl 500 Ml"
    assert names["8994963000370"] == "'Prodhead'>beef Flavour Cup Noodles"
    before = sizes(session)
    second = take(session, content, only_good=False, days=1)
    assert second.counts["same"] == 280
    assert sizes(session) == before


@pytest.mark.needs_shared_data
def test_damage_in_the_real_catalogue_is_reported_by_row(
    session: Session, world: World, shared_data: Path
) -> None:
    lines = (shared_data / "catalogue/openfoodfacts_indonesia.csv").read_text().splitlines()
    lines[9] = lines[9].replace("8991001501011", "8991001501012")
    lines.append(lines[3])
    report = take(session, "\n".join(lines).encode())
    assert [(row.number, row.code) for row in report.refused] == [
        (10, "8991001501012"),
        (len(lines), lines[3].split(",")[0]),
    ]
    assert report.counts["new"] == 279


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", ",")]
)
def test_dirt_in_every_disguise(
    session: Session, world: World, encoding: str, delimiter: str
) -> None:
    file = dirty_file(300)
    report = take(session, file.as_csv(encoding, delimiter))
    assert {row.number: row.status for row in report.rows} == file.expected


def test_dirt_in_the_encoding_of_old_windows(session: Session, world: World) -> None:
    file = dirty_file(300)
    report = take(session, file.as_csv("cp1252", ";"))
    wrong = {
        row.number
        for row in report.rows
        if row.status is not file.expected[row.number] and "??" not in row.name
    }
    assert wrong == set(), "only letters that Windows text does not have are lost"


def test_dirt_in_a_workbook(session: Session, world: World) -> None:
    file = dirty_file(300)
    report = imports.preview(session, of_goods(file.as_xlsx()))
    assert {row.number: row.status for row in report.rows} == file.expected


def test_ten_thousand_dirty_rows(session: Session, world: World) -> None:
    file = dirty_file(10_000)
    assert len(file.expected) == 10_000
    content = file.as_csv("utf-8-sig", ";")
    before = sizes(session)
    imports.preview(session, of_goods(content))
    assert sizes(session) == before
    report = take(session, content)
    assert {row.number: row.status for row in report.rows} == file.expected
    assert all(row.sentence for row in report.refused)
    good = Counter(file.expected.values())[RowStatus.NEW]
    assert session.scalar(select(func.count()).select_from(Product)) == good + len(world.goods)
    written = sizes(session)
    again = take(session, content, days=1)
    assert again.counts["new"] == again.counts["changed"] == 0
    assert sizes(session) == written
