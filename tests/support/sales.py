"""Documents as a till would send them, for the small co-operative of ``world``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId, new_id
from core.permissions import Role
from pos import intake, tills
from pos.intake import Answer, Sent
from pos.models import DocumentKind, FlagKind, SaleFlag
from tests.support.books import postings
from tests.support.world import NOW, Goods, World

Body = dict[str, Any]
Sold = Sequence[tuple[Goods, int, int]]
"""Goods, quantity in thousandths of the first pack, unit price."""


def opening(world: World, *, sequence: int = 1, at: datetime = NOW, float_: int = 200_000) -> Body:
    """A shift's opening."""
    return header(world, "shift_open", sequence, at) | {"float": float_}


def closing(world: World, shift_id: UUID | str, counted: int, *, sequence: int = 99) -> Body:
    """A shift's closing."""
    head = header(world, "shift_close", sequence, NOW)
    return head | {"shift_id": str(shift_id), "counted": counted, "reason": None}


def sale(
    world: World,
    shift_id: UUID | str,
    sold: Sold,
    *,
    counter: int = 1,
    member_id: MemberId | None = None,
    at: datetime = NOW,
    given: int | None = None,
) -> Body:
    """A sale paid in cash, rounded down to 100."""
    lines = [
        {
            "pack_id": str(goods.pack_id),
            "quantity": milli,
            "unit_price": price,
            "amount": (price * milli + 500) // 1000,
        }
        for goods, milli, price in sold
    ]
    total = sum(int(str(line["amount"])) for line in lines)
    cash = total // 100 * 100
    paid = given or cash
    tender = {"kind": "cash", "amount": cash, "given": paid, "change": paid - cash}
    return header(world, "sale", counter + 1, at) | {
        "shift_id": str(shift_id),
        "number": f"WSB-T1-A-{counter:06d}",
        "counter": counter,
        "member_id": str(member_id) if member_id else None,
        "lines": lines,
        "tenders": [tender],
        "total": total,
        "rounding": cash - total,
    }


def send(session: Session, world: World, body: Body, *, received_at: datetime = NOW) -> Answer:
    """Hand a document to the intake as the API does."""
    till = tills.by_id(session, world.till.id)
    sent = Sent(DocumentKind(body["kind"]), body["id"], json.dumps(body).encode())
    return intake.take(session, till, sent, received_at=received_at)


def open_shift(session: Session, world: World, **changes: Any) -> str:
    """Open a shift and return its id."""
    body = opening(world, **changes)
    send(session, world, body)
    return str(body["id"])


def postings_of(session: Session, body: Body) -> dict[str, int]:
    """What a document moved, by account."""
    return postings(session, f"{body['kind']}:{body['id']}")


def flags_of(session: Session, body: Body) -> dict[FlagKind, dict[str, Any]]:
    """What was odd about a sale, and its details."""
    rows = session.scalars(select(SaleFlag).where(SaleFlag.sale_id == UUID(body["id"])))
    return {row.kind: row.details for row in rows}


def header(world: World, kind: str, sequence: int, at: datetime) -> Body:
    """What every document begins with."""
    return {
        "id": str(new_id()),
        "kind": kind,
        "sequence": sequence,
        "series": "A",
        "operator_id": str(world.operator_id(Role.CLERK)),
        "at": at.isoformat(),
    }
