"""What the pages of promotions read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from core.ids import PackId, ShopId
from core.models import AuditRecord, Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from inventory import prices
from inventory.models import Pack, PriceList, Product, Promotion, PromotionKind, PromotionPack
from inventory.promotions import subject_of


class Season(StrEnum):
    """Which promotions a list shows."""

    RUNNING = "berlaku"
    COMING = "akan-datang"
    PAST = "lewat"
    ALL = "semua"


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A promotion as lists and its own page show it."""

    number: int
    name: str
    kind: PromotionKind
    shop: str | None
    """The shop's code; None: all shops."""
    for_members: bool
    percent: str
    """As people write it: ``12,5``."""
    amount: Money
    count: int
    free: int
    valid_from: date
    valid_to: date | None
    season: Season
    packs: int


@dataclass(frozen=True, slots=True)
class PromotedPack:
    """A pack that a promotion is for, and what it costs everybody without it."""

    code: str
    name: str
    unit: str
    price: Money | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that somebody did to a promotion."""

    at: datetime
    action: str
    operator: str


def promotion_page(
    session: Session, *, words: str, season: Season, on: date, number: int
) -> Page[PromotionRow]:
    """Promotions, those that begin last first; the words are parts of its name or its goods'."""
    wanted = select(Promotion).where(*_in_season(season, on), *_naming(words))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(Promotion.valid_from.desc(), Promotion.number.desc())
    found = session.scalars(newest.offset(offset(number)).limit(SIZE)).all()
    return Page(_rows(session, found, on), number, total)


def row_of(session: Session, promotion: Promotion, *, on: date) -> PromotionRow:
    """One promotion as the lists show it."""
    return _rows(session, [promotion], on)[0]


def packs_of(session: Session, promotion: Promotion, *, on: date) -> list[PromotedPack]:
    """The packs it is for, by name, with today's usual price there."""
    found = session.execute(
        select(Pack.id, Product.code, Product.name, Pack.unit)
        .join(PromotionPack, PromotionPack.pack_id == Pack.id)
        .join(Product, Product.id == Pack.product_id)
        .where(PromotionPack.promotion_id == promotion.id)
        .order_by(func.lower(Product.name), Pack.position)
    ).all()
    shop_id = ShopId(promotion.shop_id) if promotion.shop_id else None
    priced = prices.current(session, [PackId(row.id) for row in found], on=on, shop_id=shop_id)
    return [
        PromotedPack(row.code, row.name, row.unit, priced.get((PackId(row.id), PriceList.GENERAL)))
        for row in found
    ]


def history(session: Session, promotion: Promotion) -> list[HistoryLine]:
    """Who did what to it, newest first."""
    rows = session.execute(
        select(AuditRecord.at, AuditRecord.action, Operator.name)
        .outerjoin(Operator, Operator.id == AuditRecord.operator_id)
        .where(AuditRecord.subject == subject_of(promotion))
        .order_by(AuditRecord.at.desc(), AuditRecord.id.desc())
    )
    return [HistoryLine(at, action, name or "") for at, action, name in rows]


def season_of(promotion: Promotion, on: date) -> Season:
    """Whether it holds on a day, will, or is over."""
    if promotion.valid_to is not None and promotion.valid_to < on:
        return Season.PAST
    return Season.COMING if promotion.valid_from > on else Season.RUNNING


def _in_season(season: Season, on: date) -> list[ColumnElement[bool]]:
    lasting = or_(Promotion.valid_to.is_(None), Promotion.valid_to >= on)
    return {
        Season.RUNNING: [Promotion.valid_from <= on, lasting],
        Season.COMING: [Promotion.valid_from > on, lasting],
        Season.PAST: [Promotion.valid_to < on],
        Season.ALL: [],
    }[season]


def _naming(words: str) -> list[ColumnElement[bool]]:
    return [
        or_(
            func.lower(Promotion.name).contains(word, autoescape=True),
            Promotion.id.in_(_with_goods(word)),
        )
        for word in words.lower().split()
    ]


def _with_goods(word: str) -> Select[UUID]:
    return (
        select(PromotionPack.promotion_id)
        .join(Pack, Pack.id == PromotionPack.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .where(
            or_(
                func.lower(Product.name).contains(word, autoescape=True),
                Product.code == word.upper(),
            )
        )
    )


def _rows(session: Session, found: Sequence[Promotion], on: date) -> tuple[PromotionRow, ...]:
    shops = {row.id: row.code for row in session.execute(select(Shop.id, Shop.code))}
    counted = session.execute(
        select(PromotionPack.promotion_id, func.count().label("packs"))
        .where(PromotionPack.promotion_id.in_([promotion.id for promotion in found]))
        .group_by(PromotionPack.promotion_id)
    )
    counts = {row.promotion_id: row.packs for row in counted}
    return tuple(
        PromotionRow(
            promotion.number,
            promotion.name,
            promotion.kind,
            shops[promotion.shop_id] if promotion.shop_id else None,
            promotion.for_members,
            percent_shown(promotion.percent),
            promotion.amount,
            promotion.count,
            promotion.free,
            promotion.valid_from,
            promotion.valid_to,
            season_of(promotion, on),
            counts.get(promotion.id, 0),
        )
        for promotion in found
    )


def percent_shown(basis_points: int) -> str:
    """``1250`` as ``12,5``."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",")
