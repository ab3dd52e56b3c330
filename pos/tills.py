"""Tills: places where sales are rung up, and the browsers that are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, bindparam, select
from sqlalchemy.orm import Session

from core import audit
from core.config import DEMO_TOKEN_PREFIX
from core.errors import InvalidInput, NotFound, NotSignedIn
from core.i18n import _
from core.ids import OperatorId, ShopId, TillId
from core.models import Coop, Shop, ShopKind, table_of
from core.secrets import new_token, token_hash
from core.shops import find_coop
from pos.e_receipts import keys
from pos.models import Till

NAME = re.compile(r"[A-Z][0-9]{1,2}")
PAPER_SERIES = "N"
"""Of sales entered from paper (*nota susulan*); no browser ever gets it."""
PRACTICE_SERIES = "XXX"
"""On slips of practice (static/pos/till/practice.js); nothing else is ever numbered so."""


_till, _shop = table_of(Till), table_of(Shop)
_ACTIVE = (
    select(_till.c.id, _till.c.name, _till.c.shop_id, _shop.c.code, _shop.c.time_zone)
    .join(_shop, _shop.c.id == _till.c.shop_id)
    .where(_till.c.active)
)
_BY_TOKEN = _ACTIVE.where(_till.c.token_hash == bindparam("of_token"))


@dataclass(frozen=True, slots=True)
class TillView:
    """A till as requests need it: itself and the shop it stands in."""

    id: TillId
    name: str
    shop_id: ShopId
    shop_code: str
    time_zone: str

    @property
    def code(self) -> str:
        """``WSB-T1``, the start of its receipt numbers."""
        return f"{self.shop_code}-{self.name}"


def add(
    session: Session, shop: Shop, name: str, *, at: datetime, by: OperatorId | None
) -> tuple[Till, str]:
    """Add a till to a shop; returns it with its device token, which is shown once."""
    if shop.kind is not ShopKind.SHOP:
        raise InvalidInput(_("Kasir hanya ada di toko, bukan di kantor."), field="shop")
    if not NAME.fullmatch(name):
        raise InvalidInput(_("Nama kasir: satu huruf besar dan angka, misalnya T1."), field="name")
    if session.scalar(select(Till.id).where(Till.shop_id == shop.id, Till.name == name)):
        raise InvalidInput(_("Kasir %(name)s sudah ada di toko ini.", name=name), field="name")
    token = _new_token(find_coop(session))
    till = Till(shop_id=ShopId(shop.id), name=name, token_hash=token_hash(token), created_at=at)
    session.add(till)
    audit.record(
        session, "till.added", at=at, by=by, shop_id=ShopId(shop.id), subject=f"{shop.code}-{name}"
    )
    return till, token


def renew_token(session: Session, till: Till, *, at: datetime, by: OperatorId | None) -> str:
    """A new device token; the browser that has the old one is a till no longer."""
    keys.remember(session, till, at=at)
    token = _new_token(find_coop(session))
    till.token_hash = token_hash(token)
    audit.record(session, "till.token_renewed", at=at, by=by, shop_id=till.shop_id,
                 subject=till.name)  # fmt: skip
    return token


def retire(session: Session, till_id: UUID, *, at: datetime, by: OperatorId) -> None:
    """Let a till sell no more; nothing it sold is touched. Raises NotFound."""
    view = by_id(session, till_id)
    session.get_one(Till, till_id).active = False
    audit.record(session, "till.retired", at=at, by=by, shop_id=view.shop_id, subject=view.code)


def enrol(session: Session, till_id: TillId, *, at: datetime) -> str:
    """Give a browser the next series letter, so that lost storage never repeats a number."""
    till = session.get_one(Till, till_id)
    till.series = next_series(till.series)
    till.seen_at = at
    audit.record(session, "till.enrolled", at=at, by=None, shop_id=till.shop_id,
                 subject=till.name, series=till.series)  # fmt: skip
    return till.series


def by_token(session: Session, token: str) -> TillView:
    """The active till with this device token. Raises NotSignedIn."""
    found = _view(session.execute(_BY_TOKEN, {"of_token": token_hash(token)}).one_or_none())
    if found is None:
        raise NotSignedIn(_("Token kasir ini tidak berlaku. Minta token baru kepada manajer."))
    return found


def by_id(session: Session, till_id: UUID) -> TillView:
    """The active till with this key. Raises NotFound."""
    found = _one(session, Till.id == till_id)
    if found is None:
        raise NotFound(_("Kasir ini tidak ada."))
    return found


def by_code(session: Session, code: str) -> TillView:
    """The active till people call so: ``WSB-T1``. Raises NotFound."""
    shop_code, _separator, name = code.upper().partition("-")
    found = _one(session, (Shop.code == shop_code) & (Till.name == name))
    if found is None:
        raise NotFound(_("Tidak ada kasir %(code)s.", code=code))
    return found


def next_series(series: str | None) -> str:
    """The letters after these: A, B … Z, AA, AB …, without those that no till ever gets."""
    if not series:
        return "A"
    after = _after(series)
    return _after(after) if after in (PAPER_SERIES, PRACTICE_SERIES) else after


def _after(series: str) -> str:
    head, last = series[:-1], series[-1]
    if last == "Z":
        return (_after(head) if head else "A") + "A"
    return head + ascii_uppercase[ascii_uppercase.index(last) + 1]


def _one(session: Session, condition: ColumnElement[bool]) -> TillView | None:
    return _view(session.execute(_ACTIVE.where(condition)).one_or_none())


def _view(row: Row[*tuple[Any, ...]] | None) -> TillView | None:
    if row is None:
        return None
    return TillView(TillId(row.id), row.name, row.shop_id, row.code, row.time_zone)


def _new_token(coop: Coop | None) -> str:
    return new_token(DEMO_TOKEN_PREFIX if coop is not None and coop.is_demo else "")
