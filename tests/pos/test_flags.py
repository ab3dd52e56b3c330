"""Flags in words: what was odd, what is needed to judge it, and that somebody has looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import new_id
from core.models import AuditRecord
from core.permissions import Role
from core.quantity import Quantity
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from pos import flags, queries
from pos.flags import Explained
from pos.models import FlagKind, Sale
from tests.support.sales import Body, closing, sale, send
from tests.support.shelves import fill_shelves
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    """One pack of noodles is on the shelf, so that selling two empties it."""
    world = make_coop(session)
    fill_shelves(session, world, mie=(1, 2_800))
    return world


def noodles(world: World, shift_id: str, **more: Any) -> Body:
    return sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)], **more)


def explained(session: Session, body: Body, kind: FlagKind) -> Explained:
    detail = queries.sale(session, UUID(body["id"]), within=None)
    (flag,) = [flag for flag in detail.flags if flag.kind is kind]
    found = flags.explain(detail, flag)
    assert found.title == str(flags.WORDS[kind])
    assert found.advice
    return found


def test_every_kind_of_flag_has_words_and_advice() -> None:
    assert set(flags.WORDS) == set(flags.ADVICE) == set(FlagKind)


def test_an_old_price_names_the_goods_and_both_prices(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["air"], 1_000, 4_000),
                                  (world.goods["mie"], 1_000, 3_000)])  # fmt: skip
    send(session, world, body)
    assert explained(session, body, FlagKind.PRICE).finding == (
        "Baris 2, Mie goreng instan: dijual Rp3.000, menurut daftar harga Rp3.500."
    )


def test_goods_without_a_price_say_so(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["gula"], 1_000, 17_500)])
    send(session, world, body)
    assert explained(session, body, FlagKind.PRICE).finding == (
        "Baris 1, Gula pasir 1 kg: dijual Rp17.500, padahal belum ada harganya."
    )


def test_wrong_arithmetic_is_shown_as_a_sum(session: Session, world: World, shift_id: str) -> None:
    body = noodles(world, shift_id)
    body["lines"][0]["amount"] = body["total"] = 6_900
    body["tenders"][0] |= {"amount": 6_900, "given": 6_900}
    send(session, world, body)
    assert explained(session, body, FlagKind.AMOUNT).finding == (
        "Baris 1, Mie goreng instan: 2 pcs × Rp3.500 ditulis Rp6.900. Seharusnya Rp7.000."
    )


def test_wrong_arithmetic_at_a_wrong_price_is_a_sum_too(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_000)])
    body["lines"][0]["amount"] = body["total"] = 6_900
    body["tenders"][0] |= {"amount": 6_900, "given": 6_900}
    send(session, world, body)
    assert explained(session, body, FlagKind.AMOUNT).finding == (
        "Baris 1, Mie goreng instan: 2 pcs × Rp3.000 ditulis Rp6.900. Seharusnya Rp6.000."
    )


def test_a_rounding_shows_what_the_rule_gives(
    session: Session, world: World, shift_id: str
) -> None:
    body = noodles(world, shift_id)
    body["rounding"] = -100
    body["tenders"][0] |= {"amount": 6_900, "given": 6_900}
    send(session, world, body)
    assert explained(session, body, FlagKind.ROUNDING).finding == (
        "Di struk -Rp100, menurut aturan hari itu Rp0."
    )


def test_an_empty_shelf_names_the_goods(session: Session, world: World, shift_id: str) -> None:
    body = noodles(world, shift_id)
    send(session, world, body)
    found = explained(session, body, FlagKind.STOCK)
    assert found.finding == "Baris 1, Mie goreng instan: catatan stoknya kurang dari yang dijual."


def test_goods_of_which_some_have_expired_name_the_day(
    session: Session, world: World, shift_id: str
) -> None:
    old = NewBatch(world.goods["mie"].id, TODAY - timedelta(days=1), Quantity.of(1))
    batches.note(session, [old], shop_id=world.shop_id, source="receipt:1", at=NOW)
    body = noodles(world, shift_id)
    send(session, world, body)
    found = explained(session, body, FlagKind.EXPIRED)
    assert found.finding == (
        "Baris 1, Mie goreng instan: menurut catatan masih ada di rak yang kedaluwarsa 31/05/2026."
    )


def test_goods_are_good_on_their_last_day(session: Session, world: World, shift_id: str) -> None:
    new = NewBatch(world.goods["mie"].id, TODAY, Quantity.of(1))
    batches.note(session, [new], shop_id=world.shop_id, source="receipt:1", at=NOW)
    body = noodles(world, shift_id)
    send(session, world, body)
    detail = queries.sale(session, UUID(body["id"]), within=None)
    assert FlagKind.EXPIRED not in {flag.kind for flag in detail.flags}


def test_a_wrong_clock_shows_both_clocks_and_the_day(
    session: Session, world: World, shift_id: str
) -> None:
    body = noodles(world, shift_id, at=NOW + timedelta(days=365))
    send(session, world, body)
    assert explained(session, body, FlagKind.CLOCK).finding == (
        "Kasir menulis 01/06/2027 10:00, server menerimanya 01/06/2026 10:00. "
        "Dicatat pada 01/06/2026."
    )


def test_somebody_who_may_not_sell_is_named(session: Session, world: World, shift_id: str) -> None:
    body = noodles(world, shift_id) | {"operator_id": str(world.operator_id(Role.AUDITOR))}
    send(session, world, body)
    assert explained(session, body, FlagKind.OPERATOR).finding == (
        "Dewi Lestari tidak boleh menjual saat itu."
    )


def test_somebody_unknown_sold_in_the_name_of_the_shift(
    session: Session, world: World, shift_id: str
) -> None:
    body = noodles(world, shift_id) | {"operator_id": str(new_id())}
    send(session, world, body)
    assert explained(session, body, FlagKind.OPERATOR).finding == (
        "Petugasnya tidak ada di server; dicatat atas nama Sari Wulandari."
    )


def test_an_unknown_member_is_told_by_the_key(
    session: Session, world: World, shift_id: str
) -> None:
    claimed = str(new_id())
    body = noodles(world, shift_id) | {"member_id": claimed}
    send(session, world, body)
    assert claimed in explained(session, body, FlagKind.MEMBER).finding


def test_a_used_number_leads_to_both_receipts(
    session: Session, world: World, shift_id: str
) -> None:
    first, body = noodles(world, shift_id), noodles(world, shift_id)
    send(session, world, first)
    send(session, world, body)
    assert explained(session, body, FlagKind.NUMBER).number == "WSB-T1-A-000001"


def test_a_shift_that_does_not_fit_says_how(session: Session, world: World, shift_id: str) -> None:
    unknown = sale(world, new_id(), [(world.goods["mie"], 1_000, 3_500)])
    send(session, world, unknown)
    assert "belum pernah sampai" in explained(session, unknown, FlagKind.SHIFT).finding
    send(session, world, closing(world, shift_id, 200_000))
    late = NOW + timedelta(hours=1)
    after = noodles(world, shift_id, counter=2, at=late)
    send(session, world, after, received_at=late)
    assert "sesudah kasir ditutup" in explained(session, after, FlagKind.SHIFT).finding


def test_looking_is_noted_once_with_name_and_time(
    session: Session, world: World, shift_id: str
) -> None:
    body = noodles(world, shift_id)
    send(session, world, body)
    row = session.get_one(Sale, UUID(body["id"]))
    manager, later = world.operator_id(Role.MANAGER), NOW + timedelta(hours=1)
    flags.mark_seen(session, row, at=later, by=manager)
    flags.mark_seen(session, row, at=later + timedelta(hours=1), by=world.clerk_id)
    session.expire_all()
    found = explained(session, body, FlagKind.STOCK)
    assert (found.seen_by, found.seen_at) == ("Joko Prasetyo", later)
    assert not queries.sale(session, row.id, within=None).is_unseen
    (noted,) = session.scalars(
        select(AuditRecord).where(AuditRecord.action == "sale.flags_seen")
    ).all()
    assert (noted.subject, noted.shop_id) == ("WSB-T1-A-000001", world.shop_id)
    assert noted.details == {"flags": ["stock"]}
