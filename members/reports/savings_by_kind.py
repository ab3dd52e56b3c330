"""The report of savings: what members own of each kind at the end of every month, or by shop.

Every figure is a balance of the books; nothing else is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, extract, func, select
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import day, rupiah
from core.i18n import _
from core.money import Money
from core.reports.asked import Asked
from core.reports.report import Column, Layers, Report, Row
from ledger.models import JournalEntry, Posting
from members.balances import ACCOUNTS, CODES, Account
from members.dues.words import month_name
from members.reports.actives import months
from members.reports.growth import LABELS
from members.reports.words import brief_month
from members.words import account_name

BY_MONTH, BY_SHOP = "bulan", "toko"
KINDS = (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.PARTICIPATION)


@dataclass(frozen=True, slots=True)
class Owned:
    """What there is of each kind, at the end of a month or in a shop's books."""

    name: str
    brief: str
    """For a chart."""
    kinds: tuple[int, ...]
    """Rupiah, in the order of ``KINDS``."""

    @property
    def cells(self) -> tuple[Money, ...]:
        return (*map(Money, self.kinds), Money(sum(self.kinds)))


def build(session: Session, asked: Asked) -> Report:
    """What the books owe members in each kind of savings."""
    by_shop = asked.by == BY_SHOP
    found = _by_shop(session, asked) if by_shop else _by_month(session, asked)
    is_empty = not any(any(one.kinds) for one in found)
    return Report(
        title=_("Simpanan menurut jenis"),
        says=_says(0 if is_empty else _at_the_end(found, by_shop=by_shop), asked),
        columns=_columns(by_shop=by_shop),
        rows=() if is_empty else tuple(Row((one.name, *one.cells)) for one in found),
        plots=(_plot(found, by_shop=by_shop),),
        notes=(
            _("Sama dengan saldo akun %(accounts)s di buku toko yang dipilih, modal penyertaan "
              "milik program juga.", accounts=", ".join(CODES[kind] for kind in KINDS)),
        ),
    )  # fmt: skip


def _by_month(session: Session, asked: Asked) -> list[Owned]:
    year, month = (extract(part, JournalEntry.booked_on) for part in ("year", "month"))
    moved: Counter[tuple[Account, date]] = Counter()
    for account, amount, y, m in session.execute(_moved(asked, year, month)):
        moved[ACCOUNTS[account], date(int(y), int(m), 1)] -= amount.amount
    return [
        Owned(month_name(one.first), brief_month(one.first), tuple(
            sum(amount for (of, first), amount in moved.items() if of is kind and first <= one.last)
            for kind in KINDS
        ))
        for one in months(asked)
    ]  # fmt: skip


def _by_shop(session: Session, asked: Asked) -> list[Owned]:
    owned: Counter[tuple[Account, Any]] = Counter()
    for account, amount, shop_id in session.execute(_moved(asked, JournalEntry.shop_id)):
        owned[ACCOUNTS[account], shop_id] -= amount.amount
    found = [
        Owned(place.name, place.name, tuple(owned[kind, place.id] for kind in KINDS))
        for place in asked.shops
    ]
    return [one for one in found if any(one.kinds)]


def _moved(asked: Asked, *keys: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    """What came (-) and went (+) of each kind until the last day, by what is asked."""
    return (
        select(Posting.account, func.sum(Posting.amount), *keys)
        .select_from(Posting)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.account.in_(CODES[kind] for kind in KINDS),
            JournalEntry.shop_id.in_(asked.shop_ids),
            JournalEntry.booked_on <= asked.until,
        )
        .group_by(Posting.account, *keys)
    )


def _at_the_end(found: Sequence[Owned], *, by_shop: bool) -> int:
    return sum(sum(one.kinds) for one in (found if by_shop else found[-1:]))


def _says(whole: int, asked: Asked) -> str:
    if not whole:
        return _("Belum ada simpanan sampai %(day)s.", day=day(asked.until))
    return _("Simpanan anggota pada %(day)s berjumlah %(sum)s.",
             day=day(asked.until), sum=rupiah(Money(whole)))  # fmt: skip


def _columns(*, by_shop: bool) -> tuple[Column, ...]:
    kinds = (account_name(kind) for kind in KINDS)
    return (
        Column(_("Toko") if by_shop else _("Bulan")),
        *(Column(name, Kind.RUPIAH, is_summed=by_shop) for name in kinds),
        Column(_("Semuanya"), Kind.RUPIAH, is_summed=by_shop),
    )


def _plot(found: Sequence[Owned], *, by_shop: bool) -> Layers:
    return Layers(
        _("Simpanan menurut jenis dan toko") if by_shop
        else _("Simpanan menurut jenis di akhir setiap bulan"),
        tuple(account_name(kind) for kind in KINDS),
        tuple((one.brief, one.kinds) for one in found),
        1 if by_shop else max(-(-len(found) // LABELS), 1),
    )  # fmt: skip
