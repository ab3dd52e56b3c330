"""What the pages about printers read; values, never statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.paging import SIZE, Page, offset
from pos.models import Sale, Till
from pos.printing.jobs import CANCELLED_FROM, OPEN, PAPER, RETRIED, sale_of
from pos.printing.models import JobKind, JobState, Printer, PrintJob
from pos.printing.words import sentence

PATIENCE = timedelta(minutes=1)
"""A job that nobody touched for this long was seen by no worker."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a printer is doing."""

    waiting: int
    """Receipts still to come."""
    trouble: str
    """Why they do not come, as a sentence; empty when all is well."""
    oldest: PrintJob | None
    """The first of them."""
    parked: int = 0
    """Old receipts that are printed or forgotten only when somebody says so."""


@dataclass(frozen=True, slots=True)
class PrinterCard:
    """A printer as the pages show it."""

    printer: Printer
    till: str
    shop: Shop
    health: Health
    last: PrintJob | None


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job in a printer's list."""

    job: PrintJob
    sale_id: UUID | None
    number: str
    """The receipt's; empty for what belongs to no sale."""

    @property
    def may_be_retried(self) -> bool:
        """Waiting ones are tried by themselves."""
        is_waiting = self.job.state is JobState.WAITING
        return self.job.kind in PAPER and self.job.state in RETRIED and not is_waiting

    @property
    def may_be_cancelled(self) -> bool:
        return self.job.state in CANCELLED_FROM


def printer_cards(session: Session, *, within: ShopId | None, at: datetime) -> list[PrinterCard]:
    """The printers of one shop or all, those in use first, by till."""
    statement = (
        select(Printer, Till.name, Shop)
        .join(Till, Till.id == Printer.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .order_by(Printer.active.desc(), Shop.code, Till.name, Printer.created_at.desc())
    )
    found = session.execute(statement.where(Shop.id == within) if within else statement)
    return [_card(session, printer, name, shop, at=at) for printer, name, shop in found]


def printer_card(session: Session, printer: Printer, *, at: datetime) -> PrinterCard:
    """One printer."""
    till = session.get_one(Till, printer.till_id)
    return _card(session, printer, till.name, session.get_one(Shop, till.shop_id), at=at)


@dataclass(frozen=True, slots=True)
class Parked:
    """The old receipts of one printer."""

    printer_id: UUID
    till: str
    time_zone: str
    count: int
    since: datetime
    until: datetime


def parked(session: Session, *, within: ShopId | None) -> list[Parked]:
    """Where old receipts await a decision, in one shop or in all."""
    statement = (
        select(
            Printer.id, Shop.code, Till.name, Shop.time_zone, func.count(PrintJob.id),
            func.min(PrintJob.created_at), func.max(PrintJob.created_at),
        )
        .join(Till, Till.id == Printer.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .join(PrintJob, PrintJob.printer_id == Printer.id)
        .where(PrintJob.state == JobState.PARKED)
        .group_by(Printer.id, Shop.code, Till.name, Shop.time_zone)
        .order_by(Shop.code, Till.name)
    )  # fmt: skip
    found = session.execute(statement.where(Shop.id == within) if within else statement)
    return [
        Parked(printer_id, f"{shop}-{till}", zone, count, since, until)
        for printer_id, shop, till, zone, count, since, until in found
    ]


def users(session: Session) -> dict[str, str]:
    """The till that prints at an address, by address."""
    rows = session.execute(
        select(Printer.address, Shop.code, Till.name)
        .join(Till, Till.id == Printer.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .where(Printer.active)
    )
    return {address: f"{code}-{name}" for address, code, name in rows}


def health(session: Session, printer_id: UUID, *, at: datetime) -> Health:
    """Whether what waits for a printer is on its way."""
    waiting = session.scalars(
        select(PrintJob)
        .where(PrintJob.printer_id == printer_id, PrintJob.state.in_(OPEN))
        .order_by(PrintJob.created_at)
    ).all()
    receipts = [job for job in waiting if job.kind in PAPER]
    return Health(
        waiting=len(receipts),
        trouble=_trouble(waiting, at=at),
        oldest=receipts[0] if receipts else None,
        parked=parked_at(session, printer_id),
    )


def parked_at(session: Session, printer_id: UUID) -> int:
    """How many old receipts of a printer await a decision."""
    mine = (PrintJob.printer_id == printer_id, PrintJob.state == JobState.PARKED)
    return session.scalar(select(func.count()).select_from(PrintJob).where(*mine)) or 0


def jobs(session: Session, printer: Printer, *, page: int) -> Page[JobRow]:
    """What was sent to a printer, the newest first."""
    mine = PrintJob.printer_id == printer.id
    count = session.scalar(select(func.count()).select_from(PrintJob).where(mine))
    found = session.scalars(
        select(PrintJob).where(mine).order_by(PrintJob.id.desc()).limit(SIZE).offset(offset(page))
    ).all()
    numbers = _numbers(session, found)
    return Page(tuple(_row(job, numbers) for job in found), page, count or 0)


def _card(
    session: Session, printer: Printer, name: str, shop: Shop, *, at: datetime
) -> PrinterCard:
    last = session.scalars(
        select(PrintJob)
        .where(PrintJob.printer_id == printer.id)
        .order_by(PrintJob.id.desc())
        .limit(1)
    ).one_or_none()
    health_now = health(session, printer.id, at=at)
    return PrinterCard(printer, f"{shop.code}-{name}", shop, health_now, last)


def _trouble(waiting: Iterable[PrintJob], *, at: datetime) -> str:
    """What the oldest job that was tried says, or that nobody tries."""
    open_jobs = list(waiting)
    for job in open_jobs:
        if job.trouble:
            return sentence(job.trouble)
    if any(job.state is JobState.SENDING for job in open_jobs):
        return ""
    if any(at - job.asked_at > PATIENCE for job in open_jobs if job.kind is not JobKind.DRAWER):
        return str(_("Layanan cetak tidak berjalan. Mulai ulang Lumbung."))
    return ""


def _numbers(session: Session, found: Iterable[PrintJob]) -> dict[UUID, str]:
    sale_ids = {sale_id for job in found if (sale_id := sale_of(job))}
    rows = session.execute(select(Sale.id, Sale.number).where(Sale.id.in_(sale_ids)))
    return {row.id: row.number for row in rows}


def _row(job: PrintJob, numbers: dict[UUID, str]) -> JobRow:
    sale_id = sale_of(job)
    return JobRow(
        job=job,
        sale_id=sale_id,
        number=numbers.get(sale_id, "") if sale_id else "",
    )
