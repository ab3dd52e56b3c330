"""The deposit at the provider: topping it up, and checking it against what the provider says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import ZERO, Money
from core.shops import get_shop, today_in
from ledger import journal
from ledger.chart import PROVIDER_DEPOSIT
from ledger.models import JournalEntry, Posting
from pos.provider.entries import check_entry, top_up_entry
from pos.provider.models import PaidFrom, ProviderCheck, TopUp


@dataclass(frozen=True, slots=True)
class NewTopUp:
    """Money to put into the deposit; ``id`` is made with the form, so that it counts once."""

    id: UUID
    paid_from: PaidFrom
    amount: Money
    paid_on: date
    reference: str = ""

    def __post_init__(self) -> None:
        if self.amount <= ZERO:
            raise InvalidInput(_("Isi berapa yang diisikan."), field="amount")


def balance(session: Session, shop_id: ShopId) -> Money:
    """What the books of a shop say is left at the provider."""
    summed = (
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.shop_id == shop_id, Posting.account == PROVIDER_DEPOSIT)
    )
    return session.scalar(summed) or ZERO


def top_up(
    session: Session, shop_id: ShopId, new: NewTopUp, *, at: datetime, by: OperatorId
) -> TopUp:
    """Book money into the deposit; the same form sent again changes nothing."""
    journal.lock_shop(session, shop_id)
    known = session.get(TopUp, new.id)
    if known is not None:
        return known
    if new.paid_on > today_in(get_shop(session, shop_id), at):
        raise InvalidInput(_("Tanggalnya tidak boleh di masa depan."), field="day")
    row = TopUp(
        id=new.id,
        shop_id=shop_id,
        paid_from=new.paid_from,
        amount=new.amount,
        reference=new.reference,
        paid_on=new.paid_on,
        entered_by=by,
        entered_at=at,
    )
    session.add(row)
    session.flush()
    text = _("Isi deposit PPOB %(reference)s", reference=new.reference).strip()
    entry = top_up_entry(new.id, shop_id=shop_id, on=new.paid_on, paid_from=new.paid_from,
                         amount=new.amount, text=text)  # fmt: skip
    journal.post(session, entry, at=at)
    audit.record(session, "provider.topped_up", at=at, by=by, shop_id=shop_id,
                 subject=new.reference, amount=new.amount.amount)  # fmt: skip
    return row


def check(
    session: Session,
    shop_id: ShopId,
    stated: Money,
    *,
    reason: str,
    adjust: bool,
    at: datetime,
    by: OperatorId,
) -> ProviderCheck:
    """Keep what the provider says beside the books; ``adjust`` brings the books to it.

    Raises InvalidInput when a difference would be booked without a reason.
    """
    journal.lock_shop(session, shop_id)
    booked = balance(session, shop_id)
    difference = stated - booked
    adjusts = adjust and bool(difference)
    if adjusts and not reason:
        raise InvalidInput(_("Tulis mengapa selisihnya dibukukan."), field="reason")
    row = ProviderCheck(
        shop_id=shop_id,
        stated=stated,
        booked=booked,
        reason=reason,
        adjusted=adjusts,
        checked_by=by,
        checked_at=at,
    )
    session.add(row)
    session.flush()
    if adjusts:
        on = today_in(get_shop(session, shop_id), at)
        entry = check_entry(row.id, shop_id=shop_id, on=on, difference=difference,
                            text=_("Selisih deposit PPOB"))  # fmt: skip
        journal.post(session, entry, at=at)
    audit.record(session, "provider.checked", at=at, by=by, shop_id=shop_id,
                 balance=stated.amount, due=booked.amount, reason=reason)  # fmt: skip
    return row
