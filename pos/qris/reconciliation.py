"""Reconciling QRIS: what the provider's file says against what stands at the tills.

A file only adds rows that are new; pairs are found anew each time the page is opened; what the
treasurer accepts is booked, one entry for each row of the file, and never again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit
from core.ids import OperatorId, SaleId, ShopId
from core.money import total
from core.settings import read
from ledger import journal
from pos.models import FlagKind, SaleFlag
from pos.qris import payments
from pos.qris.entries import settlement_entry
from pos.qris.matching import Matching, Pair, Settled, match
from pos.qris.models import QrisMatch, QrisSettlement
from pos.qris.settings import QRIS_MATCH_MINUTES
from pos.qris.settlement_files import SettledRow, SettlementFile

REACH = timedelta(days=120)
"""How far back payments are looked for; a provider settles within days."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What a file added."""

    new: int
    known: int
    """Rows that another file, or this one sent before, held already."""


def upload(
    session: Session,
    shop_id: ShopId,
    sent: SettlementFile,
    *,
    file_name: str,
    at: datetime,
    by: OperatorId,
) -> Uploaded:
    """Keep the rows that no file held before."""
    journal.lock_shop(session, shop_id)
    known = _known(session, shop_id, {row.fingerprint for row in sent.rows})
    new = [row for row in sent.rows if row.fingerprint not in known]
    session.add_all(_kept(shop_id, row, file_name=file_name, at=at, by=by) for row in new)
    session.flush()
    if new:
        audit.record(session, "qris.uploaded", at=at, by=by, shop_id=shop_id, subject=file_name,
                     n=len(new), amount=total(row.gross for row in new).amount)  # fmt: skip
    return Uploaded(len(new), len(sent.rows) - len(new))


def matching(session: Session, shop_id: ShopId, *, today: date) -> Matching:
    """What is not settled yet of a shop: the pairs, and what stands alone on either side."""
    minutes = read(session, QRIS_MATCH_MINUTES, on=today, shop_id=shop_id)
    found = payments.unsettled(session, shop_id, since=today - REACH)
    return match(_waiting(session, shop_id), found, window=timedelta(minutes=minutes))


def accept(
    session: Session,
    shop_id: ShopId,
    chosen: Collection[tuple[UUID, str]] | None,
    *,
    today: date,
    at: datetime,
    by: OperatorId,
) -> tuple[Pair, ...]:
    """Book the chosen pairs (row and payment), or all; those that hold no more are left out."""
    journal.lock_shop(session, shop_id)
    pairs = [
        pair
        for pair in matching(session, shop_id, today=today).matched
        if chosen is None or (pair.row.id, pair.payment.key) in chosen
    ]
    for pair in pairs:
        _settle(session, shop_id, pair, at=at, by=by)
    session.flush()
    _see_flags(session, shop_id, pairs, today=today, at=at, by=by)
    if pairs:
        audit.record(session, "qris.settled", at=at, by=by, shop_id=shop_id, n=len(pairs),
                     amount=total(pair.row.amount for pair in pairs).amount,
                     fee=total(pair.row.fee for pair in pairs).amount)  # fmt: skip
    return tuple(pairs)


def _known(session: Session, shop_id: ShopId, fingerprints: set[str]) -> set[str]:
    rows = session.scalars(
        select(QrisSettlement.fingerprint).where(QrisSettlement.shop_id == shop_id)
    )
    return set(rows) & fingerprints


def _kept(
    shop_id: ShopId, row: SettledRow, *, file_name: str, at: datetime, by: OperatorId
) -> QrisSettlement:
    return QrisSettlement(
        shop_id=shop_id,
        fingerprint=row.fingerprint,
        file_name=file_name,
        row_number=row.number,
        paid_on=row.on,
        paid_at=row.at,
        reference=row.reference,
        gross=row.gross,
        fee=row.fee,
        net=row.net,
        uploaded_by=by,
        uploaded_at=at,
    )


def _waiting(session: Session, shop_id: ShopId) -> list[Settled]:
    """Rows of files that are not booked yet, oldest first."""
    rows = session.scalars(
        select(QrisSettlement)
        .outerjoin(QrisMatch, QrisMatch.settlement_id == QrisSettlement.id)
        .where(QrisSettlement.shop_id == shop_id, QrisMatch.settlement_id.is_(None))
        .order_by(QrisSettlement.paid_on, QrisSettlement.id)
    )
    return [
        Settled(row.id, row.paid_on, row.paid_at, row.gross, row.reference, row.fee, row.net)
        for row in rows
    ]


def _settle(session: Session, shop_id: ShopId, pair: Pair, *, at: datetime, by: OperatorId) -> None:
    sale_id = pair.payment.sale_id
    session.add(
        QrisMatch(
            settlement_id=pair.row.id,
            payment=pair.payment.key,
            sale_id=SaleId(sale_id) if sale_id else None,
            basis=pair.basis,
            accepted_by=by,
            accepted_at=at,
        )
    )
    entry = settlement_entry(
        pair.row.id,
        shop_id=shop_id,
        on=max(pair.row.on, pair.payment.on),
        gross=pair.row.amount,
        fee=pair.row.fee,
        description=pair.payment.number,
    )
    journal.post(session, entry, at=at)


def _see_flags(
    session: Session,
    shop_id: ShopId,
    pairs: Iterable[Pair],
    *,
    today: date,
    at: datetime,
    by: OperatorId,
) -> None:
    """Sales that waited for reconciliation wait no more, once all of their QRIS arrived."""
    settled = {pair.payment.sale_id for pair in pairs if pair.payment.sale_id}
    waiting = payments.sales_still_open(session, shop_id, settled, since=today - REACH)
    session.execute(
        update(SaleFlag)
        .where(SaleFlag.sale_id.in_(settled - waiting))
        .where(SaleFlag.kind == FlagKind.UNCONFIRMED, SaleFlag.seen_at.is_(None))
        .values(seen_at=at, seen_by=by)
    )
