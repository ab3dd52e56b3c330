"""The body of a sale, and how it becomes a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from core.i18n import lazy
from core.ids import CustomerId, MemberId, PackId, ShiftId
from core.money import ZERO, Money
from core.quantity import Quantity
from members.instalments import Every
from members.settings import MOST_INSTALMENTS
from pos.documents import (
    NOTHING_KEPT,
    Kept,
    LineDocument,
    RemovedLine,
    SaleDocument,
    TenderDocument,
)
from pos.models import TenderKind
from pos.schemas import (
    MOST_RUPIAH,
    HeaderSchema,
    Strict,
    approvals,
    approvals_of,
    count,
    day,
    header_of,
    key,
    milli,
    one_of,
    receipt_number,
    rupiah,
    some,
    words,
)

MOST_LINES = 500
MOST_TENDERS = 20


class LineSchema(Strict):
    """One sold line: quantity in thousandths of a pack, amounts in whole rupiah."""

    pack_id = key()
    quantity = milli()
    unit_price = rupiah()
    amount = rupiah()
    asked_amount = rupiah(least=1, allow_none=True, load_default=None)
    barcode = words(40, allow_none=True, load_default=None)
    discount = rupiah(load_default=0)
    promotion = key(allow_none=True, load_default=None)
    override = fields.Boolean(
        load_default=False, truthy={True}, falsy={False}, metadata={"expected": "true / false"}
    )
    cost = rupiah(allow_none=True, load_default=None)
    reference = words(60, load_default="")
    exchanged = fields.Boolean(
        allow_none=True, load_default=None, truthy={True}, falsy={False},
        metadata={"expected": "true / false"},
    )  # fmt: skip


class TenderSchema(Strict):
    """One way of paying."""

    kind = one_of(TenderKind, lazy("cara bayar yang dikenal"))
    amount = rupiah()
    given = rupiah()
    change = rupiah()
    reference = words(60, load_default="")
    due_on = day(allow_none=True, load_default=None)
    confirmed = fields.Boolean(
        load_default=True, truthy={True}, falsy={False}, metadata={"expected": "true / false"}
    )
    instalments = count(most=MOST_INSTALMENTS, load_default=1)
    customer_id = key(allow_none=True, load_default=None)
    every = one_of(Every, lazy("week atau month"), load_default=Every.MONTH)


class KeptSchema(Strict):
    """Change that was left on purpose."""

    savings = rupiah(load_default=0)
    donation = rupiah(load_default=0)


class RemovedSchema(Strict):
    """A line that was taken out again before paying."""

    pack_id = key()
    quantity = milli()
    amount = rupiah()


class SaleSchema(HeaderSchema):
    """A sale."""

    shift_id = key()
    number = receipt_number()
    counter = count(most=10**9)
    member_id = key(allow_none=True)
    lines = some(LineSchema, 1, MOST_LINES, lazy("1 sampai 500 baris"))
    tenders = some(TenderSchema, 1, MOST_TENDERS, lazy("1 sampai 20 pembayaran"))
    total = rupiah()
    rounding = rupiah(least=-MOST_RUPIAH)
    kept = fields.Nested(
        KeptSchema, load_default=None, metadata={"expected": lazy("kembalian yang ditinggal")}
    )
    approvals = approvals()
    removed = some(RemovedSchema, 0, MOST_LINES, lazy("paling banyak 500 baris"), load_default=list)


def build(loaded: Mapping[str, Any]) -> SaleDocument:
    """The document in a loaded body. Raises Unbookable when it contradicts itself."""
    member_id = loaded["member_id"]
    return SaleDocument(
        header=header_of(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        number=loaded["number"],
        counter=loaded["counter"],
        member_id=MemberId(member_id) if member_id else None,
        lines=tuple(_line(line) for line in loaded["lines"]),
        tenders=tuple(_tender(tender) for tender in loaded["tenders"]),
        total=Money(loaded["total"]),
        rounding=Money(loaded["rounding"]),
        kept=_kept(loaded["kept"]),
        approvals=approvals_of(loaded),
        removed=tuple(_removed(line) for line in loaded["removed"]),
    )


def _line(loaded: Mapping[str, Any]) -> LineDocument:
    asked, cost, discount = loaded["asked_amount"], loaded["cost"], loaded["discount"]
    return LineDocument(
        pack_id=PackId(loaded["pack_id"]),
        quantity=Quantity(loaded["quantity"]),
        unit_price=Money(loaded["unit_price"]),
        amount=Money(loaded["amount"]),
        asked_amount=Money(asked) if asked else None,
        barcode=loaded["barcode"],
        discount=Money(discount) if discount else ZERO,
        promotion_id=loaded["promotion"],
        overridden=loaded["override"],
        cost=None if cost is None else Money(cost),
        reference=loaded["reference"],
        exchanged=loaded["exchanged"],
    )


def _tender(loaded: Mapping[str, Any]) -> TenderDocument:
    return TenderDocument(
        kind=loaded["kind"],
        amount=Money(loaded["amount"]),
        given=Money(loaded["given"]),
        change=Money(loaded["change"]),
        reference=loaded["reference"],
        due_on=loaded["due_on"],
        confirmed=loaded["confirmed"],
        instalments=loaded["instalments"],
        every=loaded["every"],
        customer_id=CustomerId(loaded["customer_id"]) if loaded["customer_id"] else None,
    )


def _kept(loaded: Mapping[str, Any] | None) -> Kept:
    return Kept(Money(loaded["savings"]), Money(loaded["donation"])) if loaded else NOTHING_KEPT


def _removed(loaded: Mapping[str, Any]) -> RemovedLine:
    return RemovedLine(
        PackId(loaded["pack_id"]), Quantity(loaded["quantity"]), Money(loaded["amount"])
    )
