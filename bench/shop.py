"""A shop large enough to be measured: thousands of goods on the shelf, tills with printers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core import clock
from core.ids import ProductId, new_id
from core.models import table_of
from core.money import Money
from core.quantity import Quantity
from inventory import stock
from inventory.models import Barcode, Pack, Price, PriceList, Product
from inventory.stock import Arrival
from pos import tills
from pos.escpos import PROFILES
from pos.printing import printers
from pos.printing.printers import PrinterDetails
from pos.printing.transports.addresses import parse_address
from tests.support.world import World, make_coop

LINES = 10
ON_THE_SHELF = Quantity.of(1_000_000)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be sold, as a till knows it."""

    pack_id: UUID
    barcode: str
    price: int


@dataclass(frozen=True, slots=True)
class Counter:
    """A till as its browser knows it; ``shift_id`` is the one it opens."""

    id: UUID
    code: str
    token: str
    shift_id: str


@dataclass(frozen=True, slots=True)
class BigShop:
    """What the measuring clients need to know, and nothing they would have to ask for."""

    items: tuple[Item, ...]
    counters: tuple[Counter, ...]
    operator_id: str
    member_id: str


def make_shop(session: Session, *, products: int, counters: int, printer: str | None) -> BigShop:
    """Fill an empty database; ``printer`` is the address all tills print to."""
    world = make_coop(session)
    items, product_ids = make_goods(session, products)
    now = clock.now()
    stock.enter_opening(
        session,
        [Arrival(key, ON_THE_SHELF, Money(2_000_000_000)) for key in product_ids],
        shop_id=world.shop_id,
        booked_on=now.date(),
        at=now,
        by=None,
    )
    made = tuple(_make_counter(session, world, number, printer) for number in range(counters))
    return BigShop(items, made, str(world.clerk_id), str(world.member_id))


def sale_of(
    shop: BigShop, counter: Counter, number: int, *, lines_sold: int = LINES
) -> dict[str, Any]:
    """A sale of ten lines to a member, paid in cash, as the till would send it."""
    chosen = random.Random(f"{counter.code}-{number}").sample(shop.items, lines_sold)
    lines = [
        {"pack_id": str(item.pack_id), "quantity": 1_000, "unit_price": item.price,
         "amount": item.price}
        for item in chosen
    ]  # fmt: skip
    total = sum(item.price for item in chosen)
    cash = total // 100 * 100
    return {
        **document(shop, "sale", number + 1),
        "shift_id": counter.shift_id,
        "number": f"{counter.code}-A-{number:06d}",
        "counter": number,
        "member_id": shop.member_id,
        "lines": lines,
        "tenders": [{"kind": "cash", "amount": cash, "given": cash + 500, "change": 500}],
        "total": total,
        "rounding": cash - total,
    }


def opening_of(shop: BigShop, counter: Counter) -> dict[str, Any]:
    """The opening of the counter's shift."""
    return document(shop, "shift_open", 1) | {"id": counter.shift_id, "float": 200_000}


def document(shop: BigShop, kind: str, sequence: int) -> dict[str, Any]:
    """What every document of a till begins with."""
    return {
        "id": str(new_id()),
        "kind": kind,
        "sequence": sequence,
        "series": "A",
        "operator_id": shop.operator_id,
        "at": clock.now().isoformat(),
    }


def make_goods(session: Session, count: int) -> tuple[tuple[Item, ...], list[ProductId]]:
    """Goods with a barcode and a price each, written as quickly as the database allows."""
    rows: dict[Any, list[dict[str, Any]]] = {Product: [], Pack: [], Barcode: [], Price: []}
    items = []
    now = clock.now()
    for number in range(count):
        product_id, pack_id = new_id(), new_id()
        item = Item(pack_id, _ean(number), 1_500 + number % 97 * 250)
        items.append(item)
        rows[Product].append(
            {"id": product_id, "code": f"{50_000 + number}", "name": _name(number),
             "receipt_name": "", "category": "", "base_unit": "pcs", "fractions": False,
             "counts_for_patronage": True, "active": True, "created_at": now, "changed_at": now}
        )  # fmt: skip
        rows[Pack].append(
            {"id": pack_id, "product_id": product_id, "unit": "pcs", "factor": Quantity.of(1),
             "position": 0, "active": True}
        )  # fmt: skip
        rows[Barcode].append({"code": f"0{item.barcode}", "pack_id": pack_id})
        rows[Price].append(
            {"id": new_id(), "pack_id": pack_id, "list": PriceList.GENERAL, "shop_id": None,
             "amount": Money(item.price), "valid_from": now.date().replace(month=1, day=1),
             "valid_to": None, "set_by": None, "set_at": now}
        )  # fmt: skip
    for model, values in rows.items():
        session.execute(insert(table_of(model)), values)
    return tuple(items), [row["id"] for row in rows[Product]]


def _make_counter(session: Session, world: World, number: int, printer: str | None) -> Counter:
    at = clock.now()
    row, token = tills.add(session, world.wsb, f"B{number + 1}", at=at, by=None)
    session.flush()
    till = tills.by_id(session, row.id)
    if printer:
        details = PrinterDetails(till, parse_address(printer), PROFILES["58"])
        printers.add(session, details, at=at, by=None)
    return Counter(till.id, till.code, token, str(new_id()))


def _ean(number: int) -> str:
    digits = f"899{number:09d}"
    weighted = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


_KINDS = ("Kopi", "Teh", "Gula", "Minyak", "Sabun", "Biskuit", "Mie", "Susu", "Kecap", "Beras")
_MAKES = ("Cap Lumbung", "Sari Desa", "Tani Maju", "Bintang Timur", "Dua Sahabat", "Melati")
_SIZES = ("100 g", "250 g", "500 g", "1 kg", "600 ml", "1 liter", "isi 12")


def _name(number: int) -> str:
    """Names that share words, as real ones do, and are never twice the same."""
    kind, rest = _KINDS[number % 10], number // 10
    return f"{kind} {_MAKES[rest % 6]} {_SIZES[rest // 6 % 7]} {rest // 42 + 1:03d}"
