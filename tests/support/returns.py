"""Returns and corrections as a till would send them, for the small co-operative of ``world``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId
from pos.returns.models import ReturnFlag, ReturnFlagKind, ReturnLine
from tests.support.sales import Body, header
from tests.support.world import NOW, Goods, World

Back = Mapping[str, Any]
"""One line: ``sale_position``, ``pack_id``, ``quantity``, ``amount``, ``back_on_shelf``."""


def back(sale: Body, position: int, milli: int, amount: int, *, fit: bool = True) -> Back:
    """So much of a line of a sale comes back."""
    return {
        "sale_position": position,
        "pack_id": sale["lines"][position]["pack_id"],
        "quantity": milli,
        "amount": amount,
        "back_on_shelf": fit,
    }


def unproven(goods: Goods, milli: int, amount: int, *, fit: bool = True) -> Back:
    """Goods that come back without a receipt."""
    return {
        "sale_position": None,
        "pack_id": str(goods.pack_id),
        "quantity": milli,
        "amount": amount,
        "back_on_shelf": fit,
    }


def returning(
    world: World,
    shift_id: UUID | str,
    lines: Sequence[Back],
    *,
    counter: int,
    sale: Body | None = None,
    member_id: MemberId | None = None,
    kind: str = "cash",
    is_void: bool = False,
    at: datetime = NOW,
    **changes: Any,
) -> Body:
    """A return paid in one way, cash rounded down to 100."""
    total = sum(line["amount"] for line in lines)
    paid = total // 100 * 100 if kind == "cash" else total
    body = header(world, "return", counter + 1, at) | {
        "shift_id": str(shift_id),
        "number": f"WSB-T1-A-{counter:06d}",
        "counter": counter,
        "sale_id": sale["id"] if sale else None,
        "member_id": str(member_id) if member_id else None,
        "lines": list(lines),
        "refunds": [{"kind": kind, "amount": paid}],
        "total": total,
        "rounding": paid - total,
        "reason": "Salah beli",
        "is_void": is_void,
    }
    return body | changes


def correcting(
    world: World,
    shift_id: UUID | str,
    sale: Body,
    taken: Mapping[str, int],
    put: Mapping[str, int],
    *,
    sequence: int,
    at: datetime = NOW,
) -> Body:
    """A corrected payment."""
    return header(world, "tender_correction", sequence, at) | {
        "shift_id": str(shift_id),
        "sale_id": sale["id"],
        "from": [{"kind": kind, "amount": amount} for kind, amount in taken.items()],
        "to": [{"kind": kind, "amount": amount} for kind, amount in put.items()],
        "reason": "Ternyata QRIS",
    }


def flags_of(session: Session, body: Body) -> list[ReturnFlagKind]:
    """What was odd about a return, in order."""
    return list(
        session.scalars(
            select(ReturnFlag.kind)
            .where(ReturnFlag.return_id == UUID(body["id"]))
            .order_by(ReturnFlag.position)
        )
    )


def lines_of(session: Session, body: Body) -> list[ReturnLine]:
    """The lines of a return as they were booked."""
    return list(
        session.scalars(
            select(ReturnLine)
            .where(ReturnLine.return_id == UUID(body["id"]))
            .order_by(ReturnLine.position)
        )
    )
