"""Booking sales without HTTP, for the bare limit and for books of many years."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bench.shop import LINES, BigShop, Counter, opening_of, sale_of
from core import clock
from pos import intake, tills
from pos.intake import Sent
from pos.models import DocumentKind


def open_shift(session: Session, shop: BigShop, counter: Counter, *, at: datetime) -> None:
    """Take the document that opens the counter's shift."""
    _take(session, counter, opening_of(shop, counter) | {"at": at.isoformat()}, at)


def book_sale(
    session: Session,
    shop: BigShop,
    counter: Counter,
    number: int,
    *,
    at: datetime | None = None,
    lines_sold: int = LINES,
) -> None:
    """Take a sale as the API does, as if it had happened then."""
    moment = at or clock.now()
    body = sale_of(shop, counter, number, lines_sold=lines_sold) | {"at": moment.isoformat()}
    _take(session, counter, body, moment)


def _take(session: Session, counter: Counter, body: dict[str, Any], at: datetime) -> None:
    till = tills.by_id(session, counter.id)
    sent = Sent(DocumentKind(body["kind"]), body["id"], json.dumps(body).encode())
    intake.take(session, till, sent, received_at=at)
