"""The trial balance on paper, shop by shop.

Some accounts are explained elsewhere, line by line: the trial balance says their total and the
check compares. Some cannot be opened by a total at all, and say what to do instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.ids import ShopId
from core.money import ZERO, Money
from ledger import chart
from ledger.models import Account
from members.opening.models import Opening, OpeningAccount

EXPLAINED = (
    chart.MEMBER_CREDIT,
    chart.MERCHANDISE,
    chart.PAYABLES,
    chart.CONSIGNMENT_PAYABLES,
    chart.VOLUNTARY_SAVINGS,
    chart.SURPLUS_PAYABLE,
    chart.SHARE_CAPITAL,
    chart.MANDATORY_SAVINGS,
)
"""Accounts whose total is made of members, bons, suppliers, producers or goods."""

INSTEAD: Mapping[str, object] = {
    chart.DRAWER: lazy("Uang di laci diisikan ke 1-1020 kas besar; laci mulai dari kas awal."),
    chart.GOODS_IN_TRANSIT: lazy("Barang di jalan dihitung dulu; masuk stok awal dan 1-1310."),
    chart.NOT_INVOICED: lazy("Barang yang belum ditagih dicatat sebagai utang pemasok, 2-1010."),
    chart.LEAVERS_PAYABLE: lazy(
        "Simpanan anggota keluar dicatat sebagai simpanan sukarela anggota itu, 2-1110."
    ),
    chart.POTS: lazy("Titipan anggota dicatat sebagai simpanan sukarela anggota itu, 2-1110."),
    chart.THIS_SURPLUS: lazy(
        "SHU tahun berjalan tidak diisi sendiri: isi pendapatan dan biayanya, 4- sampai 8-."
    ),
    chart.OPENING_BALANCE: lazy(
        "3-1099 tidak diisi: akun ini harus menjadi nol dengan sendirinya."
    ),
}
"""Accounts that no total may open, and what to do with what paper says there."""

_DIGITS = re.compile(r"[^0-9]")
_CODE_DIGITS = 5


def known_account(session: Session, text: str) -> Account:
    """The account that is meant by ``1-1020``, ``11020`` or ``1-1020 Kas besar``.

    Raises InvalidInput for one that is unknown, or that no trial balance may open.
    """
    digits = _DIGITS.sub("", text.strip().split(" ")[0])
    account = session.get(Account, f"{digits[:1]}-{digits[1:]}")
    if account is None or len(digits) != _CODE_DIGITS:
        raise InvalidInput(
            _("Akun “%(code)s” tidak dikenal. Ketik kodenya, misalnya 1-1020.", code=text[:30]),
            field="account",
        )
    if account.code in INSTEAD:
        raise InvalidInput(str(INSTEAD[account.code]), field="account")
    return account


def put(
    session: Session, opening: Opening, shop_id: ShopId, account: Account, amount: Money
) -> None:
    """Write a line down, debit +; it takes the place of the one before, and zero ends it."""
    remove(session, opening, shop_id, account.code)
    if amount != ZERO:
        session.add(
            OpeningAccount(
                opening_id=opening.id, shop_id=shop_id, account=account.code, amount=amount
            )
        )
        session.flush()


def remove(session: Session, opening: Opening, shop_id: ShopId, code: str) -> None:
    """Forget a line."""
    session.execute(
        delete(OpeningAccount).where(
            OpeningAccount.opening_id == opening.id,
            OpeningAccount.shop_id == shop_id,
            OpeningAccount.account == code,
        )
    )
