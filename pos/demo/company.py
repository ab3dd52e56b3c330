"""The example co-operative before its first customer: shops, people, tills, goods with prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core import operators
from core.ids import OperatorId, PackId, ProductId, ShopId
from core.models import Shop
from core.money import Money
from core.quantity import Quantity
from core.secrets import token_hash
from inventory import packs, prices, products
from inventory.models import PriceList
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from pos import tills
from pos.demo import people
from pos.demo.goods import Goods
from pos.demo.places import COOP_NAME, OFFICE_ADDRESS, PLACES, TILL_NAME, Place
from pos.demo.prices import PackKey, PriceSet
from pos.firstrun.founding import Founding, add_shop, found_coop
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class Company:
    """What the database calls everything of the example."""

    office_id: ShopId
    shops: dict[str, ShopId]
    """By code, without the office."""
    operators: dict[str, OperatorId]
    """By login."""
    tills: dict[str, TillView]
    """By the shop's code."""
    products: dict[str, ProductId]
    packs: dict[PackKey, PackId]


def assemble(
    session: Session, goods: Iterable[Goods], first_prices: Iterable[PriceSet], *, at: datetime
) -> Company:
    """Found the example and fill it with everything that is there from the first day on."""
    founded = found_coop(
        session,
        Founding(
            coop_name=COOP_NAME,
            shop=PLACES[0].details,
            treasurer_login=people.TREASURER.login,
            treasurer_name=people.TREASURER.name,
            office_address=OFFICE_ADDRESS,
            is_demo=True,
        ),
        at=at,
    )
    rows = [founded.shop, *(add_shop(session, place.details) for place in PLACES[1:])]
    shops = {shop.code: ShopId(shop.id) for shop in rows}
    staff = _hire(session, founded.invitation, shops, at=at)
    company = Company(
        office_id=ShopId(founded.office.id),
        shops=shops,
        operators=staff,
        tills={
            place.code: _till(session, place, shop, at=at, by=staff["admin"])
            for place, shop in zip(PLACES, rows, strict=True)
        },
        products={},
        packs={},
    )
    for each in goods:
        _add_goods(session, company, each, at=at)
    set_prices(session, company, first_prices, at=at)
    return company


def set_prices(
    session: Session, company: Company, new: Iterable[PriceSet], *, at: datetime
) -> None:
    """Let prices hold from their day on, all of one day at once."""
    by_day: dict[date, list[PriceSet]] = defaultdict(list)
    for price in new:
        by_day[price.valid_from].append(price)
    for day, some in by_day.items():
        wanted = [_new_price(company, price) for price in some]
        prices.put(session, wanted, Period(day), at=at, by=company.operators["manajer"])


def change_price(session: Session, company: Company, price: PriceSet, *, at: datetime) -> None:
    """Let one price hold from a day on, and tell the tills."""
    prices.set_price(
        session,
        _new_price(company, price),
        Period(price.valid_from),
        at=at,
        by=company.operators["manajer"],
    )


def _new_price(company: Company, price: PriceSet) -> NewPrice:
    return NewPrice(
        company.packs[price.pack],
        Money(price.amount),
        PriceList(price.list),
        company.shops[price.shop] if price.shop else None,
    )


def _hire(
    session: Session, invitation: str, shops: dict[str, ShopId], *, at: datetime
) -> dict[str, OperatorId]:
    """Everybody with the treasurer's password and PIN; the treasurer gives away the other tasks."""
    treasurer = operators.accept_invitation(
        session, invitation, password=people.PASSWORD, pin=people.PIN, at=at
    )
    operators.set_roles(session, OperatorId(treasurer.id), {people.TREASURER.role})
    hired = {treasurer.login: OperatorId(treasurer.id)}
    for person in (*people.OTHERS, *people.CLERKS):
        operator = operators.add(
            session,
            login=person.login,
            name=person.name,
            roles={person.role},
            shop_id=shops[person.shop] if person.shop else None,
            at=at,
        )
        operator.password_hash, operator.pin_hash = treasurer.password_hash, treasurer.pin_hash
        hired[person.login] = OperatorId(operator.id)
    return hired


def _till(session: Session, place: Place, shop: Shop, *, at: datetime, by: OperatorId) -> TillView:
    """A till whose token can be told to everybody."""
    row, _random_token = tills.add(session, shop, TILL_NAME, at=at, by=by)
    row.token_hash = token_hash(place.till_token)
    session.flush()
    return tills.by_code(session, place.till_code)


def _add_goods(session: Session, company: Company, goods: Goods, *, at: datetime) -> None:
    product = products.create(
        session,
        ProductDetails(
            name=goods.name,
            base_unit=goods.packs[0].unit,
            code=goods.code,
            category=goods.category,
            fractions=goods.fractions,
            counts_for_patronage=goods.counts_for_patronage,
        ),
        [
            PackDetails(pack.unit, Quantity(pack.factor), (pack.barcode,) if pack.barcode else ())
            for pack in goods.packs
        ],
        at=at,
        by=company.operators["manajer"],
    )
    company.products[goods.code] = ProductId(product.id)
    for position, pack in enumerate(packs.all_of(session, product)):
        company.packs[PackKey(goods.code, position)] = PackId(pack.id)
