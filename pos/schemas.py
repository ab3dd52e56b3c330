"""The bodies of the API: what every document carries, the kinds of fields, and their limits.

Each field knows in words what it should hold, because marshmallow's own sentences are English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC
from enum import StrEnum
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from core.i18n import _, lazy
from core.ids import OperatorId
from pos.documents import Approval, ApprovalAction, ApprovalMethod, Header, Unbookable
from pos.models import DocumentKind

MOST_RUPIAH = 10**12
MOST_MILLI = 10**9


def _integer(
    least: int, most: int | None, expected: str, more: Mapping[str, Any]
) -> fields.Integer:
    return fields.Integer(
        strict=True,
        **_required(more),
        validate=validate.Range(least, most),
        metadata={"expected": expected},
    )


def _required(more: Mapping[str, Any]) -> dict[str, Any]:
    """A field is required unless it says what it is when it is left out."""
    return {"required": "load_default" not in more, **more}


def rupiah(*, least: int = 0, **more: Any) -> fields.Integer:
    """Whole rupiah; ``strict``, so that 12.5 is refused rather than cut."""
    expected = (
        lazy("rupiah bulat, tidak negatif, paling banyak 1.000.000.000.000")
        if least == 0
        else lazy("rupiah bulat")
    )
    return _integer(least, MOST_RUPIAH, expected, more)


def milli() -> fields.Integer:
    """Thousandths of a pack, more than none."""
    expected = lazy("bilangan bulat 1 sampai 1.000.000.000 (perseribu satuan)")
    return _integer(1, MOST_MILLI, expected, {})


def count(*, most: int | None = None, **more: Any) -> fields.Integer:
    """1, 2, 3 …"""
    return _integer(1, most, lazy("bilangan bulat mulai dari 1"), more)


def key(**more: Any) -> fields.UUID:
    """A row's key."""
    return fields.UUID(**_required(more), metadata={"expected": lazy("sebuah UUID")})


def words(most: int, **more: Any) -> fields.String:
    """A text of at most so many characters."""
    return fields.String(
        **_required(more),
        validate=validate.Length(max=most),
        metadata={"expected": lazy("teks yang tidak terlalu panjang")},
    )


def pattern(regex: str, expected: str) -> fields.String:
    """A text of one shape."""
    return fields.String(
        required=True, validate=validate.Regexp(regex), metadata={"expected": expected}
    )


def one_of(kinds: type[StrEnum], expected: str, **more: Any) -> fields.Enum[Any]:
    """One of the values of an enumeration."""
    return fields.Enum(kinds, by_value=True, **_required(more), metadata={"expected": expected})


def some(
    schema: type[Schema], least: int, most: int, expected: str, **more: Any
) -> fields.List[Any]:
    """Between so many and so many of something."""
    return fields.List(
        fields.Nested(schema),
        **_required(more),
        validate=validate.Length(least, most),
        metadata={"expected": expected},
    )


def day(**more: Any) -> fields.Date:
    """A calendar day, ISO 8601."""
    return fields.Date(**_required(more), metadata={"expected": lazy("tanggal ISO 8601")})


def receipt_number() -> fields.String:
    """``WSB-T1-A-000123``."""
    return pattern(
        r"^[A-Z]{3}-[A-Z0-9]{1,3}-[A-Z]{1,3}-\d{6,9}$",
        lazy("nomor struk seperti WSB-T1-A-000123"),
    )


class Strict(Schema):
    """A body in which every field is known."""

    class Meta:
        unknown = RAISE


class HeaderSchema(Strict):
    """What every document carries."""

    id = key()
    kind = one_of(DocumentKind, lazy("jenis yang dikenal"))
    sequence = count()
    series = pattern(r"^[A-Z]{1,3}$", lazy("satu sampai tiga huruf besar"))
    operator_id = key()
    at = fields.AwareDateTime(
        required=True,
        format="iso",
        default_timezone=UTC,
        metadata={"expected": lazy("waktu ISO 8601")},
    )


class ApprovalSchema(Strict):
    """That somebody else agreed to something."""

    action = one_of(ApprovalAction, lazy("tindakan yang dikenal"))
    method = one_of(ApprovalMethod, lazy("pin, code, atau limit"))
    by = key(allow_none=True, load_default=None)
    code = words(40, load_default="")


class SignInSchema(Strict):
    """A clerk and the PIN just typed."""

    operator_id = fields.UUID(required=True)
    pin = fields.String(required=True, validate=validate.Length(1, 20), load_only=True)


def approvals() -> fields.List[Any]:
    """Who else agreed; none by default."""
    return some(ApprovalSchema, 0, 20, lazy("daftar persetujuan"), load_default=list)


def load(schema: Schema, kind: DocumentKind, body: bytes) -> Mapping[str, Any]:
    """The fields of a body. Raises Unbookable with a sentence naming the first bad field."""
    try:
        loaded: Mapping[str, Any] = schema.load(_read_json(body))
    except ValidationError as error:
        raise _refusal(schema, _first(error.messages)) from None
    if loaded["kind"] is not kind:
        raise Unbookable(_("Jenis kiriman tidak sesuai dengan alamatnya."), field="kind")
    return loaded


def header_of(loaded: Mapping[str, Any]) -> Header:
    """The part every document begins with."""
    return Header(
        loaded["id"],
        loaded["sequence"],
        loaded["series"],
        OperatorId(loaded["operator_id"]),
        loaded["at"],
    )


def approvals_of(loaded: Mapping[str, Any]) -> tuple[Approval, ...]:
    """Who else agreed, as a document says."""
    return tuple(
        Approval(
            item["action"],
            item["method"],
            OperatorId(item["by"]) if item["by"] else None,
            item["code"],
        )
        for item in loaded["approvals"]
    )


def _read_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unbookable(_("Isi kiriman ini bukan JSON yang benar.")) from None


def _first(messages: Any) -> tuple[str, ...]:
    """The path to the first field that marshmallow complains about; empty: the whole body."""
    if not isinstance(messages, Mapping):
        return ()
    name, inner = next(iter(messages.items()))
    return (() if name == "_schema" else (str(name),)) + _first(inner)


def _refusal(schema: Schema, path: tuple[str, ...]) -> Unbookable:
    if not path:
        return Unbookable(_("Isi kiriman ini bukan objek JSON."), field="document")
    field, expected = ".".join(path), _expected(schema, path)
    if expected is None:
        return Unbookable(_("Isian “%(field)s” tidak dikenal.", field=field), field=field)
    return Unbookable(
        _(
            "Isian “%(field)s” tidak dapat dipakai; seharusnya %(expected)s.",
            field=field,
            expected=expected,
        ),
        field=field,
    )


def _expected(schema: Schema, path: tuple[str, ...]) -> str | None:
    """What the field at the end of a path should hold; None when there is no such field."""
    found: str | None = None
    for name in path:
        if name.isdigit():
            continue
        field = schema.fields.get(name)
        if field is None:
            return None
        found = str(field.metadata.get("expected", ""))
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            schema = inner.schema
    return found
