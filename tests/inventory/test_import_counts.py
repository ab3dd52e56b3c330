"""Count sheets that were filled in, into an open count: blind, once, with their own hours."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import new_id
from core.imports import RowStatus
from core.permissions import Role
from core.quantity import Quantity
from inventory.counts import counts, findings, queries
from inventory.counts.counts import NewCount
from inventory.counts.models import CountLine, ScopeKind, StockCount
from inventory.importing import imports
from inventory.importing.kind import Import
from inventory.importing.models import RunKind
from inventory.importing.reports import ImportReport
from tests.inventory.files import of_kind
from tests.support.world import NOW, World, make_coop

NEW, CHANGED, SAME, REFUSED = RowStatus


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def paper(session: Session, world: World) -> StockCount:
    new = NewCount(new_id(), ScopeKind.ALL)
    return counts.open_count(session, world.wsb, new, at=NOW, by=world.operator_id(Role.MANAGER))


def sheet(paper: StockCount, content: str, *, counted_at: datetime | None = None) -> Import:
    return of_kind(RunKind.COUNTS, content, count=paper.number, counted_at=counted_at)


def take(session: Session, world: World, wanted: Import) -> ImportReport:
    return imports.take(session, wanted, only_good=True, at=NOW, by=world.clerk_id)


def lines_of(session: Session, paper: StockCount) -> list[CountLine]:
    wanted = select(CountLine).where(CountLine.count_id == paper.id).order_by(CountLine.number)
    return list(session.scalars(wanted))


def test_what_is_written_on_the_sheet_is_counted(
    session: Session, world: World, paper: StockCount
) -> None:
    file = "kode;satuan;hitungan;rak\n101;pcs;7;A\n101;dus;2;Gudang\n102;;0;\n201;kg;;\n"
    report = take(session, world, sheet(paper, file))
    assert [row.status for row in report.rows] == [NEW, NEW, NEW, SAME]
    found = findings.differences(session, paper)
    counted = {key: one.counted for key, one in found.items()}
    assert counted == {
        world.goods["mie"].id: Quantity.of(87),
        world.goods["air"].id: Quantity.of(0),
    }
    assert {line.counted_by for line in lines_of(session, paper)} == {world.clerk_id}
    assert [line.shelf for line in lines_of(session, paper)] == ["A", "Gudang", ""]


def test_rows_keep_the_hour_they_were_counted_at(
    session: Session, world: World, paper: StockCount
) -> None:
    hour = NOW - timedelta(hours=2)
    file = "kode;hitungan;dihitung pada\n101;7;\n102;3;01/06/2026 09.15\n"
    take(session, world, sheet(paper, file, counted_at=hour))
    at = [line.counted_at for line in lines_of(session, paper)]
    assert at == [hour, datetime.fromisoformat("2026-06-01T09:15:00+07:00")]


def test_the_report_never_tells_what_is_expected(
    session: Session, world: World, paper: StockCount
) -> None:
    report = take(session, world, sheet(paper, "kode;hitungan\n101;7\n"))
    assert report.rows[0].changes == ("7 pcs",)


def test_the_same_sheet_is_counted_once(session: Session, world: World, paper: StockCount) -> None:
    wanted = sheet(paper, "kode;hitungan\n101;7\n")
    take(session, world, wanted)
    with pytest.raises(InvalidInput, match="sudah masuk hitungan WSB-SO-000001"):
        take(session, world, wanted)
    assert len(lines_of(session, paper)) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("999;1;", "Tidak ada barang"),
        ("101;1,5;", "jumlah yang utuh"),
        ("101;-1;", "tidak boleh negatif"),
        ("101;8995522000015;", ""),
        ("101;1;jam tujuh", "tidak dapat dibaca"),
    ],
)
def test_a_refused_row_says_why(
    session: Session, world: World, paper: StockCount, row: str, said: str
) -> None:
    report = take(session, world, sheet(paper, f"kode;hitungan;jam\n{row}\n"))
    assert report.rows[0].status is REFUSED
    assert said in report.rows[0].sentence
    assert lines_of(session, paper) == []


def test_only_goods_of_the_count_are_taken(session: Session, world: World) -> None:
    mie = world.goods["mie"].id
    new = NewCount(new_id(), ScopeKind.CHOSEN, products=(mie,))
    paper = counts.open_count(session, world.wsb, new, at=NOW, by=world.clerk_id)
    report = take(session, world, sheet(paper, "kode;hitungan\n101;1\n102;1\n"))
    assert [row.status for row in report.rows] == [NEW, REFUSED]


def test_a_product_twice_on_a_shelf_is_refused(
    session: Session, world: World, paper: StockCount
) -> None:
    report = take(session, world, sheet(paper, "kode;hitungan;rak\n101;1;A\n101;2;a\n101;3;B\n"))
    assert [row.status for row in report.rows] == [NEW, REFUSED, NEW]


def test_only_an_open_count_is_filled_and_by_somebody(
    session: Session, world: World, paper: StockCount
) -> None:
    wanted = sheet(paper, "kode;hitungan\n101;7\n")
    with pytest.raises(BusinessError, match="siapa yang menghitung"):
        imports.take(session, wanted, only_good=True, at=NOW, by=None)
    session.rollback()


def test_a_count_that_is_over_takes_nothing(
    session: Session, world: World, paper: StockCount
) -> None:
    take(session, world, sheet(paper, "kode;hitungan\n101;7\n"))
    counts.review(session, paper, at=NOW, by=world.clerk_id)
    with pytest.raises(InvalidInput, match="sudah tidak dihitung"):
        imports.preview(session, sheet(paper, "kode;hitungan\n101;8\n"))


def test_who_counted_by_file_is_a_counter(
    session: Session, world: World, paper: StockCount
) -> None:
    take(session, world, sheet(paper, "kode;hitungan\n101;7\n"))
    assert counts.counters(session, paper) == {world.clerk_id}
    assert len(queries.counters(session, paper)) == 1
