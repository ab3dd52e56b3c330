"""Every kind of document a till sends: how its body is read, and how it is booked.

A new kind is a line in ``KINDS`` and an endpoint; intake, the till's journal, the expected cash
of a shift and the check for gaps in receipt numbers follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from marshmallow import Schema
from sqlalchemy.orm import Session

from pos import sale_schemas, sales, shift_schemas, shifts
from pos.documents import Booked, Header
from pos.models import DocumentKind
from pos.schemas import load
from pos.tills import TillView


class AnyDocument(Protocol):
    """What all documents have."""

    @property
    def header(self) -> Header: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document."""

    schema: Schema
    build: Callable[[Mapping[str, Any]], Any]
    """A loaded body as a document; raises Unbookable when it contradicts itself."""
    book: Callable[[Session, TillView, Any, datetime], Booked]
    """Books it as received at an instant; raises Unbookable when it names what nobody knows."""


KINDS: Mapping[DocumentKind, Kind] = {
    DocumentKind.SALE: Kind(sale_schemas.SaleSchema(), sale_schemas.build, sales.book),
    DocumentKind.SHIFT_OPEN: Kind(
        shift_schemas.ShiftOpeningSchema(), shift_schemas.build_opening, shifts.book_opening
    ),
    DocumentKind.SHIFT_CLOSE: Kind(
        shift_schemas.ShiftClosingSchema(), shift_schemas.build_closing, shifts.book_closing
    ),
}


def read_document(kind: DocumentKind, body: bytes) -> AnyDocument:
    """The document in a body. Raises Unbookable with a sentence for the manager."""
    how = KINDS[kind]
    document: AnyDocument = how.build(load(how.schema, kind, body))
    return document
