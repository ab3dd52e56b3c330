"""Tables of the printers and of what they are to print."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import TillId
from core.models import Row


class Printer(Row, kw_only=True, eq=False, repr=False):
    """A receipt printer and what it can do."""

    __tablename__ = "printer"

    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"), index=True)
    address: Mapped[str]
    """As ``parse_address`` reads it: ``tcp://192.168.1.50:9100``, ``/dev/usb/lp0`` and others."""
    columns: Mapped[int]
    """Characters in a line: 32 on 58 mm, 42 or 48 on 80 mm."""
    dots: Mapped[int]
    """Dots in a line: 384 on 58 mm, 512 or 576 on 80 mm."""
    cutter: Mapped[bool] = mapped_column(default=False)
    drawer: Mapped[bool] = mapped_column(default=False)
    native_qr: Mapped[bool] = mapped_column(default=False)
    """Whether it draws QR codes by itself."""
    code_page: Mapped[str] = mapped_column(default="CP437")
    """The table of characters it is told to use; one of ``pos.escpos.CODE_PAGES``."""
    double_byte: Mapped[bool] = mapped_column(default=False)
    """Whether it starts in a Chinese mode that garbles accents, and must be told to leave it."""
    density: Mapped[int | None] = mapped_column(default=None)
    """How dark it prints, from -6 to 6; None: as it was set by its maker, and not told."""
    answers: Mapped[bool | None] = mapped_column(default=None)
    """Whether it answers questions, as it was seen to; None while that is not known."""
    paper_low: Mapped[bool] = mapped_column(default=False)
    """Its roll was nearly used up when it last answered."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class JobKind(StrEnum):
    RECEIPT = "receipt"
    COPY = "copy"
    """Another receipt of the same sale that somebody asked for."""
    DRAWER = "drawer"
    TEST = "test"


class JobState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    """Committed before the first byte: found after a crash, it may be on paper."""
    CONFIRMED = "confirmed"
    """The printer said that it worked through all of it."""
    SENT = "sent"
    """Handed over whole to a printer that never answers."""
    UNKNOWN = "unknown"
    """Perhaps printed, perhaps twice: somebody has to look."""
    EXPIRED = "expired"
    """Given up, and nothing of it is on paper: a drawer that should have opened long ago."""
    CANCELLED = "cancelled"
    """Somebody did not want it any more."""
    PARKED = "parked"
    """It waited so long that the buyer is gone: printed or forgotten when somebody says so."""


class JobTrouble(StrEnum):
    """What came between a job and its paper; the first seven are the transports' own."""

    UNREACHABLE = "unreachable"
    PAPER_OUT = "paper_out"
    OFFLINE = "offline"
    SILENT = "silent"
    INTERRUPTED = "interrupted"
    FORBIDDEN = "forbidden"
    UNSUPPORTED = "unsupported"
    CUT_OFF = "cut_off"
    """The worker died while it was sending."""
    UNDRAWABLE = "undrawable"
    TOO_LATE = "too_late"


class PrintJob(Row, kw_only=True, eq=False, repr=False):
    """Something to print, kept until the paper is out."""

    __tablename__ = "print_job"
    __table_args__ = (
        Index("ix_print_job_state_printer_id", "state", "printer_id"),
        UniqueConstraint("source", "copy_number"),
    )

    printer_id: Mapped[UUID] = mapped_column(ForeignKey("printer.id"))
    kind: Mapped[JobKind]
    source: Mapped[str]
    """``sale:<id>``."""
    copy_number: Mapped[int | None] = mapped_column(default=None)
    """1 for the first copy of a receipt."""
    payload: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    """The bytes of the last attempt, drawn by the worker; None again once they are on paper."""
    state: Mapped[JobState]
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    """Attempts that may have reached the paper: the next one says CETAK ULANG."""
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    """When somebody last wanted it; later than ``created_at`` when it was asked for again."""
    expires_at: Mapped[datetime]
    """When it is given up."""
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    trouble: Mapped[JobTrouble | None] = mapped_column(default=None)
    """Why the last attempt is not certain to be on paper; None when it is, or before it."""
