"""What the core pages read: people, settings, the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core import settings, shops
from core.clock import local_day
from core.ids import ShopId
from core.models import AuditRecord, Invitation, Operator, OperatorRole, Shop, ShopKind
from core.paging import SIZE, Page, offset
from core.permissions import Role
from core.settings import DEFINITIONS, Setting

DEFAULT_ZONE = "Asia/Jakarta"
"""Only before there is a shop."""


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """An operator as the list shows one."""

    login: str
    name: str
    roles: tuple[Role, ...]
    shop: str | None
    """The shop's name; None: all shops."""
    active: bool
    invited: bool
    """Has no password yet."""
    locked_until: datetime | None


def list_operators(session: Session, *, at: datetime) -> list[OperatorRow]:
    """Everybody, the active first, by name."""
    found = session.execute(
        select(Operator, Shop.name)
        .outerjoin(Shop, Shop.id == Operator.shop_id)
        .order_by(Operator.active.desc(), func.lower(Operator.name))
    )
    roles = _roles(session)
    return [
        OperatorRow(
            login=operator.login,
            name=operator.name,
            roles=tuple(role for role in Role if role in roles.get(operator.id, ())),
            shop=shop_name,
            active=operator.active,
            invited=operator.password_hash is None,
            locked_until=_still(operator.locked_until, at),
        )
        for operator, shop_name in found
    ]


def roles_of(session: Session, operator: Operator) -> frozenset[Role]:
    """The roles an operator holds, also when no longer active."""
    return frozenset(
        session.scalars(select(OperatorRole.role).where(OperatorRole.operator_id == operator.id))
    )


def open_invitation_until(session: Session, operator: Operator, *, at: datetime) -> datetime | None:
    """When the operator's open invitation ends; None when there is none."""
    return session.scalar(
        select(func.max(Invitation.expires_at)).where(
            Invitation.operator_id == operator.id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > at,
        )
    )


@dataclass(frozen=True, slots=True)
class SettingOverview:
    """A setting and what holds for all shops on a day."""

    setting: Setting[Any]
    value: str
    since: date | None
    """None: nothing was set, the default holds."""
    legal_basis: str
    exceptions: int
    """Shops with a value of their own."""


def settings_overview(session: Session, *, on: date, query: str = "") -> list[SettingOverview]:
    """Every setting with the value of that day, in the order they were defined.

    The query is words of the label or of the key, in any order.
    """
    words = query.casefold().split()
    return [
        _overview(session, setting, on=on)
        for setting in DEFINITIONS.values()
        if all(word in f"{setting.label} {setting.key}".casefold() for word in words)
    ]


def spell_default(setting: Setting[Any]) -> str:
    """The default as a person would type it."""
    if isinstance(setting.default, bool):
        return "ya" if setting.default else "tidak"
    return "" if setting.default is None else str(setting.default)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A line of the audit log with the names people know."""

    at: datetime
    action: str
    operator: str
    """Empty when the program itself did it."""
    shop: str
    subject: str
    details: dict[str, Any]


def audit_page(session: Session, *, query: str, number: int) -> Page[AuditLine]:
    """A page of the audit log, newest first; the query is part of a subject, action or name."""
    wanted = (
        select(AuditRecord, Operator.name, Shop.code)
        .outerjoin(Operator, Operator.id == AuditRecord.operator_id)
        .outerjoin(Shop, Shop.id == AuditRecord.shop_id)
    )
    if query:
        columns = (AuditRecord.subject, AuditRecord.action, Operator.name, Operator.login)
        wanted = wanted.where(
            or_(*(column.icontains(query, autoescape=True) for column in columns))
        )
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(AuditRecord.at.desc(), AuditRecord.id.desc())
    found = session.execute(newest.offset(offset(number)).limit(SIZE))
    lines = tuple(
        AuditLine(record.at, record.action, name or "", code or "", record.subject, record.details)
        for record, name, code in found
    )
    return Page(lines, number, count)


def zone_of(session: Session, shop_id: ShopId | None) -> str:
    """The time zone of somebody's shop; the office's for those who work for all shops."""
    every = shops.all_shops(session)
    own = next((shop for shop in every if shop.id == shop_id), None)
    office = next((shop for shop in every if shop.kind is ShopKind.OFFICE), None)
    chosen = own or office or next(iter(every), None)
    return chosen.time_zone if chosen else DEFAULT_ZONE


def today_for(session: Session, shop_id: ShopId | None, *, at: datetime) -> date:
    """The calendar day where somebody works."""
    return local_day(at, zone_of(session, shop_id))


def in_force(session: Session, setting: Setting[Any], *, on: date) -> str:
    """What a setting says for all shops on a day, as it is stored."""
    return _overview(session, setting, on=on).value


def _overview(session: Session, setting: Setting[Any], *, on: date) -> SettingOverview:
    holding = [
        row
        for row in settings.history(session, setting.key)
        if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
    ]
    general = next((row for row in holding if row.shop_id is None), None)
    return SettingOverview(
        setting=setting,
        value=general.value if general else spell_default(setting),
        since=general.valid_from if general else None,
        legal_basis=general.legal_basis if general else setting.legal_basis,
        exceptions=sum(row.shop_id is not None for row in holding),
    )


def _roles(session: Session) -> dict[Any, set[Role]]:
    found: dict[Any, set[Role]] = {}
    for operator_id, role in session.execute(select(OperatorRole.operator_id, OperatorRole.role)):
        found.setdefault(operator_id, set()).add(role)
    return found


def _still(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment is not None and moment > at else None
