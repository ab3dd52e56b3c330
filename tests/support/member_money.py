"""Documents about members' money as a till would send them, for the small co-op of ``world``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core import secrets
from core.ids import MemberId, ShopId
from core.models import Shop
from core.money import Money
from pos.models import Till
from pos.tills import TillView
from tests.support.sales import Body, header
from tests.support.world import NOW, World

LTM_TOKEN = "till-LTM-T1-for-tests"


def till_in(session: Session, shop: Shop) -> TillView:
    """Another till, T1 of that shop."""
    till = Till(
        shop_id=ShopId(shop.id), name="T1", token_hash=secrets.token_hash(LTM_TOKEN), created_at=NOW
    )
    session.add(till)
    session.flush()
    return view_of(till, shop)


def view_of(till: Till, shop: Shop) -> TillView:
    """A till as documents are booked for it."""
    return TillView(till.id, till.name, ShopId(shop.id), shop.code, shop.time_zone)  # type: ignore[arg-type]


def bon_payment(
    world: World,
    shift_id: str,
    amount: int,
    *,
    counter: int,
    member_id: MemberId | None = None,
    **changes: Any,
) -> Body:
    """A payment of kasbon in cash, without rounding."""
    return _numbered(world, "bon_payment", shift_id, counter) | {
        "member_id": str(member_id or world.member_id),
        "amount": amount,
        "tender": "cash",
    } | changes  # fmt: skip


def member_money(
    world: World,
    shift_id: str,
    amount: int,
    *,
    counter: int,
    account: str = "sukarela",
    direction: str = "in",
    member_id: MemberId | None = None,
    **changes: Any,
) -> Body:
    """A deposit in cash, or a withdrawal."""
    return _numbered(world, "member_money", shift_id, counter) | {
        "member_id": str(member_id or world.member_id),
        "account": account,
        "direction": direction,
        "amount": amount,
        "tender": "cash",
    } | changes  # fmt: skip


def paid_by(body: Body, *tenders: tuple[str, int]) -> Body:
    """A sale paid in other ways, exactly."""
    paid = [
        {"kind": kind, "amount": amount, "given": amount, "change": 0} for kind, amount in tenders
    ]
    return body | {"tenders": paid, "rounding": sum(each[1] for each in tenders) - body["total"]}


def limit(world: World, amount: int) -> None:
    """How much the first member may owe."""
    world.members[0].credit_limit = Money(amount)


def _numbered(
    world: World, kind: str, shift_id: str, counter: int, at: datetime = NOW, till: str = "WSB-T1"
) -> Body:
    return header(world, kind, counter + 1, at) | {
        "shift_id": shift_id,
        "number": f"{till}-A-{counter:06d}",
        "counter": counter,
    }
