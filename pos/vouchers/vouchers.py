"""Vouchers at the office: issuing a batch, taking one back, closing those nobody used in time.

Whoever changes a voucher, or uses it at a till, holds the journal of the shop that issued it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import day, number
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import ZERO, Money
from core.shops import get_shop, today_in
from ledger import journal
from members.entries import Event
from members.programmes import grants
from pos.vouchers import backing, codes, entries
from pos.vouchers.entries import Behind, GrantBehind
from pos.vouchers.models import EndKind, PaidBy, Voucher, VoucherBatch, VoucherEnd, VoucherUse

MOST_PIECES = 1_000
"""In one batch: a hundred sheets of paper."""


@dataclass(frozen=True, slots=True)
class NewBatch:
    """Vouchers to issue; ``id`` is made with the form, so that they are issued once."""

    id: UUID
    purpose: str
    face: Money
    pieces: int
    valid_until: date
    paid_by: PaidBy
    grant_number: int | None = None
    """Which grant pays, of ``PaidBy.PROGRAMME``; None: what earlier vouchers gave back."""

    def __post_init__(self) -> None:
        if self.face <= ZERO:
            raise InvalidInput(_("Isi nilai setiap voucher."), field="face")
        if not 1 <= self.pieces <= MOST_PIECES:
            raise InvalidInput(
                _("Sekali terbit antara 1 dan %(most)s lembar.", most=number(MOST_PIECES)),
                field="pieces",
            )

    @property
    def worth(self) -> Money:
        """Of all of them."""
        return self.face * self.pieces


def get_batch(session: Session, batch_id: UUID, *, within: ShopId | None = None) -> VoucherBatch:
    """The batch with this key, of that shop when one is named. Raises NotFound."""
    batch = session.get(VoucherBatch, batch_id)
    if batch is None or within not in (None, batch.shop_id):
        raise NotFound(_("Terbitan voucher ini tidak ada."))
    return batch


def get_voucher(session: Session, voucher_id: UUID) -> Voucher:
    """The voucher with this key. Raises NotFound."""
    voucher = session.get(Voucher, voucher_id)
    if voucher is None:
        raise NotFound(_("Voucher ini tidak ada."))
    return voucher


def behind(batch: VoucherBatch) -> Behind:
    """Who stands behind the vouchers of a batch."""
    return Behind(ShopId(batch.shop_id), batch.paid_by)


def issue(
    session: Session, shop_id: ShopId, new: NewBatch, *, at: datetime, by: OperatorId
) -> VoucherBatch:
    """Make the vouchers of a batch and book what they are worth; sent again it changes nothing.

    Raises InvalidInput when the programme has less money than that.
    """
    is_programmes = new.paid_by is PaidBy.PROGRAMME
    grant = backing.grant_of(session, new.grant_number) if is_programmes else None
    grants.lock(session, shop_id, grant.shop_id if grant else shop_id)
    known = session.get(VoucherBatch, new.id)
    if known is not None:
        return known
    today = today_in(get_shop(session, shop_id), at)
    if new.valid_until < today:
        raise InvalidInput(_("Hari terakhirnya sudah lewat."), field="valid_until")
    if grant is not None:
        why = _("Voucher %(purpose)s", purpose=new.purpose)
        backing.draw(session, grant, new.worth, reason=why, on=today, at=at, by=by)
    elif is_programmes:
        backing.check_given_back(session, shop_id, new.worth)
    batch = _batch(shop_id, new, on=today, at=at, by=by)
    session.add(batch)
    session.flush()
    session.add_all(
        Voucher(batch_id=batch.id, serial=serial, code=code)
        for serial, code in enumerate(_fresh_codes(session, new.pieces), 1)
    )
    session.flush()
    event = Event(shop_id, today, entries.batch_source(batch.id),
                  _("Voucher %(purpose)s", purpose=new.purpose))  # fmt: skip
    from_grant = GrantBehind(grant.id, grant.shop_id) if grant else None
    for entry in entries.batch_entries(event, behind(batch), new.worth, from_grant):
        journal.post(session, entry, at=at)
    audit.record(session, "voucher.issued", at=at, by=by, shop_id=shop_id, subject=new.purpose,
                 n=new.pieces, amount=new.worth.amount)  # fmt: skip
    return batch


def take_back(
    session: Session,
    voucher_id: UUID,
    *,
    reason: str,
    at: datetime,
    by: OperatorId,
    within: ShopId | None = None,
) -> Voucher:
    """Make an unused voucher void; its money goes back where it came from."""
    voucher = get_voucher(session, voucher_id)
    batch = get_batch(session, voucher.batch_id, within=within)
    journal.lock_shop(session, ShopId(batch.shop_id))
    if session.get(VoucherUse, voucher_id) is not None:
        raise BusinessError(_("Voucher ini sudah dipakai, tidak dapat dibatalkan."))
    if session.get(VoucherEnd, voucher_id) is not None:
        raise BusinessError(_("Voucher ini sudah tidak berlaku."))
    if not reason:
        raise InvalidInput(_("Tulis mengapa voucher ini dibatalkan."), field="reason")
    today = today_in(get_shop(session, ShopId(batch.shop_id)), at)
    _end(session, [voucher_id], EndKind.VOID, reason, on=today, at=at, by=by)
    entry = entries.void_entry(voucher_id, behind(batch), batch.face, on=today,
                               text=_("Voucher dibatalkan"))  # fmt: skip
    journal.post(session, entry, at=at)
    audit.record(session, "voucher.voided", at=at, by=by, shop_id=ShopId(batch.shop_id),
                 subject=codes.masked(voucher.code), amount=batch.face.amount,
                 reason=reason)  # fmt: skip
    return voucher


def close_lapsed(
    session: Session,
    batch_id: UUID,
    *,
    at: datetime,
    by: OperatorId,
    within: ShopId | None = None,
) -> int:
    """Book what nobody used of a batch whose last day has passed; returns how many lapsed."""
    batch = get_batch(session, batch_id, within=within)
    journal.lock_shop(session, ShopId(batch.shop_id))
    today = today_in(get_shop(session, ShopId(batch.shop_id)), at)
    if today <= batch.valid_until:
        raise BusinessError(_("Voucher ini masih berlaku sampai %(day)s.",
                              day=day(batch.valid_until)))  # fmt: skip
    left = unused(session, batch.id)
    if not left:
        return 0
    _end(session, left, EndKind.LAPSED, "", on=today, at=at, by=by)
    worth = batch.face * len(left)
    entry = entries.lapse_entry(
        batch.id, behind(batch), worth, on=today,
        text=_("Voucher hangus: %(purpose)s", purpose=batch.purpose),
    )  # fmt: skip
    journal.post(session, entry, at=at)
    audit.record(session, "voucher.lapsed", at=at, by=by, shop_id=ShopId(batch.shop_id),
                 subject=batch.purpose, n=len(left), amount=worth.amount)  # fmt: skip
    return len(left)


def unused(session: Session, batch_id: UUID) -> Sequence[UUID]:
    """The vouchers of a batch that came to no end yet, by their number."""
    return session.scalars(
        select(Voucher.id)
        .outerjoin(VoucherUse, VoucherUse.voucher_id == Voucher.id)
        .outerjoin(VoucherEnd, VoucherEnd.voucher_id == Voucher.id)
        .where(Voucher.batch_id == batch_id)
        .where(VoucherUse.voucher_id.is_(None), VoucherEnd.voucher_id.is_(None))
        .order_by(Voucher.serial)
    ).all()


def printed(
    session: Session,
    batch_id: UUID,
    *,
    at: datetime,
    by: OperatorId,
    within: ShopId | None = None,
) -> tuple[VoucherBatch, Sequence[Voucher]]:
    """The vouchers of a batch that are still good to be cut out; printing them is noted."""
    batch = get_batch(session, batch_id, within=within)
    found = session.scalars(
        select(Voucher).where(Voucher.id.in_(unused(session, batch_id))).order_by(Voucher.serial)
    ).all()
    audit.record(session, "voucher.printed", at=at, by=by, shop_id=ShopId(batch.shop_id),
                 subject=batch.purpose, n=len(found))  # fmt: skip
    return batch, found


def _batch(
    shop_id: ShopId, new: NewBatch, *, on: date, at: datetime, by: OperatorId
) -> VoucherBatch:
    return VoucherBatch(
        id=new.id,
        shop_id=shop_id,
        purpose=new.purpose,
        face=new.face,
        pieces=new.pieces,
        valid_until=new.valid_until,
        paid_by=new.paid_by,
        issued_on=on,
        issued_by=by,
        issued_at=at,
    )


def _fresh_codes(session: Session, count: int) -> list[str]:
    """So many codes that no voucher has."""
    made: set[str] = set()
    while len(made) < count:
        made.add(codes.make())
        if len(made) == count:
            made -= set(session.scalars(select(Voucher.code).where(Voucher.code.in_(made))))
    return list(made)


def _end(
    session: Session,
    voucher_ids: Sequence[UUID],
    kind: EndKind,
    reason: str,
    *,
    on: date,
    at: datetime,
    by: OperatorId,
) -> None:
    session.add_all(
        VoucherEnd(
            voucher_id=voucher_id, kind=kind, reason=reason, ended_on=on, ended_by=by, ended_at=at
        )
        for voucher_id in voucher_ids
    )
    session.flush()
