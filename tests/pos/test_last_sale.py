"""What the server says of a till's last sale: whether it is here, and what became of the paper."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.models import table_of
from pos import intake, tills
from pos.documents import Unbookable
from pos.escpos import PROFILES
from pos.intake import Sent
from pos.models import DocumentKind
from pos.offline.last import RECEIPTS, standing
from pos.offline.words import offline_words
from pos.printing import printers
from pos.printing.models import JobState, PrintJob
from pos.printing.printers import PrinterDetails
from tests.support import sales
from tests.support.printing import NOBODY
from tests.support.world import NOW, World

NUMBER = "WSB-T1-A-000001"


def sell(session: Session, world: World) -> None:
    body = sales.sale(world, sales.open_shift(session, world), [(world.goods["mie"], 1_000, 3_500)])
    sales.send(session, world, body)


def ask(session: Session, world: World, number: str = NUMBER) -> tuple[str, str]:
    found = standing(session, tills.by_id(session, world.till.id), number)
    assert found["number"] == number
    return found["state"], found["receipt"]


def test_booked_without_a_printer(session: Session, world: World) -> None:
    sell(session, world)
    assert ask(session, world) == ("booked", "none")


@pytest.mark.parametrize("state", JobState)
def test_every_state_of_the_paper_has_a_word(
    session: Session, world: World, state: JobState
) -> None:
    details = PrinterDetails(tills.by_id(session, world.till.id), NOBODY, PROFILES["58"])
    printers.add(session, details, at=NOW, by=None)
    sell(session, world)
    session.execute(update(table_of(PrintJob)).values(state=state))
    assert ask(session, world) == ("booked", RECEIPTS[state])
    assert f"last_receipt_{RECEIPTS[state]}" in offline_words()


@pytest.mark.parametrize(
    "number",
    [
        "WSB-T1-A-000002", "WSB-T1-B-000001", "WSB-T2-A-000001", "LTM-T1-A-000001", "x", "",
        "WSB-T1-A-", "WSB-T1-A-99999999999999999999", "WSB-T1-A-٣",
    ],
)  # fmt: skip
def test_what_is_not_here_is_unknown(session: Session, world: World, number: str) -> None:
    sell(session, world)
    assert ask(session, world, number) == ("unknown", "none")


def test_held(session: Session, world: World) -> None:
    till = tills.by_id(session, world.till.id)
    body = json.dumps({"number": NUMBER}).encode()
    sent = Sent(DocumentKind.SALE, "x", body)
    intake.hold(session, till, sent, Unbookable("Tidak terbaca."), received_at=NOW)
    session.flush()
    assert ask(session, world) == ("held", "none")
