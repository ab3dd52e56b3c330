"""From what was typed of a paper to a sale: who, when, which goods. Raises with the field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core import parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId
from core.money import ZERO, Money
from core.quantity import MILLI, NONE, Quantity
from pos.late_sales import finding
from pos.late_sales.forms import TypedLine, TypedPaper
from pos.late_sales.models import LONGEST_PAPER
from pos.late_sales.papers import WAYS, PaperLine, PaperSale, Payment
from pos.models import TenderKind
from pos.tills import TillView

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Head:
    """What all papers of a page share."""

    till: TillView
    clerk_id: OperatorId
    day: date


def paper_sale(session: Session, head: Head, typed: TypedPaper, *, now: datetime) -> PaperSale:
    """The sale a paper tells of. Raises InvalidInput."""
    place = typed.place
    member = typed.member
    return PaperSale(
        paper=_paper(typed),
        at=_at(head, typed, now=now),
        sold_on=head.day,
        clerk_id=head.clerk_id,
        member_id=finding.member(session, member, field=f"member-{place}") if member else None,
        lines=_lines(session, typed),
        payment=_payment(typed),
        place=place,
    )


def _paper(typed: TypedPaper) -> str:
    field = f"paper-{typed.place}"
    number = typed.paper.upper()
    if not number:
        raise InvalidInput(
            _("Isi nomor nota; kalau kertasnya tidak bernomor, beri nomor sekarang."), field=field
        )
    if len(number) > LONGEST_PAPER:
        raise InvalidInput(_("Nomor nota paling banyak 20 huruf."), field=field)
    return number


def _at(head: Head, typed: TypedPaper, *, now: datetime) -> datetime:
    field, text = f"time-{typed.place}", typed.time or typed.carried
    if not text:
        raise InvalidInput(_("Isi kira-kira jam berapa."), field=field)
    try:
        local = time.fromisoformat(text)
    except ValueError:
        raise InvalidInput(_("Jam ini tidak dapat dibaca."), field=field) from None
    at = datetime.combine(head.day, local, ZoneInfo(head.till.time_zone))
    if at > now:
        raise InvalidInput(_("Jam nota tidak boleh di masa depan."), field=field)
    return at


def _lines(session: Session, typed: TypedPaper) -> tuple[PaperLine, ...]:
    filled = [line for line in typed.lines if not line.is_blank]
    if not filled:
        raise InvalidInput(_("Isi barang yang terjual."), field=f"item-{typed.place}-0")
    return tuple(_line(session, typed.place, line) for line in filled)


def _line(session: Session, paper: int, typed: TypedLine) -> PaperLine:
    item, quantity, price = (
        f"{name}-{paper}-{typed.place}" for name in ("item", "quantity", "price")
    )
    if not typed.item:
        raise InvalidInput(_("Isi kode, barcode, atau nama barangnya."), field=item)
    pack = finding.pack(session, typed.item, field=item)
    many = _at_field(parse.quantity, typed.quantity or "1", quantity)
    _check_quantity(pack, many, quantity)
    return PaperLine(
        pack_id=pack.id,
        name=pack.name,
        unit=pack.unit,
        quantity=many,
        price=_price(typed.price, price) if typed.price else None,
        field=item,
    )


def _check_quantity(pack: finding.FoundPack, many: Quantity, field: str) -> None:
    if many <= NONE:
        raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field=field)
    if not pack.fractions and many.milli % MILLI:
        raise InvalidInput(_("%(name)s dijual utuh.", name=pack.name), field=field)


def _price(text: str, field: str) -> Money:
    price = _at_field(parse.money, text, field)
    if price < ZERO:
        raise InvalidInput(_("Harga tidak boleh kurang dari nol."), field=field)
    return price


def _payment(typed: TypedPaper) -> Payment:
    main = _way(typed.tender, f"tender-{typed.place}")
    if not typed.part:
        return Payment(main, reference=typed.reference)
    part = _at_field(parse.money, typed.part, f"part-{typed.place}")
    kind = _way(typed.part_tender, f"part_tender-{typed.place}")
    return Payment(main, part, kind, typed.reference)


def _way(text: str, field: str) -> TenderKind:
    if text not in WAYS:
        raise InvalidInput(_("Pilih cara bayarnya."), field=field)
    return TenderKind(text)


def _at_field(read: Callable[[str], T], text: str, field: str) -> T:
    try:
        return read(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=field) from None
