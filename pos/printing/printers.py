"""The receipt printers: one a till, added, changed and retired."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Shop
from pos.escpos import PROFILES, PrinterProfile
from pos.models import Till
from pos.printing import doctor, jobs
from pos.printing.doctor import Prescription, Seen
from pos.printing.drawing import profile_of
from pos.printing.models import JobKind, JobState, JobTrouble, Printer, PrintJob
from pos.printing.transports.addresses import PrinterAddress
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class PrinterDetails:
    """What is said of a printer: whose it is, where it is, what it can do."""

    till: TillView
    address: PrinterAddress
    profile: PrinterProfile


def are_there(session: Session) -> bool:
    """Whether any till has ever had a printer."""
    return session.scalar(select(Printer.id).limit(1)) is not None


def add(
    session: Session, details: PrinterDetails, *, at: datetime, by: OperatorId | None
) -> Printer:
    """Let a till print. Raises InvalidInput when it has a printer already."""
    _check_free(session, details.till, for_printer=None)
    profile = details.profile
    printer = Printer(
        till_id=details.till.id,
        address=str(details.address),
        columns=profile.columns,
        dots=profile.dots,
        created_at=at,
    )
    _set_up(printer, profile)
    session.add(printer)
    session.flush()
    _note(session, "printer.added", details, at=at, by=by)
    return printer


def change(
    session: Session, printer: Printer, details: PrinterDetails, *, at: datetime, by: OperatorId
) -> None:
    """Change what is said of a printer; what waits for it is printed as it is then."""
    _check_free(session, details.till, for_printer=printer.id)
    if printer.address != str(details.address):
        printer.address, printer.answers, printer.paper_low = str(details.address), None, False
    printer.till_id = details.till.id
    _set_up(printer, details.profile)
    session.flush()
    _note(session, "printer.changed", details, at=at, by=by)


def examine(
    session: Session, printer: Printer, seen: Seen, *, at: datetime, by: OperatorId
) -> Prescription:
    """Set a printer by what somebody saw on the doctor's slip, and say what that is."""
    found = doctor.prescribe(profile_of(printer), seen)
    _set_up(printer, found.profile)
    audit.record(session, "printer.examined", at=at, by=by, subject=printer.address,
                 columns=found.profile.columns)  # fmt: skip
    return found


def know(
    session: Session, printer: Printer, answers: bool | None, *, at: datetime, by: OperatorId
) -> None:
    """Somebody says whether a printer answers questions; None: find out."""
    if printer.answers is not answers:
        printer.answers = answers
        audit.record(session, "printer.changed", at=at, by=by, subject=printer.address,
                     answers=answers)  # fmt: skip


def retire(session: Session, printer: Printer, *, at: datetime, by: OperatorId | None) -> None:
    """Let a printer print no more; what waits for it is cancelled."""
    printer.active = False
    jobs.cancel_all(session, printer, at=at)
    till = session.get_one(Till, printer.till_id)
    shop = session.get_one(Shop, till.shop_id)
    audit.record(session, "printer.retired", at=at, by=by, shop_id=till.shop_id,
                 subject=f"{shop.code}-{till.name}", address=printer.address)  # fmt: skip


def find(session: Session, printer_id: UUID, *, within: ShopId | None) -> Printer:
    """The printer with this key, in that shop or in any. Raises NotFound."""
    printer = session.get(Printer, printer_id)
    if printer is not None and within is not None:
        till = session.get_one(Till, printer.till_id)
        printer = printer if till.shop_id == within else None
    if printer is None:
        raise NotFound(_("Printer ini tidak ada."))
    return printer


def preset(paper: str, columns: int | None = None) -> PrinterProfile:
    """The usual printer for paper of 58 or 80 mm, without a drawer. Raises InvalidInput."""
    known = [profile for profile in PROFILES.values() if str(profile.paper_mm) == paper]
    if not known:
        raise InvalidInput(_("Lebar kertas: 58 atau 80 mm."), field="paper")
    for profile in known:
        if columns in (None, profile.columns):
            return replace(profile, drawer=None)
    possible = ", ".join(str(profile.columns) for profile in known)
    raise InvalidInput(
        _("Kertas %(paper)s mm memuat %(columns)s huruf sebaris.", paper=paper, columns=possible),
        field="columns",
    )


def answer_for(
    session: Session, job: PrintJob, *, came_out: bool, at: datetime, by: OperatorId
) -> None:
    """Somebody looked whether a test slip came out of a printer that said nothing.

    It did: the printer is one that never answers, so paper is not printed twice for certainty.
    """
    is_asked = job.kind is JobKind.TEST and job.trouble is JobTrouble.SILENT
    if not is_asked or job.state is not JobState.UNKNOWN:
        raise BusinessError(_("Tidak ada struk uji yang menunggu jawaban."))
    job.state = JobState.SENT if came_out else JobState.EXPIRED
    printer = session.get_one(Printer, job.printer_id)
    printer.answers = False if came_out else None
    audit.record(session, "printer.judged", at=at, by=by, subject=printer.address,
                 printed=came_out)  # fmt: skip


def _set_up(printer: Printer, profile: PrinterProfile) -> None:
    """Keep what a printer can do."""
    printer.columns, printer.dots = profile.columns, profile.dots
    printer.cutter, printer.drawer = profile.cutter, profile.drawer is not None
    printer.native_qr, printer.double_byte = profile.native_qr, profile.double_byte
    printer.code_page, printer.density = profile.code_page, profile.density


def _check_free(session: Session, till: TillView, *, for_printer: UUID | None) -> None:
    """A till has one printer; the till's row is locked so that two people cannot add two."""
    session.get_one(Till, till.id, with_for_update=True)
    there = session.scalar(
        select(Printer.id).where(Printer.till_id == till.id, Printer.active).limit(1)
    )
    if there not in (None, for_printer):
        raise InvalidInput(_("Kasir %(code)s sudah punya printer.", code=till.code), field="till")


def _note(
    session: Session, action: str, details: PrinterDetails, *, at: datetime, by: OperatorId | None
) -> None:
    audit.record(
        session, action, at=at, by=by, shop_id=details.till.shop_id, subject=details.till.code,
        address=str(details.address), columns=details.profile.columns,
    )  # fmt: skip
