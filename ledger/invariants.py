"""What must always be true of the books; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, total
from ledger import stored
from ledger.chain import GENESIS, seal
from ledger.chart import INTER_SHOP
from ledger.entry import Entry
from ledger.journal import balance
from ledger.models import JournalEntry, JournalHead, Posting
from ledger.stored import StoredEntry


def journals(session: Session) -> Iterator[str]:
    """Every entry balances, is sealed as it was written and follows the one before."""
    for shop in session.scalars(select(Shop).order_by(Shop.code)):
        yield from _journal(session, shop)


def inter_shop(session: Session) -> Iterator[str]:
    """What the shops owe each other adds up to nothing."""
    owed = balance(session, INTER_SHOP)
    if owed != ZERO:
        yield _("Rekening antar toko (1-1990) tidak nol: %(amount)s.", amount=rupiah(owed))


def postings(session: Session) -> Iterator[str]:
    """Every posting belongs to an entry."""
    entry = select(JournalEntry.id).where(JournalEntry.id == Posting.entry_id)
    orphans = (
        select(Posting.entry_id, func.count())
        .where(~entry.exists())
        .group_by(Posting.entry_id)
        .order_by(Posting.entry_id)
    )
    for entry_id, count in session.execute(orphans):
        yield _("%(count)s baris buku tanpa entri: %(key)s.", count=count, key=entry_id)


def _journal(session: Session, shop: Shop) -> Iterator[str]:
    """Walk a shop's chain once, from its beginning to its head."""
    number, sealed = 0, GENESIS
    for entry in stored.by_chain(session, ShopId(shop.id)):
        if entry.number != number + 1:
            yield _(
                "Jurnal toko %(shop)s: entri %(first)s sampai %(last)s hilang.",
                shop=shop.code,
                first=number + 1,
                last=entry.number - 1,
            )
        elif entry.previous_hash != sealed:
            yield _(
                "Entri %(number)s toko %(shop)s (%(source)s) putus dari entri sebelumnya.",
                **_named(entry),
            )
        yield from _entry(entry)
        number, sealed = entry.number, entry.hash
    yield from _head(session, shop, number, sealed)


def _entry(entry: StoredEntry) -> Iterator[str]:
    difference = total(line.amount for line in entry.lines)
    if not entry.lines:
        yield _("Entri %(number)s toko %(shop)s (%(source)s) tidak punya baris.", **_named(entry))
    elif difference != ZERO:
        yield _(
            "Entri %(number)s toko %(shop)s (%(source)s) tidak seimbang: selisih %(amount)s.",
            **_named(entry),
            amount=rupiah(difference),
        )
    elif any(not line.amount for line in entry.lines) or entry.hash != _seal(entry):
        yield _(
            "Entri %(number)s toko %(shop)s (%(source)s) diubah sesudah dibukukan.",
            **_named(entry),
        )


def _seal(entry: StoredEntry) -> bytes:
    written = Entry(entry.shop_id, entry.booked_on, entry.source, entry.description, entry.lines)
    return seal(written, number=entry.number, previous=entry.previous_hash)


def _head(session: Session, shop: Shop, number: int, sealed: bytes) -> Iterator[str]:
    head = session.execute(
        select(JournalHead.number, JournalHead.hash).where(JournalHead.shop_id == shop.id)
    ).one_or_none()
    expected = (head.number, head.hash) if head else (0, GENESIS)
    if expected == (number, sealed):
        return
    if expected[0] > number:
        yield _(
            "Jurnal toko %(shop)s: entri %(first)s sampai %(last)s hilang.",
            shop=shop.code,
            first=number + 1,
            last=expected[0],
        )
    else:
        yield _("Jurnal toko %(shop)s: ujung rantainya diubah.", shop=shop.code)


def _named(entry: StoredEntry) -> dict[str, object]:
    return {"number": entry.number, "shop": entry.shop_code, "source": entry.source}
