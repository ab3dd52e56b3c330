"""The bodies that open and close a shift, and how they become documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.ids import ShiftId
from core.money import Money
from pos.documents import ShiftClosing, ShiftOpening
from pos.schemas import HeaderSchema, header_of, key, rupiah, words


class ShiftOpeningSchema(HeaderSchema):
    """A shift's opening with its float."""

    float = rupiah()


class ShiftClosingSchema(HeaderSchema):
    """A shift's closing with what was counted."""

    shift_id = key()
    counted = rupiah()
    reason = words(200, allow_none=True, load_default=None)


def build_opening(loaded: Mapping[str, Any]) -> ShiftOpening:
    """The opening in a loaded body."""
    return ShiftOpening(header_of(loaded), Money(loaded["float"]))


def build_closing(loaded: Mapping[str, Any]) -> ShiftClosing:
    """The closing in a loaded body."""
    return ShiftClosing(
        header_of(loaded),
        ShiftId(loaded["shift_id"]),
        Money(loaded["counted"]),
        (loaded["reason"] or "").strip(),
    )
