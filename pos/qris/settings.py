"""The settings of QRIS: a shop's printed code, whether it may be made dynamic, the limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.i18n import lazy
from core.ids import ShopId
from core.money import Money
from core.settings import Setting, define, read, whole_number, yes_or_no
from pos.qris.payload import Payload, import_static


def _payload_or_none(text: str) -> Payload | None:
    """A shop's static payload; an empty text takes it away. QrisRefused says what is wrong."""
    return import_static(text) if text.strip() else None


QRIS_STATIC_PAYLOAD: Setting[Payload | None] = define(
    Setting(
        "qris_static_payload",
        _payload_or_none,
        None,
        lazy("Isi QRIS statis toko (hasil membaca kode yang dicetak)"),
    )
)
QRIS_DYNAMIC = define(
    Setting(
        "qris_dynamic",
        yes_or_no,
        False,
        lazy("QRIS statis boleh diisi jumlah (setelah penyedia setuju)"),
        choices={"ya": lazy("Ya"), "tidak": lazy("Tidak")},
    )
)
QRIS_LIMIT = define(
    Setting(
        "qris_limit",
        whole_number,
        10_000_000,
        lazy("Batas sekali bayar dengan QRIS (rupiah)"),
        legal_basis="PADG 24/1/PADG/2022",
    )
)

QRIS_MATCH_MINUTES = define(
    Setting(
        "qris_match_minutes",
        whole_number,
        30,
        lazy("Selisih jam kasir dan mutasi QRIS yang masih dianggap sama (menit)"),
    )
)


@dataclass(frozen=True, slots=True)
class QrisPolicy:
    """What a shop does about QRIS on a day."""

    static: Payload | None
    """Its printed code; None while nobody told it."""
    may_be_dynamic: bool
    """Whether the provider agreed that amounts are put into it."""
    limit: Money
    """The most that one payment may be."""


def qris_policy(session: Session, *, on: date, shop_id: ShopId) -> QrisPolicy:
    """The rules of a shop's day."""
    return QrisPolicy(
        read(session, QRIS_STATIC_PAYLOAD, on=on, shop_id=shop_id),
        read(session, QRIS_DYNAMIC, on=on, shop_id=shop_id),
        Money(read(session, QRIS_LIMIT, on=on, shop_id=shop_id)),
    )


def for_till(session: Session, *, on: date, shop_id: ShopId) -> dict[str, Any]:
    """What a till needs to ask for an amount by QRIS, also without a server."""
    policy = qris_policy(session, on=on, shop_id=shop_id)
    return {
        "static": policy.static.text if policy.static else "",
        "dynamic": policy.may_be_dynamic,
        "limit": policy.limit.amount,
    }
