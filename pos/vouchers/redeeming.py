"""Vouchers that a sale was paid with: looked up, judged, used up.

A sale is never refused. What a voucher did not cover, because it was used, expired, void, unknown
or worth less, becomes a flag; the sale's own entry took it off 2-1420 all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.ids import SaleId, ShopId
from core.money import ZERO, Money
from ledger import journal
from members.entries import Event
from pos.documents import SaleDocument, TenderDocument
from pos.entries import SoldGoods
from pos.models import FlagKind, Sale, TenderKind
from pos.review import Flag
from pos.vouchers import codes
from pos.vouchers.entries import Behind, use_entries, use_source
from pos.vouchers.models import EndKind, Voucher, VoucherBatch, VoucherEnd, VoucherUse
from pos.vouchers.standing import Standing, State, state, taken


@dataclass(frozen=True, slots=True)
class Known:
    """A voucher that a code names, as it stands."""

    id: UUID
    behind: Behind
    standing: Standing


@dataclass(frozen=True, slots=True)
class Presented:
    """A voucher tender of a sale, and what the code on it names."""

    position: int
    tender: TenderDocument
    voucher: Known | None
    state: State | None
    """On the day of the sale; None: nobody knows it."""

    @property
    def amount(self) -> Money:
        """What the voucher really pays; one that its day passed pays once all the same."""
        if self.voucher is None or self.voucher.standing.end is not None:
            return ZERO
        if self.state is State.USED:
            return ZERO
        return taken(self.voucher.standing, self.tender.amount)


def shops_of(session: Session, document: SaleDocument) -> Iterable[ShopId]:
    """The shops that issued the vouchers of a sale: their books change, and nobody else's turn."""
    named = _codes(tender for _position, tender in _tenders(document))
    if not named:
        return ()
    return session.scalars(
        select(VoucherBatch.shop_id)
        .join(Voucher, Voucher.batch_id == VoucherBatch.id)
        .where(Voucher.code.in_(named))
        .distinct()
    ).all()


def presented(session: Session, document: SaleDocument, *, on: date) -> tuple[Presented, ...]:
    """The vouchers a sale was paid with, as they stood before it; most sales have none."""
    tenders = _tenders(document)
    known = by_codes(session, _codes(tender for _position, tender in tenders)) if tenders else {}
    return tuple(_judged(tenders, known, number=document.number, on=on))


def flags(vouchers: Sequence[Presented]) -> Iterator[Flag]:
    """What was wrong with the vouchers of a sale."""
    for each in vouchers:
        code = {"code": each.tender.reference}
        if each.voucher is None:
            yield Flag(FlagKind.VOUCHER, {"why": "unknown", **code})
        elif each.state is not State.OPEN:
            yield Flag(FlagKind.VOUCHER, _why(each.voucher.standing, each.state) | code)
        if each.voucher and each.amount and each.amount < each.tender.amount:
            paid, worth = each.tender.amount.amount, each.amount.amount
            yield Flag(FlagKind.VOUCHER, {"why": "less", **code, "sold": paid, "rule": worth})


def use(session: Session, vouchers: Sequence[Presented], sale: SoldGoods, *, at: datetime) -> None:
    """Use up the vouchers that were good, and book what lapsed of them or belongs elsewhere."""
    for each in vouchers:
        if each.voucher is None or not each.amount:
            continue
        session.add(
            VoucherUse(
                voucher_id=each.voucher.id,
                sale_id=SaleId(sale.id),
                position=each.position,
                amount=each.amount,
                used_on=sale.booked_on,
                booked_at=at,
            )
        )
        session.flush()
        event = Event(sale.shop_id, sale.booked_on, use_source(each.voucher.id), sale.number)
        rest = each.voucher.standing.face - each.amount
        for entry in use_entries(event, each.voucher.behind, paid=each.amount, rest=rest):
            journal.post(session, entry, at=at)


def by_codes(session: Session, named: Iterable[str]) -> Mapping[str, Known]:
    """The vouchers that tidy codes name."""
    rows = session.execute(_standings().where(Voucher.code.in_(list(named))))
    return {row[0]: _known(row) for row in rows}


def _tenders(document: SaleDocument) -> list[tuple[int, TenderDocument]]:
    return [
        (position, tender)
        for position, tender in enumerate(document.tenders)
        if tender.kind is TenderKind.VOUCHER
    ]


def _codes(tenders: Iterable[TenderDocument]) -> set[str]:
    return {codes.tidy(tender.reference) for tender in tenders}


def _judged(
    tenders: Sequence[tuple[int, TenderDocument]],
    known: Mapping[str, Known],
    *,
    number: str,
    on: date,
) -> Iterator[Presented]:
    """One after the other: the same voucher twice in a sale is used the second time."""
    left = dict(known)
    for position, tender in tenders:
        code = codes.tidy(tender.reference)
        voucher = left.get(code)
        yield Presented(
            position, tender, voucher, state(voucher.standing, on=on) if voucher else None
        )
        if voucher and voucher.standing.used_in is None:
            used = Standing(voucher.standing.face, voucher.standing.valid_until, number, on,
                            voucher.standing.end)  # fmt: skip
            left[code] = Known(voucher.id, voucher.behind, used)


def _why(standing: Standing, found: State | None) -> dict[str, Any]:
    if found is State.USED:
        return {"why": "used", "number": standing.used_in}
    if standing.end is not None:
        return {"why": "void" if standing.end is EndKind.VOID else "lapsed"}
    return {"why": "expired", "until": standing.valid_until.isoformat()}


def _standings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Voucher.code,
            Voucher.id,
            VoucherBatch.shop_id,
            VoucherBatch.paid_by,
            VoucherBatch.face,
            VoucherBatch.valid_until,
            Sale.number,
            VoucherUse.used_on,
            VoucherEnd.kind,
        )
        .join(VoucherBatch, VoucherBatch.id == Voucher.batch_id)
        .outerjoin(VoucherUse, VoucherUse.voucher_id == Voucher.id)
        .outerjoin(Sale, Sale.id == VoucherUse.sale_id)
        .outerjoin(VoucherEnd, VoucherEnd.voucher_id == Voucher.id)
    )


def _known(row: Any) -> Known:
    _code, voucher_id, shop_id, paid_by, face, valid_until, number, used_on, end = row
    standing = Standing(face, valid_until, number, used_on, end)
    return Known(voucher_id, Behind(ShopId(shop_id), paid_by), standing)
