"""What a till keeps in its own memory, so that it sells without asking anybody."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import backup
from core.ids import OperatorId
from core.models import Operator, OperatorRole, SettingRow, Shop
from core.permissions import GRANTS, Permission
from core.shops import find_coop, get_shop, today_in
from inventory import catalogue as goods
from members import at_tills, lookup
from pos import shifts
from pos.approvals.queries import approvers
from pos.approvals.settings import limits as approval_limits
from pos.models import HeldDocument
from pos.printing import queries as printing
from pos.printing.jobs import printer_of
from pos.settings import cash_rounding
from pos.tills import TillView

SELLING_ROLES = tuple(role for role, held in GRANTS.items() if Permission.SELL in held)


def identity(session: Session, till: TillView) -> dict[str, Any]:
    """Which till this is, of which shop of which co-op."""
    coop = find_coop(session)
    return {
        "till": {"id": str(till.id), "code": till.code, "name": till.name},
        "shop": _shop(get_shop(session, till.shop_id)),
        "coop": {"name": coop.name, "is_demo": coop.is_demo} if coop else None,
    }


def payload(session: Session, till: TillView, *, version: str, at: datetime) -> dict[str, Any]:
    """The whole catalogue of a shop: packs with prices, members, clerks, the rules of the day."""
    shop = get_shop(session, till.shop_id)
    today = today_in(shop, at)
    rounding = cash_rounding(session, on=today, shop_id=till.shop_id)
    printer = printer_of(session, till.id)
    return identity(session, till) | {
        "version": version,
        "settings": {
            "cash_rounding_unit": rounding.unit,
            "cash_rounding_mode": rounding.mode,
            "receipt_columns": printer.columns if printer else None,
            "member_money": at_tills.rules(session, till.shop_id, on=today),
        },
        "packs": goods.packs(session, shop_id=till.shop_id, on=today),
        "members": at_tills.members(session, till.shop_id, at=at),
        "operators": clerks(session, till),
        "approvals": {
            "limits": approval_limits(session, on=today, shop_id=till.shop_id),
            "approvers": approvers(session, till.shop_id),
        },
        "quick": [],
    }


def version(session: Session, till: TillView, *, at: datetime) -> str:
    """Changes whenever the payload would; cheap enough to ask every minute."""
    shop = get_shop(session, till.shop_id)
    coop = find_coop(session)
    parts = [
        today_in(shop, at),
        goods.version(session),
        lookup.version(session),
        clerks(session, till),
        approvers(session, till.shop_id),
        _shop(shop),
        coop.name if coop else "",
        session.scalar(select(func.count()).select_from(SettingRow)),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def clerks(session: Session, till: TillView) -> list[dict[str, str]]:
    """Who may sign in at the till: those with the right to sell, in this shop or in all."""
    rows = session.execute(
        select(Operator.id, Operator.name)
        .join(OperatorRole, OperatorRole.operator_id == Operator.id)
        .where(Operator.active, OperatorRole.role.in_(SELLING_ROLES))
        .where(Operator.pin_hash.is_not(None))
        .where(Operator.shop_id.is_(None) | (Operator.shop_id == till.shop_id))
        .order_by(Operator.name)
        .distinct()
    )
    return [{"id": str(OperatorId(row.id)), "name": row.name} for row in rows]


def find_members(session: Session, query: str) -> list[dict[str, Any]]:
    """Members the clerk may mean; names in full, phones masked."""
    return lookup.find(session, query)


def status(session: Session, till: TillView, *, at: datetime) -> dict[str, Any]:
    """The till's corner: what the clerk should know while selling."""
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
