"""Members' money outside a till: paid in, drawn out, or moved between a member's own accounts.

The one way for it: dues from a file, pots, the payout of the surplus, what a leaver is paid all
come through ``record``. A slip is never changed; ``undo`` takes it back with the same amounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId, OperatorId, PartyId, ShopId
from core.money import ZERO, Money
from ledger import journal, periods, stored
from ledger.entry import Entry, reversal
from members import credit, standing
from members.balances import CODES, Account
from members.entries import Event, across_shops, elsewhere
from members.office.entries import Moved, Places, money_parts, money_source, undone_source
from members.office.models import OfficeMoney, OfficeMoneyUndone
from members.people.statuses import GONE
from members.pots.models import Pot
from members.standing import Standing
from members.ways import Direction, PaidBy

PAID_INTO = (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.POTS)
DRAWN_FROM = (Account.SUKARELA, Account.POTS, Account.SURPLUS, Account.LEAVING)
"""Pokok and wajib of a member are never paid out (domain §2): only her settlement does that."""
PAYS_IN = (PaidBy.CASH, PaidBy.BANK, PaidBy.SUKARELA, PaidBy.SURPLUS)
PAYS_OUT = (PaidBy.CASH, PaidBy.BANK, PaidBy.SUKARELA, PaidBy.KASBON, PaidBy.DONATION)


@dataclass(frozen=True, slots=True)
class Slip:
    """Money to be moved; ``id`` is made by the form, so that sending it twice moves it once."""

    id: UUID
    shop_id: ShopId
    """Where it is handed over."""
    member_id: MemberId
    account: Account
    direction: Direction
    amount: Money
    """Positive."""
    paid_by: PaidBy
    booked_on: date
    pot_id: UUID | None = None
    reference: str = ""
    note: str = ""
    batch: str = ""

    @property
    def change(self) -> Money:
        """What the account grows by."""
        return self.amount if self.direction is Direction.IN else -self.amount


def record(session: Session, slip: Slip, *, at: datetime, by: OperatorId | None) -> OfficeMoney:
    """Move the money and book it; the same slip again gives what was made of it before.

    Raises InvalidInput for what is not allowed or not there: too much drawn out, pokok drawn
    from, a closed day, a member nobody knows.
    """
    known = session.get(OfficeMoney, slip.id)
    if known is not None:
        return known
    _check(session, slip, at=at)
    places = _locked_places(session, slip)
    known = session.get(OfficeMoney, slip.id)
    if known is not None:  # the same form, pressed twice at once
        return known
    member = standing.locked(session, slip.member_id)
    if member is None:
        raise NotFound(_("Anggota ini tidak ada."))
    if member.home_shop_id != places.home:
        raise BusinessError(_("Anggota ini baru saja pindah toko. Coba sekali lagi."))
    _check_pot(session, slip.pot_id, slip.direction)
    balance = _balance(session, slip, member)
    _check_money(slip, member, balance)
    moved = Moved(slip.member_id, slip.account, slip.change, slip.paid_by, slip.pot_id,
                  _settled(session, slip))  # fmt: skip
    counter = _next_counter(session)
    told = f"{_DESCRIPTIONS[slip.direction]} {slip.account.value} {number_of(counter)}"
    event = Event(slip.shop_id, slip.booked_on, money_source(slip.id), told)
    for entry in across_shops(event, money_parts(moved, places)):
        journal.post(session, entry, at=at)
    return _write(session, slip, counter, balance + slip.change, at=at, by=by)


_DESCRIPTIONS = {Direction.IN: "Setor", Direction.OUT: "Tarik"}
"""What the books call it, with the account and the slip's number."""


def by_number(session: Session, number: str) -> OfficeMoney:
    """The slip with this number. Raises NotFound."""
    found = session.scalars(select(OfficeMoney).where(OfficeMoney.number == number.upper()))
    slip = found.one_or_none()
    if slip is None:
        raise NotFound(_("Tidak ada bukti %(number)s.", number=number))
    return slip


def undone(session: Session, slip_id: UUID) -> OfficeMoneyUndone | None:
    """What took a slip back; None while it holds."""
    rows = select(OfficeMoneyUndone).where(OfficeMoneyUndone.of_id == slip_id)
    return session.scalars(rows).one_or_none()


def undo(
    session: Session, slip: OfficeMoney, *, reason: str, booked_on: date, at: datetime,
    by: OperatorId | None,
) -> OfficeMoneyUndone:  # fmt: skip
    """Take a slip back, with the same amounts the other way round.

    Raises InvalidInput without a reason or on a closed day, BusinessError when it was taken back
    before or when the money is not there any more.
    """
    if not reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    periods.check_open(session, booked_on)
    entries = _entries_of(session, slip)
    journal.lock_shops(session, (entry.shop_id for entry in entries))
    member = standing.locked(session, slip.member_id)
    if undone(session, slip.id) is not None:
        raise BusinessError(_("Bukti %(number)s sudah dibatalkan.", number=slip.number))
    if member is not None:
        _check_undo(session, slip, member)
    for entry in entries:
        source = entry.source.replace(money_source(slip.id), undone_source(slip.id))
        words = f"Batal {slip.number}"
        journal.post(
            session, reversal(entry, booked_on=booked_on, source=source, description=words), at=at
        )
    taken = OfficeMoneyUndone(of_id=slip.id, reason=reason.strip(), booked_on=booked_on,
                              recorded_at=at, recorded_by=by)  # fmt: skip
    session.add(taken)
    session.flush()
    standing.touch(session, slip.member_id, at=at)
    audit.record(session, "office_money.undone", at=at, by=by, shop_id=slip.shop_id,
                 subject=slip.number, amount=slip.amount.amount)  # fmt: skip
    return taken


def pot_balance(session: Session, member_id: MemberId, pot_id: UUID) -> Money:
    """What a member has in one pot."""
    return -journal.balance(
        session, CODES[Account.POTS], member_id=member_id, party_id=PartyId(pot_id)
    )


def number_of(counter: int) -> str:
    """What people call a slip: ``SP-000012``."""
    return f"SP-{counter:06d}"


def _next_counter(session: Session) -> int:
    """The office's journal is locked by then."""
    return (session.scalar(select(func.max(OfficeMoney.counter))) or 0) + 1


def _check(session: Session, slip: Slip, *, at: datetime) -> None:
    if slip.amount <= ZERO:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field="amount")
    allowed = PAID_INTO if slip.direction is Direction.IN else DRAWN_FROM
    if slip.account not in allowed:
        raise InvalidInput(
            _("Simpanan pokok dan wajib tidak dapat ditarik selama menjadi anggota.")
            if slip.account in (Account.POKOK, Account.WAJIB)
            else _("Rekening ini tidak dapat dipakai untuk itu."),
            field="account",
        )
    ways = PAYS_IN if slip.direction is Direction.IN else PAYS_OUT
    if slip.paid_by not in ways or slip.paid_by.value == slip.account.value:
        raise InvalidInput(_("Cara bayar ini tidak dapat dipakai untuk itu."), field="paid_by")
    if (slip.account is Account.POTS) != (slip.pot_id is not None):
        raise InvalidInput(_("Pilih titipannya."), field="pot_id")
    if slip.booked_on > shops.today_in(shops.get_shop(session, slip.shop_id), at):
        raise InvalidInput(_("Tanggal tidak boleh di masa depan."), field="booked_on")
    periods.check_open(session, slip.booked_on)


def _locked_places(session: Session, slip: Slip) -> Places:
    """Every shop whose books it may touch, locked in the order of their ids; the seat always, as
    slips are numbered in one row."""
    pot = session.get(Pot, slip.pot_id) if slip.pot_id else None
    if slip.pot_id and pot is None:
        raise NotFound(_("Titipan ini tidak ada."))
    homes = standing.homes_of(session, slip.member_id)
    seat = ShopId(shops.seat(session).id)
    places = Places(slip.shop_id, next(iter(homes), slip.shop_id), seat,
                    pot.shop_id if pot else None)  # fmt: skip
    touched = {places.desk, places.home, places.seat, places.pot or seat}
    if slip.paid_by is PaidBy.KASBON:
        touched |= {bon.shop_id for bon in credit.open_bons(session, slip.member_id)}
    journal.lock_shops(session, touched)
    return places


def _balance(session: Session, slip: Slip, member: Standing) -> Money:
    if slip.pot_id is not None:
        return pot_balance(session, slip.member_id, slip.pot_id)
    return member.balances.of(slip.account)


def _check_money(slip: Slip, member: Standing, balance: Money) -> None:
    if slip.direction is Direction.OUT and slip.amount > balance:
        raise InvalidInput(
            _("Saldonya hanya %(balance)s.", balance=rupiah(balance)), field="amount"
        )
    if slip.paid_by is PaidBy.SUKARELA and slip.direction is Direction.IN:
        _check_enough(slip, member.balances.sukarela)
    if slip.paid_by is PaidBy.SURPLUS:
        _check_enough(slip, member.balances.surplus)
    if slip.paid_by is PaidBy.KASBON and slip.amount > member.balances.credit:
        raise InvalidInput(
            _("Kasbonnya hanya %(owed)s.", owed=rupiah(member.balances.credit)), field="amount"
        )
    if _grows(slip) is not None and member.status in GONE:
        raise InvalidInput(_("Yang bersangkutan bukan anggota lagi."), field="member")


def _grows(slip: Slip | OfficeMoney) -> Account | None:
    """Which account of the member has more afterwards; None when the money leaves her."""
    if slip.direction is Direction.IN:
        return slip.account
    return Account.SUKARELA if slip.paid_by is PaidBy.SUKARELA else None


def _check_pot(session: Session, pot_id: UUID | None, direction: Direction) -> None:
    """A closed pot takes nothing. It is kept still, so that nobody closes it meanwhile."""
    if pot_id is None:
        return
    pot = session.get_one(Pot, pot_id, with_for_update=True, populate_existing=True)
    if direction is Direction.IN and not pot.active:
        raise InvalidInput(_("Titipan ini sudah ditutup."), field="amount")


def _check_undo(session: Session, slip: OfficeMoney, member: Standing) -> None:
    """What a slip moved into an account must still be there; a pot must be open to get it back."""
    if slip.direction is Direction.OUT:
        _check_pot(session, slip.pot_id, Direction.IN)
    grown = _grows(slip)
    if grown is None:
        return
    into_pot = slip.pot_id if grown is Account.POTS else None
    left = (pot_balance(session, slip.member_id, into_pot) if into_pot else
            member.balances.of(grown))  # fmt: skip
    if left < slip.amount:
        raise BusinessError(
            _("Saldonya tinggal %(left)s, jadi %(number)s tidak dapat dibatalkan.",
              left=rupiah(left), number=slip.number)
        )  # fmt: skip


def _check_enough(slip: Slip, there: Money) -> None:
    if slip.amount > there:
        raise InvalidInput(
            _("Saldo sumbernya hanya %(balance)s.", balance=rupiah(there)), field="amount"
        )


def _settled(session: Session, slip: Slip) -> tuple[tuple[credit.OpenBon, Money], ...]:
    if slip.paid_by is not PaidBy.KASBON:
        return ()
    return credit.settle(credit.open_bons(session, slip.member_id), slip.amount)


def _write(
    session: Session, slip: Slip, counter: int, balance: Money, *, at: datetime,
    by: OperatorId | None,
) -> OfficeMoney:  # fmt: skip
    row = OfficeMoney(
        id=slip.id, shop_id=slip.shop_id, counter=counter, number=number_of(counter),
        member_id=slip.member_id, account=slip.account, pot_id=slip.pot_id,
        direction=slip.direction, amount=slip.amount,
        paid_by=slip.paid_by, reference=slip.reference.strip(), note=slip.note.strip(),
        batch=slip.batch, balance=balance, booked_on=slip.booked_on, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    standing.touch(session, slip.member_id, at=at)
    return row


def _entries_of(session: Session, slip: OfficeMoney) -> list[Entry]:
    source = money_source(slip.id)
    elsewheres = (elsewhere(source, ShopId(shop.id)) for shop in shops.all_shops(session))
    found = stored.by_sources(session, [source, *elsewheres])
    return [
        Entry(one.shop_id, one.booked_on, one.source, one.description, one.lines) for one in found
    ]
