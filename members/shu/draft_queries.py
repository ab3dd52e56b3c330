"""What drafts and the simulator read beside the survey: names, the year before, by-laws."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import settings
from core.money import Money
from core.paging import SIZE, Page, offset
from core.settings import Setting
from ledger import year_end
from ledger.models import JournalHead
from members import lookup
from members.models import Member
from members.people.models import StatusChange
from members.shu import runs
from members.shu.allocation import Division, MemberShare
from members.shu.drafts import Survey
from members.shu.forms import ListOf
from members.shu.models import RunState, SurplusRun, SurplusShare
from members.shu.policy_forms import SETTINGS, Edited
from members.shu.queries import ShareRow
from members.shu.simulation import MemberEffect

FEW = 10
"""Members on a page of effects, which is one part of many."""


@dataclass(frozen=True, slots=True)
class Last:
    """The division before a year's, as it was booked."""

    year: int
    surplus: Money
    pools: Mapping[str, Money]
    paid: Mapping[int, Money]
    """By member number."""


@dataclass(frozen=True, slots=True)
class NamedEffect:
    """What somebody would get."""

    name: str
    effect: MemberEffect


def stamp(session: Session, year: int) -> Hashable:
    """Changes whenever a survey of the year would: with the newest entry of a shop, until the
    year is closed, and when somebody's status was put right."""
    statuses = session.scalar(select(func.count()).select_from(StatusChange))
    heads = session.execute(
        select(JournalHead.shop_id, JournalHead.number).order_by(JournalHead.shop_id)
    )
    if year_end.is_closed(session, year):
        return tuple(shop_id for shop_id, _number in heads), statuses
    return tuple((shop_id, number) for shop_id, number in heads), statuses


def page(
    session: Session, survey: Survey, division: Division, listed: ListOf, number: int
) -> Page[ShareRow]:
    """A page of the shares of a draft."""
    weights = {each.weights.number: each.weights for each in survey.members}
    shares: Sequence[MemberShare] = division.shares
    if listed.words:
        named = set(session.scalars(select(Member.number).where(lookup.matching(listed.words))))
        shares = [share for share in shares if share.number in named]
    if listed.sort != "number":
        shares = sorted(shares, key=lambda share: (-_amount(share, listed.sort), share.number))
    shown = shares[offset(number) : offset(number) + SIZE]
    names = _names(session, [share.number for share in shown])
    rows = tuple(
        ShareRow(share.number, names[share.number], weights[share.number].left,
                 weights[share.number].patronage, weights[share.number].capital,
                 share.patronage, share.capital, share.paid)
        for share in shown
    )  # fmt: skip
    return Page(rows, number, len(shares))


def last(session: Session, year: int) -> Last | None:
    """The newest division booked of an earlier year."""
    newest = (
        select(SurplusRun)
        .where(SurplusRun.year < year, SurplusRun.state == RunState.POSTED)
        .order_by(SurplusRun.year.desc(), SurplusRun.number.desc())
        .limit(1)
    )
    run = session.scalars(newest).first()
    if run is None:
        return None
    paid = session.execute(
        select(SurplusShare.number, SurplusShare.total).where(SurplusShare.run_id == run.id)
    )
    pools = runs.pools_of(session, run.id)
    return Last(run.year, run.surplus, pools, {row.number: row.total for row in paid})


def effects_page(
    session: Session, effects: Sequence[MemberEffect], words: str, number: int
) -> Page[NamedEffect]:
    """A page of what members would get, the greatest change first; of all or of those meant."""
    if words:
        named = set(session.scalars(select(Member.number).where(lookup.matching(words))))
        effects = [each for each in effects if each.number in named]
    start = offset(number, FEW)
    shown = effects[start : start + FEW]
    names = _names(session, [each.number for each in shown])
    rows = tuple(NamedEffect(names[each.number], each) for each in shown)
    return Page(rows, number, len(effects), FEW)


def changed(session: Session, tried: Edited, on: date) -> Sequence[Setting[Any]]:
    """The settings that hold something else on a day than what was tried."""
    return [
        setting
        for setting in SETTINGS
        if setting.parse(tried.texts[setting.key]) != settings.read(session, setting, on=on)
    ]


def _amount(share: MemberShare, sort: str) -> int:
    parts = {"total": share.paid, "patronage": share.patronage, "capital": share.capital}
    return parts[sort].amount


def _names(session: Session, numbers: Sequence[int]) -> Mapping[int, str]:
    rows = session.execute(select(Member.number, Member.name).where(Member.number.in_(numbers)))
    return {row.number: row.name for row in rows}
