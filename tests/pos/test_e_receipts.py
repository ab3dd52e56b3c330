"""Whoever has the link reads the receipt, for a while, whatever became of the till."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.public_address import PUBLIC_ADDRESS
from core.secrets import token_hash
from core.settings import put
from pos import catalogue, tills
from pos.e_receipts import e_receipts
from pos.e_receipts.e_receipts import OnPhone
from pos.e_receipts.links import key_of, link_of
from pos.e_receipts.settings import E_RECEIPT_DAYS
from pos.paper import Barcode, Text
from tests.support.sales import Body, sale, send
from tests.support.world import NOW, TILL_TOKEN, TODAY, World

DAY = timedelta(days=1)


def link(body: Body, token: str = TILL_TOKEN) -> str:
    return link_of(key_of(token_hash(token)), UUID(body["id"]))


def sold(session: Session, world: World, shift_id: str, **changes: Any) -> Body:
    body = sale(world, shift_id, [(world.goods["mie"], 3_000, 3_300)], **changes)
    send(session, world, body)
    return body


def words(found: OnPhone | None) -> str:
    assert found is not None
    return "\n".join(line.text for line in found.paper if isinstance(line, Text))


def open_at(session: Session, body: Body, at: datetime) -> bool:
    try:
        return e_receipts.find(session, link(body), at=at) is not None
    except NotFound:
        return False


def test_the_link_of_the_till_shows_the_receipt_as_on_paper(
    session: Session, world: World, shift_id: str
) -> None:
    found = e_receipts.find(session, link(sold(session, world, shift_id)), at=NOW)
    assert found is not None
    assert found.number == "WSB-T1-A-000001"
    assert Barcode("WSB-T1-A-000001") in found.paper
    assert "3 pcs x 3.300" in words(found)
    assert "9.900" in words(found)


def test_nothing_is_said_of_the_members_money(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(session, world, shift_id, member_id=world.member_id)
    paper = words(e_receipts.find(session, link(body), at=NOW))
    assert "Siti Aminah" in paper
    for label in ("Belanja tahun", "Simpanan", "Wajib", "kasbon", "SHU"):
        assert label not in paper


def test_a_sale_that_is_still_at_the_till_is_not_there_yet(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    assert e_receipts.find(session, link(body), at=NOW) is None
    send(session, world, body)
    assert "3.500" in words(e_receipts.find(session, link(body), at=NOW))


def test_a_secret_that_no_till_made_opens_nothing_arrived_or_not(
    session: Session, world: World, shift_id: str
) -> None:
    arrived = sold(session, world, shift_id)
    kept = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], counter=2)
    for wrong in (link(arrived, "x"), link(kept, "x"), str(arrived["id"]), ""):
        with pytest.raises(NotFound, match="salinannya di toko"):
            e_receipts.find(session, wrong, at=NOW)


def test_another_token_for_the_till_leaves_old_links_open(
    session: Session, world: World, shift_id: str
) -> None:
    first = sold(session, world, shift_id)
    tokens = [tills.renew_token(session, world.till, at=NOW + DAY * n, by=None) for n in range(2)]
    session.flush()
    for token in (TILL_TOKEN, *tokens):
        assert words(e_receipts.find(session, link(first, token), at=NOW + DAY * 3))


def test_a_till_that_was_retired_leaves_its_links_open(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(session, world, shift_id)
    tills.retire(session, world.till.id, at=NOW, by=world.clerk_id)
    assert open_at(session, body, NOW)


def test_a_link_dies_after_the_days_of_the_setting(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(session, world, shift_id)
    assert open_at(session, body, NOW + DAY * 90)
    assert not open_at(session, body, NOW + DAY * 91)
    put(session, E_RECEIPT_DAYS, "7", valid_from=TODAY, at=NOW, by=None)
    assert open_at(session, body, NOW + DAY * 7)
    assert not open_at(session, body, NOW + DAY * 8)


def test_no_days_means_no_receipts_on_the_phone(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(session, world, shift_id)
    put(session, E_RECEIPT_DAYS, "0", valid_from=TODAY, at=NOW, by=None)
    assert not open_at(session, body, NOW)


def test_the_till_is_told_the_address_and_the_days(session: Session, world: World) -> None:
    till = tills.by_id(session, world.till.id)
    put(session, PUBLIC_ADDRESS, " https://toko.contoh.id/ ", valid_from=TODAY, at=NOW, by=None)
    answer = catalogue.answer(session, till, since="", at=NOW)
    assert answer is not None
    assert answer["settings"]["e_receipt"] == {"address": "https://toko.contoh.id", "days": 90}


@pytest.mark.parametrize(
    "typed",
    ["toko.contoh.id", "ftp://toko.id", "https://", "https://a:b@toko.id", "https://toko.id/?x=1",
     "https://toko .id", "https://toko.id:x", "javascript:alert(1)", "https://toko.id/#s"],
)  # fmt: skip
def test_an_address_that_no_phone_could_open_is_refused(session: Session, typed: str) -> None:
    with pytest.raises(InvalidInput, match="alamat lengkap"):
        put(session, PUBLIC_ADDRESS, typed, valid_from=TODAY, at=NOW, by=None)
