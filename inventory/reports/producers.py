"""The report of producers: what they brought, what was sold of it, and what became of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import rupiah
from core.i18n import _
from core.ids import PartyId
from core.money import ZERO, Money, total
from core.quantity import NONE, Quantity
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Row, percent
from inventory.consignment.models import (
    ConsignedSale,
    Consignor,
    Ending,
    Intake,
    IntakeLine,
)  # fmt: skip
from inventory.reports.goods import ranked
from ledger import chart
from ledger.models import JournalEntry, Posting


@dataclass(frozen=True, slots=True)
class Performance:
    """What a producer did in some days; owed is what is still to be paid now."""

    brought: Quantity = NONE
    sold: Quantity = NONE
    unsold: Quantity = NONE
    """Taken home, spoilt or lost."""
    amount: Money = ZERO
    payable: Money = ZERO
    owed: Money = ZERO

    @property
    def fee(self) -> Money:
        return self.amount - self.payable

    @property
    def is_empty(self) -> bool:
        return self == Performance()


def build(session: Session, asked: Asked) -> Report:
    """Every producer who brought, sold or is owed something, the best first."""
    found = _performances(session, asked)
    people = {
        PartyId(one.id): one
        for one in session.scalars(select(Consignor).where(Consignor.id.in_(found)))
    }
    order = sorted(
        (key for key in found if key in people and not found[key].is_empty),
        key=lambda key: (-found[key].amount.amount, people[key].name),
    )
    return Report(
        title=_("Kinerja penitip"),
        says=_says([found[key] for key in order]),
        columns=_columns(),
        rows=tuple(
            Row((people[key].name, *_figures(found[key])),
                "inventory.consignment.show", {"number": str(people[key].number)})
            for key in order
        ),
        plots=(Plot(
            _("Penjualan barang titipan menurut penitip"),
            ranked({people[key].name: found[key].amount.amount for key in order}),
        ),) if order else (),
        notes=(
            _("Tidak terjual: dibawa pulang, basi, dan hilang. Belum dibayar: keadaan hari ini."),
        ),
    )  # fmt: skip


def _performances(session: Session, asked: Asked) -> dict[PartyId, Performance]:
    found: dict[PartyId, Performance] = defaultdict(Performance)

    def put(statement: Select[*tuple[Any, ...]], change: Callable[..., Performance]) -> None:
        for key, *figures in session.execute(statement):
            found[key] = change(found[key], *figures)

    put(_brought(asked), lambda was, q: replace(was, brought=q))
    put(_sold(asked), lambda was, q, amount, payable: replace(
        was, sold=q, amount=amount, payable=payable))  # fmt: skip
    put(_ended(asked), lambda was, q: replace(was, unsold=q))
    put(_owed(asked), lambda was, balance: replace(was, owed=-balance))
    return found


def _brought(asked: Asked) -> Select[*tuple[Any, ...]]:
    return (
        select(Intake.consignor_id, func.sum(IntakeLine.quantity))
        .join(IntakeLine, IntakeLine.intake_id == Intake.id)
        .where(Intake.shop_id.in_(asked.shop_ids))
        .where(Intake.taken_on.between(asked.since, asked.until))
        .group_by(Intake.consignor_id)
    )


def _sold(asked: Asked) -> Select[*tuple[Any, ...]]:
    return (
        select(ConsignedSale.consignor_id, func.sum(ConsignedSale.quantity),
               func.sum(ConsignedSale.amount), func.sum(ConsignedSale.payable))
        .where(ConsignedSale.shop_id.in_(asked.shop_ids))
        .where(ConsignedSale.booked_on.between(asked.since, asked.until))
        .group_by(ConsignedSale.consignor_id)
    )  # fmt: skip


def _ended(asked: Asked) -> Select[*tuple[Any, ...]]:
    return (
        select(Ending.consignor_id, func.sum(Ending.quantity))
        .where(Ending.shop_id.in_(asked.shop_ids))
        .where(Ending.ended_on.between(asked.since, asked.until))
        .group_by(Ending.consignor_id)
    )


def _owed(asked: Asked) -> Select[*tuple[Any, ...]]:
    return (
        select(Posting.party_id, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == chart.CONSIGNMENT_PAYABLES, Posting.party_id.is_not(None))
        .where(JournalEntry.shop_id.in_(asked.shop_ids))
        .group_by(Posting.party_id)
    )


def _says(found: list[Performance]) -> str:
    if not any(one.amount for one in found):
        return _("Tidak ada barang titipan yang terjual dalam masa ini.")
    return _("Titipan terjual %(amount)s: untuk penitip %(payable)s, untuk koperasi %(fee)s.",
             amount=rupiah(total(one.amount for one in found)),
             payable=rupiah(total(one.payable for one in found)),
             fee=rupiah(total(one.fee for one in found)))  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Penitip")),
        Column(_("Dibawa"), Kind.QUANTITY, is_summed=True),
        Column(_("Terjual"), Kind.QUANTITY, is_summed=True),
        Column(_("Laku"), Kind.QUANTITY, "%", ratio=(2, 1)),
        Column(_("Tidak terjual"), Kind.QUANTITY, is_summed=True),
        Column(_("Penjualan"), Kind.RUPIAH, is_summed=True),
        Column(_("Untuk penitip"), Kind.RUPIAH, is_summed=True),
        Column(_("Komisi"), Kind.RUPIAH, is_summed=True),
        Column(_("Belum dibayar"), Kind.RUPIAH, is_summed=True),
    )


def _figures(one: Performance) -> tuple[Quantity | Money | None, ...]:
    return (
        one.brought, one.sold, percent(one.sold.milli, one.brought.milli), one.unsold,
        one.amount, one.payable, one.fee, one.owed,
    )  # fmt: skip
