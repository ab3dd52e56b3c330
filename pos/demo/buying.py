"""What comes to the example's shops: received from suppliers, asked for by invoice, and paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import OperatorId
from core.models import Shop
from core.money import ZERO, Money, round_half_up, total
from core.quantity import MILLI, Quantity
from inventory.purchasing import goods_receipts, invoices, payments
from inventory.purchasing.goods_receipts import Arrived
from inventory.purchasing.goods_receipts import Delivery as Brought
from inventory.purchasing.invoices import InvoiceDetails
from inventory.purchasing.models import GoodsReceipt, PaidFrom, SupplierInvoice
from inventory.purchasing.payments import PaymentDetails
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from pos.demo import sellers
from pos.demo.company import Company
from pos.demo.goods import Goods
from pos.demo.places import Place
from pos.demo.prices import PackKey
from pos.demo.sellers import Seller
from pos.demo.supply import Delivery, Supplied

_Account = tuple[str, Seller]
"""A shop's code, and whom it owes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is done, on the shop's calendar and by the clock."""

    day: date
    at: datetime


class Buyer:
    """The manager who takes goods in, and the treasurer who pays for them."""

    def __init__(
        self,
        session: Session,
        company: Company,
        goods: Sequence[Goods],
        *,
        at: datetime,
        last: date,
    ) -> None:
        self._session = session
        self._company = company
        self._dated_from = last - timedelta(days=sellers.DATED_LAST_DAYS - 1)
        self._goods: Mapping[str, Goods] = {each.code: each for each in goods}
        self._rows: Mapping[Seller, Supplier] = {
            seller: suppliers.add(session, seller.details, at=at, by=self._manager)
            for seller in sellers.ALL
        }
        self._not_billed: dict[_Account, list[GoodsReceipt]] = defaultdict(list)
        self._bills: dict[_Account, list[SupplierInvoice]] = defaultdict(list)
        self._last_bill = 0

    def receive(self, delivery: Delivery, *, at: datetime) -> None:
        """Take a morning's goods in, supplier by supplier; those who give credit send a bill."""
        lines: dict[Seller, list[Supplied]] = defaultdict(list)
        for line in delivery.lines:
            lines[sellers.seller_of(delivery.place, self._goods[line.code])].append(line)
        for seller, some in lines.items():
            brought = Brought(tuple(self._arrived(line, delivery.day) for line in some))
            receipt = goods_receipts.receive(
                self._session, self._shop(delivery.place), self._rows[seller], brought,
                at=at, by=self._manager,
            )  # fmt: skip
            account = delivery.place.code, seller
            self._not_billed[account].append(receipt)
            if seller.terms_days:
                self._bill(delivery.place, account, Moment(delivery.day, at))

    def pay(self, place: Place, moment: Moment) -> Money:
        """Pay what is due from the shop's safe, the market's goods of the month with it."""
        paid = ZERO
        for seller in sellers.ALL:
            account = place.code, seller
            if not seller.terms_days:
                self._bill(place, account, moment)
            paid += self._settle(place, account, moment)
        return paid

    def _bill(self, place: Place, account: _Account, moment: Moment) -> None:
        receipts = self._not_billed.pop(account, [])
        if not receipts:
            return
        self._last_bill += 1
        details = InvoiceDetails(
            their_number=f"F{moment.day:%y%m}-{self._last_bill:05d}",
            dated=moment.day,
            total=total(receipt.amount for receipt in receipts),
            receipt_ids=tuple(UUID(str(receipt.id)) for receipt in receipts),
        )
        self._bills[account].append(
            invoices.enter(
                self._session, self._shop(place), self._rows[account[1]], details,
                at=moment.at, by=self._treasurer,
            )
        )  # fmt: skip

    def _settle(self, place: Place, account: _Account, moment: Moment) -> Money:
        """Whatever falls due before the next month's end would be late then."""
        soon = moment.day + timedelta(days=7)
        due = [bill for bill in self._bills[account] if bill.due_on <= soon]
        if not due:
            return ZERO
        self._bills[account] = [bill for bill in self._bills[account] if bill.due_on > soon]
        amount = total(bill.total for bill in due)
        payments.pay(
            self._session, self._shop(place), self._rows[account[1]],
            PaymentDetails(amount, PaidFrom.SAFE, tuple(bill.id for bill in due)),
            at=moment.at, by=self._treasurer,
        )  # fmt: skip
        return amount

    def _arrived(self, line: Supplied, day: date) -> Arrived:
        """Counted in the largest pack that it fills: four cartons, not 96 pieces."""
        goods = self._goods[line.code]
        position, pack = max(
            (
                (n, each)
                for n, each in enumerate(goods.packs)
                if not n or line.quantity % each.factor == 0
            ),
            key=lambda found: found[1].factor,
        )
        price = Fraction(line.value * pack.factor, line.quantity)
        is_dated = day >= self._dated_from
        keeps = sellers.KEEPS_DAYS.get(goods.category) if is_dated else None
        return Arrived(
            self._company.packs[PackKey(line.code, position)],
            Quantity(line.quantity * MILLI // pack.factor),
            Money(round_half_up(price)),
            expires_on=day + timedelta(days=keeps) if keeps else None,
        )

    def _shop(self, place: Place) -> Shop:
        return self._session.get_one(Shop, self._company.shops[place.code])

    @property
    def _manager(self) -> OperatorId:
        return self._company.operators["manajer"]

    @property
    def _treasurer(self) -> OperatorId:
        return self._company.operators["bendahara"]
