"""What the pages of facts read: permits of a product, and those that end soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.ids import ProductId
from core.paging import SIZE, Page, offset
from inventory.facts import facts
from inventory.facts.facts import Facts
from inventory.facts.models import Permit, ProductFacts
from inventory.facts.permits import PermitKind, PermitState, state
from inventory.facts.settings import warning_days
from inventory.models import Product
from inventory.queries import contains


class Asked(StrEnum):
    """Which permits a list shows."""

    SOON = "segera"
    """Those that end within the days of the setting, or have ended."""
    ENDED = "habis"
    ALL = "semua"


@dataclass(frozen=True, slots=True)
class PermitView:
    """A permit as a page shows it."""

    kind: PermitKind
    number: str
    expires_on: date | None
    days_left: int | None
    """Negative once it has ended; None without a last day."""
    state: PermitState


@dataclass(frozen=True, slots=True)
class FactsView:
    """What is known of a product, with how its permits stand on a day."""

    facts: Facts
    permits: tuple[PermitView, ...]

    @property
    def is_empty(self) -> bool:
        return self.facts == Facts()


@dataclass(frozen=True, slots=True)
class PermitRow:
    """A permit in the list of all products."""

    code: str
    name: str
    brand: str
    permit: PermitView


def facts_view(session: Session, product_id: ProductId, *, on: date) -> FactsView:
    """What is known of a product."""
    known, warn = facts.of_product(session, product_id), warning_days(session, on=on)
    permits = tuple(
        _view(permit.kind, permit.number, permit.expires_on, on, warn) for permit in known.permits
    )
    return FactsView(known, permits)


def permit_page(
    session: Session, *, asked: Asked, words: str, on: date, number: int
) -> Page[PermitRow]:
    """Permits of goods that are sold, those that end first in front."""
    wanted = _permits(session, asked, words, on)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    found = _rows(session, wanted.offset(offset(number)).limit(SIZE), on)
    return Page(tuple(found), number, total)


def every_permit(session: Session, *, asked: Asked, words: str, on: date) -> Iterator[PermitRow]:
    """The same list without pages, for a file."""
    return _rows(session, _permits(session, asked, words, on), on)


def brands(session: Session) -> list[str]:
    """Every brand in use."""
    return list(
        session.scalars(
            select(ProductFacts.brand)
            .where(ProductFacts.brand != "")
            .distinct()
            .order_by(ProductFacts.brand)
        )
    )


def _permits(
    session: Session, asked: Asked, words: str, on: date
) -> Select[str, str, str | None, PermitKind, str, date | None]:
    last = {
        Asked.SOON: on + timedelta(days=warning_days(session, on=on)),
        Asked.ENDED: on - timedelta(days=1),
    }.get(asked)
    squeezed = "".join(words.split()).upper()
    numbered = [Permit.number.contains(squeezed, autoescape=True)] if squeezed else []
    wanted = (
        select(
            Product.code, Product.name, ProductFacts.brand,
            Permit.kind, Permit.number, Permit.expires_on,
        )
        .join(Product, Product.id == Permit.product_id)
        .outerjoin(ProductFacts, ProductFacts.product_id == Product.id)
        .where(Product.active)
        .where(or_(*contains(words), *numbered) if words else Product.active)
        .order_by(
            Permit.expires_on.is_(None), Permit.expires_on,
            func.lower(Product.name), Product.code, Permit.kind,
        )
    )  # fmt: skip
    return wanted if last is None else wanted.where(Permit.expires_on <= last)


def _rows(
    session: Session,
    wanted: Select[str, str, str | None, PermitKind, str, date | None],
    on: date,
) -> Iterator[PermitRow]:
    warn = warning_days(session, on=on)
    for code, name, brand, kind, number, expires_on in session.execute(wanted):
        yield PermitRow(code, name, brand or "", _view(kind, number, expires_on, on, warn))


def _view(
    kind: PermitKind, number: str, expires_on: date | None, on: date, warn: int
) -> PermitView:
    left = (expires_on - on).days if expires_on else None
    return PermitView(kind, number, expires_on, left, state(expires_on, on, warn))
