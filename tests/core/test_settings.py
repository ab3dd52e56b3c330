"""Settings hold from a day on; a shop's own beats the one for all."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core import settings
from core.errors import InvalidInput
from core.ids import ShopId
from core.settings import Setting, whole_number
from tests.support.world import NOW, make_coop

UNIT = Setting("test_unit", whole_number, 100, "Kelipatan", legal_basis="Permendag 35/2013")
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def put(session: Session, value: str, day: date, shop_id: ShopId | None = None) -> None:
    settings.put(session, UNIT, value, valid_from=day, at=NOW, by=None, shop_id=shop_id)


def test_without_a_row_the_default_holds(session: Session) -> None:
    assert settings.read(session, UNIT, on=JUNE) == 100


def test_a_value_holds_from_its_day_on(session: Session) -> None:
    put(session, "50", JUNE)
    put(session, "500", JULY)
    days = [date(2026, 5, 31), JUNE, date(2026, 6, 30), JULY]
    assert [settings.read(session, UNIT, on=day) for day in days] == [100, 50, 50, 500]
    newest, oldest = settings.history(session, UNIT.key)
    assert (newest.value, newest.valid_to, oldest.valid_to) == ("500", None, date(2026, 6, 30))
    assert newest.legal_basis == "Permendag 35/2013"


def test_a_shops_own_value_beats_the_one_for_all(session: Session) -> None:
    world = make_coop(session)
    put(session, "50", JUNE, world.shop_id)
    put(session, "200", JULY)
    assert settings.read(session, UNIT, on=JULY, shop_id=world.shop_id) == 50
    assert settings.read(session, UNIT, on=JULY, shop_id=ShopId(world.ltm.id)) == 200


@pytest.mark.parametrize("value", ["", "many", "1.5"])
def test_a_value_that_makes_no_sense_is_refused(session: Session, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        put(session, value, JUNE)
    assert refused.value.field == "value"


def test_the_past_is_not_rewritten(session: Session) -> None:
    put(session, "50", JULY)
    for day in (JULY, JUNE):
        with pytest.raises(InvalidInput):
            put(session, "10", day)


def test_a_setting_is_defined_once() -> None:
    defined = settings.define(Setting("test_once", str, "", "Sekali"))
    with pytest.raises(ValueError, match="twice"):
        settings.define(defined)
    del settings.DEFINITIONS["test_once"]
