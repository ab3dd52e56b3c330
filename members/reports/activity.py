"""The report of activity: how many of the members buy, how often, and for how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, extract, func, select
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import number, quantity
from core.i18n import _
from core.ids import ShopId
from core.money import ZERO, Money
from core.reports.asked import Asked
from core.reports.report import Cell, Column, Plot, Report, Row, Shape, percent
from members.dues.words import month_name
from members.models import Patronage
from members.opening import openings
from members.reports.actives import active_at, by_day, by_shop, months
from members.reports.growth import LABELS
from members.reports.words import brief_month

BY_MONTH, BY_SHOP = "bulan", "toko"


@dataclass(frozen=True, slots=True)
class Bought:
    """What some members bought in some days."""

    active: int = 0
    """All of them who were active at the end."""
    buyers: int = 0
    """Of those, who bought."""
    visits: int = 0
    amount: Money = ZERO
    """Less what they gave back."""

    def __add__(self, other: Bought) -> Bought:
        return Bought(self.active + other.active, self.buyers + other.buyers,
                      self.visits + other.visits, self.amount + other.amount)  # fmt: skip

    def cells(self) -> tuple[Cell, ...]:
        """As the table shows them."""
        share = percent(self.buyers, self.active)
        return (self.active, self.buyers, share, self.visits, self.amount,
                _each(self.amount, self.visits), _each(self.amount, self.buyers))  # fmt: skip


def build(session: Session, asked: Asked) -> Report:
    """Buyers, visits and baskets of the members who were active at the end of each month."""
    monthly = asked.by != BY_SHOP
    found = _by_month(session, asked) if monthly else _by_shop(session, asked)
    whole = _by_shop(session, asked) if monthly else found
    together = sum(whole.values(), start=Bought())
    return Report(
        title=_("Keaktifan anggota"),
        says=_says(together),
        columns=_columns(monthly=monthly),
        rows=tuple(Row((name, *one.cells())) for name, one in found.items())
        if any(one.active for one in found.values()) else (),
        plots=(_plot(asked, found, monthly=monthly),),
        notes=(
            _("Dihitung anggota yang aktif di akhir masa, di toko mana pun mereka berbelanja. "
              "Kunjungan: setiap struk yang menambah belanja; retur mengurangi belanja saja."),
            _("Per anggota: belanja dibagi anggota yang berbelanja."),
        ),
        sums=_sums(found, together, monthly=monthly),
    )  # fmt: skip


def _by_month(session: Session, asked: Asked) -> dict[str, Bought]:
    every = months(asked)
    active = by_day(session, [month.last for month in every], asked)
    year, month = (extract(part, Patronage.booked_on) for part in ("year", "month"))
    bought = {
        day: Bought(active[day], *figures)
        for day, *figures in session.execute(_bought(asked, _since(session, asked), year, month))
    }
    return {
        month_name(one.first): bought.get(one.last, Bought(active[one.last])) for one in every
    }  # fmt: skip


def _by_shop(session: Session, asked: Asked) -> dict[str, Bought]:
    active = by_shop(session, asked.until, asked)
    bought = {
        ShopId(shop_id): figures
        for shop_id, *figures in session.execute(_bought(asked, _since(session, asked)))
    }
    return {
        place.name: Bought(active[place.id], *bought.get(place.id, ()))
        for place in asked.shops if place.id in active
    }  # fmt: skip


def _since(session: Session, asked: Asked) -> date:
    """The first day with receipts: what is noted before a cut-over came from paper as one sum."""
    opening = openings.current(session)
    if opening is None or opening.posted_at is None:
        return asked.since
    return max(asked.since, opening.cut_over)


def _bought(asked: Asked, since: date, *month: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Buyers, visits and purchases by month's end, or of all the days by home shop."""
    keys = [part.label(name) for part, name in zip(month, ("year", "month"), strict=False)]
    each = (
        select(
            Patronage.member_id, *keys, func.sum(Patronage.amount).label("amount"),
            func.sum(case((Patronage.amount > ZERO, 1), else_=0)).label("visits"),
        )
        .where(Patronage.booked_on.between(since, asked.until))
        .group_by(Patronage.member_id, *month)
        .subquery("each")
    )  # fmt: skip
    ends = [one.last for one in months(asked)] if month else [asked.until]
    active = active_at(ends, asked)
    met = each.c.member_id == active.c.member_id
    if month:
        met &= extract("year", active.c.day) == each.c.year
        met &= extract("month", active.c.day) == each.c.month
    key = active.c.day if month else active.c.shop_id
    buyers = func.sum(case((each.c.visits > 0, 1), else_=0))
    return (
        select(key, buyers, cast(func.sum(each.c.visits), BigInteger), func.sum(each.c.amount))
        .select_from(active)
        .join(each, met)
        .group_by(key)
    )


def _each(amount: Money, count: int) -> Money | None:
    """The mean, to the nearest rupiah; None of nobody."""
    return Money((2 * amount.amount + count) // (2 * count)) if count else None


def _says(together: Bought) -> str:
    if not together.active:
        return _("Belum ada anggota aktif sampai hari itu.")
    if not together.buyers:
        return _("Tidak ada anggota yang berbelanja dalam masa ini.")
    share = percent(together.buyers, together.active)
    return _("%(buyers)s dari %(active)s anggota aktif (%(share)s%%) berbelanja, "
             "%(visits)s kali.", buyers=number(together.buyers), active=number(together.active),
             share=quantity(share) if share else "0", visits=number(together.visits))  # fmt: skip


def _columns(*, monthly: bool) -> tuple[Column, ...]:
    return (
        Column(_("Bulan") if monthly else _("Toko")),
        Column(_("Anggota aktif"), Kind.COUNT),
        Column(_("Berbelanja"), Kind.COUNT),
        Column(_("Bagian"), Kind.QUANTITY, "%"),
        Column(_("Kunjungan"), Kind.COUNT),
        Column(_("Belanja"), Kind.RUPIAH),
        Column(_("Per kunjungan"), Kind.RUPIAH),
        Column(_("Per anggota"), Kind.RUPIAH),
    )


def _sums(found: Mapping[str, Bought], together: Bought, *, monthly: bool) -> tuple[Cell, ...]:
    """Members are not added up over months: who buys in each of them is one buyer."""
    if not monthly:
        return (None, *together.cells())
    every = sum(found.values(), start=Bought())
    return (None, None, None, None, every.visits, every.amount,
            _each(every.amount, every.visits), None)  # fmt: skip


def _plot(asked: Asked, found: Mapping[str, Bought], *, monthly: bool) -> Plot:
    """The share that buys, in whole percent."""
    shares = [
        (2 * 100 * one.buyers + one.active) // (2 * one.active) if one.active else 0
        for one in found.values()
    ]
    if not monthly:
        values = tuple(zip(found, shares, strict=True))
        return Plot(_("Bagian anggota aktif yang berbelanja, menurut toko"), values,
                    kind=Kind.COUNT, unit="%")  # fmt: skip
    names = [brief_month(month.first) for month in months(asked)]
    return Plot(
        _("Bagian anggota aktif yang berbelanja setiap bulan, dalam persen"),
        tuple(zip(names, shares, strict=True)), Shape.LINE, Kind.COUNT, "%",
        max(-(-len(names) // LABELS), 1),
    )  # fmt: skip
