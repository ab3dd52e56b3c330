"""What the signed sheet of a cut-over says."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.format import day
from core.models import Shop
from core.shops import find_coop
from ledger.models import Account
from members.opening import queries
from members.opening.models import Opening, OpeningAccount, PartyKind
from members.opening.months import evening_before
from members.opening.sheets import AccountRow, DebtRow, MemberRow, Sheet


def sheet(session: Session, opening: Opening) -> Sheet:
    """Everything that is, or will be, taken over."""
    coop = find_coop(session)
    is_demo = bool(coop and coop.is_demo)
    mark = "CONTOH" if is_demo else "" if opening.posted_at else "KONSEP"
    return Sheet(
        coop=coop.name if coop else "",
        evening=day(evening_before(opening.cut_over)),
        mark=mark,
        members=tuple(
            MemberRow(row.number, row.name, row.pokok, row.wajib, row.sukarela, row.unpaid_shu,
                      row.bons, row.purchases)
            for row in queries.every_member(session, opening)
        ),
        accounts=tuple(_accounts(session, opening)),
        debts=tuple(
            DebtRow(kind.value, line.name, line.shop, line.reference, line.amount)
            for kind in PartyKind
            for line in queries.debt_lines(session, opening, kind)
        ),
    )  # fmt: skip


def _accounts(session: Session, opening: Opening) -> list[AccountRow]:
    rows = session.execute(
        select(Shop.code, OpeningAccount.account, Account.name, OpeningAccount.amount)
        .join(Shop, Shop.id == OpeningAccount.shop_id)
        .join(Account, Account.code == OpeningAccount.account)
        .where(OpeningAccount.opening_id == opening.id)
        .order_by(Shop.code, OpeningAccount.account)
    )
    return [AccountRow(*row) for row in rows]
