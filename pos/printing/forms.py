"""A printer as typed, read into typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.errors import InvalidInput
from core.i18n import _
from pos.escpos import PROFILES
from pos.printing.drawing import DRAWER_PIN
from pos.printing.printers import PrinterDetails
from pos.printing.transports.addresses import parse_address
from pos.tills import TillView


def printer_details(form: Mapping[str, str], tills: Sequence[TillView]) -> PrinterDetails:
    """Whose printer it is, where it is and what it can do."""
    till = next((till for till in tills if till.code == form.get("till")), None)
    if till is None:
        raise InvalidInput(_("Pilih kasir yang memakai printer ini."), field="till")
    profile = PROFILES.get(form.get("paper", ""))
    if profile is None:
        raise InvalidInput(_("Pilih lebar kertas."), field="paper")
    return PrinterDetails(
        till=till,
        address=parse_address(form.get("address", "")),
        profile=replace(
            profile,
            cutter=form.get("cutter") == "1",
            drawer=DRAWER_PIN if form.get("drawer") == "1" else None,
        ),
    )
