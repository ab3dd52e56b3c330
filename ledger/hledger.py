"""The books as hledger's journal text, so that a second program can read and check them.

Strict mode passes: every account, the commodity and the order of dates are declared or kept.
Amounts are ``Rp20500``, debits positive; shop, source, till and member are tags. Members and tills
are keys, never names: an export may be handed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger.entry import Line
from ledger.models import AccountKind
from ledger.stored import StoredEntry

GROUPS = {
    "1": "1 Aset",
    "2": "2 Kewajiban",
    "3": "3 Ekuitas",
    "4": "4 Pendapatan",
    "5": "5 Beban pokok penjualan",
    "6": "6 Beban",
    "7": "7 Beban lain",
    "8": "8 Pajak",
}
"""What hledger shows the accounts under, by the first digit of the code."""

_TYPES = {
    AccountKind.ASSET: "A",
    AccountKind.LIABILITY: "L",
    AccountKind.EQUITY: "E",
    AccountKind.INCOME: "R",
    AccountKind.EXPENSE: "X",
}
_CASH = ("1-10", "1-111")
"""Drawers, safe and bank: hledger's cash-flow statement asks for them."""


class AccountNames:
    """hledger's name of each account: ``1 Aset:1-1010 Kas laci``."""

    def __init__(self, accounts: Iterable[tuple[str, str, AccountKind]]) -> None:
        self._accounts = tuple(accounts)
        self._names = {
            code: f"{GROUPS[code[0]]}:{code} {_plain(name, ':')}"
            for code, name, _kind in self._accounts
        }

    def __getitem__(self, code: str) -> str:
        return self._names[code]

    def declarations(self) -> Iterator[str]:
        """An ``account`` directive for each, with hledger's type."""
        for code, _name, kind in self._accounts:
            letter = "C" if code.startswith(_CASH) else _TYPES[kind]
            yield f"account {self._names[code]}  ; type:{letter}\n"


def journal_text(
    coop_name: str, names: AccountNames, entries: Iterable[StoredEntry]
) -> Iterator[str]:
    """The whole file in pieces: declarations, then the entries in the order they come."""
    yield f"; {_plain(coop_name, '')}\n\ndecimal-mark ,\ncommodity Rp1.000,\n\n"
    yield from names.declarations()
    for entry in entries:
        yield _transaction(entry, names)


def _transaction(entry: StoredEntry, names: AccountNames) -> str:
    head = f"{entry.booked_on.isoformat()} ({entry.shop_code}-{entry.number})"
    tags = f"shop:{entry.shop_code}, source:{_plain(entry.source, ',')}"
    postings = (_posting(line, names) for line in entry.lines)
    return f"\n{head} {_plain(entry.description, ';|')}  ; {tags}\n{''.join(postings)}"


def _posting(line: Line, names: AccountNames) -> str:
    keys = {"till": line.till_id, "member": line.member_id, "party": line.party_id}
    tags = ", ".join(f"{tag}:{key}" for tag, key in keys.items() if key is not None)
    note = f"  ; {tags}" if tags else ""
    return f"    {names[line.account]}  Rp{line.amount.amount}{note}\n"


def _plain(text: str, signs: str) -> str:
    """One line with single spaces, without the signs that mean something to hledger there."""
    return " ".join(text.translate({ord(sign): " " for sign in signs}).split())
