"""A printer as typed, read into typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.errors import InvalidInput
from core.i18n import _
from pos.escpos import CODE_PAGES, DENSITIES, PROFILES
from pos.printing.doctor import DRAWER_PIN, Darkness, Seen
from pos.printing.printers import PrinterDetails
from pos.printing.transports.addresses import parse_address
from pos.tills import TillView

ANSWERS = {"yes": True, "no": False}
"""What may be said of a printer's answers; anything else is: find out."""
COLUMNS = (*sorted({str(profile.columns) for profile in PROFILES.values()}), "other")
"""What may be said of the ruler."""


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
            native_qr=form.get("native_qr") == "1",
            double_byte=form.get("double_byte") == "1",
            code_page=_one_of(form, "code_page", CODE_PAGES),
            density=_density(form.get("density", "")),
        ),
    )


def answers(form: Mapping[str, str]) -> bool | None:
    """Whether the printer answers questions; None when that is to be found out."""
    return ANSWERS.get(form.get("answers", ""))


def seen(form: Mapping[str, str]) -> Seen:
    """What somebody saw on the doctor's slip. Raises InvalidInput for a question left out."""
    columns = _answered(form, "columns", COLUMNS)
    return Seen(
        columns=int(columns) if columns.isdecimal() else None,
        corners=_yes(form, "corners"),
        accents=_yes(form, "accents"),
        scans=_answered(form, "scans", ("yes", "no", "untried")) != "no",
        native_qr=_yes(form, "native_qr"),
        darkness=Darkness(_answered(form, "darkness", tuple(Darkness))),
        cut=_yes(form, "cut"),
        drawer=_yes(form, "drawer"),
    )


def _yes(form: Mapping[str, str], name: str) -> bool:
    return _answered(form, name, ("yes", "no")) == "yes"


def _answered(form: Mapping[str, str], name: str, possible: Sequence[str]) -> str:
    answer = form.get(name, "")
    if answer not in possible:
        raise InvalidInput(_("Jawab juga pertanyaan ini."), field=name)
    return answer


def _one_of(form: Mapping[str, str], name: str, possible: Sequence[str]) -> str:
    """The first where nothing is chosen."""
    chosen = form.get(name) or possible[0]
    if chosen not in possible:
        raise InvalidInput(_("Pilih salah satu."), field=name)
    return chosen


def _density(text: str) -> int | None:
    known = {str(density): density for density in DENSITIES}
    if text not in ("", "own", *known):
        raise InvalidInput(_("Pilih salah satu."), field="density")
    return known.get(text)
