"""What a till keeps in its own memory, so that it sells without asking anybody."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import backup, operators
from core.models import Shop
from core.permissions import Permission
from core.settings import read
from core.shops import find_coop, get_shop, today_in
from inventory import catalogue as goods
from inventory.batches import at_tills as dates
from inventory.settings import in_store_layouts
from members import at_tills, customer_queries, lookup
from members.settings import CREDIT_TO_CUSTOMERS
from pos import catalogue_marks, shifts
from pos.approvals.settings import limits as approval_limits
from pos.cash.settings import for_till as cash_expenses
from pos.catalogue_marks import Changed, Marks
from pos.e_receipts.settings import for_till as e_receipt_rules
from pos.models import HeldDocument
from pos.offline import last
from pos.offline.settings import OFFLINE_PIN_HOURS
from pos.printing import queries as printing
from pos.printing.jobs import printer_of
from pos.qris.settings import for_till as qris_rules
from pos.quick_keys import quick_keys
from pos.settings import counter_rules
from pos.tills import TillView


def identity(session: Session, till: TillView) -> dict[str, Any]:
    """Which till this is, of which shop of which co-op."""
    coop = find_coop(session)
    return {
        "till": {"id": str(till.id), "code": till.code, "name": till.name},
        "shop": _shop(get_shop(session, till.shop_id)),
        "coop": {"name": coop.name, "is_demo": coop.is_demo} if coop else None,
    }


def answer(session: Session, till: TillView, *, since: str, at: datetime) -> dict[str, Any] | None:
    """What a till with this version does not know yet; None when it knows everything.

    Everything, to a till without a version or with one that is too old. Else the packs of every
    product and the members that changed, and under ``replaces`` the keys of all those, also of
    what is sold or is a member no more.
    """
    small = _small(session, till, at=at)
    marks = _marks(session, till, small, at=at)
    if since == str(marks):
        return None
    known = catalogue_marks.parse(since)
    changed = catalogue_marks.changed(session, known, marks) if known else None
    return (
        small
        | {"version": str(marks), "expiring": _expiring(session, till, at=at)}
        | _large(session, till, changed, since, at=at)
    )


def version(session: Session, till: TillView, *, at: datetime) -> str:
    """Changes whenever the catalogue does; cheap enough to ask every minute."""
    return str(_marks(session, till, _small(session, till, at=at), at=at))


def _marks(session: Session, till: TillView, small: dict[str, Any], *, at: datetime) -> Marks:
    today = today_in(get_shop(session, till.shop_id), at)
    rest = (small, dates.mark(session, till.shop_id, on=today, at=at))
    return catalogue_marks.now(session, rest, month=today.isoformat()[:7], at=at)


def _small(session: Session, till: TillView, *, at: datetime) -> dict[str, Any]:
    """What is always sent whole: who the till is, the rules of the day, clerks."""
    today = today_in(get_shop(session, till.shop_id), at)
    rules = counter_rules(session, on=today, shop_id=till.shop_id)
    printer = printer_of(session, till.id)
    return identity(session, till) | {
        "settings": {
            "cash_rounding_unit": rules.rounding.unit,
            "cash_rounding_mode": rules.rounding.mode,
            "vat_rate": rules.vat_rate,
            "receipt_columns": printer.columns if printer else None,
            "member_money": at_tills.rules(session, till.shop_id, on=today),
            "in_store_layouts": in_store_layouts(session, on=today, shop_id=till.shop_id),
            "qris": qris_rules(session, on=today, shop_id=till.shop_id),
            "cash_expenses": cash_expenses(session, on=today, shop_id=till.shop_id),
            "e_receipt": e_receipt_rules(session, on=today, shop_id=till.shop_id),
            "offline_pin_hours": read(session, OFFLINE_PIN_HOURS, on=today, shop_id=till.shop_id),
        },
        "promotions": goods.promotions(session, shop_id=till.shop_id, on=today),
        "operators": clerks(session, till),
        "approvals": {
            "limits": approval_limits(session, on=today, shop_id=till.shop_id),
            "approvers": [
                {"id": str(one.id), "name": one.name}
                for one in operators.with_pin(session, Permission.APPROVE, till.shop_id)
            ],
        },
        "candidates": at_tills.candidates(session),
        "quick": quick_keys.for_till(session, till.shop_id),
        "customers": customer_queries.for_tills(session, till.shop_id)
        if read(session, CREDIT_TO_CUSTOMERS, on=today, shop_id=till.shop_id)
        else [],
    }


def _large(
    session: Session, till: TillView, changed: Changed | None, since: str, *, at: datetime
) -> dict[str, Any]:
    """Packs and members: all of them, or those that changed."""
    today = today_in(get_shop(session, till.shop_id), at)
    if changed is None:
        return {
            "packs": goods.packs(session, shop_id=till.shop_id, on=today),
            "members": at_tills.members(session, till.shop_id, at=at),
        }
    return {
        "since": since,
        "replaces": {
            "products": sorted(str(product_id) for product_id in changed.products),
            "members": sorted(str(member_id) for member_id in changed.members),
        },
        "packs": goods.packs(session, shop_id=till.shop_id, on=today, products=changed.products)
        if changed.products
        else [],
        "members": at_tills.members(session, till.shop_id, at=at, ids=changed.members)
        if changed.members
        else [],
    }


def _expiring(session: Session, till: TillView, *, at: datetime) -> dict[str, str]:
    """The last day of what should still be on the shelf, by product; that of most is far away."""
    today = today_in(get_shop(session, till.shop_id), at)
    found = dates.expiring(session, till.shop_id, on=today)
    return {str(product_id): day.isoformat() for product_id, day in found.items()}


def clerks(session: Session, till: TillView) -> list[dict[str, str]]:
    """Who may sign in at the till: those with the right to sell, in this shop or in all.

    ``pin_mark`` changes with the PIN, so that a till forgets what it has kept of the old one.
    """
    return [
        {"id": str(clerk.id), "name": clerk.name, "pin_mark": pin_mark(clerk.pin_hash)}
        for clerk in operators.with_pin(session, Permission.SELL, till.shop_id)
    ]


def pin_mark(pin_hash: str | None) -> str:
    """Another one for every PIN that was ever set; says nothing about the PIN itself."""
    return hashlib.sha256((pin_hash or "").encode()).hexdigest()[:12]


def find_members(session: Session, query: str) -> list[dict[str, Any]]:
    """Members the clerk may mean; names in full, phones masked."""
    return lookup.find(session, query)


def status(
    session: Session, till: TillView, *, at: datetime, last_number: str | None = None
) -> dict[str, Any]:
    """The till's corner: what the clerk should know while selling, also of the last sale."""
    shift = shifts.open_shift_of(session, till)
    coop = find_coop(session)
    return {
        "now": at.isoformat(),
        "shift": None
        if shift is None
        else {
            "id": str(shift.id),
            "opened_at": shift.opened_at.isoformat(),
            "operator_id": str(shift.operator_id),
            "float": shift.float.amount,
        },
        "printer": _printer_status(session, till, at=at),
        "backup_ok": (coop is not None and coop.is_demo) or not backup.is_overdue(session, at=at),
        "catalogue_version": version(session, till, at=at),
        "last": last.standing(session, till, last_number) if last_number else None,
        "held": session.scalar(
            select(func.count())
            .select_from(HeldDocument)
            .where(HeldDocument.till_id == till.id, HeldDocument.cleared_at.is_(None))
        ),
    }


def _printer_status(session: Session, till: TillView, *, at: datetime) -> dict[str, Any] | None:
    """Whether receipts come out, and how many are still to come; None without a printer."""
    printer = printer_of(session, till.id)
    if printer is None:
        return None
    health = printing.health(session, printer.id, at=at)
    return {
        "state": "trouble" if health.trouble else "ok",
        "waiting": health.waiting,
        "message": health.trouble,
    }


def _shop(shop: Shop) -> dict[str, str]:
    return {
        "id": str(shop.id),
        "code": shop.code,
        "name": shop.name,
        "time_zone": shop.time_zone,
        "address": shop.address,
    }
