"""A co-op in two shops where members saved and paid kasbon, to be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.permissions import Role
from members.debtors import Debtor
from members.models import Member
from pos.reversals import reversals
from pos.reversals.remedies import Decision, Remedy
from tests.support.member_money import bon_payment, member_money, paid_by
from tests.support.sales import Body, open_shift, sale, send
from tests.support.world import NOW, World, make_coop


@dataclass(frozen=True)
class Ledgered:
    """Siti (1) and Budi (2) both owe; Siti saved, and paid some of what she owes."""

    world: World
    shift_id: str
    deposit: Body
    """50,000 into Siti's sukarela."""
    withdrawal: Body
    """5,000 out of it."""
    payment: Body
    """4,000 of Siti's 12,000, in cash."""

    @property
    def siti(self) -> MemberId:
        return self.world.member_id

    @property
    def budi(self) -> MemberId:
        return MemberId(self.world.members[1].id)


def make(session: Session) -> Ledgered:
    """Write it; the caller decides whether it is committed."""
    world = make_coop(session)
    shift = open_shift(session, world)
    deposit = member_money(world, shift, 50_000, counter=1)
    withdrawal = member_money(world, shift, 5_000, counter=2, direction="out")
    payment = bon_payment(world, shift, 4_000, counter=5)
    found = Ledgered(world, shift, deposit, withdrawal, payment)
    send(session, world, deposit)
    send(session, world, withdrawal)
    lend(session, found, found.siti, 3, counter=3)
    lend(session, found, found.budi, 2, counter=4)
    send(session, world, payment)
    return found


def lend(
    session: Session, found: Ledgered, member_id: MemberId, bottles: int, *, counter: int
) -> None:
    """So many bottles at 4,000, on credit."""
    goods = [(found.world.goods["air"], bottles * 1_000, 4_000)]
    body = sale(found.world, found.shift_id, goods, counter=counter, member_id=member_id)
    send(session, found.world, paid_by(body, ("kasbon", body["total"])))


def take_back(
    session: Session,
    found: Ledgered,
    body: Body,
    remedy: Remedy,
    *,
    to: MemberId | Debtor | None = None,
    role: Role = Role.MANAGER,
    reason: str = "Salah orang",
    within: ShopId | None = None,
) -> None:
    """As the manager decides."""
    debtor = to if to is None or isinstance(to, Debtor) else Debtor.member(to)
    decision = Decision(remedy, debtor, reason)
    by = found.world.operator_id(role)
    reversals.reverse(session, UUID(body["id"]), decision, within=within, at=NOW, by=by)


def move_home(session: Session, member_id: MemberId, shop_id: ShopId) -> None:
    """Another home shop for somebody who owns nothing yet."""
    session.get_one(Member, member_id).shop_id = shop_id
    session.flush()
