"""Noodles that run out in Wonosobo, and who brings them: what the suggestions of orders tell."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from core.ids import PackId, new_id
from core.money import Money
from core.quantity import Quantity
from inventory import stock
from inventory.models import MoveKind
from inventory.shelves import Cause
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import Learned, SupplierDetails
from tests.support.world import NOW, World

WEEKS = timedelta(days=28)


def noon(day: date) -> datetime:
    """Noon in Wonosobo."""
    return datetime.combine(day, time(5), UTC)


def days_before(today: date) -> list[date]:
    """The 28 days before today."""
    return [today - timedelta(days=ago) for ago in range(WEEKS.days, 0, -1)]


def came(session: Session, world: World, name: str, day: date, units: int) -> None:
    """So many more (+) or fewer (-) stand on the shelf in Wonosobo."""
    stock.adjust(
        session, Cause(MoveKind.COUNT, f"count:{new_id()}", noon(day)),
        [(world.goods[name].id, Quantity.of(units))], shop_id=world.shop_id,
    )  # fmt: skip


def sell(session: Session, world: World, name: str, *days: date, units: int = 4) -> None:
    """So many are sold on each of these days."""
    for day in days:
        cause = Cause(MoveKind.SALE, f"sale:{new_id()}", noon(day))
        goods = [(world.goods[name].id, Quantity.of(units))]
        stock.take_out(session, cause, goods, shop_id=world.shop_id)


def sell_for_weeks(
    session: Session, world: World, name: str, today: date, *, held: int = 10
) -> None:
    """Four a day for four weeks, and so many left."""
    days = days_before(today)
    came(session, world, name, days[0] - timedelta(days=1), 4 * len(days) + held)
    sell(session, world, name, *days)


def noodle_supplier(session: Session, world: World, today: date) -> Supplier:
    """Brings noodles in cartons of 40, three days after the order, under another name."""
    details = SupplierDetails("CV Sumber Rejeki", phone="0812-3456-7890", lead_days=3)
    made = suppliers.add(session, details, at=NOW, by=None)
    dus = PackId(world.goods["mie"].packs[1].id)
    learned = Learned(dus, Money(112_000), "IG-40", "INDOMIE GRG 40'S")
    suppliers.learn(session, made.id, [learned], on=today)
    return made
