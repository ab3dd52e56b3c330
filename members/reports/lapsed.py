"""The report of members who stay away: active in the register, but not seen at a till for long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import number, quantity, rupiah
from core.i18n import _
from core.ids import MemberId, ShopId
from core.money import ZERO, Money, total
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Row, Shape, percent
from members.balances import NOTHING, every_balance
from members.models import Member, MemberStatus, Patronage

DAYS = (30, 60, 90, 180, 365)
"""Since how many days nothing was bought: what can be chosen."""
USUAL = 90


@dataclass(frozen=True, slots=True)
class Away:
    """A member who stays away."""

    member_id: MemberId
    number: int
    name: str
    shop: str
    joined_on: date
    last: date | None
    days: int
    """Since the last purchase; of whoever never bought, since she joined."""
    shares: Money
    """Simpanan pokok and wajib."""


def build(session: Session, asked: Asked) -> Report:
    """Active members without a purchase since the chosen number of days, the longest first."""
    chosen = int(asked.by)
    members = [_Member(*row) for row in session.execute(_active(asked))]
    found = _away(session, asked, members, chosen)
    return Report(
        title=_("Lama tidak berbelanja"),
        says=_says(found, len(members), chosen),
        columns=_columns(),
        rows=tuple(
            Row((one.number, one.name, one.shop, one.joined_on, one.last, one.days, one.shares),
                "members.member", {"number": str(one.number)})
            for one in found
        ),
        name=1,
        plots=(_plot(found, chosen),) if found else (),
        notes=(
            _("Keadaan hari ini. Yang belum pernah berbelanja dihitung sejak masuk."),
            _("Simpanan: pokok dan wajib, menurut buku."),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Member:
    id: MemberId
    number: int
    name: str
    shop_id: ShopId
    joined_on: date
    last: date | None


def _active(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Active members, each with her last purchase: the end of her part of an index."""
    last = (
        select(Patronage.booked_on)
        .where(Patronage.member_id == Member.id, Patronage.amount > ZERO)
        .order_by(Patronage.booked_on.desc())
        .limit(1)
        .correlate(Member)
    )
    return select(
        Member.id, Member.number, Member.name, Member.shop_id, Member.joined_on,
        last.scalar_subquery(),
    ).where(
        Member.status == MemberStatus.ACTIVE, Member.shop_id.in_(asked.shop_ids)
    )  # fmt: skip


def _away(session: Session, asked: Asked, members: Sequence[_Member], chosen: int) -> list[Away]:
    names = {place.id: place.code for place in asked.shops}
    owned = every_balance(session) if members else {}
    found = []
    for one in members:
        days = (asked.today - (one.last or one.joined_on)).days
        if days >= chosen:
            has = owned.get(one.id, NOTHING)
            found.append(Away(one.id, one.number, one.name, names[one.shop_id], one.joined_on,
                              one.last, days, has.pokok + has.wajib))  # fmt: skip
    return sorted(found, key=lambda one: (-one.days, one.number))


def _says(found: Sequence[Away], members: int, chosen: int) -> str:
    if not found:
        return _("Tidak ada anggota aktif yang %(days)s hari tidak berbelanja.", days=chosen)
    part = percent(len(found), members)
    return _("%(count)s dari %(all)s anggota aktif (%(share)s%%) tidak berbelanja dalam "
             "%(days)s hari terakhir; simpanan pokok dan wajib mereka %(shares)s.",
             count=number(len(found)), all=number(members), share=quantity(part) if part else "0",
             days=chosen, shares=rupiah(total(one.shares for one in found)))  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Nomor"), Kind.COUNT),
        Column(_("Nama")),
        Column(_("Toko")),
        Column(_("Tanggal masuk"), Kind.DATE),
        Column(_("Belanja terakhir"), Kind.DATE),
        Column(_("Hari tanpa belanja"), Kind.COUNT),
        Column(_("Simpanan"), Kind.RUPIAH, is_summed=True),
    )


def _plot(found: Sequence[Away], chosen: int) -> Plot:
    """How many have stayed away for how long; whoever never bought stands last."""
    starts = sorted({chosen, *(days for days in (*DAYS, 730) if days > chosen)})
    counts = Counter(
        max(start for start in starts if one.days >= start) for one in found if one.last
    )
    values = [(_("%(days)s+ hari", days=start), counts[start]) for start in starts]
    values.append((_("Belum pernah"), sum(one.last is None for one in found)))
    return Plot(_("Anggota menurut lama tidak berbelanja"), tuple(values), Shape.BARS, Kind.COUNT,
                _("orang"))  # fmt: skip
