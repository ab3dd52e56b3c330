"""The example's first day: what paper says is taken over through the opening balances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.ids import MemberId, ShopId, new_id
from core.money import Money
from members.opening import accounts, bons, openings, posting, taken_over
from members.opening.models import Opening
from members.opening.months import month_ends
from members.opening.taken_over import Owned, Said
from pos.demo import habits, paper
from pos.demo.book_year import BookYear
from pos.demo.bookkeeping import Desk
from pos.demo.company import Company
from pos.demo.places import OFFICE
from pos.demo.script import Joining


def take_over(
    desk: Desk,
    company: Company,
    year: BookYear,
    founders: Sequence[Joining],
    members: Mapping[int, MemberId],
    goods: Mapping[str, int],
) -> None:
    """Write down what paper says and post it; ``members`` by place, ``goods`` by shop."""
    by = company.operators["bendahara"]
    opening = openings.begin(desk.session, year.cut_over, today=desk.on, at=desk.at, by=by)
    shops: dict[str, ShopId] = company.shops | {OFFICE: company.office_id}
    for code, sheet in paper.trial_balances(founders, goods, year).items():
        for account, amount in sheet.items():
            row = accounts.known_account(desk.session, account)
            accounts.put(desk.session, opening, shops[code], row, Money(amount))
    said = {members[each.neighbour.place]: _said(each, year) for each in founders}
    taken_over.put(desk.session, opening, said)
    _write_bons(desk, company, opening, founders, members)
    posting.post(desk.session, at=desk.at, by=by)


def _said(joining: Joining, year: BookYear) -> Said:
    place = joining.neighbour.place
    return Said(
        pokok=Money(habits.POKOK),
        wajib=Money(paper.wajib(joining.on, year.evening)),
        sukarela=Money(paper.sukarela(place)),
        unpaid_shu=Money(paper.UNPAID_SURPLUS.get(place, 0)),
        purchases=Money(paper.purchases(place)),
        months={
            end: Owned(Money(paper.shares(joining.on, end)), Money(paper.sukarela(place)))
            for end in month_ends(year.cut_over)
        },
    )


def _write_bons(
    desk: Desk,
    company: Company,
    opening: Opening,
    founders: Sequence[Joining],
    members: Mapping[int, MemberId],
) -> None:
    homes = {each.neighbour.place: each.neighbour.shop for each in founders}
    for bon in paper.BONS:
        shop_id = company.shops[homes[bon.place]]
        on = opening.cut_over - bon.bought
        written = bons.PaperBon(new_id(), members[bon.place], shop_id, on, Money(bon.amount))
        bons.put(desk.session, opening, written)
