"""A reminder of a debt as a message, ready to be sent: polite, and it names what and when. Pure.

It is Indonesian whoever sends it: it is written to the buyer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from core.format import day, rupiah
from core.money import Money, total
from members.debts.ageing import days_overdue

SOON = timedelta(days=7)
"""What falls due within these days is named, too."""
CLOSING = (
    "Pembayaran dapat dilakukan di kasir, boleh sebagian dulu. Kalau ada kesulitan, mari kita "
    "bicarakan. Kalau sudah dibayar, mohon abaikan pesan ini."
)
MOST_LINES = 8
"""More than that nobody reads on a phone."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is to be paid, and where it was bought."""

    bought_on: date
    shop: str
    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a message is about."""

    coop: str
    name: str
    parts: Sequence[Part]
    """All that is still to be paid, the soonest first."""
    on: date


def message(reminder: Reminder) -> str:
    """What is sent; empty when nothing is overdue or falls due soon."""
    overdue = [part for part in reminder.parts if part.due_on < reminder.on]
    soon = [part for part in reminder.parts
            if reminder.on <= part.due_on <= reminder.on + SOON]  # fmt: skip
    if not overdue and not soon:
        return ""
    blocks = [
        f"Bapak/Ibu {reminder.name} yang kami hormati,",
        *_block("Kami mengingatkan kasbon yang sudah jatuh tempo:", overdue, reminder.on),
        *_block("Yang jatuh tempo dalam tujuh hari ini:", soon, reminder.on),
        _sums(overdue or soon, reminder.parts),
        CLOSING,
        f"Terima kasih,\n{reminder.coop}",
    ]
    return "\n\n".join(blocks)


def link(phone: str, text: str) -> str:
    """Where WhatsApp opens with the message written; empty without a number or a message."""
    return f"https://wa.me/{phone}?text={quote(text)}" if phone and text else ""


def _block(title: str, parts: Sequence[Part], on: date) -> list[str]:
    if not parts:
        return []
    lines = [_line(part, on) for part in parts[:MOST_LINES]]
    if len(parts) > MOST_LINES:
        left = parts[MOST_LINES:]
        lines.append(f"- {len(left)} lagi, bersama {rupiah(total(part.amount for part in left))}")
    return ["\n".join([title, *lines])]


def _line(part: Part, on: date) -> str:
    late = days_overdue(part.due_on, on)
    words = f"lewat {late} hari" if late else "hari ini" if part.due_on == on else ""
    due = f"jatuh tempo {day(part.due_on)}" + (f" ({words})" if words else "")
    return f"- {rupiah(part.amount)}, belanja {day(part.bought_on)} di {part.shop}, {due}"


def _sums(asked: Sequence[Part], every: Sequence[Part]) -> str:
    now, whole = total(part.amount for part in asked), total(part.amount for part in every)
    text = f"Jumlah yang kami tunggu: {rupiah(now)}."
    return text if now == whole else f"{text}\nSeluruh kasbon: {rupiah(whole)}."
