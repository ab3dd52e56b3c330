"""The bodies of the API: their fields and limits, and how they become documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from core.i18n import _
from core.ids import MemberId, OperatorId, PackId, ShiftId
from core.money import Money
from core.quantity import Quantity
from pos.documents import (
    Header,
    LineDocument,
    SaleDocument,
    ShiftClosing,
    ShiftOpening,
    TenderDocument,
    Unbookable,
)
from pos.models import DocumentKind, TenderKind

MOST_RUPIAH = 10**12
MOST_MILLI = 10**9
MOST_LINES = 500


class Rupiah(fields.Integer):
    """Whole rupiah; ``strict``, so that 12.5 is refused rather than cut."""

    def __init__(self, *, least: int = 0, **more: Any) -> None:
        super().__init__(
            strict=True, required=True, validate=validate.Range(least, MOST_RUPIAH), **more
        )


class HeaderSchema(Schema):
    """What every document carries."""

    class Meta:
        unknown = RAISE

    id = fields.UUID(required=True)
    kind = fields.Enum(DocumentKind, by_value=True, required=True)
    sequence = fields.Integer(strict=True, required=True, validate=validate.Range(1))
    series = fields.String(required=True, validate=validate.Regexp(r"^[A-Z]{1,3}$"))
    operator_id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True, format="iso", default_timezone=UTC)


class LineSchema(Schema):
    """One sold line: quantity in thousandths of a pack, amounts in whole rupiah."""

    class Meta:
        unknown = RAISE

    pack_id = fields.UUID(required=True)
    quantity = fields.Integer(strict=True, required=True, validate=validate.Range(1, MOST_MILLI))
    unit_price = Rupiah()
    amount = Rupiah()
    asked_amount = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=validate.Range(1, MOST_RUPIAH)
    )
    barcode = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=40))


class TenderSchema(Schema):
    """One way of paying."""

    class Meta:
        unknown = RAISE

    kind = fields.Enum(TenderKind, by_value=True, required=True)
    amount = Rupiah()
    given = Rupiah()
    change = Rupiah()


class SaleSchema(HeaderSchema):
    """A sale."""

    shift_id = fields.UUID(required=True)
    number = fields.String(
        required=True, validate=validate.Regexp(r"^[A-Z]{3}-[A-Z0-9]{1,3}-[A-Z]{1,3}-\d{6,9}$")
    )
    counter = fields.Integer(strict=True, required=True, validate=validate.Range(1, 10**9))
    member_id = fields.UUID(required=True, allow_none=True)
    lines = fields.List(
        fields.Nested(LineSchema), required=True, validate=validate.Length(1, MOST_LINES)
    )
    tenders = fields.List(
        fields.Nested(TenderSchema), required=True, validate=validate.Length(1, 20)
    )
    total = Rupiah()
    rounding = Rupiah(least=-MOST_RUPIAH)


class ShiftOpeningSchema(HeaderSchema):
    """A shift's opening with its float."""

    float = Rupiah()


class ShiftClosingSchema(HeaderSchema):
    """A shift's closing with what was counted."""

    shift_id = fields.UUID(required=True)
    counted = Rupiah()
    reason = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=200))


class SignInSchema(Schema):
    """A clerk and the PIN just typed."""

    class Meta:
        unknown = RAISE

    operator_id = fields.UUID(required=True)
    pin = fields.String(required=True, validate=validate.Length(1, 20), load_only=True)


SCHEMAS: Mapping[DocumentKind, Schema] = {
    DocumentKind.SALE: SaleSchema(),
    DocumentKind.SHIFT_OPEN: ShiftOpeningSchema(),
    DocumentKind.SHIFT_CLOSE: ShiftClosingSchema(),
}

Document = SaleDocument | ShiftOpening | ShiftClosing


def read_document(kind: DocumentKind, body: bytes) -> Document:
    """The document in a body. Raises Unbookable with a sentence naming the first bad field."""
    try:
        loaded = SCHEMAS[kind].load(_read_json(body))
    except ValidationError as error:
        field, why = _first(error.messages)
        raise Unbookable(
            _("Isian “%(field)s” tidak dapat dipakai: %(why)s", field=field, why=why), field=field
        ) from None
    if loaded["kind"] is not kind:
        raise Unbookable(_("Jenis kiriman tidak sesuai dengan alamatnya."), field="kind")
    return _BUILDERS[kind](loaded)


def _read_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unbookable(_("Isi kiriman ini bukan JSON yang benar.")) from None


def _first(messages: Any, path: str = "") -> tuple[str, str]:
    """The first complaint in marshmallow's nested messages: where, and what."""
    if isinstance(messages, Mapping):
        key, inner = next(iter(messages.items()))
        name = "" if key == "_schema" else str(key)
        return _first(inner, f"{path}.{name}".strip("."))
    if isinstance(messages, list):
        return _first(messages[0], path)
    return path or _("kiriman"), str(messages)


def _header(loaded: Mapping[str, Any]) -> Header:
    return Header(
        loaded["id"],
        loaded["sequence"],
        loaded["series"],
        OperatorId(loaded["operator_id"]),
        loaded["at"],
    )


def _sale(loaded: Mapping[str, Any]) -> SaleDocument:
    member_id = loaded["member_id"]
    return SaleDocument(
        header=_header(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        number=loaded["number"],
        counter=loaded["counter"],
        member_id=MemberId(member_id) if member_id else None,
        lines=tuple(_line(line) for line in loaded["lines"]),
        tenders=tuple(_tender(tender) for tender in loaded["tenders"]),
        total=Money(loaded["total"]),
        rounding=Money(loaded["rounding"]),
    )


def _line(loaded: Mapping[str, Any]) -> LineDocument:
    asked = loaded["asked_amount"]
    return LineDocument(
        PackId(loaded["pack_id"]),
        Quantity(loaded["quantity"]),
        Money(loaded["unit_price"]),
        Money(loaded["amount"]),
        Money(asked) if asked else None,
        loaded["barcode"],
    )


def _tender(loaded: Mapping[str, Any]) -> TenderDocument:
    return TenderDocument(
        loaded["kind"], Money(loaded["amount"]), Money(loaded["given"]), Money(loaded["change"])
    )


def _opening(loaded: Mapping[str, Any]) -> ShiftOpening:
    return ShiftOpening(_header(loaded), Money(loaded["float"]))


def _closing(loaded: Mapping[str, Any]) -> ShiftClosing:
    return ShiftClosing(
        _header(loaded),
        ShiftId(loaded["shift_id"]),
        Money(loaded["counted"]),
        (loaded["reason"] or "").strip(),
    )


_BUILDERS: Mapping[DocumentKind, Callable[[Mapping[str, Any]], Document]] = {
    DocumentKind.SALE: _sale,
    DocumentKind.SHIFT_OPEN: _opening,
    DocumentKind.SHIFT_CLOSE: _closing,
}
