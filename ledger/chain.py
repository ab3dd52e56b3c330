"""The hash chain of a shop's journal: each entry seals itself and the one before.

SHA-256 over canonical JSON of the entry, its postings and the previous hash, so that changing,
removing or inserting anything in the past breaks every later link. No personal names are inside:
they may have to be erased one day (UU 27/2022) without breaking the books. A chain cannot see a
lost tail; receipts, tills and backups are its witnesses.
"""

from __future__ import annotations

import hashlib
import json

from ledger.entry import Entry, Line

GENESIS = bytes(32)
"""What the first entry of a shop joins on to."""


def seal(entry: Entry, *, number: int, previous: bytes) -> bytes:
    """The hash of an entry as link ``number`` of its shop's chain."""
    content = [
        previous.hex(),
        entry.shop_id.hex,
        number,
        entry.booked_on.isoformat(),
        entry.source,
        entry.description,
        [_posting(line) for line in entry.lines],
    ]
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def _posting(line: Line) -> list[str | int | None]:
    """Another party comes last, and only where there is one: older chains stay as they are."""
    return [
        line.account,
        line.amount.amount,
        line.member_id.hex if line.member_id else None,
        line.till_id.hex if line.till_id else None,
        *([line.party_id.hex] if line.party_id else []),
    ]
