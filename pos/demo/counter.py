"""A till of the example: numbers its documents and sends them the way a browser does."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, PackId, new_id
from pos import intake
from pos.demo import gifts, habits
from pos.demo.baskets import Basket, given_for
from pos.demo.diary import Visit
from pos.demo.prices import PackKey
from pos.intake import Sent
from pos.models import DocumentKind, TenderKind
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
    owed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """What each has bought on credit and not yet paid."""
    vouchers: list[str] = field(default_factory=list)
    """The codes of those that will be brought to a till."""
    lent: Mapping[Visit, int] = field(default_factory=dict)
    """Visits that end on credit although she usually pays, and in how many parts she will."""


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
        self._qris = self._cashless = 0

    def open_shift(self, at: datetime) -> None:
        """Begin a shift with the usual float, up to a quarter of an hour later."""
        late = self._some(15)
        self._shift_id = self._send(DocumentKind.SHIFT_OPEN, at + late, {"float": FLOAT})
        self._drawer = FLOAT

    def sell(self, basket: Basket, known: Known) -> None:
        """Ring up a basket and take the money; now and then something comes back."""
        kind = self._way(basket, known)
        vouchers = gifts.brought(basket, known.vouchers) if kind is TenderKind.CASH else []
        left = basket.total - sum(each["amount"] for each in vouchers)
        due = round_cash(left, _ROUNDING) if kind is TenderKind.CASH else left
        given = given_for(self._random, due) if kind is TenderKind.CASH else due
        member = basket.member
        tender: dict[str, Any] = {"kind": kind.value, "amount": due, "given": given}
        tender["change"] = given - due
        if parts := known.lent.get(basket.visit):
            tender["instalments"] = parts
        sale_id = self._send(
            DocumentKind.SALE,
            basket.visit.at,
            self._numbered()
            | {
                "member_id": str(known.members[member.place]) if member else None,
                "lines": _lines(basket, known),
                "tenders": [*vouchers, tender],
                "total": basket.total,
                "rounding": due - left,
            },
        )
        self._count(kind, due)
        self._count(TenderKind.VOUCHER, basket.total - left)
        if member and kind is TenderKind.KASBON and not parts:
            known.owed[member.place] += due
        if kind is TenderKind.CASH and not vouchers and habits.brings_back(self._random):
            self._take_back(sale_id, basket, known)

    def save(self, at: datetime, place: int, account: str, amount: int, known: Known) -> None:
        """A member pays share money in."""
        self._send(
            DocumentKind.MEMBER_MONEY,
            at + self._some(60),
            self._numbered()
            | {
                "member_id": str(known.members[place]),
                "account": account,
                "direction": "in",
                "amount": amount,
                "tender": "cash",
            },
        )
        self._count(TenderKind.CASH, amount)

    def pay_bon(self, at: datetime, place: int, known: Known) -> None:
        """A member pays what was bought on credit, or some of it."""
        amount = habits.bon_payment(self._random, known.owed[place])
        if not amount:
            return
        self._send(
            DocumentKind.BON_PAYMENT,
            at + self._some(60),
            self._numbered()
            | {"member_id": str(known.members[place]), "amount": amount, "tender": "cash"},
        )
        known.owed[place] -= amount
        self._count(TenderKind.CASH, amount)

    def take_cashless(self) -> tuple[int, int]:
        """What was paid by QRIS, and in all other ways than cash, since it was asked last."""
        taken = self._qris, self._cashless
        self._qris = self._cashless = 0
        return taken

    def _way(self, basket: Basket, known: Known) -> TenderKind:
        place = basket.member.place if basket.member else 0
        left = habits.credit_limit(place) - known.owed[place] if place else 0
        way = habits.way_of_paying(self._random, basket.total, credit_left=left)
        return TenderKind.KASBON if basket.visit in known.lent else way

    def _take_back(self, sale_id: UUID, basket: Basket, known: Known) -> None:
        line = basket.lines[0]
        back = round_cash(line.amount, _ROUNDING)
        returned = {
            "sale_position": 0,
            "pack_id": str(known.packs[line.pack]),
            "quantity": line.quantity,
            "amount": line.amount,
            "back_on_shelf": True,
        }
        self._send(
            DocumentKind.RETURN,
            basket.visit.at + self._some(10),
            self._numbered()
            | {
                "sale_id": str(sale_id),
                "lines": [returned],
                "refunds": [{"kind": "cash", "amount": back}],
                "total": line.amount,
                "rounding": back - line.amount,
                "reason": self._random.choice(habits.REASONS),
            },
        )
        self._count(TenderKind.CASH, -back)

    def _numbered(self) -> dict[str, Any]:
        """What every document begins with that leaves paper with somebody."""
        self._counter += 1
        return {
            "shift_id": str(self._shift_id),
            "number": f"{self._till.code}-{self._series}-{self._counter:06d}",
            "counter": self._counter,
        }

    def _count(self, kind: TenderKind, amount: int) -> None:
        if kind is TenderKind.CASH:
            self._drawer += amount
        else:
            self._cashless += amount
        if kind is TenderKind.QRIS:
            self._qris += amount

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
