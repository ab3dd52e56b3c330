"""What a clerk may spend from the drawer on: a dated list of expense accounts."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import lazy
from core.ids import ShopId
from core.settings import Setting, define, read
from ledger.models import Account

_ACCOUNT = re.compile(r"6-\d{4}")


def expense_accounts(text: str) -> str:
    """Codes of expense accounts with a space between; raises ValueError for anything else."""
    codes = text.replace(",", " ").split()
    if not codes or not all(_ACCOUNT.fullmatch(code) for code in codes):
        raise ValueError(f"not expense accounts: {text!r}")
    return " ".join(dict.fromkeys(codes))


CASH_EXPENSES = define(
    Setting(
        "cash_expense_accounts",
        expense_accounts,
        "6-1020 6-1050 6-2010 6-3010",
        lazy("Beban yang boleh dibayar dari laci (kode akun, dipisah spasi)"),
    )
)


def allowed_accounts(session: Session, *, on: date, shop_id: ShopId) -> tuple[str, ...]:
    """The codes of the expenses that may be paid from the drawers of a shop."""
    return tuple(read(session, CASH_EXPENSES, on=on, shop_id=shop_id).split())


def for_till(session: Session, *, on: date, shop_id: ShopId) -> list[dict[str, str]]:
    """The expenses a till offers, in the order of the setting."""
    codes = allowed_accounts(session, on=on, shop_id=shop_id)
    rows = session.execute(select(Account.code, Account.name).where(Account.code.in_(codes)))
    names = {row.code: row.name for row in rows}
    return [{"code": code, "name": names[code]} for code in codes if code in names]
