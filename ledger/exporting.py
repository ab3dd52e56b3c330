"""The books for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.shops import find_coop
from ledger.hledger import AccountNames, journal_text
from ledger.models import Account
from ledger.stored import StoredEntry


def hledger_text(session: Session, entries: Iterable[StoredEntry]) -> Iterator[str]:
    """hledger's journal text in pieces; the session must stay open until the last is taken."""
    coop = find_coop(session)
    accounts = session.execute(
        select(Account.code, Account.name, Account.kind).order_by(Account.code)
    )
    names = AccountNames(accounts)
    return journal_text(coop.name if coop else "", names, entries)
