"""What the first shop needs to sell: a till, perhaps a printer, goods with prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Shop, ShopKind
from core.shops import today_in
from inventory.importing import imports
from inventory.importing.kind import Import, ImportFile, ImportTarget
from inventory.importing.products import products
from inventory.importing.reports import ImportReport
from inventory.models import Pack, Price, PriceList, Product
from pos import tills
from pos.escpos import PrinterProfile, render
from pos.models import Sale, Till
from pos.printing import printers
from pos.printing.jobs import printer_of
from pos.printing.printers import PrinterDetails
from pos.printing.transports.addresses import PrinterAddress
from pos.printing.transports.outcomes import Outcome
from pos.printing.transports.sending import send
from pos.receipts import test_slip
from pos.tills import TillView

FIRST_TILL = "T1"


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many goods there are, and one to try."""

    products: int
    priced: int
    sample_code: str
    """The short code of something that can be sold; empty when nothing can."""
    sample_name: str


def first_shop(session: Session) -> Shop:
    """The shop that was founded first. Raises NotFound before the founding."""
    shop = session.scalars(
        select(Shop).where(Shop.kind == ShopKind.SHOP).order_by(Shop.id).limit(1)
    ).one_or_none()
    if shop is None:
        raise NotFound(_("Belum ada toko."))
    return shop


def has_sold(session: Session) -> bool:
    """Whether the first sale is made: from then on tills and goods have their own pages."""
    return bool(session.scalar(select(exists().where(Sale.id.is_not(None)))))


def find_till(session: Session, shop: Shop) -> TillView | None:
    """The shop's first till; None when it has none."""
    found = session.scalars(
        select(Till.id).where(Till.shop_id == shop.id, Till.active).order_by(Till.id).limit(1)
    ).one_or_none()
    return tills.by_id(session, found) if found else None


def first_till(session: Session, shop: Shop, *, at: datetime, by: OperatorId | None) -> TillView:
    """The shop's first till, made when it is not there."""
    found = find_till(session, shop)
    if found is not None:
        return found
    tills.add(session, shop, FIRST_TILL, at=at, by=by)
    session.flush()
    return tills.by_code(session, f"{shop.code}-{FIRST_TILL}")


def connect_printer(
    session: Session, details: PrinterDetails, *, at: datetime, by: OperatorId
) -> None:
    """Let a till print there, and nowhere else."""
    before = printer_of(session, details.till.id)
    if before is None:
        printers.add(session, details, at=at, by=by)
    else:
        printers.change(session, before, details, at=at, by=by)


def print_test_slip(address: PrinterAddress, profile: PrinterProfile) -> Outcome:
    """Print the ruler that shows whether the width is right; waits for the printer."""
    return send(address, render(test_slip(profile.columns), profile))


def read_goods(name: str, content: bytes) -> ImportFile:
    """A list of goods that somebody has."""
    return imports.read_file(products.KIND, name, content)


def starter_file() -> ImportFile:
    """The everyday goods that come with the program."""
    content = (files("pos.firstrun") / "data" / "starter.csv").read_bytes()
    return read_goods("starter.csv", content)


def take_goods(
    session: Session, file: ImportFile, shop: Shop, *, at: datetime, by: OperatorId | None
) -> ImportReport:
    """Take the good rows of a list into the shop, from today on, with the prices it has."""
    wanted, why = _goods(file, shop, at), _("Daftar pertama toko ini.")
    return imports.take(session, wanted, only_good=True, at=at, by=by, below_cost=why)


def preview_goods(session: Session, file: ImportFile, shop: Shop, *, at: datetime) -> ImportReport:
    """What taking the list would do."""
    return imports.preview(session, _goods(file, shop, at))


def _goods(file: ImportFile, shop: Shop, at: datetime) -> Import:
    return Import(products.KIND, file, ImportTarget(ShopId(shop.id), today_in(shop, at)))


def shelf(session: Session) -> Shelf:
    """What there is to sell."""
    has_price = exists().where(Price.pack_id == Pack.id, Price.list == PriceList.GENERAL)
    priced = select(Product).join(Pack, Pack.product_id == Product.id)
    priced = priced.where(Product.active, Pack.position == 0, has_price)
    sample = session.scalars(
        priced.order_by(func.length(Product.code), Product.code).limit(1)
    ).one_or_none()
    return Shelf(
        products=_count(session, select(Product.id).where(Product.active)),
        priced=_count(session, priced.with_only_columns(Product.id)),
        sample_code=sample.code if sample else "",
        sample_name=sample.name if sample else "",
    )


def _count(session: Session, rows: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
