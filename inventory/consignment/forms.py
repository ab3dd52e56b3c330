"""What is typed on the pages of consignment, as typed values; InvalidInput names the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from inventory.consignment.consignors import ConsignorDetails
from inventory.consignment.models import Bearer, PaidBy
from inventory.consignment.queries import GoodsRow
from inventory.consignment.settling import Payment
from inventory.stock import Goods
from members.models import Member

Form = Mapping[str, str]
_LONGEST_NAME = 80


def consignor(session: Session, form: Form) -> ConsignorDetails:
    """A producer as typed; a name is enough."""
    return ConsignorDetails(
        name=forms.line(
            form, "name", required=_("Nama penitip harus diisi."), longest=_LONGEST_NAME
        ),
        phone=forms.line(form, "phone", longest=40),
        member_id=_member(session, form.get("member", "").strip()),
    )


def agreed(form: Form) -> Agreed:
    """What is agreed: the fee in percent, and who bears what."""
    return Agreed(
        basis_points=_basis_points(form.get("commission", "")),
        loss_bearer=_bearer(form, "loss_bearer"),
        spoilage_bearer=_bearer(form, "spoilage_bearer"),
    )


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
    if amounts[PaidBy.KASBON] and "consent" not in form:
        raise InvalidInput(_("Potong kasbon perlu persetujuan penitip."), field="consent")
    return Payment(amounts, forms.line(form, "reference", longest=60), key=key(form))


def key(form: Form) -> UUID:
    """The key made with the form; a new one where it is broken."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        return new_id()


def _amount(form: Form, way: PaidBy) -> Money:
    text = form.get(way.value, "").strip()
    if not text:
        return ZERO
    try:
        return parse.money(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=way.value) from None


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
