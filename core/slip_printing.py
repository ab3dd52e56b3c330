"""Slips of the office and the store room on the paper of the tills.

They know no till: ``pos`` has the printers, says where slips come out and queues them there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.i18n import _
from core.ids import OperatorId, ShopId


@dataclass(frozen=True, slots=True)
class Place:
    """A till whose printer a slip can come out of."""

    till_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Slip:
    """Something on paper that somebody asks for."""

    source: str
    """``<kind>:<id>``; ``pos.printing.papers`` says how each kind is drawn."""
    number: str
    """What people call it."""
    shop_id: ShopId


@dataclass(frozen=True, slots=True)
class SlipPrinting:
    """How slips get onto paper."""

    places: Callable[[Session, ShopId], Sequence[Place]]
    """Where they can come out in a shop."""
    queue: Callable[[Session, Slip, Place, datetime, OperatorId], int | None]
    """Queues a slip; returns which copy it is, None for the first on paper."""


HANDED_IN: list[SlipPrinting] = []
"""At most one; filled by the registrations."""


def places(session: Session, shop_id: ShopId) -> Sequence[Place]:
    """Where a slip can come out in a shop; none where nothing prints."""
    return [place for one in HANDED_IN for place in one.places(session, shop_id)]


def print_slip(
    session: Session, slip: Slip, till: str, *, at: datetime, by: OperatorId
) -> int | None:
    """Queue a slip at a till, the only one when none is chosen; returns which copy it is.

    Raises BusinessError when nothing prints there.
    """
    found = places(session, slip.shop_id)
    place = next((one for one in found if str(one.till_id) == till), None)
    if place is None and len(found) == 1 and not till:
        place = found[0]
    if place is None:
        raise BusinessError(_("Pilih kasir yang punya printer."))
    return HANDED_IN[0].queue(session, slip, place, at, by)
