"""New selling prices after goods came at another cost: which packs, and what to ask for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.ids import PackId, ProductId, ShopId
from core.money import Money
from inventory.models import Pack, Price, PriceList
from inventory.price_changes import queries
from inventory.price_changes.proposing import USUAL_STEP, keeping_margin
from inventory.price_changes.queries import MOST_PACKS, Priced, Target
from inventory.purchasing.cost_changes import CostChange, cost_changes
from inventory.purchasing.models import GoodsReceipt


@dataclass(frozen=True, slots=True)
class Proposal:
    """A price that keeps the margin, and why it is proposed."""

    pack: Priced
    price: Money
    why: str


def target(session: Session, receipt: GoodsReceipt, *, on: date) -> Target:
    """Whose prices are looked at: of every shop, or of the one where they are its own."""
    packs = _packs(session, cost_changes(session, receipt))
    own = select(Price.id).where(
        Price.pack_id.in_(packs), Price.shop_id == receipt.shop_id,
        Price.list == PriceList.GENERAL, Price.valid_to.is_(None),
    )  # fmt: skip
    shop_id = ShopId(receipt.shop_id) if session.scalar(own.limit(1)) else None
    return Target(PriceList.GENERAL, shop_id, on)


def proposals(session: Session, receipt: GoodsReceipt, aim: Target) -> Iterator[Proposal]:
    """Every pack of goods that cost otherwise now and have a price."""
    changes = cost_changes(session, receipt)
    products = _packs(session, changes)
    for key, pack in queries.priced(session, list(products), aim).items():
        if pack.price is not None:
            change = changes[products[key]]
            price = keeping_margin(pack.price, change.before, change.now, USUAL_STEP)
            yield Proposal(pack, price, _why(pack, change))


def _packs(session: Session, products: Mapping[ProductId, object]) -> dict[PackId, ProductId]:
    rows = session.execute(
        select(Pack.id, Pack.product_id)
        .where(Pack.product_id.in_(list(products)), Pack.active)
        .order_by(Pack.product_id, Pack.position)
        .limit(MOST_PACKS)
    )
    return {PackId(key): ProductId(product_id) for key, product_id in rows}


def _why(pack: Priced, change: CostChange) -> str:
    return _(
        "harga beli %(before)s menjadi %(now)s",
        before=rupiah(change.before.of(pack.factor)), now=rupiah(change.now.of(pack.factor)),
    )  # fmt: skip
