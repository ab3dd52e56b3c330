"""A till of the example: numbers its documents and sends them the way a browser does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, PackId, new_id
from pos import intake
from pos.demo.baskets import Basket, given_for
from pos.demo.prices import PackKey
from pos.intake import Sent
from pos.models import DocumentKind
from pos.rounding import CashRounding, round_cash
from pos.tills import TillView

FLOAT = 200_000
_ROUNDING = CashRounding(100, "down")
_MISCOUNTED_IN_100 = 12
_DIFFERENCES = (-2_000, -1_000, -500, -500, -100, 500, 1_000)
_REASONS = ("", "Salah kembalian", "Uang receh kurang", "Terselip, belum ketemu")


@dataclass(frozen=True, slots=True)
class Known:
    """What the server calls the people and goods of the example."""

    packs: Mapping[PackKey, PackId]
    members: Mapping[int, MemberId]
    """By the neighbour's place."""


class Counter:
    """One till and its clerk through the year."""

    def __init__(self, session: Session, till: TillView, clerk_id: OperatorId, series: str) -> None:
        self._session = session
        self._till = till
        self._clerk_id = clerk_id
        self._series = series
        self._random = Random(till.code)
        self._sequence = 0
        self._counter = 0
        self._shift_id: UUID | None = None
        self._drawer = 0

    def open_shift(self, at: datetime) -> None:
        """Begin a shift with the usual float, up to a quarter of an hour later."""
        late = self._some(15)
        self._shift_id = self._send(DocumentKind.SHIFT_OPEN, at + late, {"float": FLOAT})
        self._drawer = FLOAT

    def sell(self, basket: Basket, known: Known) -> None:
        """Ring up a basket and take the money."""
        self._counter += 1
        due = round_cash(basket.total, _ROUNDING)
        given = given_for(self._random, due)
        member = basket.member
        self._send(
            DocumentKind.SALE,
            basket.visit.at,
            {
                "shift_id": str(self._shift_id),
                "number": f"{self._till.code}-{self._series}-{self._counter:06d}",
                "counter": self._counter,
                "member_id": str(known.members[member.place]) if member else None,
                "lines": _lines(basket, known),
                "tenders": [{"kind": "cash", "amount": due, "given": given, "change": given - due}],
                "total": basket.total,
                "rounding": due - basket.total,
            },
        )
        self._drawer += due

    def close_shift(self, at: datetime) -> None:
        """Count the drawer, not always rightly and not on the dot."""
        wrong = self._random.randrange(100) < _MISCOUNTED_IN_100
        difference = self._random.choice(_DIFFERENCES) if wrong else 0
        reason = self._random.choice(_REASONS) if wrong else ""
        self._send(
            DocumentKind.SHIFT_CLOSE,
            at + self._some(30),
            {
                "shift_id": str(self._shift_id),
                "counted": self._drawer + difference,
                "reason": reason or None,
            },
        )

    def _some(self, most: int) -> timedelta:
        """A while of up to so many minutes."""
        return timedelta(seconds=self._random.randrange(most * 60))

    def _send(self, kind: DocumentKind, at: datetime, content: dict[str, Any]) -> UUID:
        self._sequence += 1
        key = new_id()
        header = {
            "id": str(key),
            "kind": kind.value,
            "sequence": self._sequence,
            "series": self._series,
            "operator_id": str(self._clerk_id),
            "at": at.isoformat(),
        }
        body = json.dumps(header | content).encode()
        received_at = at + timedelta(milliseconds=self._random.randrange(400, 4_000))
        intake.take(self._session, self._till, Sent(kind, str(key), body), received_at=received_at)
        return key


def _lines(basket: Basket, known: Known) -> list[dict[str, Any]]:
    return [
        {
            "pack_id": str(known.packs[line.pack]),
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "amount": line.amount,
            "asked_amount": line.asked_amount,
            "barcode": line.barcode,
        }
        for line in basket.lines
    ]
