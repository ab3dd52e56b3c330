"""A sale as it stands on paper, and the document it becomes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId, PackId
from core.money import ZERO, Money, total
from core.quantity import Quantity
from pos.documents import LineDocument, TenderDocument
from pos.models import TenderKind
from pos.pricing import PricedBasket
from pos.rounding import CashRounding, round_cash

WAYS = (TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.KASBON)
"""What a sale on paper can be paid with; savings and vouchers need a till."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of goods on the paper."""

    pack_id: PackId
    name: str
    unit: str
    quantity: Quantity
    """Packs."""
    price: Money | None
    """As the paper says; None: that of the list of the day."""
    field: str = ""
    """Where it was typed."""


@dataclass(frozen=True, slots=True)
class Payment:
    """How it was paid: one way for the whole, or another for a part of it."""

    main: TenderKind
    part: Money = ZERO
    part_kind: TenderKind | None = None
    reference: str = ""
    """What the provider or the bank calls it."""

    @property
    def kinds(self) -> tuple[TenderKind, ...]:
        return (self.main,) if self.part_kind is None else (self.main, self.part_kind)


@dataclass(frozen=True, slots=True)
class PaperSale:
    """A sale as somebody wrote it down while everything was dead."""

    paper: str
    """The number on the paper, in capitals."""
    at: datetime
    """About when; UTC."""
    sold_on: date
    clerk_id: OperatorId
    member_id: MemberId | None
    lines: tuple[PaperLine, ...]
    payment: Payment
    place: int = 0
    """Which of the papers on the page it is, from 0."""


def asked(sale: PaperSale) -> tuple[LineDocument, ...]:
    """What was sold, before the rules of the day gave it prices."""
    return tuple(
        LineDocument(
            line.pack_id,
            line.quantity,
            unit_price=line.price or ZERO,
            amount=ZERO,
            overridden=line.price is not None,
        )
        for line in sale.lines
    )


def sold(sale: PaperSale, priced: PricedBasket) -> tuple[LineDocument, ...]:
    """The lines at the prices of the paper, or of that day's list.

    A price of the paper is not one that was typed against the rules: where it differs it is
    flagged, and nobody has to agree to it.
    """
    lines = []
    for line, found in zip(sale.lines, priced.lines, strict=True):
        if found is None:
            raise InvalidInput(
                _("%(name)s belum ada harganya pada hari itu; isi harganya.", name=line.name),
                field=line.field.replace("item", "price"),
            )
        lines.append(
            LineDocument(
                line.pack_id,
                line.quantity,
                unit_price=Money(found.unit_price),
                amount=Money(found.amount),
                discount=Money(found.discount),
                promotion_id=UUID(found.promotion) if found.promotion else None,
            )
        )
    return tuple(lines)


def tenders(
    sale: PaperSale, lines: tuple[LineDocument, ...], rule: CashRounding
) -> tuple[TenderDocument, ...]:
    """What it was paid with; only the whole or the rest in cash is rounded."""
    due = total(line.amount for line in lines)
    payment = sale.payment
    if payment.part_kind is None:
        return (_tender(payment.main, due, payment.reference, rule),)
    if not ZERO < payment.part < due:
        raise InvalidInput(
            _("Sebagian berarti lebih dari nol dan kurang dari totalnya."),
            field=f"part-{sale.place}",
        )
    if payment.part_kind is payment.main:
        raise InvalidInput(
            _("Pilih cara bayar yang lain untuk sebagian itu."), field=f"part_tender-{sale.place}"
        )
    exact = CashRounding(1, "down")
    return (
        _tender(payment.main, due - payment.part, payment.reference, rule),
        _tender(payment.part_kind, payment.part, payment.reference, exact),
    )


def _tender(kind: TenderKind, amount: Money, reference: str, rule: CashRounding) -> TenderDocument:
    """QRIS by the printed code: nobody has seen it arrive yet."""
    if kind is TenderKind.CASH:
        amount = Money(round_cash(amount.amount, rule))
    named = kind in (TenderKind.QRIS, TenderKind.TRANSFER)
    return TenderDocument(
        kind,
        amount,
        given=amount,
        change=ZERO,
        reference=reference if named else "",
        confirmed=kind is not TenderKind.QRIS,
    )
