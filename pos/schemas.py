"""The bodies of the API: their fields and limits, and how they become documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from core.i18n import _, lazy
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
        raise _refusal(_first(error.messages)) from None
    if loaded["kind"] is not kind:
        raise Unbookable(_("Jenis kiriman tidak sesuai dengan alamatnya."), field="kind")
    return _BUILDERS[kind](loaded)


def _read_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unbookable(_("Isi kiriman ini bukan JSON yang benar.")) from None


def _first(messages: Any) -> str:
    """The path of the first field that marshmallow complains about; empty: the whole body."""
    if not isinstance(messages, Mapping):
        return ""
    key, inner = next(iter(messages.items()))
    name = "" if key == "_schema" else str(key)
    return f"{name}.{_first(inner)}".strip(".")


def _refusal(field: str) -> Unbookable:
    """The sentence for a field, by what it should hold; marshmallow's own are English."""
    if not field:
        return Unbookable(_("Isi kiriman ini bukan objek JSON."), field="document")
    expected = _EXPECTED.get(field.rpartition(".")[2])
    if expected is None:
        return Unbookable(_("Isian “%(field)s” tidak dikenal.", field=field), field=field)
    return Unbookable(
        _(
            "Isian “%(field)s” tidak dapat dipakai; seharusnya %(expected)s.",
            field=field,
            expected=str(expected),
        ),
        field=field,
    )


_AMOUNT = lazy("rupiah bulat, tidak negatif, paling banyak 1.000.000.000.000")
_KEY = lazy("sebuah UUID")
_EXPECTED = {
    "id": _KEY,
    "operator_id": _KEY,
    "shift_id": _KEY,
    "member_id": _KEY,
    "pack_id": _KEY,
    "kind": lazy("jenis yang dikenal"),
    "sequence": lazy("bilangan bulat mulai dari 1"),
    "counter": lazy("bilangan bulat mulai dari 1"),
    "series": lazy("satu sampai tiga huruf besar"),
    "at": lazy("waktu ISO 8601"),
    "number": lazy("nomor struk seperti WSB-T1-A-000123"),
    "lines": lazy("1 sampai 500 baris"),
    "tenders": lazy("1 sampai 20 pembayaran"),
    "quantity": lazy("bilangan bulat 1 sampai 1.000.000.000 (perseribu satuan)"),
    "unit_price": _AMOUNT,
    "amount": _AMOUNT,
    "asked_amount": _AMOUNT,
    "given": _AMOUNT,
    "change": _AMOUNT,
    "total": _AMOUNT,
    "float": _AMOUNT,
    "counted": _AMOUNT,
    "rounding": lazy("rupiah bulat"),
    "barcode": lazy("paling panjang 40 huruf"),
    "reason": lazy("paling panjang 200 huruf"),
}
"""What each field should hold, as a sentence's end."""


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
