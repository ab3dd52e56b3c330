"""Keys made where a row is born, so that tills create rows offline and history can be merged."""

from __future__ import annotations

import os
import threading
import time
from typing import NewType
from uuid import UUID

ShopId = NewType("ShopId", UUID)
OperatorId = NewType("OperatorId", UUID)
MemberId = NewType("MemberId", UUID)
CustomerId = NewType("CustomerId", UUID)
PartyId = NewType("PartyId", UUID)
"""Whoever a posting is with and is no member: a customer, a supplier, a consignor."""
ProductId = NewType("ProductId", UUID)
PackId = NewType("PackId", UUID)
TillId = NewType("TillId", UUID)
ShiftId = NewType("ShiftId", UUID)
SaleId = NewType("SaleId", UUID)

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter that never falls back.

    Within one process the ids rise strictly, also within a millisecond and when the clock is
    set back, so that keys made together stay together in an index.
    """
    global _last
    with _lock:
        stamp = (time.time_ns() // 1_000_000) << 12
        _last = max(stamp, _last + 1)
        head = _last
    return uuid7(head >> 12, head & 0xFFF, int.from_bytes(os.urandom(8)))


def uuid7(milliseconds: int, counter: int, entropy: int) -> UUID:
    """Lay out the parts of a UUIDv7: 48-bit time, 12-bit counter, 62 bits of entropy."""
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (counter & 0xFFF) << 64
    value |= 0b10 << 62 | entropy & ((1 << 62) - 1)
    return UUID(int=value)
