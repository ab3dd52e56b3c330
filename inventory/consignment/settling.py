"""Paying producers what is theirs (*pelunasan*): money, SUKARELA, or against their kasbon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId, PartyId, ShopId, new_id
from core.models import Shop
from core.money import ZERO, Money, total
from inventory.consignment import queries
from inventory.consignment.entries import Paid, paid_parts, settlement_source
from inventory.consignment.models import Consignor, PaidBy, Settlement, SettlementPart
from inventory.numbering import Series, take_number
from ledger import journal
from members import credit, standing
from members.debtors import Debtor
from members.entries import Event, across_shops
from members.standing import Standing


@dataclass(frozen=True, slots=True)
class Payment:
    """How a producer is paid, in one way or several together."""

    amounts: Mapping[PaidBy, Money]
    reference: str = ""
    """What the bank says of the transfer."""
    consent: bool = False
    """The producer agreed that debts are taken off."""
    key: UUID = field(default_factory=new_id)
    """Made with the form: sent twice, it is paid once."""

    def __post_init__(self) -> None:
        if any(amount < ZERO for amount in self.amounts.values()):
            raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field="amount")
        if self.by(PaidBy.KASBON) and not self.consent:
            raise InvalidInput(_("Potong kasbon perlu persetujuan penitip."), field="consent")

    def by(self, way: PaidBy) -> Money:
        """What of it is paid in one way."""
        return self.amounts.get(way, ZERO)

    @property
    def total(self) -> Money:
        return total(self.amounts.values())

    @property
    def of_member(self) -> Money:
        """What needs the producer to be a member."""
        return self.by(PaidBy.SAVINGS) + self.by(PaidBy.KASBON)


def settle(
    session: Session,
    shop: Shop,
    consignor: Consignor,
    payment: Payment,
    *,
    on: date,
    at: datetime,
    by: OperatorId | None,
) -> Settlement:
    """Pay a producer all or a part of what the shop owes; the same payment only once.

    Raises InvalidInput for nothing, for more than is owed, and for savings or kasbon of somebody
    who is no member or owes less.
    """
    shop_id, party = ShopId(shop.id), PartyId(consignor.id)
    for each in sorted({shop_id, *_other_shops(session, consignor, payment)}):
        journal.lock_shop(session, each)
    known = session.get(Settlement, payment.key)
    if known is not None:
        return known
    owed = queries.owed(session, shop_id, party)
    member = standing.locked(session, consignor.member_id) if consignor.member_id else None
    _check(payment, owed, member)
    row = Settlement(
        id=payment.key,
        shop_id=shop_id,
        consignor_id=party,
        number=take_number(session, shop, Series.SETTLEMENT),
        owed=owed,
        paid_at=at,
        paid_on=on,
        paid_by=by,
    )
    session.add(row)
    session.flush()
    session.add_all(_parts(row, payment))
    session.flush()
    event = Event(shop_id, on, settlement_source(row.id), f"Pelunasan {row.number}")
    for entry in across_shops(event, paid_parts(_paid(session, row, payment, member))):
        journal.post(session, entry, at=at)
    if member is not None and payment.of_member:
        standing.touch(session, member.member_id, at=at)
    audit.record(session, "consignment.settled", at=at, by=by, shop_id=shop_id,
                 subject=row.number, amount=payment.total.amount,
                 consignor=consignor.number, consent=payment.consent or None)  # fmt: skip
    return row


def _paid(session: Session, row: Settlement, payment: Payment, member: Standing | None) -> Paid:
    return Paid(
        shop_id=row.shop_id,
        consignor_id=row.consignor_id,
        from_safe=payment.by(PaidBy.SAFE),
        from_bank=payment.by(PaidBy.BANK),
        to_savings=payment.by(PaidBy.SAVINGS),
        member_id=member.member_id if member else None,
        home_shop_id=member.home_shop_id if member else None,
        bons=_bons(session, payment, member, here=row.shop_id),
    )


def _bons(
    session: Session, payment: Payment, member: Standing | None, *, here: ShopId
) -> list[tuple[ShopId, Money]]:
    """Which shops' kasbon is paid: what is due first; what no bon explains is this shop's."""
    amount = payment.by(PaidBy.KASBON)
    if member is None or not amount:
        return []
    open_ = credit.bons_of(session, Debtor.member(member.member_id))
    settled = [(bon.shop_id, part) for bon, part in credit.settle(open_, amount)]
    rest = amount - total(part for _shop, part in settled)
    return [*settled, (here, rest)]


def _parts(row: Settlement, payment: Payment) -> Iterable[SettlementPart]:
    for way, amount in payment.amounts.items():
        if amount:
            reference = payment.reference if way is PaidBy.BANK else ""
            yield SettlementPart(settlement_id=row.id, way=way, amount=amount, reference=reference)


def _other_shops(session: Session, consignor: Consignor, payment: Payment) -> Iterable[ShopId]:
    """Those whose books it may change: of the member's home, and of open kasbon."""
    member_id = consignor.member_id
    if member_id is None or not payment.of_member:
        return
    yield from standing.homes_of(session, member_id)
    for bon in credit.bons_of(session, Debtor.member(member_id)):
        yield bon.shop_id


def _check(payment: Payment, owed: Money, member: Standing | None) -> None:
    if not payment.total:
        raise InvalidInput(_("Isi jumlah yang dibayarkan."), field="safe")
    if payment.total > owed:
        raise InvalidInput(
            _("Yang terutang kepada penitip ini %(owed)s.", owed=rupiah(owed)), field="safe"
        )
    if not payment.of_member:
        return
    if member is None:
        raise InvalidInput(_("Penitip ini bukan anggota: bayar tunai atau transfer."), field="safe")
    if payment.by(PaidBy.KASBON) > member.balances.credit:
        raise InvalidInput(
            _("Kasbonnya tinggal %(owed)s.", owed=rupiah(member.balances.credit)), field="kasbon"
        )
