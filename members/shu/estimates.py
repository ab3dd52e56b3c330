"""What a member may expect of this year's surplus, as far as the year has come (belum pasti)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import ZERO, Money, total
from core.settings import read
from core.shops import all_shops, today_in
from members import patronage
from members.shu import drafts, figures
from members.shu.allocation import Basis, pools
from members.shu.models import SurplusEstimate
from members.shu.settings import BASES, SHU_ON_RECEIPTS


def last_whole_day(session: Session, *, at: datetime) -> date:
    """The last day that is over in every shop; before that a surplus would still move."""
    return min(today_in(shop, at) for shop in all_shops(session)) - timedelta(days=1)


def of_day(session: Session, as_of: date) -> SurplusEstimate | None:
    """The estimate as of a day, if it has been worked out."""
    return session.get(SurplusEstimate, as_of)


def work_out(session: Session, as_of: date, *, at: datetime) -> SurplusEstimate:
    """Divide the surplus of the year up to a day by the policy of that day; stores nothing.

    Looks at every posting of the year: once a day, never while somebody waits.
    """
    laws = drafts.by_laws(session, as_of)
    rules, earned = laws.rules, figures.earned(session, as_of)
    members = drafts.weighed(session, as_of, rules)
    plan = drafts.capped(laws, members, as_of)
    weights = drafts.sums(members, plan.leavers)
    divided = pools(earned.surplus, rules.part.of(earned.gross, earned.net), plan, weights)
    by_basis = {BASES[code]: divided.amounts[code] for code in BASES if code in divided.amounts}
    return SurplusEstimate(
        as_of=as_of,
        surplus=earned.surplus,
        member_surplus=divided.member_surplus,
        patronage_pool=by_basis.get(Basis.PATRONAGE, ZERO),
        capital_pool=by_basis.get(Basis.CAPITAL, ZERO),
        patronage_weight=weights[Basis.PATRONAGE],
        capital_weight=weights[Basis.CAPITAL],
        capital_basis=rules.basis,
        counts_sukarela=rules.counts_sukarela,
        made_at=at,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A member's part of one pool."""

    basis: Basis
    pool: Money
    """Of all members."""
    weight: int
    """Of this member, in the unit of ``weights``."""
    weights: int
    """Of all members."""

    @property
    def amount(self) -> Money:
        """Rounded down, so that nobody is told a rupiah too much."""
        if not self.weights:
            return ZERO
        return Money(self.pool.amount * min(self.weight, self.weights) // self.weights)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a member would get had the year ended on a day, and from what it follows."""

    as_of: date
    surplus: Money
    """Of the whole co-op up to that day."""
    member_surplus: Money
    parts: tuple[Part, ...]

    @property
    def amount(self) -> Money:
        """Jasa usaha and jasa modal together."""
        return total(part.amount for part in self.parts)


def expected(session: Session, member_id: MemberId, *, at: datetime) -> Expected | None:
    """A member's part by the newest estimate made before an instant; None: there is none."""
    newest = select(SurplusEstimate).where(SurplusEstimate.made_at <= at)
    row = session.scalars(newest.order_by(SurplusEstimate.as_of.desc()).limit(1)).first()
    if row is None:
        return None
    bought = patronage.sum_between(session, member_id, figures.first_day(row.as_of), row.as_of)
    rule = figures.CapitalRule(row.capital_basis, row.counts_sukarela)
    owned = figures.owned_by(session, member_id, row.as_of, rule)
    return Expected(
        row.as_of,
        row.surplus,
        row.member_surplus,
        (
            Part(Basis.PATRONAGE, row.patronage_pool, max(bought.amount, 0), row.patronage_weight),
            Part(Basis.CAPITAL, row.capital_pool, owned, row.capital_weight),
        ),
    )


def on_receipt(session: Session, member_id: MemberId, *, on: date, at: datetime) -> Expected | None:
    """What the receipt of a sale tells the member; None: not wanted, or there is no estimate.

    A copy that is printed later says the same as the first paper.
    """
    if not read(session, SHU_ON_RECEIPTS, on=on):
        return None
    return expected(session, member_id, at=at)
