"""The body of a return, and how it becomes a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from core.i18n import lazy
from core.ids import MemberId, PackId, SaleId, ShiftId
from core.money import Money
from core.quantity import Quantity
from pos.models import TenderKind
from pos.returns.documents import RefundDocument, ReturnDocument, ReturnLineDocument
from pos.sale_schemas import MOST_LINES, MOST_TENDERS
from pos.schemas import (
    MOST_RUPIAH,
    HeaderSchema,
    Strict,
    approvals,
    approvals_of,
    count,
    header_of,
    key,
    milli,
    one_of,
    receipt_number,
    rupiah,
    some,
    words,
)

LONGEST_REASON = 200


def _yes_or_no(**more: Any) -> fields.Boolean:
    return fields.Boolean(
        truthy={True}, falsy={False}, metadata={"expected": "true / false"}, **more
    )


class ReturnLineSchema(Strict):
    """One line that came back: quantity in thousandths of a pack."""

    sale_position = fields.Integer(
        strict=True,
        required=True,
        allow_none=True,
        validate=validate.Range(0, MOST_LINES),
        metadata={"expected": lazy("urutan baris pada struk, mulai dari 0")},
    )
    pack_id = key()
    quantity = milli()
    amount = rupiah()
    back_on_shelf = _yes_or_no(required=True)


class RefundSchema(Strict):
    """One way in which money went back."""

    kind = one_of(TenderKind, lazy("cara bayar yang dikenal"))
    amount = rupiah()
    reference = words(60, load_default="")


class ReturnSchema(HeaderSchema):
    """Goods that came back."""

    shift_id = key()
    number = receipt_number()
    counter = count(most=10**9)
    sale_id = key(allow_none=True, load_default=None)
    member_id = key(allow_none=True, load_default=None)
    lines = some(ReturnLineSchema, 1, MOST_LINES, lazy("1 sampai 500 baris"))
    refunds = some(RefundSchema, 1, MOST_TENDERS, lazy("1 sampai 20 pengembalian"))
    total = rupiah()
    rounding = rupiah(least=-MOST_RUPIAH)
    reason = words(LONGEST_REASON)
    is_void = _yes_or_no(load_default=False)
    approvals = approvals()


def build(loaded: Mapping[str, Any]) -> ReturnDocument:
    """The document in a loaded body. Raises Unbookable when it contradicts itself."""
    sale_id, member_id = loaded["sale_id"], loaded["member_id"]
    return ReturnDocument(
        header=header_of(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        number=loaded["number"],
        counter=loaded["counter"],
        sale_id=SaleId(sale_id) if sale_id else None,
        member_id=MemberId(member_id) if member_id else None,
        lines=tuple(_line(line) for line in loaded["lines"]),
        refunds=tuple(
            RefundDocument(refund["kind"], Money(refund["amount"]), refund["reference"])
            for refund in loaded["refunds"]
        ),
        total=Money(loaded["total"]),
        rounding=Money(loaded["rounding"]),
        reason=loaded["reason"].strip(),
        is_void=loaded["is_void"],
        approvals=approvals_of(loaded),
    )


def _line(loaded: Mapping[str, Any]) -> ReturnLineDocument:
    return ReturnLineDocument(
        pack_id=PackId(loaded["pack_id"]),
        quantity=Quantity(loaded["quantity"]),
        amount=Money(loaded["amount"]),
        back_on_shelf=loaded["back_on_shelf"],
        sale_position=loaded["sale_position"],
    )
