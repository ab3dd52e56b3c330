"""What people call kinds and states of print jobs. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from pos.escpos import CODE_PAGES, PROFILES
from pos.printing.finding import Way
from pos.printing.models import JobKind, JobState, JobTrouble, PrintJob
from pos.printing.transports.outcomes import Trouble, explain

KINDS = {
    JobKind.RECEIPT: _("Struk"),
    JobKind.COPY: _("Salinan struk"),
    JobKind.DRAWER: _("Buka laci uang"),
    JobKind.TEST: _("Struk uji"),
}

STATES = {
    JobState.WAITING: _("Menunggu"),
    JobState.SENDING: _("Sedang dicetak"),
    JobState.CONFIRMED: _("Tercetak"),
    JobState.SENT: _("Terkirim"),
    JobState.UNKNOWN: _("Tidak pasti"),
    JobState.EXPIRED: _("Tidak tercetak"),
    JobState.CANCELLED: _("Dibatalkan"),
    JobState.PARKED: _("Disisihkan"),
}

DRAWER_STATES = {
    JobState.SENDING: _("Sedang dibuka"),
    JobState.CONFIRMED: _("Terbuka"),
    JobState.EXPIRED: _("Tidak dibuka"),
}
"""Where a drawer is called otherwise than paper."""

MOODS = {
    JobState.CONFIRMED: "good",
    JobState.SENT: "good",
    JobState.UNKNOWN: "warning",
    JobState.PARKED: "warning",
    JobState.EXPIRED: "bad",
}
"""The colour of a state's badge; the others are plain."""

TROUBLES = {
    JobTrouble.CUT_OFF: _("Lumbung berhenti di tengah cetakan."),
    JobTrouble.UNDRAWABLE: _("Cetakan ini tidak dapat digambar. Beri tahu pengurus."),
    JobTrouble.TOO_LATE: _("Terlalu lama menunggu."),
}
"""What the worker itself found; the printer's own troubles are in ``pos.printing.transports``."""

WAYS = {
    Way.NETWORK: _("jaringan"),
    Way.DEVICE: _("USB, lewat penggerak Linux"),
    Way.SERIAL: _("serial atau Bluetooth"),
    Way.USB: _("USB, langsung"),
    Way.QUEUE: _("antrean cetak"),
}
"""How a printer is reached."""

PAPERS = [
    ("58", _("58 mm, 32 huruf sebaris"), _("Gulungan kecil, yang paling umum")),
    ("80", _("80 mm, 48 huruf sebaris"), _("Gulungan lebar")),
    (
        "80-42",
        _("80 mm, 42 huruf sebaris"),
        _("Kalau baris struk uji patah pada 48"),
    ),
]
"""The presets of ``pos.escpos.PROFILES`` as choices: key, name, when to take it."""


CODE_PAGE_CHOICES = [(name, name) for name in CODE_PAGES]

DENSITY_CHOICES = [
    ("own", _("Bawaan printer")),
    ("6", _("Paling pekat")),
    ("4", _("Lebih pekat lagi")),
    ("2", _("Lebih pekat")),
    ("0", _("Sedang")),
    ("-2", _("Lebih pucat")),
    ("-4", _("Lebih pucat lagi")),
    ("-6", _("Paling pucat")),
]
"""Every second step of ``pos.escpos.DENSITIES``, as the doctor takes them."""

ANSWER_CHOICES = [
    ("unknown", _("Belum diketahui; Lumbung mencari tahu sendiri")),
    ("yes", _("Menjawab")),
    ("no", _("Tidak pernah menjawab")),
]


def state_of(job: PrintJob) -> str:
    """How a job is doing."""
    special = DRAWER_STATES if job.kind is JobKind.DRAWER else {}
    return str(special.get(job.state, STATES[job.state]))


def sentence(trouble: JobTrouble | None) -> str:
    """What is wrong and what to do, in the reader's language; empty when nothing is."""
    if trouble is None:
        return ""
    return str(TROUBLES[trouble]) if trouble in TROUBLES else explain(Trouble(trouble))


def density(chosen: int | None) -> str:
    """How dark a printer prints."""
    names = dict(DENSITY_CHOICES)
    known = "own" if chosen is None else str(chosen)
    return str(names.get(known, known))


def paper_of(columns: int) -> str:
    """The key of the paper with that many columns; empty for an unusual one."""
    found = (key for key, profile in PROFILES.items() if profile.columns == columns)
    return next(found, "")
