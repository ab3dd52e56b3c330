"""Printers by the name that Windows gave them, through its spooler as raw bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pos.printing.transports.addresses import WindowsAddress
from pos.printing.transports.outcomes import Unsupported

JOB_PRINTING = 0x10
"""``JOB_STATUS_PRINTING``"""
JOB_DELETE = 5
"""``JOB_CONTROL_DELETE``"""
LOCAL_AND_CONNECTED = 2 | 4
"""``PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS``"""
AS_BRIEF = 1
"""The level of detail that Windows' functions are asked for."""


@dataclass(frozen=True, slots=True)
class WindowsQueue:
    """One printer's queue. The functions have no deadline; ``guarding`` gives them one."""

    address: WindowsAddress

    def is_busy(self) -> bool:
        with self._opened() as (spooler, handle):
            return bool(spooler.EnumJobs(handle, 0, 1, AS_BRIEF))

    def submit(self, job: bytes) -> str:
        with self._opened() as (spooler, handle):
            ticket = spooler.StartDocPrinter(handle, AS_BRIEF, ("Lumbung", None, "RAW"))
            try:
                written = _write(spooler, handle, job)
            except spooler.error as error:
                raise TimeoutError(str(error)) from error  # some of it may be printed
        if written < len(job):
            raise TimeoutError(f"the spooler took {written} of {len(job)} bytes")
        return str(ticket)

    def has(self, ticket: str) -> bool:
        return self._state(ticket) is not None

    def is_untouched(self, ticket: str) -> bool:
        state = self._state(ticket)
        return state is not None and not state & JOB_PRINTING

    def cancel(self, ticket: str) -> None:
        with self._opened() as (spooler, handle):
            spooler.SetJob(handle, int(ticket), 0, None, JOB_DELETE)

    def _state(self, ticket: str) -> int | None:
        """The job's status bits; None when it is not in the queue any more."""
        with self._opened() as (spooler, handle):
            jobs = spooler.EnumJobs(handle, 0, 99, AS_BRIEF)
        return next((int(job["Status"]) for job in jobs if str(job["JobId"]) == ticket), None)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, Any]]:
        spooler = windows_spooler()
        try:
            handle = spooler.OpenPrinter(self.address.name)
            try:
                yield spooler, handle
            finally:
                spooler.ClosePrinter(handle)
        except spooler.error as error:
            raise OSError(str(error)) from error


def _write(spooler: Any, handle: Any, job: bytes) -> int:
    """Hand over a job that was announced; returns how much of it was taken."""
    spooler.StartPagePrinter(handle)
    written = int(spooler.WritePrinter(handle, job))
    spooler.EndPagePrinter(handle)
    spooler.EndDocPrinter(handle)
    return written


def windows_spooler() -> Any:
    """pywin32's module for printers. Raises Unsupported where it is not."""
    try:
        return import_module("win32print")
    except ImportError as error:
        raise Unsupported("the Windows spooler is only on Windows") from error


def names() -> list[str]:
    """The printers that Windows knows."""
    found = windows_spooler().EnumPrinters(LOCAL_AND_CONNECTED, None, AS_BRIEF)
    return [str(name) for _flags, _description, name, _comment in found]
