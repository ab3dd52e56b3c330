"""The report of women and returned migrants: what is theirs of members, savings and purchases.

It is made to be passed on, so no group is shown in which somebody could be told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import number, quantity
from core.i18n import _, lazy
from core.money import Money
from core.quantity import NONE
from core.reports.asked import Asked, Place
from core.reports.report import Cell, Column, Plot, Report, Row, percent
from members.models import Migrant, Sex
from members.reports.shares import Part, Share, Who, shares
from members.reports.small_groups import FEWEST, is_small, merged, told_apart
from members.words import migrant_name

BY_SEX, BY_MIGRANT = "jenis-kelamin", "pmi"
WOMEN_BY_SHOP, RETURNED_BY_SHOP = "perempuan-toko", "purna-pmi-toko"
_PARTS: Mapping[str, Callable[[Who], bool]] = {
    WOMEN_BY_SHOP: lambda who: who.sex is Sex.FEMALE,
    RETURNED_BY_SHOP: lambda who: who.migrant is Migrant.RETURNED,
}
_GROUPS = {WOMEN_BY_SHOP: lazy("Anggota perempuan"), RETURNED_BY_SHOP: lazy("Anggota purna PMI")}
_SEXES = {Sex.FEMALE: lazy("Anggota perempuan"), Sex.MALE: lazy("Anggota laki-laki")}
_SHARES = ("members", "admitted", "savings", "purchases")
_IN_RUPIAH = ("savings", "purchases")


def build(session: Session, asked: Asked) -> Report:
    """Groups of members with their shares; or one group's shares in every shop."""
    found = shares(session, asked)
    by_shop = asked.by in _PARTS
    rows = _shop_rows(found, asked) if by_shop else _rows(_groups(found, asked.by))
    return Report(
        title=_("Perempuan dan purna PMI"),
        says=_says(found),
        columns=_shop_columns(asked.by) if by_shop else _columns(),
        rows=rows,
        plots=(_shop_plot(rows, asked.by) if by_shop else _plot(rows),),
        notes=(
            _("Anggota yang aktif di hari terakhir. Anggota baru: menjadi aktif dalam masa ini. "
              "Simpanan: pokok, wajib, dan sukarela di hari terakhir. Belanja: dalam masa ini."),
            _("Kelompok yang kurang dari %(fewest)s orang digabung, dan angkanya dikosongkan, "
              "supaya tidak seorang pun dikenali.", fewest=FEWEST),
        ),
        sums=None if by_shop else _sums(found),
    )  # fmt: skip


def _groups(found: Mapping[Who, Share], by: str) -> dict[str, Share]:
    """Women and men, or migrants, with whoever does not say."""
    kinds: tuple[Sex | Migrant | None, ...] = (*(Migrant if by == BY_MIGRANT else Sex), None)
    groups = {
        kind: _together(
            share for who, share in found.items()
            if (who.migrant if by == BY_MIGRANT else who.sex) is kind
        )
        for kind in kinds
    }  # fmt: skip
    kept = merged({kind: share.members.people for kind, share in groups.items()})
    return {
        ", ".join(_named(kind) for kind in group): _together(groups[kind] for kind in group)
        for group in kept
    }


def _together(found: Iterable[Share]) -> Share:
    return sum(found, start=Share())


def _named(kind: Sex | Migrant | None) -> str:
    if isinstance(kind, Migrant):
        return migrant_name(kind)
    return str(_SEXES[kind]) if isinstance(kind, Sex) else _("Belum dicatat")


def _says(found: Mapping[Who, Share]) -> str:
    """Both shares of all members, each unless it would tell somebody apart."""
    everybody = _together(found.values()).members.people
    if not everybody:
        return _("Belum ada anggota aktif sampai hari itu.")
    women, returned = (
        _part_of_members(found, by, everybody) for by in (WOMEN_BY_SHOP, RETURNED_BY_SHOP)
    )
    return _("Dari %(count)s anggota aktif, perempuan %(women)s dan purna PMI %(returned)s.",
             count=number(everybody), women=women, returned=returned)  # fmt: skip


def _part_of_members(found: Mapping[Who, Share], by: str, everybody: int) -> str:
    people = sum(share.members.people for who, share in found.items() if _PARTS[by](who))
    if is_small(people) or is_small(everybody - people):
        return _("terlalu sedikit untuk disebut")
    return f"{quantity(percent(people, everybody) or NONE)}%"


def _columns() -> tuple[Column, ...]:
    def counted(title: str, kind: Kind) -> tuple[Column, Column]:
        return Column(title, kind, is_summed=True), Column(_("Bagian"), Kind.QUANTITY, "%")

    return (
        Column(_("Kelompok")),
        *counted(_("Anggota"), Kind.COUNT),
        *counted(_("Anggota baru"), Kind.COUNT),
        *counted(_("Simpanan"), Kind.RUPIAH),
        *counted(_("Belanja"), Kind.RUPIAH),
    )


def _rows(groups: Mapping[str, Share]) -> tuple[Row, ...]:
    whole = _together(groups.values())
    hidden = {
        name for name in _SHARES
        if len(groups) > 1 and any(is_small(_of(share, name).people) for share in groups.values())
    }  # fmt: skip
    rows = []
    for title, share in groups.items():
        cells: list[Cell] = [title]
        for name in _SHARES:
            part, all_ = _figure(share, name), _figure(whole, name)
            cells += (None, None) if name in hidden else (_cell(part, name), percent(part, all_))
        rows.append(Row(tuple(cells)))
    return tuple(rows)


def _sums(found: Mapping[Who, Share]) -> tuple[Cell, ...]:
    whole = _together(found.values())
    cells: list[Cell] = [None]
    for name in _SHARES:
        cells += (_cell(_figure(whole, name), name), None)
    return tuple(cells)


def _of(share: Share, name: str) -> Part:
    return {"members": share.members, "admitted": share.admitted, "savings": share.savings,
            "purchases": share.purchases}[name]  # fmt: skip


def _figure(share: Share, name: str) -> int:
    part = _of(share, name)
    return part.amount if name in _IN_RUPIAH else part.people


def _cell(figure: int, name: str) -> Cell:
    return Money(figure) if name in _IN_RUPIAH else figure


def _shop_columns(by: str) -> tuple[Column, ...]:
    titles = (
        _("Bagian anggota"), _("Bagian anggota baru"), _("Bagian simpanan"), _("Bagian belanja"),
    )  # fmt: skip
    return (
        Column(_("Toko")),
        Column(_("Anggota"), Kind.COUNT, is_summed=True),
        Column(str(_GROUPS[by]), Kind.COUNT, is_summed=True),
        *(Column(title, Kind.QUANTITY, "%") for title in titles),
    )


def _shop_rows(found: Mapping[Who, Share], asked: Asked) -> tuple[Row, ...]:
    """A row for each shop in which the group is large enough, and one for the others together."""
    pairs = {place: _parted(found, asked.by, [place]) for place in asked.shops}
    kept = told_apart({
        place: (own.members.people, others.members.people)
        for place, (own, others) in pairs.items()
        if own.members.people or others.members.people
    })  # fmt: skip
    return tuple(
        _shop_row(", ".join(place.name for place in places), *_parted(found, asked.by, places))
        for places in kept
    )


def _parted(found: Mapping[Who, Share], by: str, places: Iterable[Place]) -> tuple[Share, Share]:
    """The group's share in these shops, and that of everybody else there."""
    within = {place.id for place in places}
    there = {who: share for who, share in found.items() if who.shop_id in within}
    return (
        _together(share for who, share in there.items() if _PARTS[by](who)),
        _together(share for who, share in there.items() if not _PARTS[by](who)),
    )


def _shop_row(name: str, own: Share, others: Share) -> Row:
    whole = own + others
    is_hidden = is_small(own.members.people) or is_small(others.members.people)
    cells: list[Cell] = [name, whole.members.people, None if is_hidden else own.members.people]
    for each in _SHARES:
        few = is_small(_of(own, each).people) or is_small(_of(others, each).people)
        cells.append(None if is_hidden or few else percent(_figure(own, each),
                                                           _figure(whole, each)))  # fmt: skip
    return Row(tuple(cells))


def _plot(rows: Sequence[Row]) -> Plot:
    values = tuple((str(row.cells[0]), _count(row.cells[1])) for row in rows)
    return Plot(_("Anggota aktif menurut kelompok"), values, kind=Kind.COUNT, unit=_("orang"))


def _shop_plot(rows: Sequence[Row], by: str) -> Plot:
    values = tuple((str(row.cells[0]), _count(row.cells[2])) for row in rows)
    label = (
        _("Perempuan di antara anggota aktif, menurut toko") if by == WOMEN_BY_SHOP
        else _("Purna PMI di antara anggota aktif, menurut toko")
    )  # fmt: skip
    return Plot(label, values, kind=Kind.COUNT, unit=_("orang"))


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
