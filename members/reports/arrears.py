"""The report of arrears: simpanan wajib of months that are over, by age, member and shop.

Who owes what is told by ``members.dues``; here it is only put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import number, rupiah
from core.i18n import _
from core.money import Money, total
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Row, Shape, percent
from members.dues import queries
from members.dues.queries import Search
from members.reports.ages import AGES, by_age

BY_AGE, BY_MEMBER, BY_SHOP = "umur", "anggota", "toko"


@dataclass(frozen=True, slots=True)
class Late:
    """A member who is behind."""

    number: int
    name: str
    shop: str
    """The home shop's code."""
    months: int
    since: date | None
    """The oldest month."""
    ages: tuple[Money, ...]
    """What she owes, in the order of ``AGES``."""

    @property
    def owes(self) -> Money:
        return total(self.ages)


def build(session: Session, asked: Asked) -> Report:
    """Dues that are late today, who owes most first."""
    found = _late(session, asked)
    return Report(
        title=_("Tunggakan simpanan wajib"),
        says=_says(found),
        columns=_columns(asked.by),
        rows=_rows(found, asked) if found else (),
        name=1 if asked.by == BY_MEMBER else 0,
        plots=(_plot(found),) if found else (),
        notes=(
            _("Keadaan hari ini, dari bulan yang sudah lewat; setoran melunasi bulan tertua dulu. "
              "Umur: berapa bulan yang lalu."),
        ),
    )  # fmt: skip


def _late(session: Session, asked: Asked) -> list[Late]:
    search = Search(shops=asked.shop_ids)
    found = []
    for row, card in queries.with_cards(session, search, on=asked.today):
        late = card.arrears(asked.today) if card else ()
        since = late[0].month if late else None
        found.append(Late(row.number, row.name, row.shop, len(late), since,
                          by_age(late, asked.today)))  # fmt: skip
    return found


def _says(found: Sequence[Late]) -> str:
    if not found:
        return _("Tidak ada anggota aktif yang menunggak simpanan wajib.")
    return _("%(count)s anggota menunggak simpanan wajib, bersama-sama %(sum)s.",
             count=number(len(found)), sum=rupiah(total(one.owes for one in found)))  # fmt: skip


def age_names() -> list[str]:
    """What the ages are called."""
    ends = (*(start - 1 for start in AGES[1:]), None)
    return [_age_name(start, end) for start, end in zip(AGES, ends, strict=True)]


def _age_name(start: int, end: int | None) -> str:
    if end is None:
        return _("Lebih dari %(months)s bulan", months=start - 1)
    if start == end:
        return _("%(months)s bulan", months=start)
    return _("%(first)s–%(last)s bulan", first=start, last=end)


def _columns(by: str) -> tuple[Column, ...]:
    if by == BY_AGE:
        return (
            Column(_("Umur")),
            Column(_("Anggota"), Kind.COUNT),
            Column(_("Tunggakan"), Kind.RUPIAH, is_summed=True),
            Column(_("Bagian"), Kind.QUANTITY, "%", is_summed=True),
        )
    named: tuple[Column, ...] = (
        Column(_("Toko")), Column(_("Anggota"), Kind.COUNT, is_summed=True),
    )  # fmt: skip
    if by == BY_MEMBER:
        named = (
            Column(_("Nomor"), Kind.COUNT), Column(_("Nama")), Column(_("Toko")),
            Column(_("Bulan menunggak"), Kind.COUNT), Column(_("Sejak"), Kind.DATE),
        )  # fmt: skip
    ages = (Column(name, Kind.RUPIAH, is_summed=True) for name in age_names())
    return (*named, *ages, Column(_("Tunggakan"), Kind.RUPIAH, is_summed=True))


def _rows(found: Sequence[Late], asked: Asked) -> tuple[Row, ...]:
    if asked.by == BY_MEMBER:
        return tuple(_member_row(one) for one in found)
    if asked.by == BY_AGE:
        return _age_rows(found)
    groups = [[one for one in found if one.shop == place.code] for place in asked.shops]
    return tuple(
        Row((place.name, len(group), *_by_age(group), total(one.owes for one in group)))
        for place, group in zip(asked.shops, groups, strict=True) if group
    )  # fmt: skip


def _member_row(one: Late) -> Row:
    cells = (one.number, one.name, one.shop, one.months, one.since, *one.ages, one.owes)
    return Row(cells, "dues.show", {"number": str(one.number)})


def _age_rows(found: Sequence[Late]) -> tuple[Row, ...]:
    sums = _by_age(found)
    whole = total(sums)
    return tuple(
        Row((name, sum(one.ages[place] > Money(0) for one in found), sums[place],
             percent(sums[place].amount, whole.amount)))
        for place, name in enumerate(age_names())
    )  # fmt: skip


def _by_age(found: Sequence[Late]) -> tuple[Money, ...]:
    return tuple(total(one.ages[place] for one in found) for place in range(len(AGES)))


def _plot(found: Sequence[Late]) -> Plot:
    sums = zip(age_names(), _by_age(found), strict=True)
    return Plot(_("Tunggakan menurut umur"), tuple((name, sum_.amount) for name, sum_ in sums),
                Shape.RANKS)  # fmt: skip
