"""What the page of debts reads: who owes what since when, members and named customers alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import CustomerId, MemberId, ShopId
from core.models import Shop
from core.money import Money, total
from core.paging import SIZE, Page, offset
from members import credit, customer_numbers
from members.credit import OpenBon
from members.debtors import Debtor
from members.debts.ageing import OVERDUE, Age, ageing
from members.lookup import mask
from members.models import Bon, Customer, Member, MemberStatus


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may owe."""

    debtor: Debtor
    code: str
    """A member's number, or ``P-12``."""
    name: str
    phone: str
    status: MemberStatus | None
    """None: a named customer."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What somebody owes on a day."""

    person: Person
    bons: Sequence[OpenBon]
    """The oldest first; never empty."""
    shops: str
    """Codes of the shops it is owed to."""
    buckets: Mapping[Age, Money]
    due_on: date
    """When some of it is to be paid next, or was."""

    @property
    def owed(self) -> Money:
        return total(bon.open for bon in self.bons)

    @property
    def overdue(self) -> Money:
        return total(self.buckets[bucket] for bucket in OVERDUE)

    @property
    def phone_masked(self) -> str:
        return mask(self.person.phone)


@dataclass(frozen=True, slots=True)
class Search:
    """What the list is asked for."""

    words: str = ""
    shop_id: ShopId | None = None
    """Owed to this shop; None: to any."""
    only_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """What everybody found owes together."""

    buckets: Mapping[Age, Money]
    people: int

    @property
    def owed(self) -> Money:
        return total(self.buckets.values())

    @property
    def overdue(self) -> Money:
        return total(self.buckets[bucket] for bucket in OVERDUE)


def every_debt(session: Session, search: Search, *, on: date) -> list[Debt]:
    """Whoever owes and is searched for, the longest overdue first."""
    codes = shop_codes(session)
    found = [
        debt
        for person, bons in _owing(session)
        if _is_meant(person, search.words) and (debt := _debt(person, bons, codes, search, on))
    ]
    return sorted(found, key=lambda debt: (debt.due_on, debt.person.name.lower(), debt.person.code))


def page_of(debts: Sequence[Debt], number: int) -> Page[Debt]:
    """One page of them."""
    start = offset(number)
    return Page(tuple(debts[start : start + SIZE]), number, len(debts))


def sums_of(debts: Sequence[Debt]) -> Sums:
    """What they are together, in each bucket."""
    return Sums({age: total(debt.buckets[age] for debt in debts) for age in Age}, len(debts))


def person_of(session: Session, code: str) -> Person:
    """Whoever has that number: ``12`` or ``P-12``. Raises NotFound."""
    customer = customer_numbers.typed(code)
    if customer is not None:
        found = _person(session, _customers().where(Customer.number == customer), _customer)
    else:
        found = _person(session, _members().where(Member.number == _number(code)), _member)
    if found is None:
        raise NotFound(_("Tidak ada yang bernomor %(code)s.", code=code))
    return found


def _person(
    session: Session, wanted: Select[*tuple[Any, ...]], read: Callable[[Any], Person]
) -> Person | None:
    row = session.execute(wanted).one_or_none()
    return None if row is None else read(row)


def shop_codes(session: Session) -> Mapping[ShopId, str]:
    """What shops are called on lists."""
    return {ShopId(key): code for key, code in session.execute(select(Shop.id, Shop.code))}


def _owing(session: Session) -> Iterator[tuple[Person, tuple[OpenBon, ...]]]:
    of_members = credit.every_open_bon(session)
    has_bons = select(Bon.member_id).where(Bon.member_id.is_not(None))
    for row in session.execute(_members().where(Member.id.in_(has_bons))):
        if bons := of_members.get(MemberId(row.id)):
            yield _member(row), bons
    of_customers = credit.every_bon_of_customers(session)
    for customer in session.execute(_customers()):
        if bons := of_customers.get(CustomerId(customer.id)):
            yield _customer(customer), bons


def _debt(
    person: Person,
    bons: Iterable[OpenBon],
    codes: Mapping[ShopId, str],
    search: Search,
    on: date,
) -> Debt | None:
    owed = tuple(bon for bon in bons if search.shop_id in (None, bon.shop_id))
    if not owed:
        return None
    coming = credit.coming(owed)
    names = sorted({codes[bon.shop_id] for bon in owed})
    debt = Debt(person, owed, ", ".join(names), ageing(coming, on), coming[0].due_on)
    return debt if debt.overdue or not search.only_overdue else None


def _is_meant(person: Person, words: str) -> bool:
    """Every word in the name, or the number, or the end of the phone number."""
    if not words:
        return True
    digits = words.replace(" ", "").replace("-", "").lstrip("+0")
    by_phone = digits.isdigit() and len(digits) >= 4 and person.phone.endswith(digits)
    by_code = words.replace(" ", "").upper() == person.code
    name = person.name.lower()
    return by_code or by_phone or all(word in name for word in words.lower().split())


def _number(code: str) -> int | None:
    return int(code) if code.isascii() and code.isdigit() and len(code) <= 9 else None


def _members() -> Select[UUID, int, str, str, MemberStatus]:
    return select(Member.id, Member.number, Member.name, Member.phone, Member.status)


def _customers() -> Select[UUID, int, str, str]:
    return select(Customer.id, Customer.number, Customer.name, Customer.phone)


def _member(row: Any) -> Person:
    debtor = Debtor.member(MemberId(row.id))
    return Person(debtor, str(row.number), row.name, row.phone, row.status)


def _customer(row: Any) -> Person:
    debtor = Debtor.customer(CustomerId(row.id))
    return Person(debtor, customer_numbers.shown(row.number), row.name, row.phone, None)
