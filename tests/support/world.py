"""A small co-operative for tests: office, two shops, people, a till, goods with prices, members.

``make_coop(session)`` writes it and flushes; the caller decides whether it is committed. What a
test changes about it, it changes itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from core import clock, operators, secrets, shops
from core.clock import local_day
from core.ids import MemberId, OperatorId, PackId, ProductId, ShopId, TillId
from core.models import Coop, Operator, Shop, ShopKind
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from core.shops import ShopDetails
from inventory.models import Barcode, Pack, Price, PriceList, Product
from ledger import chart
from ledger.journal import open_journal
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.statuses import NewStatus
from pos.models import Till

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
"""A Monday morning: 10:00 in Wonosobo, 11:00 in Lombok Timur."""
TODAY = date(2026, 6, 1)


def today() -> date:
    """The calendar day in the shop in Wonosobo now; the day in UTC ends seven hours later."""
    return local_day(clock.now(), "Asia/Jakarta")


PRICED_FROM = date(2026, 1, 1)
PASSWORD = "rahasia-123"
PIN = "2580"
TILL_TOKEN = "till-WSB-T1-for-tests"

PEOPLE = {
    Role.CLERK: ("kasir", "Sari Wulandari"),
    Role.MANAGER: ("manajer", "Joko Prasetyo"),
    Role.TREASURER: ("bendahara", "Maria Goreti"),
    Role.CHAIR: ("ketua", "Hasan Basri"),
    Role.AUDITOR: ("pengawas", "Dewi Lestari"),
    Role.ADMIN: ("admin", "Rudi Hartono"),
    Role.MEMBER: ("anggota", "Siti Aminah"),
}


@dataclass(frozen=True)
class Goods:
    """A product and its packs, the first of which its code means."""

    product: Product
    packs: tuple[Pack, ...]

    @property
    def id(self) -> ProductId:
        return ProductId(self.product.id)

    @property
    def pack_id(self) -> PackId:
        return PackId(self.packs[0].id)


@dataclass(frozen=True)
class World:
    """Everything ``make_coop`` made."""

    coop: Coop
    office: Shop
    wsb: Shop
    """Wonosobo, Asia/Jakarta."""
    ltm: Shop
    """Lombok Timur, Asia/Makassar."""
    operators: dict[Role, Operator]
    """One of each role; all with ``PASSWORD`` and ``PIN``."""
    till: Till
    """WSB-T1, with ``TILL_TOKEN``."""
    goods: dict[str, Goods] = field(default_factory=dict)
    """``mie`` (pcs and dus, member price), ``beras`` (kg, in fractions), ``air`` (dearer in LTM),
    ``gas`` (no patronage), ``gula`` (no price)."""
    members: tuple[Member, ...] = ()
    """Numbers 1 and 2 are active, 3 has left."""

    def operator_id(self, role: Role) -> OperatorId:
        return OperatorId(self.operators[role].id)

    @property
    def clerk_id(self) -> OperatorId:
        return self.operator_id(Role.CLERK)

    @property
    def shop_id(self) -> ShopId:
        return ShopId(self.wsb.id)

    @property
    def till_id(self) -> TillId:
        return TillId(self.till.id)

    @property
    def member_id(self) -> MemberId:
        return MemberId(self.members[0].id)


def make_coop(session: Session, *, is_demo: bool = False) -> World:
    """Found the co-operative of the tests in an empty, migrated database."""
    coop = shops.found(session, name="Koperasi Uji Bersama", is_demo=is_demo, at=NOW)
    chart.install(session)
    office = _shop(session, "KTR", "Kantor", ShopKind.OFFICE, "Asia/Jakarta")
    wsb = _shop(session, "WSB", "Toko Wonosobo", ShopKind.SHOP, "Asia/Jakarta")
    ltm = _shop(session, "LTM", "Toko Lombok Timur", ShopKind.SHOP, "Asia/Makassar")
    people = {role: _operator(session, role, wsb) for role in PEOPLE}
    token = ("contoh-" if is_demo else "") + TILL_TOKEN
    till = Till(
        shop_id=ShopId(wsb.id), name="T1", token_hash=secrets.token_hash(token), created_at=NOW
    )
    session.add(till)
    goods = {name: _goods(session, ltm, spec) for name, spec in _GOODS.items()}
    members = tuple(_members(wsb))
    session.add_all(members)
    session.flush()
    for member in members:
        first = NewStatus(member.status, member.joined_on)
        statuses.begin(session, member, first, at=NOW, by=None)
    session.flush()
    return World(coop, office, wsb, ltm, people, till, goods, members)


def _shop(session: Session, code: str, name: str, kind: ShopKind, time_zone: str) -> Shop:
    shop = shops.open_shop(
        session, ShopDetails(code, name, kind, time_zone, address=f"Jl. Contoh 1, {name}")
    )
    open_journal(session, ShopId(shop.id))
    return shop


def _operator(session: Session, role: Role, shop: Shop) -> Operator:
    login, name = PEOPLE[role]
    home = ShopId(shop.id) if role in (Role.CLERK, Role.MANAGER) else None
    operator = operators.add(session, login=login, name=name, roles=[role], at=NOW, shop_id=home)
    operator.password_hash, operator.pin_hash = _hashed(PASSWORD), _hashed(PIN)
    return operator


@lru_cache
def _hashed(secret: str) -> str:
    """Hashed once: argon2 is slow on purpose."""
    return secrets.hash_secret(secret)


@dataclass(frozen=True)
class _Pack:
    unit: str
    factor: int = 1
    barcode: str = ""
    """As stored: a GTIN in 14 digits."""
    price: int | None = None
    member_price: int | None = None
    ltm_price: int | None = None


@dataclass(frozen=True)
class _Product:
    code: str
    name: str
    packs: tuple[_Pack, ...]
    fractions: bool = False
    counts_for_patronage: bool = True


_GOODS = {
    "mie": _Product(
        "101",
        "Mie goreng instan",
        (
            _Pack("pcs", 1, "08995522000015", 3_500, 3_300),
            _Pack("dus", 40, "18995522000012", 132_000, 128_000),
        ),
    ),
    "air": _Product(
        "102", "Air mineral 600 ml", (_Pack("pcs", 1, "08998888000019", 4_000, ltm_price=4_500),)
    ),
    "gas": _Product(
        "103",
        "Gas LPG 3 kg",
        (_Pack("pcs", 1, "08999999001018", 20_000),),
        counts_for_patronage=False,
    ),
    "beras": _Product("201", "Beras pandan wangi", (_Pack("kg", price=14_000),), fractions=True),
    "gula": _Product("104", "Gula pasir 1 kg", (_Pack("pcs", 1, "08997777001014"),)),
}


def _goods(session: Session, ltm: Shop, spec: _Product) -> Goods:
    product = Product(
        code=spec.code,
        name=spec.name,
        base_unit=spec.packs[0].unit,
        fractions=spec.fractions,
        counts_for_patronage=spec.counts_for_patronage,
        created_at=NOW,
        changed_at=NOW,
    )
    session.add(product)
    session.flush()
    packs = tuple(
        _pack(session, ltm, ProductId(product.id), position, pack)
        for position, pack in enumerate(spec.packs)
    )
    return Goods(product, packs)


def _pack(session: Session, ltm: Shop, product_id: ProductId, position: int, spec: _Pack) -> Pack:
    factor = Quantity.of(spec.factor)
    pack = Pack(product_id=product_id, unit=spec.unit, factor=factor, position=position)
    session.add(pack)
    session.flush()
    pack_id = PackId(pack.id)
    if spec.barcode:
        session.add(Barcode(code=spec.barcode, pack_id=pack_id))
    for price_list, shop_id, amount in (
        (PriceList.GENERAL, None, spec.price),
        (PriceList.MEMBER, None, spec.member_price),
        (PriceList.GENERAL, ShopId(ltm.id), spec.ltm_price),
    ):
        if amount is not None:
            session.add(
                Price(
                    pack_id=pack_id,
                    list=price_list,
                    shop_id=shop_id,
                    amount=Money(amount),
                    valid_from=PRICED_FROM,
                    set_at=NOW,
                )
            )
    session.flush()
    return pack


_MEMBERS = (
    ("Siti Aminah", "AGT0001", "6281234567890", MemberStatus.ACTIVE),
    ("Budi Santoso", "AGT0002", "6285600001111", MemberStatus.ACTIVE),
    ("Wahyu Nugroho", None, "", MemberStatus.LEFT),
)


def _members(home: Shop) -> Iterator[Member]:
    for number, (name, card, phone, status) in enumerate(_MEMBERS, start=1):
        yield Member(
            number=number,
            name=name,
            card=card,
            phone=phone,
            shop_id=ShopId(home.id),
            status=status,
            joined_on=PRICED_FROM,
            created_at=NOW,
            changed_at=NOW,
        )
