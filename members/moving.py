"""Share money follows the member to another home shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.shops import get_shop, today_in
from ledger import journal
from ledger.entry import credit
from members.balances import CODES, Account, balances
from members.entries import Event, Part, across_shops
from members.models import Member


def move_savings(session: Session, member: Member, *, away_from: ShopId, at: datetime) -> None:
    """Move what the member owns from the books of the old home shop to those of the new one."""
    member_id, home = MemberId(member.id), ShopId(member.shop_id)
    journal.lock_every_shop(session)
    today = today_in(get_shop(session, home), at)
    event = Event(home, today, f"home:{new_id()}", f"Pindah toko anggota nomor {member.number}")
    for entry in across_shops(event, _parts(session, member_id, away_from, home)):
        journal.post(session, entry, at=at)


def _parts(
    session: Session, member_id: MemberId, away_from: ShopId, home: ShopId
) -> Iterator[Part]:
    owned = balances(session, member_id)
    accounts: tuple[tuple[Account, Money], ...] = (
        (Account.POKOK, owned.pokok),
        (Account.WAJIB, owned.wajib),
        (Account.SUKARELA, owned.sukarela),
        (Account.LEAVING, owned.leaving),
    )
    for account, amount in accounts:
        yield Part(away_from, credit(CODES[account], -amount, member_id=member_id))
        yield Part(home, credit(CODES[account], amount, member_id=member_id))
