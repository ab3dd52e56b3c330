"""The people who work with the program: inviting, signing in, being locked out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit, secrets
from core.errors import InvalidInput, LockedOut, NotFound, NotSignedIn
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Invitation, Operator, OperatorRole
from core.permissions import Permission, Role, granted, roles_with

FREE_TRIES = 5
FIRST_LOCK = timedelta(seconds=30)
LONGEST_LOCK = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=7)
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
PIN = re.compile(r"[0-9]{4,8}")
MIN_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class OperatorView:
    """An operator as screens and permission checks see one."""

    id: OperatorId
    login: str
    name: str
    locale: str
    shop_id: ShopId | None
    roles: frozenset[Role]

    @property
    def permissions(self) -> frozenset[Permission]:
        return granted(self.roles)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def with_pin(session: Session, permission: Permission, shop_id: ShopId) -> Sequence[Operator]:
    """Who may do something at the counter of a shop by PIN, by name: of this shop or of all."""
    return session.scalars(
        select(Operator)
        .where(Operator.active, Operator.pin_hash.is_not(None))
        .where(Operator.shop_id.is_(None) | (Operator.shop_id == shop_id))
        .where(
            Operator.id.in_(
                select(OperatorRole.operator_id).where(
                    OperatorRole.role.in_(roles_with(permission))
                )
            )
        )
        .order_by(Operator.name)
    ).all()


def add(
    session: Session,
    *,
    login: str,
    name: str,
    roles: Collection[Role],
    at: datetime,
    shop_id: ShopId | None = None,
) -> Operator:
    """Add an operator, who cannot sign in until invited or given a password."""
    if not LOGIN.fullmatch(login):
        raise InvalidInput(
            _("Nama masuk: 2–40 huruf kecil, angka, titik atau garis."), field="login"
        )
    if not name.strip():
        raise InvalidInput(_("Nama harus diisi."), field="name")
    if not roles:
        raise InvalidInput(_("Pilih paling sedikit satu peran."), field="roles")
    if session.scalar(select(Operator.id).where(Operator.login == login)):
        raise InvalidInput(_("Nama masuk ini sudah dipakai."), field="login")
    operator = Operator(login=login, name=name.strip(), shop_id=shop_id, created_at=at)
    session.add(operator)
    session.flush()
    set_roles(session, OperatorId(operator.id), roles)
    return operator


def set_roles(session: Session, operator_id: OperatorId, roles: Collection[Role]) -> None:
    """Replace the roles an operator holds."""
    session.execute(delete(OperatorRole).where(OperatorRole.operator_id == operator_id))
    session.add_all(OperatorRole(operator_id=operator_id, role=role) for role in sorted(set(roles)))
    session.flush()


def invite(session: Session, operator_id: OperatorId, *, at: datetime) -> str:
    """A new one-time code for setting an own password and PIN; older ones stop working."""
    session.execute(
        delete(Invitation).where(
            Invitation.operator_id == operator_id, Invitation.used_at.is_(None)
        )
    )
    code = secrets.new_code()
    session.add(
        Invitation(
            token_hash=secrets.token_hash(code),
            operator_id=operator_id,
            expires_at=at + INVITATION_LASTS,
        )
    )
    session.flush()
    return code


def find_invitation(session: Session, code: str, *, at: datetime) -> Invitation:
    """The open invitation with this code. Raises NotFound when used, expired or unknown."""
    invitation = session.scalars(
        select(Invitation).where(Invitation.token_hash == secrets.token_hash(code.upper()))
    ).one_or_none()
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= at:
        raise NotFound(_("Kode undangan ini tidak berlaku lagi. Minta yang baru."))
    return invitation


def accept_invitation(
    session: Session, code: str, *, password: str, pin: str | None, at: datetime
) -> Operator:
    """Set password and PIN by a one-time code, which is used up."""
    invitation = find_invitation(session, code, at=at)
    operator = get(session, invitation.operator_id)
    set_password(operator, password)
    if pin:
        set_pin(operator, pin)
    invitation.used_at = at
    operator.failures, operator.locked_until = 0, None
    audit.record(
        session, "operator.accepted_invitation", at=at, by=OperatorId(operator.id),
        subject=operator.login,
    )  # fmt: skip
    return operator


def set_password(operator: Operator, password: str) -> None:
    """Change the password. Raises InvalidInput when it is too short or the login itself."""
    if len(password) < MIN_PASSWORD or password.lower() == operator.login:
        raise InvalidInput(
            _("Kata sandi paling sedikit %(n)s huruf, dan bukan nama masuk.", n=MIN_PASSWORD),
            field="password",
        )
    operator.password_hash = secrets.hash_secret(password)


def set_pin(operator: Operator, pin: str) -> None:
    """Change the PIN. Raises InvalidInput unless it is 4 to 8 digits, not all the same."""
    if not PIN.fullmatch(pin) or len(set(pin)) == 1:
        raise InvalidInput(_("PIN adalah 4–8 angka, tidak semuanya sama."), field="pin")
    operator.pin_hash = secrets.hash_secret(pin)


def get(session: Session, operator_id: OperatorId) -> Operator:
    """The operator with this key. Raises NotFound."""
    operator = session.get(Operator, operator_id)
    if operator is None:
        raise NotFound(_("Operator tidak ditemukan."))
    return operator


def by_login(session: Session, login: str) -> Operator | None:
    """The operator who signs in with this name, in any case."""
    wanted = login.strip().lower()
    return session.scalars(select(Operator).where(Operator.login == wanted)).one_or_none()


def view_of(session: Session, operator_id: OperatorId) -> OperatorView | None:
    """The active operator with this key, with roles; None when gone or retired."""
    operator = session.get(Operator, operator_id)
    if operator is None or not operator.active:
        return None
    roles = session.scalars(
        select(OperatorRole.role).where(OperatorRole.operator_id == operator_id)
    )
    return OperatorView(
        OperatorId(operator.id),
        operator.login,
        operator.name,
        operator.locale,
        operator.shop_id,
        frozenset(roles),
    )


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a try to sign in ended; ``judge`` turns a bad one into an error."""

    operator_id: OperatorId | None
    locked_for: timedelta | None = None


def try_password(session: Session, login: str, password: str, *, at: datetime) -> Attempt:
    """Check a password and count the failure; the caller commits, then calls ``judge``."""
    operator = by_login(session, login)
    hashed = operator.password_hash if operator else None
    return _try(session, operator, hashed, password, at=at)


def try_pin(session: Session, operator_id: OperatorId, pin: str, *, at: datetime) -> Attempt:
    """Check a PIN and count the failure; the caller commits, then calls ``judge``."""
    operator = session.get(Operator, operator_id)
    hashed = operator.pin_hash if operator else None
    return _try(session, operator, hashed, pin, at=at)


def judge(attempt: Attempt, *, refusal: str = "") -> OperatorId:
    """Who signed in. Raises LockedOut or NotSignedIn; call it after the count is committed."""
    if attempt.locked_for is not None:
        seconds = int(attempt.locked_for.total_seconds()) + 1
        raise LockedOut(
            _("Terlalu banyak percobaan salah. Coba lagi %(n)s detik lagi.", n=seconds),
            seconds=seconds,
        )
    if attempt.operator_id is None:
        raise NotSignedIn(refusal or _("Nama masuk, kata sandi atau PIN salah."))
    return attempt.operator_id


def _try(
    session: Session, operator: Operator | None, hashed: str | None, secret: str, *, at: datetime
) -> Attempt:
    if operator is not None and operator.locked_until and operator.locked_until > at:
        return Attempt(None, operator.locked_until - at)
    if secrets.matches(hashed, secret) and operator is not None and operator.active:
        operator.failures, operator.locked_until = 0, None
        session.flush()
        return Attempt(OperatorId(operator.id))
    if operator is not None:
        _count_failure(session, operator, at=at)
    return Attempt(None)


def _count_failure(session: Session, operator: Operator, *, at: datetime) -> None:
    operator.failures += 1
    beyond = operator.failures - FREE_TRIES
    if beyond >= 0:
        operator.locked_until = at + min(FIRST_LOCK * 2 ** min(beyond, 20), LONGEST_LOCK)
    audit.record(
        session, "operator.failed_to_sign_in", at=at, by=OperatorId(operator.id),
        subject=operator.login, failures=operator.failures,
    )  # fmt: skip
