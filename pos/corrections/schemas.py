"""The body of a correction, and how it becomes a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from core.i18n import lazy
from core.ids import SaleId, ShiftId
from core.money import Money
from pos.corrections.documents import CorrectionDocument, TenderPart
from pos.models import TenderKind
from pos.sale_schemas import MOST_TENDERS
from pos.schemas import (
    HeaderSchema,
    Strict,
    approvals,
    approvals_of,
    header_of,
    key,
    one_of,
    rupiah,
    some,
    words,
)

LONGEST_REASON = 200


class TenderPartSchema(Strict):
    """So much in one way of paying."""

    kind = one_of(TenderKind, lazy("cara bayar yang dikenal"))
    amount = rupiah(least=1)


class CorrectionSchema(HeaderSchema):
    """A sale that was paid otherwise than the till was told."""

    shift_id = key()
    sale_id = key()
    from_ = fields.List(
        fields.Nested(TenderPartSchema),
        required=True,
        data_key="from",
        validate=validate.Length(1, MOST_TENDERS),
        metadata={"expected": lazy("1 sampai 20 pembayaran")},
    )
    to = some(TenderPartSchema, 1, MOST_TENDERS, lazy("1 sampai 20 pembayaran"))
    reason = words(LONGEST_REASON)
    approvals = approvals()


def build(loaded: Mapping[str, Any]) -> CorrectionDocument:
    """The document in a loaded body. Raises Unbookable when it contradicts itself."""
    return CorrectionDocument(
        header=header_of(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        sale_id=SaleId(loaded["sale_id"]),
        taken=_parts(loaded["from_"]),
        put=_parts(loaded["to"]),
        reason=loaded["reason"].strip(),
        approvals=approvals_of(loaded),
    )


def _parts(loaded: list[Mapping[str, Any]]) -> tuple[TenderPart, ...]:
    return tuple(TenderPart(part["kind"], Money(part["amount"])) for part in loaded)
