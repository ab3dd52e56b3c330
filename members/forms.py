"""What is typed on the pages of the members, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

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
from members.models import Customer, Member, MemberStatus, Migrant, Sex
from members.people.regions import regions
from members.queries import Asked
from members.register import Details

Choice = TypeVar("Choice", bound=StrEnum)

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
    regency = regions.find_regency(line(form, "regency"))
    return Details(
        name=line(form, "name", required=_("Nama anggota harus diisi.")),
        shop_id=shop_id,
        joined_on=joined_on,
        card=line(form, "card"),
        phone=line(form, "phone"),
        birth_place=line(form, "birth_place"),
        birth_date=iso_day(form, "birth_date"),
        sex=chosen(Sex, form, "sex", _("Pilih jenis kelaminnya.")),
        occupation=line(form, "occupation"),
        address=lines(form, "address"),
        village=line(form, "village"),
        regency=regency,
        district=regions.find_district(line(form, "district"), regency),
        migrant=chosen(Migrant, form, "migrant", _("Pilih status PMI-nya.")),
        destination=form.get("destination", ""),
        admitted_by=line(form, "admitted_by"),
        credit_limit=_credit_limit(form.get("credit_limit", "")),
    )


def chosen(kind: type[Choice], form: Mapping[str, str], name: str, sentence: str) -> Choice | None:
    """One of the values of a kind; None when nothing is chosen."""
    text = form.get(name, "")
    if text and text not in tuple(kind):
        raise InvalidInput(sentence, field=name)
    return kind(text) if text else None


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
    regency = regions.regencies().get(member.regency)
    return {
        "name": member.name,
        "shop": next((shop.code for shop in shops if shop.id == member.shop_id), ""),
        "joined_on": member.joined_on.isoformat(),
        "card": member.card or "",
        "phone": shown_phone(member.phone),
        "birth_place": member.birth_place,
        "birth_date": member.birth_date.isoformat() if member.birth_date else "",
        "sex": member.sex or "",
        "occupation": member.occupation,
        "address": member.address,
        "village": member.village,
        "district": regions.district_name(member.district),
        "regency": regions.shown(regency) if regency else "",
        "migrant": member.migrant or "",
        "destination": member.destination,
        "admitted_by": member.admitted_by,
        "credit_limit": number(member.credit_limit.amount) if member.credit_limit else "",
    }


def asked(arguments: Mapping[str, str]) -> Asked:
    """What a list of members is narrowed to, by its address."""
    regency = arguments.get("regency", "")
    if regency and regency not in regions.regencies():
        raise InvalidInput(_("Kabupaten atau kota ini tidak ada di daftar."), field="regency")
    return Asked(
        words=" ".join(arguments.get("q", "").split())[:60],
        status=chosen(MemberStatus, arguments, "status", _("Keadaan anggota ini tidak dikenal.")),
        regency=regency,
        programme=arguments.get("programme", "")[:20],
    )


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
