"""How a member stands with the co-operative while money is being booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from core.ids import CustomerId, MemberId, ShopId
from core.models import table_of
from core.money import Money
from members import credit
from members.balances import Balances, balances
from members.debtors import Debtor
from members.models import Customer, Member, MemberStatus

_member = table_of(Member)
_LOCKED = (
    select(
        _member.c.id, _member.c.shop_id, _member.c.credit_limit, _member.c.number,
        _member.c.name, _member.c.status,
    )
    .where(_member.c.id == bindparam("of_member"))
    .with_for_update()
)  # fmt: skip
_HOME = select(_member.c.shop_id).where(_member.c.id == bindparam("of_member"))
_TOUCH = (
    update(_member)
    .where(_member.c.id == bindparam("of_member"))
    .values(changed_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who the member is and what the member owns and owes, before what is being booked."""

    member_id: MemberId
    home_shop_id: ShopId
    """Where the savings belong."""
    credit_limit: Money
    number: int
    name: str
    status: MemberStatus
    balances: Balances

    @property
    def borrower(self) -> Borrower:
        """The same person as somebody who buys on credit."""
        debtor = Debtor.member(self.member_id)
        return Borrower(debtor, self.name, self.credit_limit, self.balances.credit)


@dataclass(frozen=True, slots=True)
class Borrower:
    """Somebody who buys on credit, member or not, before what is being booked."""

    debtor: Debtor
    name: str
    limit: Money
    owed: Money

    def is_over_limit(self, more: Money) -> bool:
        """Whether so much more would be owed than is allowed."""
        return bool(more) and self.owed + more > self.limit


def locked_customer(session: Session, customer_id: CustomerId | None) -> Borrower | None:
    """What a named customer owes, kept still until the transaction ends; None for nobody."""
    row = session.get(Customer, customer_id, with_for_update=True) if customer_id else None
    if row is None:
        return None
    debtor = Debtor.customer(CustomerId(row.id))
    return Borrower(debtor, row.name, row.credit_limit, credit.owed_by(session, debtor))


def locked(session: Session, member_id: MemberId) -> Standing | None:
    """A member's standing, kept still until the transaction ends; None for nobody.

    Comes after the locks of shops and stock, so that two tills never wait for each other.
    """
    row = session.execute(_LOCKED, {"of_member": member_id}).one_or_none()
    if row is None:
        return None
    return Standing(
        MemberId(row.id),
        ShopId(row.shop_id),
        row.credit_limit,
        row.number,
        row.name,
        row.status,
        balances(session, member_id),
    )


def homes_of(session: Session, member_id: MemberId | None) -> tuple[ShopId, ...]:
    """The home shop of a member, to be locked with the till's; none of nobody."""
    if member_id is None:
        return ()
    home = session.execute(_HOME, {"of_member": member_id}).scalar()
    return () if home is None else (ShopId(home),)


def touch(session: Session, member_id: MemberId, *, at: datetime) -> None:
    """Let the tills fetch the member again: what they keep of the balances has changed."""
    session.execute(_TOUCH, {"of_member": member_id, "now": at})
