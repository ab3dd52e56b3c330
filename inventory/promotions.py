"""Promotions: what some packs cost less for some days. What has begun is ended, never changed.

How they are dealt out to a basket: ``pos.discounting``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, PackId, ShopId
from core.models import table_of
from core.money import ZERO, Money
from inventory.models import Promotion, PromotionKind, PromotionPack
from inventory.prices import Period

MOST_PERCENT = 10_000
MOST_UNITS = 1_000
ON_UNITS = (PromotionKind.PERCENT, PromotionKind.AMOUNT, PromotionKind.PRICE)
"""Kinds that change the price of every unit; the others sell units together."""

_NEXT_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_PACKS = table_of(PromotionPack)


@dataclass(frozen=True, slots=True)
class PromotionDetails:
    """What is said of a promotion; numbers that its kind does not need are zero."""

    name: str
    kind: PromotionKind
    period: Period
    pack_ids: tuple[PackId, ...]
    shop_id: ShopId | None = None
    for_members: bool = False
    percent: int = 0
    """Basis points."""
    amount: Money = ZERO
    count: int = 0
    free: int = 0

    def __post_init__(self) -> None:
        if not self.name:
            raise InvalidInput(_("Promo perlu nama, seperti di struk."), field="name")
        if not self.pack_ids:
            raise InvalidInput(_("Isi barang yang ikut promo."), field="packs")
        self._check_numbers()

    def _check_numbers(self) -> None:
        if self.kind is PromotionKind.PERCENT:
            if not 0 < self.percent <= MOST_PERCENT:
                raise InvalidInput(_("Potongan antara 0 dan 100 persen."), field="percent")
        elif self.kind is not PromotionKind.BUY_GET and self.amount <= ZERO:
            raise InvalidInput(_("Isi jumlah rupiahnya."), field="amount")
        least = 1 if self.kind is PromotionKind.BUY_GET else 2
        if self.kind not in ON_UNITS and not least <= self.count <= MOST_UNITS:
            raise InvalidInput(
                _("Isi berapa buah, paling sedikit %(least)s.", least=least), field="count"
            )
        if self.kind is PromotionKind.BUY_GET and not 1 <= self.free <= MOST_UNITS:
            raise InvalidInput(_("Isi berapa buah yang gratis."), field="free")


def create(
    session: Session, details: PromotionDetails, *, at: datetime, by: OperatorId | None
) -> Promotion:
    """Let a promotion hold from its first day on."""
    promotion = Promotion(
        number=(session.scalar(select(func.max(Promotion.number))) or 0) + 1,
        name=details.name,
        kind=details.kind,
        valid_from=details.period.first,
        created_by=by,
        created_at=at,
        changed_at=at,
    )
    session.add(promotion)
    _write(session, promotion, details)
    _note(session, "promotion.created", promotion, at=at, by=by, packs=len(details.pack_ids))
    return promotion


def change(
    session: Session,
    promotion: Promotion,
    details: PromotionDetails,
    *,
    today: date,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Say something else of a promotion that has not begun. Raises BusinessError afterwards."""
    if promotion.valid_from <= today:
        raise BusinessError(
            _("Promo yang sudah mulai tidak dapat diubah. Akhiri, lalu buat yang baru.")
        )
    _write(session, promotion, details)
    _note(session, "promotion.changed", promotion, at=at, by=by, packs=len(details.pack_ids))


def end(
    session: Session,
    promotion: Promotion,
    *,
    today: date,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Let a promotion hold until yesterday; one that has not begun never holds."""
    if promotion.valid_to is not None and promotion.valid_to < today:
        raise BusinessError(_("Promo ini sudah berakhir."))
    promotion.valid_to = today - _DAY
    _note(session, "promotion.ended", promotion, at=at, by=by, valid_to=str(promotion.valid_to))


def by_number(session: Session, number: int) -> Promotion:
    """The promotion with this number. Raises NotFound."""
    found = session.scalars(select(Promotion).where(Promotion.number == number)).one_or_none()
    if found is None:
        raise NotFound(_("Promo tidak ditemukan."))
    return found


def subject_of(promotion: Promotion) -> str:
    """What the audit log calls it."""
    return f"promo {promotion.number}"


def _write(session: Session, promotion: Promotion, details: PromotionDetails) -> None:
    promotion.name, promotion.kind = details.name, details.kind
    promotion.shop_id, promotion.for_members = details.shop_id, details.for_members
    promotion.percent, promotion.amount = details.percent, details.amount
    promotion.count, promotion.free = details.count, details.free
    promotion.valid_from, promotion.valid_to = details.period.first, details.period.last
    session.flush()
    _write_packs(session, promotion, details.pack_ids)


def _write_packs(session: Session, promotion: Promotion, pack_ids: Sequence[PackId]) -> None:
    session.execute(delete(_PACKS).where(_PACKS.c.promotion_id == promotion.id))
    rows = [{"promotion_id": promotion.id, "pack_id": key} for key in dict.fromkeys(pack_ids)]
    session.execute(insert(_PACKS), rows)


def _note(
    session: Session,
    action: str,
    promotion: Promotion,
    *,
    at: datetime,
    by: OperatorId | None,
    **details: object,
) -> None:
    """Note a change in the audit log, and at a time later than every other: tills compare it."""
    newest = session.scalar(
        select(func.max(Promotion.changed_at)).where(Promotion.id != promotion.id)
    )
    newest = max(newest, promotion.changed_at) if newest else promotion.changed_at
    promotion.changed_at = at if at > newest else newest + _NEXT_INSTANT
    session.flush()
    audit.record(
        session, action, at=at, by=by, shop_id=promotion.shop_id, subject=subject_of(promotion),
        name=promotion.name, kind=promotion.kind, **details,
    )  # fmt: skip
