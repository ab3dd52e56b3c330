"""What is typed on the pages of consignment, as typed values; InvalidInput names the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, new_id
from core.money import ZERO, Money
from core.quantity import MILLI
from inventory.consignment.agreements import Agreed
from inventory.consignment.consigned_goods import NewGoods, Repriced
from inventory.consignment.consignors import ConsignorDetails
from inventory.consignment.models import Agreement, Bearer, PaidBy
from inventory.consignment.queries import GoodsRow
from inventory.consignment.settling import Payment
from inventory.stock import Goods
from members.models import Member

Form = Mapping[str, str]
_LONGEST_NAME = 80
MOST_DAYS = 366


def consignor(session: Session, form: Form, *, active: bool = True) -> ConsignorDetails:
    """A producer as typed; a name is enough."""
    return ConsignorDetails(
        name=forms.line(
            form, "name", required=_("Nama penitip harus diisi."), longest=_LONGEST_NAME
        ),
        phone=forms.line(form, "phone", longest=40),
        member_id=_member(session, form.get("member", "").strip()),
        active=active,
    )


def agreed(form: Form) -> Agreed:
    """What is agreed: the fee in percent, how often it is paid, and who bears what."""
    return Agreed(
        basis_points=_basis_points(form.get("commission", "")),
        cycle_days=_days(form, "cycle") or 1,
        shelf_days=_days(form, "shelf_days"),
        loss_bearer=_bearer(form, "loss_bearer"),
        spoilage_bearer=_bearer(form, "spoilage_bearer"),
    )


def as_typed(agreement: Agreement | None) -> dict[str, str]:
    """What is agreed, as somebody would type it."""
    if agreement is None:
        return {"cycle": "1"}
    whole, rest = divmod(agreement.basis_points, 100)
    return {
        "commission": f"{whole},{rest:02d}".rstrip("0") if rest else str(whole),
        "cycle": str(agreement.cycle_days),
        "shelf_days": str(agreement.shelf_days or ""),
        "loss_bearer": agreement.loss_bearer.value,
        "spoilage_bearer": agreement.spoilage_bearer.value,
    }


def first_day(form: Form, *, today: date) -> date:
    """From when something holds: never before today, since the past stays as it was."""
    first = forms.iso_day(form, "valid_from", required=_("Isi tanggal mulainya."))
    if first is None or first < today:
        raise InvalidInput(_("Paling cepat berlaku mulai hari ini."), field="valid_from")
    return first


def new_goods(form: Form) -> NewGoods:
    """A product as a producer first brings it."""
    return NewGoods(
        forms.line(form, "name", required=_("Nama barang harus diisi."), longest=60),
        forms.line(form, "unit", longest=20) or "pcs",
        _money(form, "price"),
    )


def repriced(form: Form, *, today: date) -> Repriced:
    """Another price from a day on; without a net price the agreement decides."""
    net = _money(form, "net_price") if form.get("net_price", "").strip() else None
    return Repriced(_money(form, "price"), net, first_day(form, today=today))


def goods(form: Form, known: Sequence[GoodsRow]) -> list[Goods]:
    """How many of each product; what is left empty is left out."""
    found: list[Goods] = []
    for row in known:
        name = f"quantity-{row.code}"
        text = form.get(name, "").strip()
        if not text:
            continue
        try:
            quantity = parse.quantity(text)
        except InvalidInput as error:
            raise InvalidInput(error.sentence, field=name) from None
        if quantity.milli % MILLI and not row.fractions:
            raise InvalidInput(_("%(name)s dihitung utuh.", name=row.name), field=name)
        found.append((row.product_id, quantity))
    return found


def payment(form: Form) -> Payment:
    """How a producer is paid; against kasbon only with consent."""
    amounts = {way: _amount(form, way) for way in PaidBy}
    reference = forms.line(form, "reference", longest=60)
    return Payment(amounts, reference, consent="consent" in form, key=key(form))


def key(form: Form) -> UUID:
    """The key made with the form; a new one where it is broken."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        return new_id()


def _amount(form: Form, way: PaidBy) -> Money:
    return _money(form, way.value) if form.get(way.value, "").strip() else ZERO


def _money(form: Form, name: str) -> Money:
    try:
        return parse.money(form.get(name, ""))
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=name) from None


def _days(form: Form, name: str) -> int | None:
    """A number of days; None when nothing is typed."""
    text = form.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_DAYS):
        raise InvalidInput(_("Isi jumlah hari dari 1 sampai %(most)s.", most=MOST_DAYS), field=name)
    return int(text[:4])


def _basis_points(text: str) -> int:
    """Percent with up to two decimals: ``12,5`` is 1250."""
    try:
        share = Fraction(text.strip().removesuffix("%").strip().replace(",", ".")) * 100
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 10_000 or share.denominator != 1:
        raise InvalidInput(_("Isi komisi dalam persen, misalnya 15."), field="commission")
    return int(share)


def _bearer(form: Form, name: str) -> Bearer:
    try:
        return Bearer(form.get(name, ""))
    except ValueError:
        raise InvalidInput(_("Pilih siapa yang menanggung."), field=name) from None


def _member(session: Session, text: str) -> MemberId | None:
    """The member with this number; none when nothing is typed."""
    if not text:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    wanted = select(Member.id).where(Member.number == int(text)) if is_number else None
    found = session.scalar(wanted) if wanted is not None else None
    if found is None:
        raise InvalidInput(_("Tidak ada anggota dengan nomor itu."), field="member")
    return MemberId(found)
