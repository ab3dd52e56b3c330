"""Whom else the co-op owes at the cut-over: suppliers and producers, who live above members.

The packages above fill ``BOOKS``: who there is, and how a debt on paper becomes one of theirs, so
that their own pages pay it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, PartyId, ShopId
from core.models import Shop
from core.money import ZERO, Money
from members.opening.models import Opening, OpeningParty, PartyKind


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may be owed."""

    id: PartyId
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Debt:
    """What a shop owes a party at the cut-over, as it is handed over."""

    key: UUID
    party_id: PartyId
    shop: Shop
    amount: Money
    reference: str
    """The number of their invoice; may be empty."""
    as_of: date
    """The evening before the cut-over."""
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Book:
    """The papers of one kind of party."""

    account: str
    """Where the debts stand, each with its party."""
    endpoint: str
    """The page where such parties are added."""
    every: Callable[[Session], Sequence[Party]]
    """All of them, by number."""
    take_over: Callable[[Session, Debt, datetime, OperatorId | None], None]
    """Write the paper that the kind's own pages pay; the books are written by the caller, who has
    locked the shop's journal."""


BOOKS: dict[PartyKind, Book] = {}
"""Filled in by the packages above."""


@dataclass(frozen=True, slots=True)
class PaperDebt:
    """A debt as paper says it."""

    key: UUID
    """Made with the form: sent twice, it counts once."""
    kind: PartyKind
    party_id: PartyId
    shop_id: ShopId
    amount: Money
    due_on: date | None = None
    reference: str = ""


def named(session: Session, kind: PartyKind, text: str) -> Party:
    """Who is meant by a number or a whole name. Raises InvalidInput."""
    wanted = " ".join(text.casefold().split())
    for party in BOOKS[kind].every(session):
        if wanted in (str(party.number), party.name.casefold()) or wanted == _listed(party):
            return party
    raise InvalidInput(
        _("“%(text)s” tidak ada di daftar. Tulis nomor atau namanya.", text=text[:40]),
        field="party",
    )


def put(session: Session, opening: Opening, debt: PaperDebt) -> None:
    """Write a debt down. Raises InvalidInput for nothing."""
    if session.get(OpeningParty, debt.key) is not None:
        return
    check(debt)
    session.add(
        OpeningParty(
            id=debt.key,
            opening_id=opening.id,
            kind=debt.kind,
            party_id=debt.party_id,
            shop_id=debt.shop_id,
            amount=debt.amount,
            due_on=debt.due_on,
            reference=debt.reference,
        )
    )
    session.flush()


def check(debt: PaperDebt) -> None:
    """Raises InvalidInput for nothing."""
    if debt.amount <= ZERO:
        raise InvalidInput(_("Isi berapa yang masih harus dibayar."), field="amount")


def remove(session: Session, opening: Opening, key: UUID) -> None:
    """Forget a debt."""
    session.execute(
        delete(OpeningParty).where(OpeningParty.opening_id == opening.id, OpeningParty.id == key)
    )


def _listed(party: Party) -> str:
    """As a list to choose from shows one."""
    return f"{party.number} {party.name.casefold()}"
