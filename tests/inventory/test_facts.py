"""What is known of a product, with who changed it, and the list of permits that end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import settings
from core.models import AuditRecord
from inventory import products
from inventory.facts import facts, queries
from inventory.facts.facts import Facts
from inventory.facts.permits import PermitDetails, PermitKind
from inventory.facts.queries import Asked
from inventory.facts.settings import PERMIT_WARNING_DAYS
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def put(session: Session, world: World, name: str, known: Facts) -> None:
    facts.put(session, world.goods[name].product, known, at=NOW, by=world.clerk_id)


def pirt(days: int | None, number: str = "2053471010001-27") -> PermitDetails:
    until = None if days is None else TODAY + timedelta(days=days)
    return PermitDetails(PermitKind.PIRT, number, until)


def listed(session: Session, asked: Asked = Asked.SOON, words: str = "") -> list[Any]:
    page = queries.permit_page(session, asked=asked, words=words, on=TODAY, number=1)
    rows = list(queries.every_permit(session, asked=asked, words=words, on=TODAY))
    assert list(page.rows) == rows
    assert page.total == len(rows)
    return [(row.code, row.permit.days_left) for row in rows]


def changes(session: Session) -> list[dict[str, Any]]:
    return list(
        session.scalars(
            select(AuditRecord.details).where(AuditRecord.action == "product.facts_changed")
        )
    )


def test_facts_are_kept_and_every_change_is_in_the_audit_log(
    session: Session, world: World
) -> None:
    halal = PermitDetails(PermitKind.HALAL, "ID33110000123450121")
    known = Facts("Dua Putri", True, "Kalianget", "Wonosobo", (halal, pirt(30)))
    put(session, world, "mie", known)
    session.expire_all()
    assert facts.of_product(session, world.goods["mie"].id) == known
    put(session, world, "mie", known)
    later = Facts("Dua Putri", True, "Kalianget", "Wonosobo", (pirt(400),))
    put(session, world, "mie", later)
    session.expire_all()
    assert facts.of_product(session, world.goods["mie"].id) == later
    first, second = changes(session)
    assert first["origin"] == "– → Kalianget, Wonosobo"
    assert second == {
        "pirt": "2053471010001-27 (01/07/2026) → 2053471010001-27 (06/07/2027)",
        "halal": "ID33110000123450121 → –",
    }


def test_facts_change_nothing_that_tills_keep(session: Session, world: World) -> None:
    before = world.goods["mie"].product.changed_at
    put(session, world, "mie", Facts("Dua Putri"))
    assert world.goods["mie"].product.changed_at == before


def test_permits_that_end_soon_are_listed_the_nearest_first(session: Session, world: World) -> None:
    for name, days in {"mie": 90, "beras": -3, "air": 91, "gula": None}.items():
        put(session, world, name, Facts(permits=(pirt(days),)))
    code = {name: goods.product.code for name, goods in world.goods.items()}
    assert listed(session) == [(code["beras"], -3), (code["mie"], 90)]
    assert listed(session, Asked.ENDED) == [(code["beras"], -3)]
    assert listed(session, Asked.ALL)[-1] == (code["gula"], None)
    assert len(listed(session, Asked.ALL)) == 4


def test_how_long_before_is_a_dated_setting(session: Session, world: World) -> None:
    put(session, world, "mie", Facts(permits=(pirt(90),)))
    settings.put(session, PERMIT_WARNING_DAYS, "60", valid_from=date(2026, 1, 1), at=NOW, by=None)
    assert listed(session) == []


def test_what_is_sold_no_more_needs_no_permit(session: Session, world: World) -> None:
    put(session, world, "mie", Facts(permits=(pirt(5),)))
    products.retire(session, world.goods["mie"].product, at=NOW, by=None)
    assert listed(session) == []


@pytest.mark.parametrize("words", ["goreng", "101", "8995522000015", "2053471010001-27", "0530"])
def test_permits_are_found_by_goods_and_number(session: Session, world: World, words: str) -> None:
    put(session, world, "mie", Facts(permits=(pirt(5),)))
    put(session, world, "beras", Facts(permits=(pirt(5, "1111111111111-27"),)))
    found = listed(session, words=words)
    assert found == ([] if words == "0530" else [("101", 5)])
