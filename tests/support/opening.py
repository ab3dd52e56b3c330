"""A co-op whose first half of the year is on paper: what the treasurer would copy from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import MemberId, PartyId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import stock
from inventory.consignment.models import Consignor
from inventory.stock import Arrival
from inventory.suppliers.models import Supplier
from ledger.models import Account
from members.opening import accounts, bons, openings, parties, taken_over
from members.opening.bons import PaperBon
from members.opening.models import Opening, PartyKind
from members.opening.parties import PaperDebt
from members.opening.taken_over import Owned, Said
from tests.support.consignment import add_consignor
from tests.support.purchases import add_supplier
from tests.support.world import World

CUT_OVER = date(2026, 7, 1)
EVE = date(2026, 6, 30)
AT = datetime(2026, 7, 3, 2, tzinfo=UTC)
"""Two days later, when the treasurer has copied everything."""
Lines = Mapping[str, int]
"""A trial balance: debit + by account."""


def begin(session: Session, world: World) -> Opening:
    return openings.begin(
        session, CUT_OVER, today=CUT_OVER, at=AT, by=world.operator_id(Role.TREASURER)
    )


def write_accounts(session: Session, opening: Opening, shop_id: ShopId, lines: Lines) -> None:
    for code, amount in lines.items():
        account = session.get_one(Account, code)
        accounts.put(session, opening, shop_id, account, Money(amount))


def said(
    pokok: int = 0,
    wajib: int = 0,
    sukarela: int = 0,
    *,
    unpaid: int = 0,
    bought: int = 0,
    months: Mapping[date, tuple[int, int]] | None = None,
) -> Said:
    owned = {day: Owned(Money(a), Money(b)) for day, (a, b) in (months or {}).items()}
    return Said(Money(pokok), Money(wajib), Money(sukarela), Money(unpaid), Money(bought), owned)


def write_bon(
    session: Session, opening: Opening, world: World, amount: int, bought_on: date,
    member_id: MemberId | None = None, due_on: date | None = None,
) -> PaperBon:  # fmt: skip
    bon = PaperBon(
        new_id(), member_id or world.member_id, world.shop_id, bought_on, Money(amount), due_on
    )
    bons.put(session, opening, bon)
    return bon


def write_debt(
    session: Session, opening: Opening, shop_id: ShopId, kind: PartyKind, key: UUID, amount: int,
    *, due_on: date | None = None, reference: str = "",
) -> None:  # fmt: skip
    party = PartyId(key)
    parties.put(
        session,
        opening,
        PaperDebt(new_id(), kind, party, shop_id, Money(amount), due_on, reference),
    )


def supplier_and_producer(session: Session) -> tuple[Supplier, Consignor]:
    return add_supplier(session), add_consignor(session, name="Bu Yanti")


def shelve(session: Session, world: World, value: int, *, shop_id: ShopId | None = None) -> None:
    """Opening stock of that value: noodles."""
    stock.enter_opening(
        session, [Arrival(world.goods["mie"].id, Quantity.of(100), Money(value))],
        shop_id=shop_id or world.shop_id, booked_on=CUT_OVER, at=AT, by=None,
    )  # fmt: skip


def half_a_year(session: Session, world: World) -> Opening:
    """Everything of a small co-op, written down rightly: Siti owes 120.000 and has bought most."""
    opening = begin(session, world)
    siti, budi, wahyu = (MemberId(member.id) for member in world.members)
    supplier, producer = supplier_and_producer(session)
    shelve(session, world, 2_000_000)
    write_accounts(session, opening, world.shop_id, {
        "1-1020": 1_500_000, "1-1110": 2_670_000, "1-1210": 120_000, "1-1310": 2_000_000,
        "2-1010": -700_000, "2-1020": -90_000, "2-1110": -300_000,
        "3-1010": -200_000, "3-1020": -500_000, "3-1060": -1_000_000, "3-1080": -500_000,
        "4-1010": -6_000_000, "4-2010": -4_000_000, "5-1010": 4_500_000, "5-2010": 3_000_000,
        "6-1010": 400_000, "1-1990": -900_000,
    })  # fmt: skip
    write_accounts(session, opening, ShopId(world.office.id), {
        "1-1110": 250_000, "2-1210": -150_000, "3-1050": -1_000_000, "1-1990": 900_000,
    })  # fmt: skip
    months = month_ends_of(
        {date(2025, 12, 31): (300_000, 0), date(2026, 3, 31): (350_000, 200_000)}
    )
    taken_over.put(session, opening, {
        siti: said(100_000, 300_000, 200_000, unpaid=100_000, bought=4_000_000, months=months),
        budi: said(100_000, 200_000, 100_000, unpaid=50_000, bought=2_000_000),
        wahyu: said(bought=50_000, months=month_ends_of({date(2025, 12, 31): (100_000, 0),
                                                         date(2026, 3, 31): (0, 0)})),
    })  # fmt: skip
    write_bon(session, opening, world, 50_000, date(2026, 6, 20))
    write_bon(session, opening, world, 70_000, date(2026, 5, 10))
    write_debt(session, opening, world.shop_id, PartyKind.SUPPLIER, supplier.id, 700_000,
               due_on=date(2026, 7, 10), reference="INV-77")  # fmt: skip
    write_debt(session, opening, world.shop_id, PartyKind.CONSIGNOR, producer.id, 90_000)
    session.flush()
    return opening


MONTH_ENDS = (
    date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31),
    date(2026, 4, 30), date(2026, 5, 31),
)  # fmt: skip


def month_ends_of(changes: Mapping[date, tuple[int, int]]) -> dict[date, tuple[int, int]]:
    """Balances that stay until the next change."""
    found, now = {}, (0, 0)
    for day in MONTH_ENDS:
        now = changes.get(day, now)
        found[day] = now
    return found
