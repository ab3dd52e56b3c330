"""Giving up a debt: one person proposes it, another approves, only then it is booked.

What is given up lowers the debt like a payment: what is due first is given up first. Somebody who
pays after all pays what was given up, not a debt (``recoveries``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.money import ZERO, Money, total
from ledger import journal, periods
from ledger.entry import Entry
from members import credit, standing
from members.debtors import Debtor, DebtorKind, debtor_of
from members.models import Customer
from members.write_offs.entries import write_off_lines, write_off_source
from members.write_offs.models import WriteOff


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be given up; ``id`` is made by the form, so that it is proposed once."""

    id: UUID
    debtor: Debtor
    shop_id: ShopId
    """To whom it is owed."""
    amount: Money
    reason: str


def get(session: Session, write_off_id: UUID) -> WriteOff:
    """The proposal with this key. Raises NotFound."""
    found = session.get(WriteOff, write_off_id)
    if found is None:
        raise NotFound(_("Usul ini tidak ada."))
    return found


def whose(write_off: WriteOff) -> Debtor:
    """Who owed it."""
    debtor = debtor_of(write_off.member_id, write_off.customer_id)
    if debtor is None:
        raise ValueError(f"{write_off.id} names nobody")
    return debtor


def owed_in(session: Session, debtor: Debtor, shop_id: ShopId) -> Money:
    """What somebody owes one shop."""
    bons = credit.bons_of(session, debtor)
    return total(bon.open for bon in bons if bon.shop_id == shop_id)


def propose(session: Session, proposal: Proposal, *, at: datetime, by: OperatorId) -> WriteOff:
    """Propose to give up a debt or a part of it; the same form again gives what it made before.

    Raises InvalidInput for more than is owed beyond what other proposals wait for.
    """
    _lock(session, proposal.debtor, proposal.shop_id)
    known = session.get(WriteOff, proposal.id)
    if known is not None:
        return known
    if not proposal.reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    left = owed_in(session, proposal.debtor, proposal.shop_id) - _waiting(session, proposal)
    if not ZERO < proposal.amount <= left:
        raise InvalidInput(
            _("Di toko ini yang dapat diusulkan paling banyak %(left)s.",
              left=rupiah(max(left, ZERO))),
            field="amount",
        )  # fmt: skip
    made = WriteOff(
        id=proposal.id, **proposal.debtor.keys, shop_id=proposal.shop_id, amount=proposal.amount,
        reason=proposal.reason.strip(), proposed_at=at, proposed_by=by,
    )  # fmt: skip
    session.add(made)
    session.flush()
    _note(session, "debt.proposed", made, at=at, by=by)
    return made


def approve(session: Session, write_off: WriteOff, *, at: datetime, by: OperatorId) -> None:
    """Give the debt up, as the second person.

    Raises PermissionDenied for whoever proposed it, BusinessError when it is decided or the debt
    was paid meanwhile.
    """
    debtor, shop_id = whose(write_off), ShopId(write_off.shop_id)
    _lock(session, debtor, shop_id)
    _undecided(session, write_off, by)
    left = owed_in(session, debtor, shop_id)
    if left < write_off.amount:
        raise BusinessError(
            _("Sementara itu sudah dibayar: utangnya tinggal %(left)s. Tolak usul ini, lalu buat "
              "yang baru.", left=rupiah(left))
        )  # fmt: skip
    booked_on = periods.open_day(session, _today(session, shop_id, at))
    _decide(session, write_off, is_approved=True, booked_on=booked_on, at=at, by=by)
    entry = Entry(shop_id, booked_on, write_off_source(write_off.id), "Penghapusan piutang",
                  write_off_lines(debtor, write_off.amount))  # fmt: skip
    journal.post(session, entry, at=at)
    if debtor.kind is DebtorKind.MEMBER:
        standing.touch(session, MemberId(debtor.id), at=at)
    else:
        session.get_one(Customer, debtor.id).changed_at = at
    _note(session, "debt.written_off", write_off, at=at, by=by)


def refuse(session: Session, write_off: WriteOff, *, at: datetime, by: OperatorId) -> None:
    """Let the debt stand, as the second person."""
    _lock(session, whose(write_off), ShopId(write_off.shop_id))
    _undecided(session, write_off, by)
    _decide(session, write_off, is_approved=False, booked_on=None, at=at, by=by)
    _note(session, "debt.refused", write_off, at=at, by=by)


def _lock(session: Session, debtor: Debtor, shop_id: ShopId) -> None:
    """The shop's books, then whoever owes: nobody pays or decides meanwhile."""
    journal.lock_shop(session, shop_id)
    if debtor.kind is DebtorKind.MEMBER:
        found: object = standing.locked(session, MemberId(debtor.id))
    else:
        found = session.get(Customer, debtor.id, with_for_update=True)
    if found is None:
        raise NotFound(_("Yang berutang ini tidak ada."))


def _undecided(session: Session, write_off: WriteOff, by: OperatorId) -> None:
    session.refresh(write_off)
    if write_off.decided_at is not None:
        raise BusinessError(_("Usul ini sudah diputuskan."))
    if write_off.proposed_by == by:
        raise PermissionDenied(_("Yang mengusulkan tidak boleh memutuskannya sendiri."))


def _decide(
    session: Session, write_off: WriteOff, *, is_approved: bool, booked_on: date | None,
    at: datetime, by: OperatorId,
) -> None:  # fmt: skip
    write_off.approved, write_off.decided_at, write_off.decided_by = is_approved, at, by
    write_off.booked_on = booked_on
    session.flush()


def _waiting(session: Session, proposal: Proposal) -> Money:
    """What others have proposed of the same debt and nobody has decided."""
    column = getattr(WriteOff, proposal.debtor.kind.value)
    waiting = select(func.sum(WriteOff.amount)).where(
        column == proposal.debtor.id, WriteOff.shop_id == proposal.shop_id,
        WriteOff.decided_at.is_(None),
    )  # fmt: skip
    return session.scalar(waiting) or ZERO


def _today(session: Session, shop_id: ShopId, at: datetime) -> date:
    return shops.today_in(shops.get_shop(session, shop_id), at)


def _note(
    session: Session, action: str, write_off: WriteOff, *, at: datetime, by: OperatorId
) -> None:
    audit.record(session, action, at=at, by=by, shop_id=write_off.shop_id,
                 subject=str(write_off.id)[-8:], amount=write_off.amount.amount)  # fmt: skip
