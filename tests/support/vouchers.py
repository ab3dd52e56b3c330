"""Vouchers for tests: a small batch, and sales that are paid with them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ShopId, new_id
from core.money import Money
from core.permissions import Role
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from ledger.invariants import inter_shop
from ledger.models import JournalEntry
from pos.invariants import sales_add_up, sales_are_booked
from pos.models import FlagKind
from pos.vouchers import codes, vouchers
from pos.vouchers.invariants import vouchers_are_booked, vouchers_are_used_once
from pos.vouchers.models import PaidBy, Voucher, VoucherBatch
from pos.vouchers.vouchers import NewBatch
from tests.support.sales import Body, flags_of, open_shift, sale, send
from tests.support.world import NOW, World

UNTIL = date(2026, 12, 31)


def batch(
    session: Session,
    world: World,
    *,
    face: int = 25_000,
    pieces: int = 3,
    until: date = UNTIL,
    paid_by: PaidBy = PaidBy.PROGRAMME,
    at: datetime = NOW,
    shop_id: ShopId | None = None,
    purpose: str = "Lebaran 2026",
) -> VoucherBatch:
    """Issued by the treasurer, at the shop of the tests where nothing else is said."""
    new = NewBatch(new_id(), purpose, Money(face), pieces, until, paid_by)
    by = world.operator_id(Role.TREASURER)
    if paid_by is PaidBy.PROGRAMME:
        fund(session, shop_id or world.shop_id, max(face, 0) * max(pieces, 0))
    return vouchers.issue(session, shop_id or world.shop_id, new, at=at, by=by)


def fund(session: Session, shop_id: ShopId, amount: int) -> None:
    """Restricted money of no grant in a shop's books, as vouchers give it back."""
    lines = (debit(chart.BANK, Money(amount)), credit(chart.PROGRAMME_FUNDS, Money(amount)))
    if amount:
        journal.post(session, Entry(shop_id, NOW.date(), f"test:fund:{new_id()}", "uji", lines),
                     at=NOW)  # fmt: skip


def codes_of(session: Session, issued: VoucherBatch) -> list[str]:
    """The codes of a batch as they are printed."""
    found = select(Voucher.code).where(Voucher.batch_id == issued.id).order_by(Voucher.serial)
    return [codes.shown(code) for code in session.scalars(found)]


def paid_with(body: Body, *vouchers_: tuple[str, int]) -> Body:
    """A sale paid with vouchers, and the rest in cash."""
    tenders = [
        {"kind": "voucher", "amount": amount, "given": amount, "change": 0, "reference": code}
        for code, amount in vouchers_
    ]
    rest = body["total"] - sum(amount for _code, amount in vouchers_)
    cash = {"kind": "cash", "amount": rest, "given": rest, "change": 0}
    return body | {"tenders": [*tenders, *([cash] if rest else [])], "rounding": 0}


def wrong(session: Session) -> list[str]:
    """What ``lumbung check`` would find."""
    checks = (vouchers_are_booked, vouchers_are_used_once, inter_shop, sales_add_up,
              sales_are_booked)  # fmt: skip
    return [sentence for check in checks for sentence in check(session)]


def owed(session: Session) -> int:
    """What the books owe for vouchers, in all shops together."""
    return -journal.balance(session, chart.VOUCHERS).amount


def sell(
    session: Session, world: World, *paid: tuple[str, int], counter: int = 1, pieces: int = 5
) -> Body:
    """So many pieces of water at 4,000, paid with vouchers and cash."""
    shift = open_shift(session, world, sequence=2 * counter - 1)
    body = sale(world, shift, [(world.goods["air"], pieces * 1_000, 4_000)], counter=counter)
    body = paid_with(body, *paid) | {"sequence": 2 * counter}
    send(session, world, body)
    return body


def finding(session: Session, body: Body) -> dict[str, object]:
    """What was odd about the voucher of a sale."""
    return flags_of(session, body)[FlagKind.VOUCHER]


def source_of(session: Session, kind: str) -> str:
    """The one source of a kind in the journal of the tests' shop."""
    sources = session.scalars(select(JournalEntry.source))
    (found,) = [source for source in sources if source.startswith(kind)]
    return found
