"""Up to how much a clerk may go on alone, to be looked at later: one dated setting per action."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.i18n import lazy
from core.ids import ShopId
from core.money import Money
from core.settings import Setting, define, read, read_together, whole_number
from pos.documents import ApprovalAction

_DEFAULTS = {
    ApprovalAction.DISCOUNT: (5_000, lazy("Potongan tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.PRICE: (0, lazy("Ganti harga tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.CREDIT: (0, lazy("Kasbon di atas plafon tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.RETURN: (20_000, lazy("Retur tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.VOID: (50_000, lazy("Batal penjualan tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.CORRECTION: (0, lazy("Koreksi cara bayar tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.CASH_OUT: (50_000, lazy("Kas keluar tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.WITHDRAWAL: (100_000, lazy("Tarik simpanan tanpa persetujuan sampai (rupiah)")),
    ApprovalAction.DRAWER: (0, lazy("Buka laci tanpa persetujuan (0: selalu boleh)")),
    ApprovalAction.COUNT: (0, lazy("Selisih kas tanpa nama kedua sampai (rupiah)")),
}

LIMITS = {
    action: define(Setting(f"approval_limit_{action.value}", whole_number, default, label))
    for action, (default, label) in _DEFAULTS.items()
}


def limit(session: Session, action: ApprovalAction, *, on: date, shop_id: ShopId) -> Money:
    """How much of an action a clerk may do alone on a day."""
    return Money(read(session, LIMITS[action], on=on, shop_id=shop_id))


def limits(session: Session, *, on: date, shop_id: ShopId) -> dict[str, int]:
    """Every limit, as a till keeps them."""
    amounts = read_together(session, *LIMITS.values(), on=on, shop_id=shop_id)
    return dict(zip((action.value for action in LIMITS), amounts, strict=True))
