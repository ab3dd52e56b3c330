"""Flags on sales: what they mean in words, and that somebody has looked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from core import audit
from core.i18n import lazy
from core.ids import OperatorId
from pos.models import FlagKind, SaleFlag

WORDS = {
    FlagKind.PRICE: lazy("Harga tidak sama dengan daftar harga hari itu"),
    FlagKind.AMOUNT: lazy("Jumlah baris tidak sama dengan harga × banyaknya"),
    FlagKind.ROUNDING: lazy("Pembulatan tidak menurut aturan"),
    FlagKind.STOCK: lazy("Stok menjadi kurang dari nol"),
    FlagKind.CLOCK: lazy("Jam kasir tidak masuk akal"),
    FlagKind.OPERATOR: lazy("Petugas tidak dikenal atau tidak boleh menjual"),
    FlagKind.MEMBER: lazy("Anggota tidak dikenal; dicatat sebagai bukan anggota"),
    FlagKind.NUMBER: lazy("Nomor struk sudah pernah dipakai"),
    FlagKind.SHIFT: lazy("Giliran kasir tidak cocok"),
}


def mark_seen(session: Session, sale_id: UUID, *, at: datetime, by: OperatorId) -> None:
    """Note that a manager has looked at everything odd about a sale."""
    session.execute(
        update(SaleFlag)
        .where(SaleFlag.sale_id == sale_id, SaleFlag.seen_at.is_(None))
        .values(seen_at=at, seen_by=by)
    )
    audit.record(session, "sale.flags_seen", at=at, by=by, subject=str(sale_id))
