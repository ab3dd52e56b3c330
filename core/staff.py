"""Changing who works with the program; whoever changes it stays able to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, operators
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Operator, OperatorRole
from core.permissions import Permission, Role, roles_with


def change(
    session: Session,
    operator: Operator,
    *,
    name: str,
    roles: Collection[Role],
    shop_id: ShopId | None,
    at: datetime,
    by: OperatorId,
) -> None:
    """Change an operator's name, roles and shop. The last one who manages operators stays so."""
    if not roles:
        raise InvalidInput(_("Pilih paling sedikit satu peran."), field="roles")
    operator.name, operator.shop_id = name, shop_id
    operators.set_roles(session, OperatorId(operator.id), roles)
    _somebody_still_manages(session)
    audit.record(
        session, "operator.changed", at=at, by=by, subject=operator.login, roles=sorted(roles)
    )


def deactivate(
    session: Session, operator: Operator, *, at: datetime, by: OperatorId | None
) -> None:
    """Let an operator sign in no more; what they did stays under their name."""
    operator.active = False
    session.flush()
    _somebody_still_manages(session)
    audit.record(session, "operator.deactivated", at=at, by=by, subject=operator.login)


def reactivate(session: Session, operator: Operator, *, at: datetime, by: OperatorId) -> None:
    """Let a former operator sign in again."""
    operator.active = True
    audit.record(session, "operator.reactivated", at=at, by=by, subject=operator.login)


def unlock(session: Session, operator: Operator, *, at: datetime, by: OperatorId) -> None:
    """End a lock-out before its time."""
    operator.failures, operator.locked_until = 0, None
    audit.record(session, "operator.unlocked", at=at, by=by, subject=operator.login)


def _somebody_still_manages(session: Session) -> None:
    managing = roles_with(Permission.MANAGE_OPERATORS)
    somebody = session.scalar(
        select(Operator.id)
        .join(OperatorRole, OperatorRole.operator_id == Operator.id)
        .where(Operator.active, OperatorRole.role.in_(managing))
        .limit(1)
    )
    if somebody is None:
        raise BusinessError(_("Harus ada satu orang aktif yang boleh mengatur operator."))
