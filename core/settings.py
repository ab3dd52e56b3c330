"""Settings that hold from a day on: rates, thresholds, policies. The law moves; code does not.

A package defines its settings at import with ``define``; everybody reads them through ``read``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import SettingRow, table_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """What a setting is: how its text is read, what holds when nothing is set, and why."""

    key: str
    parse: Callable[[str], T]
    """Turns the stored text into a value; raises ValueError when it makes no sense, or
    InvalidInput with a sentence that says why."""
    default: T
    label: str
    """What the treasurer reads beside it, in Indonesian."""
    legal_basis: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """What may be stored and how each reads on the screen; empty when the parser decides."""

    def shown(self, value: str) -> str:
        """A stored value as it reads on the screen."""
        return str(self.choices.get(value, value))


DEFINITIONS: dict[str, Setting[Any]] = {}


_setting = table_of(SettingRow)
_ON_THE_DAY = (
    select(_setting.c.key, _setting.c.value, _setting.c.shop_id, _setting.c.valid_from)
    .where(_setting.c.valid_from <= bindparam("of_day"))
    .where(or_(_setting.c.valid_to.is_(None), _setting.c.valid_to >= bindparam("of_day")))
    .where(or_(_setting.c.shop_id.is_(None), _setting.c.shop_id == bindparam("of_shop")))
)
_HOLDING = _ON_THE_DAY.where(_setting.c.key == bindparam("of_key"))
_TOGETHER = _ON_THE_DAY.where(_setting.c.key.in_(bindparam("of_keys", expanding=True)))


def define(setting: Setting[T]) -> Setting[T]:
    """Make a setting known to the settings page; its key may be defined once."""
    if setting.key in DEFINITIONS:
        raise ValueError(f"setting {setting.key} is defined twice")
    DEFINITIONS[setting.key] = setting
    return setting


def read(session: Session, setting: Setting[T], *, on: date, shop_id: ShopId | None = None) -> T:
    """The value that holds on a day; the shop's own value beats the one for all shops."""
    asked = {"of_key": setting.key, "of_day": on, "of_shop": shop_id}
    rows = session.execute(_HOLDING, asked).all()
    if not rows:
        return setting.default
    newest = max(rows, key=lambda row: (row.shop_id is not None, row.valid_from))
    return setting.parse(newest.value)


def read_together(
    session: Session, *settings: Setting[Any], on: date, shop_id: ShopId | None = None
) -> tuple[Any, ...]:
    """The values of several settings in one question, in the order they are named."""
    keys = [setting.key for setting in settings]
    rows = session.execute(_TOGETHER, {"of_keys": keys, "of_day": on, "of_shop": shop_id})
    newest: dict[str, tuple[tuple[bool, date], str]] = {}
    for row in rows:
        rank = (row.shop_id is not None, row.valid_from)
        if row.key not in newest or rank > newest[row.key][0]:
            newest[row.key] = rank, row.value
    return tuple(
        setting.parse(newest[setting.key][1]) if setting.key in newest else setting.default
        for setting in settings
    )


def put(
    session: Session,
    setting: Setting[Any],
    value: str,
    *,
    valid_from: date,
    at: datetime,
    by: OperatorId | None,
    shop_id: ShopId | None = None,
    legal_basis: str = "",
) -> None:
    """Let a value hold from a day on; the one before ends the day before.

    Raises InvalidInput when the value makes no sense or a later one is already set.
    """
    _check(setting, value)
    for earlier in _open_rows(session, setting.key, shop_id):
        if earlier.valid_from >= valid_from:
            raise InvalidInput(
                _("Sudah ada nilai yang berlaku mulai tanggal itu atau sesudahnya."),
                field="valid_from",
            )
        earlier.valid_to = valid_from - timedelta(days=1)
    session.add(
        SettingRow(
            key=setting.key,
            shop_id=shop_id,
            valid_from=valid_from,
            valid_to=None,
            value=value,
            legal_basis=legal_basis or setting.legal_basis,
            set_by=by,
            set_at=at,
        )
    )
    session.flush()


def history(session: Session, key: str) -> list[SettingRow]:
    """Every value a setting had or will have, newest first."""
    return list(
        session.scalars(
            select(SettingRow).where(SettingRow.key == key).order_by(SettingRow.valid_from.desc())
        )
    )


def whole_number(text: str) -> int:
    """A parser for settings that are whole numbers."""
    return int(text)


def yes_or_no(text: str) -> bool:
    """A parser for settings that are ``ya`` or ``tidak``."""
    return {"ya": True, "tidak": False}[text]


def _check(setting: Setting[Any], value: str) -> None:
    try:
        setting.parse(value)
    except InvalidInput as refused:
        raise InvalidInput(refused.sentence, field="value") from refused
    except (ValueError, KeyError):
        raise InvalidInput(_("Nilai ini tidak dapat dipakai."), field="value") from None
    if setting.choices and value not in setting.choices:
        raise InvalidInput(_("Nilai ini tidak dapat dipakai."), field="value")


def _open_rows(session: Session, key: str, shop_id: ShopId | None) -> list[SettingRow]:
    return list(
        session.scalars(
            select(SettingRow)
            .where(SettingRow.key == key, SettingRow.shop_id == shop_id)
            .where(SettingRow.valid_to.is_(None))
        )
    )
