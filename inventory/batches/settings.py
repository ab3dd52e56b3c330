"""The settings of batches: how much cheaper goods get that expire soon."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.ids import ShopId
from core.settings import Setting, define, read
from inventory.batches.expiry import Step, markdown_steps


def _steps(text: str) -> str:
    """The steps in one spelling, the most days first."""
    try:
        steps = markdown_steps(text)
    except ValueError:
        raise InvalidInput(
            _("Tulis hari:persen, misalnya 30:10 14:25 7:50; makin dekat makin besar.")
        ) from None
    return " ".join(f"{step.days}:{step.percent}" for step in reversed(steps))


EXPIRY_MARKDOWN = define(
    Setting(
        "expiry_markdown",
        _steps,
        "30:10 14:25 7:50",
        lazy("Saran potongan barang hampir kedaluwarsa (sisa hari:persen, dipisah spasi)"),
    )
)


def markdowns(session: Session, *, on: date, shop_id: ShopId) -> tuple[Step, ...]:
    """The steps of a shop on a day."""
    return markdown_steps(read(session, EXPIRY_MARKDOWN, on=on, shop_id=shop_id))
