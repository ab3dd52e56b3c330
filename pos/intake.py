"""Taking what tills send: exactly once, in one transaction, with the same answer every time.

The key of a document is made at the till. New → booked; the same again → the same answer; the
same key with another body, or a body that cannot be booked → kept whole for the manager, so that
the till can go on. The same shape for every kind of document.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId
from core.models import table_of
from ledger import journal
from pos.documents import Booked, Unbookable
from pos.kinds import KINDS, AnyDocument, read_document
from pos.models import Document, DocumentKind, HeldDocument
from pos.tills import TillView

_document = table_of(Document)
_KNOWN = select(_document.c.body_hash, _document.c.answer).where(
    _document.c.id == bindparam("of_id")
)
_INSERT = insert(_document)


class KeyReused(Unbookable):
    """A till sent another body under a key that is already taken."""

    kind = "key-reused"


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of a till."""

    kind: DocumentKind
    key: str
    """The header ``Idempotency-Key`` as sent."""
    body: bytes

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.body).digest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the till gets to hear."""

    status: HTTPStatus
    body: dict[str, Any]


def take(session: Session, till: TillView, sent: Sent, *, received_at: datetime) -> Answer:
    """Book a document, or repeat the answer given before.

    Raises Unbookable, after which the transaction must be rolled back and ``hold`` called in one
    of its own.
    """
    document = _document_in(sent)
    _lock_shops(session, till, sent.kind, document)
    if repeated := _repeat(session, sent):
        return repeated
    if isinstance(document, Unbookable):
        raise document
    if str(document.header.id) != sent.key.lower():
        raise Unbookable(_("Idempotency-Key tidak sama dengan id kiriman."), field="id")
    booked = KINDS[sent.kind].book(session, till, document, received_at)
    answer = {"id": str(document.header.id)} | booked.answer
    _note(session, till, sent, document, booked, answer=answer, received_at=received_at)
    return Answer(HTTPStatus.CREATED, answer)


def hold(
    session: Session, till: TillView, sent: Sent, problem: Unbookable, *, received_at: datetime
) -> Answer:
    """Keep a body that cannot be booked, whole; sent again it gets the same answer."""
    found = session.scalars(
        select(HeldDocument).where(
            HeldDocument.document_key == sent.key[:100], HeldDocument.body_hash == sent.hash
        )
    ).one_or_none()
    if found is None:
        answer = {"type": problem.kind, "detail": problem.sentence, "field": problem.field}
        found = HeldDocument(
            document_key=sent.key[:100],
            till_id=till.id,
            received_at=received_at,
            problem=problem.sentence,
            body=sent.body,
            body_hash=sent.hash,
            answer=answer,
        )
        session.add(found)
        audit.record(session, "document.held", at=received_at, by=None, shop_id=till.shop_id,
                     subject=till.code, why=problem.sentence)  # fmt: skip
    return Answer(HTTPStatus.UNPROCESSABLE_ENTITY, found.answer)


def clear_held(
    session: Session, held_id: UUID, *, note: str, at: datetime, by: OperatorId
) -> HeldDocument:
    """A manager has dealt with a held document, and says how."""
    held = session.get(HeldDocument, held_id)
    if held is None:
        raise NotFound(_("Kiriman yang ditahan ini tidak ada."))
    held.cleared_at, held.cleared_by, held.cleared_note = at, by, note.strip()
    audit.record(session, "document.cleared", at=at, by=by, subject=held.document_key, note=note)
    return held


def _document_in(sent: Sent) -> AnyDocument | Unbookable:
    """What was sent, or why it cannot be read: a key that is known is answered either way."""
    try:
        return read_document(sent.kind, sent.body)
    except Unbookable as problem:
        return problem


def _lock_shops(
    session: Session, till: TillView, kind: DocumentKind, document: AnyDocument | Unbookable
) -> None:
    """Lock every shop whose books change, always in the same order, so that none waits for ever."""
    others = () if isinstance(document, Unbookable) else KINDS[kind].shops(session, document)
    for shop_id in sorted({till.shop_id, *others}):
        journal.lock_shop(session, shop_id)


def _repeat(session: Session, sent: Sent) -> Answer | None:
    try:
        key = UUID(sent.key)
    except ValueError:
        raise Unbookable(_("Idempotency-Key harus berisi id kiriman (UUID)."), field="id") from None
    booked = session.execute(_KNOWN, {"of_id": key}).one_or_none()
    if booked is None:
        return None
    if booked.body_hash != sent.hash:
        raise KeyReused(_("Kunci ini sudah dipakai untuk kiriman yang lain isinya."), field="id")
    return Answer(HTTPStatus.OK, booked.answer)


def _note(
    session: Session,
    till: TillView,
    sent: Sent,
    document: AnyDocument,
    booked: Booked,
    *,
    answer: dict[str, Any],
    received_at: datetime,
) -> None:
    """Write the document into the till's journal."""
    header = document.header
    session.execute(
        _INSERT,
        {
            "id": header.id,
            "till_id": till.id,
            "kind": sent.kind,
            "series": header.series,
            "sequence": header.sequence,
            "shift_id": booked.shift_id,
            "number": booked.number,
            "counter": booked.counter,
            "cash": booked.cash,
            "at": header.at,
            "body_hash": sent.hash,
            "received_at": received_at,
            "answer": answer,
        },
    )
