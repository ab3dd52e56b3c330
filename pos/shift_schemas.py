"""The bodies that open and close a shift, and how they become documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from core.i18n import lazy
from core.ids import ShiftId
from core.money import Money
from pos.documents import Pieces, ShiftClosing, ShiftOpening, Slips
from pos.models import TenderKind
from pos.schemas import (
    HeaderSchema,
    Strict,
    approvals,
    approvals_of,
    count,
    header_of,
    key,
    one_of,
    rupiah,
    some,
    words,
)

MOST_DENOMINATIONS = 30
MOST_PIECES = 1_000_000
MOST_UNSENT = 10**6


class ShiftOpeningSchema(HeaderSchema):
    """A shift's opening with its float."""

    float = rupiah()


class PiecesSchema(Strict):
    """So many notes or coins of one kind."""

    denomination = rupiah(least=1)
    pieces = count(most=MOST_PIECES)


class SlipsSchema(Strict):
    """What the slips of one way of paying add up to."""

    kind = one_of(TenderKind, lazy("qris, transfer, kasbon, savings, atau voucher"))
    amount = rupiah()


class ShiftClosingSchema(HeaderSchema):
    """A shift's closing with what was counted."""

    shift_id = key()
    counted = rupiah()
    reason = words(200, allow_none=True, load_default=None)
    pieces = some(
        PiecesSchema, 0, MOST_DENOMINATIONS, lazy("daftar pecahan uang"), load_default=list
    )
    slips = some(SlipsSchema, 0, len(TenderKind), lazy("daftar cara bayar"), load_default=list)
    unsent = fields.Integer(
        strict=True,
        load_default=0,
        validate=validate.Range(0, MOST_UNSENT),
        metadata={"expected": lazy("bilangan bulat mulai dari 0")},
    )
    approvals = approvals()


def build_opening(loaded: Mapping[str, Any]) -> ShiftOpening:
    """The opening in a loaded body."""
    return ShiftOpening(header_of(loaded), Money(loaded["float"]))


def build_closing(loaded: Mapping[str, Any]) -> ShiftClosing:
    """The closing in a loaded body."""
    return ShiftClosing(
        header=header_of(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        counted=Money(loaded["counted"]),
        reason=" ".join((loaded["reason"] or "").split()),
        pieces=tuple(
            Pieces(Money(item["denomination"]), item["pieces"]) for item in loaded["pieces"]
        ),
        slips=tuple(Slips(item["kind"], Money(item["amount"])) for item in loaded["slips"]),
        unsent=loaded["unsent"],
        approvals=approvals_of(loaded),
    )
