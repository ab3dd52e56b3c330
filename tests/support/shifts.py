"""Documents about the drawer as a till would send them, for the co-operative of ``world``."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from core.permissions import Role
from tests.support.sales import Body, header
from tests.support.world import NOW, World


def cash_move(
    world: World,
    shift_id: UUID | str,
    amount: int,
    *,
    counter: int = 50,
    at: datetime = NOW,
    **changes: Any,
) -> Body:
    """Cash to the safe, unless told otherwise."""
    return (
        header(world, "cash_move", counter + 1, at)
        | {
            "shift_id": str(shift_id),
            "number": f"WSB-T1-A-{counter:06d}",
            "counter": counter,
            "direction": "out",
            "purpose": "safe",
            "account": None,
            "amount": amount,
            "reason": "laci penuh",
        }
        | changes
    )


def drawer_opened(
    world: World, shift_id: UUID | str, *, sequence: int = 80, **changes: Any
) -> Body:
    """The drawer opened to change a note."""
    head = header(world, "drawer_opened", sequence, changes.pop("at", NOW))
    return head | {"shift_id": str(shift_id), "reason": "tukar uang"} | changes


def counted(
    world: World,
    shift_id: UUID | str,
    pieces: dict[int, int],
    *,
    sequence: int = 99,
    at: datetime = NOW,
    role: Role = Role.CLERK,
    **changes: Any,
) -> Body:
    """A closing counted note by note."""
    return (
        header(world, "shift_close", sequence, at)
        | {
            "operator_id": str(world.operator_id(role)),
            "shift_id": str(shift_id),
            "counted": sum(note * count for note, count in pieces.items()),
            "reason": None,
            "pieces": [{"denomination": note, "pieces": count} for note, count in pieces.items()],
            "slips": [],
            "unsent": 0,
        }
        | changes
    )
