"""The acts of a store room that are no sales: bought, sent, counted, written off, consigned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.clock import local_day
from core.ids import new_id
from core.money import Money
from core.quantity import Quantity
from inventory import stock
from inventory.consignment import endings, intakes, settling
from inventory.consignment.endings import Occasion
from inventory.consignment.models import EndingKind, PaidBy
from inventory.consignment.settling import Payment
from inventory.counts import counts, posting
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import ScopeKind, StockCount
from inventory.purchasing import goods_receipts, invoices, payments, sending_back
from inventory.purchasing.goods_receipts import Arrived, Delivery
from inventory.purchasing.invoices import InvoiceDetails
from inventory.purchasing.models import GoodsReceipt, PaidFrom
from inventory.purchasing.open_papers import invoices_to_pay
from inventory.purchasing.payments import PaymentDetails
from inventory.purchasing.sending_back import GoingBack
from inventory.repacking import repacking, taking_back
from inventory.repacking.models import Repacking
from inventory.repacking.repacking import NewRepacking, Wanted
from inventory.repacking.taking_back import Mistake
from inventory.stock import Arrival
from inventory.suppliers.models import Supplier
from inventory.transfers import sending, transfers
from inventory.transfers.models import Transfer
from inventory.transfers.sending import Packed, Sending
from inventory.transfers.transfers import Step
from inventory.write_offs import write_offs
from inventory.write_offs.models import WriteOffKind, WriteOffStatus
from inventory.write_offs.write_offs import NewWriteOff
from tests.support.store_room import StoreRoom

DOZENS = 40
"""Pieces in the carton of noodles."""


@dataclass
class Bought:
    """A receipt of one line."""

    shop: str
    receipt: GoodsReceipt
    supplier: Supplier
    name: str
    factor: int
    packs: int
    free: int
    price: int
    gone: int = 0
    """Packs that went back."""
    is_invoiced: bool = False


@dataclass
class UnderWay:
    """A transfer of one line, with what neither arrived nor was lost."""

    transfer: Transfer
    sender: str
    receiver: str
    name: str
    left: int


@dataclass
class Repacked:
    """A repacking that may have been a mistake: thousandths by goods, opened -, filled +."""

    paper: Repacking
    shop: str
    goods: dict[str, int]


@dataclass
class Counting:
    """A count that is not posted, with what was found and when last, by goods."""

    paper: StockCount
    shop: str
    found: dict[str, tuple[int, datetime]] = field(default_factory=dict)


def open_stock(room: StoreRoom, shop: str, name: str, milli: int, value: int) -> None:
    """Enter what a shop had at the beginning, however late."""
    at = room.later()
    arrival = Arrival(room.of.goods[name].id, Quantity(milli), Money(value))
    stock.enter_opening(room.session, [arrival], shop_id=room.shop_id(shop), booked_on=at.date(),
                        at=at, by=None)  # fmt: skip
    room.moved(shop, name, milli)


def buy(
    room: StoreRoom, shop: str, which: int, name: str, *, pack: int, packs: int, price: int,
    free: int, damaged: int,
) -> Bought:  # fmt: skip
    """Goods of one kind arrive from a supplier."""
    supplier, of = room.of.suppliers[which], Quantity.of
    line = Arrived(room.of.pack(name, pack), of(packs), Money(price), of(free), of(damaged))
    receipt = goods_receipts.receive(
        room.session, room.of.shop(shop), supplier, Delivery((line,)), at=room.later(), by=None
    )
    factor = DOZENS if pack else 1
    room.moved(shop, name, (packs + free) * factor * 1000)
    room.tally.suppliers[shop, supplier.id] += packs * price
    return Bought(shop, receipt, supplier, name, factor, packs, free, price)


def send_back(room: StoreRoom, bought: Bought, packs: int) -> None:
    """So many packs of a receipt go back; those given free go last and are owed nothing."""
    going = GoingBack({0: Quantity.of(packs)}, "rusak")
    sending_back.send_back(room.session, bought.receipt, going, at=room.later(), by=None)
    paid_for = min(bought.gone + packs, bought.packs) - min(bought.gone, bought.packs)
    bought.gone += packs
    room.moved(bought.shop, bought.name, -packs * bought.factor * 1000)
    room.tally.suppliers[bought.shop, bought.supplier.id] -= paid_for * bought.price


def send_back_piece_by_piece(room: StoreRoom, shop: str, name: str, price: int, free: int) -> None:
    """Until nothing of a receipt is left: each time a rupiah might be lost."""
    bought = buy(room, shop, 0, name, pack=0, packs=3, price=price, free=free, damaged=0)
    for _each in range(3 + free):
        send_back(room, bought, 1)


def invoice(room: StoreRoom, bought: Bought, *, more: int, vat: int) -> None:
    """The supplier asks for a receipt, perhaps more than was agreed or less."""
    owed = (bought.packs - min(bought.gone, bought.packs)) * bought.price
    asked = max(owed + more, 0) + vat
    details = InvoiceDetails(str(new_id()), local_day(room.now, "Asia/Jakarta"), Money(asked),
                             (bought.receipt.id,), Money(vat))  # fmt: skip
    invoices.enter(room.session, room.of.shop(bought.shop), bought.supplier, details,
                   at=room.later(), by=None)  # fmt: skip
    bought.is_invoiced = True
    room.tally.suppliers[bought.shop, bought.supplier.id] += asked - owed


def pay(room: StoreRoom, shop: str, which: int, percent: int) -> None:
    """Pay a part of what is open of a supplier's invoices."""
    supplier = room.of.suppliers[which]
    papers = invoices_to_pay(room.session, supplier.id, room.shop_id(shop))
    amount = sum(paper.open.amount for paper in papers) * percent // 100
    if amount <= 0:
        return
    details = PaymentDetails(Money(amount), PaidFrom.SAFE)
    payments.pay(room.session, room.of.shop(shop), supplier, details, at=room.later(), by=None)
    room.tally.suppliers[shop, supplier.id] -= amount


def send(room: StoreRoom, sender: str, name: str, units: int) -> UnderWay:
    """Goods leave for the other shop."""
    receiver = "LTM" if sender == "WSB" else "WSB"
    packed = [Packed(room.of.pack(name), Quantity.of(units))]
    shops = room.of.shop(sender), room.of.shop(receiver)
    transfer = sending.send(room.session, Sending(new_id(), *shops, packed), at=room.later(),
                            by=None)  # fmt: skip
    room.moved(sender, name, -units * 1000)
    return UnderWay(transfer, sender, receiver, name, units)


def arrive(room: StoreRoom, way: UnderWay, units: int) -> None:
    """Some of them arrive."""
    step = Step(new_id(), {0: Quantity.of(units)})
    transfers.arrive(room.session, way.transfer, step, at=room.later(), by=None)
    way.left -= units
    room.moved(way.receiver, way.name, units * 1000)


def lose(room: StoreRoom, way: UnderWay, units: int) -> None:
    """Some of them never will."""
    step = Step(new_id(), {0: Quantity.of(units)}, "jatuh")
    transfers.lose(room.session, way.transfer, step, at=room.later(), by=None)
    way.left -= units


def begin_count(room: StoreRoom, shop: str) -> Counting:
    new = NewCount(new_id(), ScopeKind.ALL)
    paper = counts.open_count(room.session, room.of.shop(shop), new, at=room.later(),
                              by=room.manager)  # fmt: skip
    return Counting(paper, shop)


def count(room: StoreRoom, counting: Counting, name: str, off_by: int) -> None:
    """Somebody finds what is there, or so much more or less of it; again: in place of before."""
    there = room.tally.held(counting.shop, name) // 1000 * 1000
    found = max(there + off_by * 1000, 0)
    _note_found(room, counting, name, found, is_recount=name in counting.found)
    counting.found[name] = (found, room.now)


def count_more(room: StoreRoom, counting: Counting, name: str, units: int) -> None:
    """Somebody finds more of it on another shelf."""
    before, _at = counting.found.get(name, (0, room.now))
    _note_found(room, counting, name, units * 1000, is_recount=False)
    counting.found[name] = (before + units * 1000, room.now)


def count_on_two_shelves(room: StoreRoom, shop: str, name: str, units: int, sold: int) -> None:
    """While goods are sold between the two entries, and before it is posted."""
    counting = begin_count(room, shop)
    count(room, counting, name, 0)
    room.sell(shop, [(name, sold * 1000)], to_member=False, minutes_ago=0)
    count_more(room, counting, name, units)
    room.sell(shop, [(name, 1000)], to_member=False, minutes_ago=0)
    post_count(room, counting)


def _note_found(
    room: StoreRoom, counting: Counting, name: str, milli: int, *, is_recount: bool
) -> None:
    entry = Entry(new_id(), room.of.goods[name].id, Quantity(milli), is_recount=is_recount)
    counts.count(room.session, counting.paper, entry, at=room.later(), by=room.manager)


def post_count(room: StoreRoom, counting: Counting) -> None:
    """Somebody else posts it; what moved since then stays as it moved."""
    at = room.later()
    counts.review(room.session, counting.paper, at=at, by=room.manager)
    posting.post(room.session, counting.paper, at=at, by=room.treasurer)
    for name, (found, when) in counting.found.items():
        missing = found - room.tally.held(counting.shop, name, until=when)
        room.moved(counting.shop, name, missing)


def write_off(room: StoreRoom, shop: str, name: str, milli: int, kind: WriteOffKind) -> None:
    """Goods leave unsold; a second person agrees where one is needed."""
    at = room.later()
    new = NewWriteOff(new_id(), kind)
    paper = write_offs.begin(room.session, room.of.shop(shop), new, at=at, by=room.manager)
    product = room.of.goods[name].product
    write_offs.put_line(room.session, paper, product, Quantity(milli), by=room.manager)
    status = write_offs.complete(room.session, paper, at=at, by=room.manager)
    if status is WriteOffStatus.WAITING:
        write_offs.agree(room.session, paper, at=at, by=room.treasurer)
    room.moved(shop, name, -milli)


def repack(room: StoreRoom, shop: str, milli: int, filled: Mapping[str, int]) -> Repacked:
    """Rice becomes other goods, which bear equal parts of its cost."""
    wanted = [
        Wanted(room.of.pack(name), Quantity.of(units), share=1) for name, units in filled.items()
    ]
    new = NewRepacking(new_id(), Wanted(room.of.pack("beras"), Quantity(milli)), wanted)
    paper = repacking.repack(room.session, room.of.shop(shop), new, at=room.later(), by=None)
    goods = {"beras": -milli} | {name: units * 1000 for name, units in filled.items()}
    for name, moved in goods.items():
        room.moved(shop, name, moved)
    return Repacked(paper, shop, goods)


def undo_repacking(room: StoreRoom, done: Repacked) -> None:
    """It was a mistake; what was sold of it since stays sold."""
    mistake = Mistake(new_id(), "salah hitung")
    taking_back.take_back(room.session, done.paper, mistake, at=room.later(), by=None)
    for name, moved in done.goods.items():
        room.moved(done.shop, name, -moved)


def bring(room: StoreRoom, shop: str, name: str, pieces: int) -> None:
    """The producer leaves cakes."""
    at = room.later()
    goods = [(room.of.goods[name].id, Quantity.of(pieces))]
    intakes.take(room.session, room.of.shop(shop), room.of.consignor, goods, on=at.date(), at=at,
                 by=None)  # fmt: skip
    room.moved(shop, name, pieces * 1000)


def end(room: StoreRoom, shop: str, name: str, kind: EndingKind, pieces: int) -> None:
    """Some are taken home or spoilt, at the producer's cost."""
    goods = [(room.of.goods[name].id, Quantity.of(pieces))]
    endings.end(room.session, _occasion(room, shop), kind, goods)
    room.moved(shop, name, -pieces * 1000)


def count_left(room: StoreRoom, shop: str, name: str, left: int) -> None:
    """*Hitung sisa*: what is gone and was not rung up is owed all the same."""
    there = room.tally.held(shop, name)
    goods = [(room.of.goods[name].id, Quantity.of(left))]
    endings.count_left(room.session, _occasion(room, shop), goods)
    room.owed_for(shop, name, there - left * 1000)
    room.moved(shop, name, left * 1000 - there)


def settle(room: StoreRoom, shop: str, shares: Mapping[PaidBy, int]) -> None:
    """Pay the producer parts of what she is owed, in percent by the way it is paid."""
    owed = max(room.tally.producer[shop], 0)
    amounts = {way: Money(owed * percent // 100) for way, percent in shares.items()}
    paid = sum(amount.amount for amount in amounts.values())
    if not paid:
        return
    at = room.later()
    settling.settle(room.session, room.of.shop(shop), room.of.consignor, Payment(amounts),
                    on=at.date(), at=at, by=None)  # fmt: skip
    room.tally.producer[shop] -= paid


def _occasion(room: StoreRoom, shop: str) -> Occasion:
    at = room.later()
    return Occasion(room.of.shop(shop), room.of.consignor, at.date(), at, None)
