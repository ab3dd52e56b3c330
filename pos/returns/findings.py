"""What was odd about a return, in words; and that somebody has looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from core import audit
from core.format import moment, quantity, rupiah
from core.i18n import _, lazy
from core.ids import OperatorId, ShopId
from core.money import Money
from core.quantity import Quantity
from core.words import Codes
from pos.returns.models import Return, ReturnFlag, ReturnFlagKind
from pos.returns.queries import ReturnDetail

WORDS = {
    ReturnFlagKind.EXCESS: lazy("Kembali lebih banyak daripada sisa di struk"),
    ReturnFlagKind.AMOUNT: lazy("Uang kembali tidak sama dengan harga waktu dijual"),
    ReturnFlagKind.RECEIPT: lazy("Struk yang disebut tidak ada di toko ini"),
    ReturnFlagKind.VOID: lazy("Disebut batal, tetapi tidak semua barang kembali"),
    ReturnFlagKind.ROUNDING: lazy("Pembulatan tidak menurut aturan"),
    ReturnFlagKind.OPERATOR: lazy("Petugas tidak dikenal atau tidak boleh melayani kasir"),
    ReturnFlagKind.MEMBER: lazy("Anggota tidak dikenal"),
    ReturnFlagKind.SHIFT: lazy("Giliran kasir tidak cocok"),
    ReturnFlagKind.NUMBER: lazy("Nomor struk sudah pernah dipakai"),
    ReturnFlagKind.CLOCK: lazy("Jam kasir tidak masuk akal"),
}
VALUES: Codes = {"return.flags": WORDS}
"""What the audit log calls the codes beside it."""

ADVICE = {
    ReturnFlagKind.EXCESS: lazy(
        "Biasanya dua kasir menerima barang yang sama, salah satunya sedang luring."
    ),
    ReturnFlagKind.AMOUNT: lazy("Tanyakan kepada petugas mengapa jumlahnya lain."),
    ReturnFlagKind.RECEIPT: lazy(
        "Dicatat sebagai retur tanpa struk. Minta struknya diperlihatkan."
    ),
    ReturnFlagKind.VOID: lazy("Cari barang yang belum kembali."),
    ReturnFlagKind.ROUNDING: lazy("Biasanya aturannya diganti saat kasir sedang luring."),
    ReturnFlagKind.OPERATOR: lazy("Tanyakan siapa yang melayani saat itu."),
    ReturnFlagKind.MEMBER: lazy("Retur ini tidak mengurangi belanja siapa pun."),
    ReturnFlagKind.SHIFT: lazy("Cocokkan isi laci dengan giliran yang bersangkutan."),
    ReturnFlagKind.NUMBER: lazy("Biasanya token satu kasir dipakai di dua perangkat."),
    ReturnFlagKind.CLOCK: lazy("Setel jam perangkat kasir itu."),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A flag as the manager reads it."""

    title: str
    finding: str
    """What exactly was odd; empty when the title says it all."""
    advice: str
    seen_at: datetime | None
    seen_by: str | None


def explain(detail: ReturnDetail, flag: ReturnFlag) -> Explained:
    """A flag of a return in words."""
    say = _FINDINGS.get(flag.kind)
    return Explained(
        title=str(WORDS[flag.kind]),
        finding=say(detail, flag.details) if say else "",
        advice=str(ADVICE[flag.kind]),
        seen_at=flag.seen_at,
        seen_by=detail.people.get(flag.seen_by) if flag.seen_by else None,
    )


def mark_seen(session: Session, back: Return, *, at: datetime, by: OperatorId) -> None:
    """Note that a manager has looked at everything odd about a return."""
    seen = session.scalars(
        update(ReturnFlag)
        .where(ReturnFlag.return_id == back.id, ReturnFlag.seen_at.is_(None))
        .values(seen_at=at, seen_by=by)
        .returning(ReturnFlag.kind)
    ).all()
    if seen:
        audit.record(
            session,
            "return.flags_seen",
            at=at,
            by=by,
            shop_id=ShopId(back.shop_id),
            subject=back.number,
            flags=sorted(kind.value for kind in seen),
        )


def _excess(_detail: ReturnDetail, given: dict[str, Any]) -> str:
    return _(
        "Kembali %(returned)s, di struk tersisa %(left)s. Selebihnya dicatat tanpa struk.",
        returned=quantity(Quantity(given["returned"])),
        left=quantity(Quantity(given["left"])),
    )


def _amount(_detail: ReturnDetail, given: dict[str, Any]) -> str:
    return _(
        "Diberikan %(given)s, menurut struk %(rule)s.",
        given=rupiah(Money(given["given"])),
        rule=rupiah(Money(given["rule"])),
    )


def _clock(detail: ReturnDetail, _given: dict[str, Any]) -> str:
    zone = detail.shop.time_zone
    return _(
        "Kasir menulis %(till)s, server menerimanya %(received)s.",
        till=moment(detail.back.returned_at, zone),
        received=moment(detail.back.received_at, zone),
    )


_FINDINGS: dict[ReturnFlagKind, Callable[[ReturnDetail, dict[str, Any]], str]] = {
    ReturnFlagKind.EXCESS: _excess,
    ReturnFlagKind.AMOUNT: _amount,
    ReturnFlagKind.ROUNDING: _amount,
    ReturnFlagKind.CLOCK: _clock,
}
