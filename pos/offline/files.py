"""Documents that come by file instead of over the network: a till's outbox on a USB stick.

The file is JSON lines: who wrote it, one line per document with its body as it would be sent,
and a signature by a key that only that till and this server have. What the till sends itself
later is the same again: it gets the answer it would have got, and nothing is booked twice.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core.db import transaction
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from pos import intake, tills
from pos.documents import Unbookable
from pos.intake import Sent
from pos.models import DocumentKind, Till
from pos.tills import TillView

FORMAT = "lumbung-outbox-1"
LARGEST_FILE = 16 * 1024 * 1024
MOST_DOCUMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file whose signature was right: what a till has to send, in its order."""

    till: TillView
    documents: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    key: str
    kind: DocumentKind
    number: str
    """Its receipt number; empty where it has none."""
    status: HTTPStatus
    """CREATED: booked now; OK: it was here already; UNPROCESSABLE_ENTITY: held."""
    problem: str = ""
    """Why it is held."""


def read(session: Session, content: bytes, *, within: ShopId | None) -> Delivery:
    """Open a till's file; ``within`` is the one shop whose tills may be served, None: all.

    Raises InvalidInput when it is no such file, damaged, or not signed by an active till here.
    """
    if len(content) > LARGEST_FILE:
        raise _refused(_("Berkas ini terlalu besar untuk kiriman kasir."))
    signed, lines = _lines(content)
    head, *bodies, last = lines
    till = _till(session, head, within)
    wanted = signature(session.get_one(Till, till.id).token_hash, signed)
    if not hmac.compare_digest(wanted.encode(), str(last.get("signature", "")).encode()):
        raise _refused(
            _(
                "Tanda tangan berkas ini tidak cocok dengan kasir %(till)s: berkasnya rusak, "
                "diubah, atau tokennya sudah diganti.",
                till=till.code,
            )
        )
    if head.get("count") != len(bodies):
        raise _refused(_("Isi berkas ini tidak lengkap."))
    return Delivery(till, tuple(_sent(body) for body in bodies))


def take(delivery: Delivery, *, at: datetime) -> Iterator[Outcome]:
    """Book every document, each in a transaction of its own; what cannot be booked is held."""
    for sent in delivery.documents:
        yield _take(delivery.till, sent, at)


def signature(token_hash: bytes, content: bytes) -> str:
    """The signature over all lines before it; static/pos/till/outbox_file.js makes the same."""
    key = hmac.digest(token_hash, FORMAT.encode(), hashlib.sha256)
    return hmac.digest(key, content, hashlib.sha256).hex()


def _take(till: TillView, sent: Sent, at: datetime) -> Outcome:
    number = _number(sent.body)
    try:
        with transaction() as session:
            answer = intake.take(session, till, sent, received_at=at)
    except Unbookable as problem:
        with transaction() as session:
            answer = intake.hold(session, till, sent, problem, received_at=at)
        return Outcome(sent.key, sent.kind, number, answer.status, problem.sentence)
    return Outcome(sent.key, sent.kind, number, answer.status)


def _lines(content: bytes) -> tuple[bytes, list[dict[str, Any]]]:
    """What is signed, and all lines read."""
    whole = content.rstrip(b"\r\n")
    signed = whole[: whole.rfind(b"\n") + 1]
    texts = whole.split(b"\n")
    if len(texts) < 2 or len(texts) > MOST_DOCUMENTS:
        raise _refused(_("Ini bukan berkas kiriman kasir."))
    try:
        lines = [json.loads(text) for text in texts]
    except (ValueError, RecursionError):
        raise _refused(_("Ini bukan berkas kiriman kasir, atau berkasnya rusak.")) from None
    if not all(isinstance(line, dict) for line in lines) or lines[0].get("format") != FORMAT:
        raise _refused(_("Ini bukan berkas kiriman kasir."))
    return signed, lines


def _till(session: Session, head: dict[str, Any], within: ShopId | None) -> TillView:
    try:
        till_id = UUID(str(head.get("till_id")))
    except ValueError:
        raise _refused(_("Ini bukan berkas kiriman kasir.")) from None
    found = tills.by_id(session, till_id)
    if within not in (None, found.shop_id):
        raise _refused(_("Kasir ini milik toko lain."))
    return found


def _sent(line: dict[str, Any]) -> Sent:
    try:
        return Sent(DocumentKind(line["kind"]), str(line["id"]), str(line["body"]).encode())
    except (KeyError, ValueError):
        raise _refused(
            _("Berkas ini dibuat oleh versi kasir yang lebih baru dari server ini.")
        ) from None


def _number(body: bytes) -> str:
    try:
        read_body = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    number = read_body.get("number") if isinstance(read_body, dict) else None
    return number[:40] if isinstance(number, str) else ""


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, field="file")
