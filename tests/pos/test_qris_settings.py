"""A shop's printed QRIS code is checked when it is told, from the page and below it."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session

from core import settings
from core.db import Database
from core.errors import InvalidInput
from core.ids import ShopId
from core.money import Money
from core.permissions import Role
from core.queries import settings_overview
from core.shops import shop_by_code
from pos.qris.payload import DataObject, Payload, parse
from pos.qris.settings import QRIS_DYNAMIC, QRIS_LIMIT, QRIS_STATIC_PAYLOAD, qris_policy
from tests.support.qris import DYNAMIC, STATIC
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, make_coop
from wsgi import create_app

TODAY = date(2026, 11, 22)


def put(session: Session, value: str, shop_id: ShopId) -> None:
    settings.put(
        session, QRIS_STATIC_PAYLOAD, value, valid_from=TODAY, at=NOW, by=None, shop_id=shop_id
    )


def test_without_settings_there_is_no_code_and_nothing_is_rewritten(session: Session) -> None:
    world = make_coop(session)
    policy = qris_policy(session, on=TODAY, shop_id=world.shop_id)
    assert (policy.static, policy.may_be_dynamic) == (None, False)
    assert policy.limit == Money(10_000_000)


def test_each_shop_has_its_own_code(session: Session) -> None:
    world = make_coop(session)
    put(session, f" {quote(STATIC)} ", world.shop_id)
    settings.put(session, QRIS_DYNAMIC, "ya", valid_from=TODAY, at=NOW, by=None)
    settings.put(session, QRIS_LIMIT, "20000000", valid_from=TODAY, at=NOW, by=None)
    policy = qris_policy(session, on=TODAY, shop_id=world.shop_id)
    assert policy.static is not None
    assert policy.static.text == STATIC
    assert (policy.may_be_dynamic, policy.limit) == (True, Money(20_000_000))
    assert qris_policy(session, on=TODAY, shop_id=ShopId(world.ltm.id)).static is None


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (DYNAMIC, "Pakai yang statis"),
        (STATIC[:-2], "terpotong"),
        (STATIC.replace("SBMI", "SBMJ"), "jumlah uji"),
        ("https://example.id", "bukan isi QRIS"),
    ],
)
def test_a_code_that_cannot_be_used_is_refused_with_its_reason(
    session: Session, value: str, sentence: str
) -> None:
    world = make_coop(session)
    with pytest.raises(InvalidInput, match=sentence) as refused:
        put(session, value, world.shop_id)
    assert refused.value.field == "value"


def test_an_empty_value_takes_the_code_away(session: Session) -> None:
    world = make_coop(session)
    put(session, STATIC, world.shop_id)
    settings.put(
        session, QRIS_STATIC_PAYLOAD, "", valid_from=date(2026, 12, 1), at=NOW, by=None,
        shop_id=world.shop_id,
    )  # fmt: skip
    december = qris_policy(session, on=date(2026, 12, 1), shop_id=world.shop_id)
    assert december.static is None
    november = qris_policy(session, on=TODAY, shop_id=world.shop_id)
    assert november.static is not None


def test_no_code_reads_as_nothing_on_the_settings_page(session: Session) -> None:
    make_coop(session)
    rows = {row.setting.key: row.value for row in settings_overview(session, on=TODAY)}
    assert rows["qris_static_payload"] == ""


def test_a_long_code_fits_the_page_as_it_was_pasted(database: Database) -> None:
    with database.transaction() as session:
        make_coop(session)
    visitor = Visitor(create_app(database, secret_key="for-tests"))
    name = DataObject("59", "TOKO  DUA SPASI")
    objects = tuple(name if one.tag == "59" else one for one in parse(STATIC).objects)
    code = Payload(objects).text
    visitor.sign_in(Role.TREASURER)
    form = {"value": f" {code}\n", "valid_from": "2026-01-01", "shop": "WSB", "legal_basis": ""}
    answer = visitor.submit("/settings/qris_static_payload", form | {"value": DYNAMIC}, status=422)
    assert "Pakai yang statis" in text_of(answer.text)
    visitor.submit("/settings/qris_static_payload", form)
    with database.reading() as session:
        shop_id = ShopId(shop_by_code(session, "WSB").id)
        policy = qris_policy(session, on=TODAY, shop_id=shop_id)
    assert policy.static is not None
    assert policy.static.text == code
