"""Counting a shop: opened, counted blind by several, reviewed; posted by ``posting``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.models import Shop
from core.quantity import NONE, Quantity
from inventory import ownership, products
from inventory.counts import lines, scope
from inventory.counts.models import CountLine, CountProduct, CountStatus, ScopeKind, StockCount
from inventory.models import Product
from inventory.numbering import Series, take_number
from ledger import journal

MOST = Quantity.of(1_000_000)
"""Nobody counts more of one thing; a barcode read as a number is more."""


@dataclass(frozen=True, slots=True)
class NewCount:
    """A count to open; ``key`` is made by the form, so that sending it twice opens one."""

    key: UUID
    scope: ScopeKind
    category: str = ""
    products: tuple[ProductId, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.scope is ScopeKind.CATEGORY and not self.category:
            raise InvalidInput(_("Pilih kategorinya."), field="category")
        if self.scope is ScopeKind.CHOSEN and not self.products:
            raise InvalidInput(_("Isi barang yang akan dihitung."), field="products")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a counter found; ``key`` is made by the form, so that sending it twice counts once."""

    key: UUID
    product_id: ProductId
    quantity: Quantity
    shelf: str = ""
    is_recount: bool = False


def open_count(
    session: Session, shop: Shop, new: NewCount, *, at: datetime, by: OperatorId
) -> StockCount:
    """Begin to count some goods of a shop."""
    shop_id = ShopId(shop.id)
    journal.lock_shop(session, shop_id)
    known = session.get(StockCount, new.key)
    if known is not None:
        return known
    for product_id in new.products:
        ownership.check_countable(products.get(session, product_id), field="products")
    count = StockCount(
        id=new.key, number=take_number(session, shop, Series.COUNT), shop_id=shop_id,
        scope=new.scope, category=new.category, note=new.note, opened_at=at, opened_by=by,
    )  # fmt: skip
    session.add(count)
    session.flush()
    session.add_all(
        CountProduct(count_id=count.id, product_id=product_id)
        for product_id in dict.fromkeys(new.products)
    )
    session.flush()
    _note(session, "stock_count.opened", count, at=at, by=by)
    return count


def by_number(session: Session, number: str, *, within: ShopId | None) -> StockCount:
    """The count with this number, locked for what is done to it next. Raises NotFound.

    Whoever works for one shop (``within``) finds only that shop's.
    """
    wanted = StockCount.number == number.upper()
    shop_id = session.scalar(select(StockCount.shop_id).where(wanted))
    if shop_id is None or within not in (None, shop_id):
        raise NotFound(_("Tidak ada stok opname %(number)s.", number=number))
    journal.lock_shop(session, shop_id)
    found = select(StockCount).where(wanted).execution_options(populate_existing=True)
    return session.scalars(found).one()


def count(
    session: Session, paper: StockCount, entry: Entry, *, at: datetime, by: OperatorId
) -> CountLine:
    """Note what somebody found, at the time of finding it. Several entries of a product add up.

    Raises InvalidInput for goods that are not to be counted, and for what cannot be a number.
    """
    known = session.get(CountLine, entry.key)
    if known is not None:
        return known
    _is(paper, CountStatus.OPEN)
    product = session.get_one(Product, entry.product_id)
    ownership.check_countable(product, field="code")
    if not scope.holds(session, paper, entry.product_id):
        raise InvalidInput(
            _("%(name)s tidak termasuk yang dihitung sekarang.", name=product.name), field="code"
        )
    if not NONE <= entry.quantity <= MOST:
        raise InvalidInput(_("Jumlah ini tidak mungkin."), field="quantity")
    last = select(func.max(CountLine.number)).where(CountLine.count_id == paper.id)
    line = CountLine(
        id=entry.key, count_id=paper.id, number=(session.scalar(last) or 0) + 1,
        product_id=entry.product_id, quantity=entry.quantity, is_recount=entry.is_recount,
        shelf=entry.shelf, counted_at=at, counted_by=by,
    )  # fmt: skip
    session.add(line)
    session.flush()
    return line


def review(session: Session, paper: StockCount, *, at: datetime, by: OperatorId) -> None:
    """Stop counting, so that the differences may be seen."""
    _is(paper, CountStatus.OPEN)
    if not counters(session, paper):
        raise BusinessError(_("Belum ada yang dihitung."))
    paper.status = CountStatus.REVIEWED
    session.flush()
    _note(session, "stock_count.reviewed", paper, at=at, by=by)


def reopen(session: Session, paper: StockCount, *, at: datetime, by: OperatorId) -> None:
    """Go on counting: something was forgotten, or has to be counted again."""
    _is(paper, CountStatus.REVIEWED)
    paper.status = CountStatus.OPEN
    session.flush()
    _note(session, "stock_count.reopened", paper, at=at, by=by)


def drop(session: Session, paper: StockCount, *, at: datetime, by: OperatorId) -> None:
    """Let nothing come of a count that is not posted; its number stays taken."""
    if paper.status not in (CountStatus.OPEN, CountStatus.REVIEWED):
        raise BusinessError(_("Stok opname %(number)s sudah selesai.", number=paper.number))
    paper.status, paper.closed_at, paper.closed_by = CountStatus.DROPPED, at, by
    session.flush()
    _note(session, "stock_count.dropped", paper, at=at, by=by)


def counters(session: Session, paper: StockCount) -> Collection[OperatorId]:
    """Whoever counted something of it."""
    mine = CountLine.count_id == paper.id
    who = select(CountLine.counted_by).where(mine, lines.standing()).distinct()
    return set(session.scalars(who))


def source_of(paper: StockCount) -> str:
    """What its moves and its entry are known by."""
    return f"count:{paper.id}"


def _is(paper: StockCount, status: CountStatus) -> None:
    if paper.status is status:
        return
    if status is CountStatus.OPEN:
        raise BusinessError(_("Stok opname %(number)s sudah tidak dihitung.", number=paper.number))
    raise BusinessError(_("Selesaikan dulu hitungan %(number)s.", number=paper.number))


def _note(
    session: Session, action: str, paper: StockCount, *, at: datetime, by: OperatorId
) -> None:
    audit.record(session, action, at=at, by=by, shop_id=paper.shop_id, subject=paper.number)
