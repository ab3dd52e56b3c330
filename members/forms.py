"""What is typed on the pages of the members, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core import parse
from core.errors import InvalidInput
from core.format import number, rupiah
from core.forms import iso_day, line, lines, shop_choice
from core.i18n import _
from core.models import Shop
from core.money import ZERO, Money
from members.balances import Account
from members.cleaning import shown_phone
from members.customers import CustomerDetails
from members.models import Customer, Member, MemberStatus
from members.register import Details

MOST_CREDIT = Money(1_000_000_000)
"""More than this is a typing error."""


def details(form: Mapping[str, str], shops: list[Shop]) -> Details:
    """A member as typed."""
    shop_id = shop_choice(form, shops)
    if shop_id is None:
        raise InvalidInput(_("Pilih toko tempat anggota ini terdaftar."), field="shop")
    joined_on = iso_day(form, "joined_on", required=_("Isi tanggal masuk."))
    if joined_on is None:
        raise InvalidInput(_("Isi tanggal masuk."), field="joined_on")
    return Details(
        name=line(form, "name", required=_("Nama anggota harus diisi.")),
        shop_id=shop_id,
        joined_on=joined_on,
        card=line(form, "card"),
        phone=line(form, "phone"),
        address=lines(form, "address"),
        status=_status(form),
        credit_limit=_credit_limit(form.get("credit_limit", "")),
    )


def customer_details(form: Mapping[str, str], shops: list[Shop]) -> CustomerDetails:
    """A customer as typed."""
    shop_id = shop_choice(form, shops)
    if shop_id is None:
        raise InvalidInput(_("Pilih toko tempat pelanggan ini boleh kasbon."), field="shop")
    return CustomerDetails(
        name=line(form, "name", required=_("Nama pelanggan harus diisi.")),
        shop_id=shop_id,
        phone=line(form, "phone"),
        credit_limit=_credit_limit(form.get("credit_limit", "")),
        active=bool(form.get("active")),
    )


def typed_of_customer(customer: Customer, shops: list[Shop]) -> dict[str, str]:
    """What is known of a customer as the form shows it."""
    limit = customer.credit_limit
    return {
        "name": customer.name,
        "shop": next((shop.code for shop in shops if shop.id == customer.shop_id), ""),
        "phone": shown_phone(customer.phone),
        "credit_limit": number(limit.amount) if limit else "",
        "active": "1" if customer.active else "",
    }


def typed_of(member: Member, shops: list[Shop]) -> dict[str, str]:
    """The register's words as the form shows them."""
    return {
        "name": member.name,
        "shop": next((shop.code for shop in shops if shop.id == member.shop_id), ""),
        "joined_on": member.joined_on.isoformat(),
        "card": member.card or "",
        "phone": shown_phone(member.phone),
        "address": member.address,
        "status": member.status.value,
        "credit_limit": number(member.credit_limit.amount) if member.credit_limit else "",
    }


def chosen_status(arguments: Mapping[str, str]) -> MemberStatus | None:
    """The standing a list is narrowed to; None for all."""
    text = arguments.get("status", "")
    if text and text not in tuple(MemberStatus):
        raise InvalidInput(_("Keadaan anggota ini tidak dikenal."), field="status")
    return MemberStatus(text) if text else None


def chosen_year(arguments: Mapping[str, str], today: date) -> int:
    """The year in an address, by default this one."""
    text = arguments.get("year", "")
    if not text:
        return today.year
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= today.year):
        raise InvalidInput(_("Tahun ini tidak dapat ditampilkan."), field="year")
    return int(text)


def chosen_account(arguments: Mapping[str, str]) -> Account | None:
    """The account a member's movements are narrowed to; None for all."""
    text = arguments.get("account", "")
    if text and text not in tuple(Account):
        raise InvalidInput(_("Jenis simpanan ini tidak dikenal."), field="account")
    return Account(text) if text else None


def _credit_limit(text: str) -> Money:
    if not text.strip():
        return ZERO
    try:
        limit = parse.money(text)
    except InvalidInput as problem:
        raise InvalidInput(problem.sentence, field="credit_limit") from None
    if not ZERO <= limit <= MOST_CREDIT:
        raise InvalidInput(
            _("Plafon kasbon paling banyak %(most)s.", most=rupiah(MOST_CREDIT)),
            field="credit_limit",
        )
    return limit


def _status(form: Mapping[str, str]) -> MemberStatus:
    text = form.get("status", "")
    if text not in tuple(MemberStatus):
        raise InvalidInput(_("Pilih keadaan anggota."), field="status")
    return MemberStatus(text)
