"""What a settlement leaves is paid: in cash or by the bank, or into an heir's own SUKARELA."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.money import ZERO, Money
from ledger import journal, periods
from members import standing
from members.balances import Account
from members.entries import Event, across_shops
from members.leaving.entries import transfer_parts, transfer_source
from members.leaving.models import Settlement, SettlementTransfer
from members.leaving.settlements import shown
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.models import OfficeMoney
from members.office.office_money import Slip
from members.ways import Direction, PaidBy

WAYS = (PaidBy.CASH, PaidBy.BANK)


@dataclass(frozen=True, slots=True)
class Payout:
    """Money handed out; ``id`` is made by the form, so that sending it twice pays once."""

    id: UUID
    shop_id: ShopId
    """Where it is handed out."""
    amount: Money
    paid_by: PaidBy
    booked_on: date
    reference: str = ""
    note: str = ""
    """Who signed for it."""


def pay(
    session: Session, settlement: Settlement, payout: Payout, *, at: datetime,
    by: OperatorId | None,
) -> OfficeMoney:  # fmt: skip
    """Pay out some or all of what is left. Raises InvalidInput for more than that."""
    if payout.paid_by not in WAYS:
        raise InvalidInput(_("Pilih tunai atau transfer bank."), field="paid_by")
    slip = Slip(
        payout.id, payout.shop_id, settlement.member_id, Account.LEAVING, Direction.OUT,
        payout.amount, payout.paid_by, payout.booked_on, reference=payout.reference,
        note=payout.note, batch=shown(settlement.number),
    )  # fmt: skip
    return office_money.record(session, slip, at=at, by=by)


def put_into_savings(
    session: Session, settlement: Settlement, heir: Member, amount: Money, *, key: UUID,
    at: datetime, by: OperatorId | None,
) -> SettlementTransfer:  # fmt: skip
    """Put some or all of what is left into the SUKARELA of another member.

    Raises InvalidInput when she is no active member, is the leaver herself, or it is too much.
    """
    leaver, receiver = MemberId(settlement.member_id), MemberId(heir.id)
    places = _locked(session, leaver, receiver)
    known = session.get(SettlementTransfer, key)
    if known is not None:
        return known
    _check(session, leaver, receiver, amount)
    today = shops.today_in(shops.get_shop(session, places[leaver]), at)
    booked_on = periods.open_day(session, today)
    event = Event(places[leaver], booked_on, transfer_source(key),
                  f"Penyelesaian {shown(settlement.number)} ke simpanan {heir.number}")  # fmt: skip
    parts = transfer_parts((leaver, places[leaver]), (receiver, places[receiver]), amount)
    for entry in across_shops(event, parts):
        journal.post(session, entry, at=at)
    made = SettlementTransfer(id=key, settlement_id=settlement.id, member_id=receiver,
                              amount=amount, booked_on=booked_on, recorded_at=at,
                              recorded_by=by)  # fmt: skip
    session.add(made)
    session.flush()
    for each in (leaver, receiver):
        standing.touch(session, each, at=at)
    audit.record(session, "member.settlement_given", at=at, by=by, shop_id=settlement.shop_id,
                 subject=shown(settlement.number), amount=amount.amount)  # fmt: skip
    return made


def _locked(session: Session, *member_ids: MemberId) -> dict[MemberId, ShopId]:
    """The home shops of both, their books locked in order, then both members in order."""
    homes = {each: home for each in member_ids for home in standing.homes_of(session, each)}
    journal.lock_shops(session, homes.values())
    return homes


def _check(session: Session, leaver: MemberId, receiver: MemberId, amount: Money) -> None:
    found = {each: standing.locked(session, each) for each in sorted({leaver, receiver})}
    gone, heir = found[leaver], found[receiver]
    if gone is None or heir is None:
        raise NotFound(_("Anggota ini tidak ada."))
    if leaver == receiver or heir.status is not MemberStatus.ACTIVE:
        raise InvalidInput(_("Pilih anggota lain yang masih aktif."), field="to")
    if amount <= ZERO:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field="amount")
    if amount > gone.balances.leaving:
        raise InvalidInput(
            _("Yang belum dibayar tinggal %(left)s.", left=rupiah(gone.balances.leaving)),
            field="amount",
        )
