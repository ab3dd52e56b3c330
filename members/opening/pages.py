"""What the pages of opening balances share: the steps with their links, and the frame around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from core.i18n import _
from ledger.models import Account
from members.opening import queries
from members.opening.checking import Checked, Compared, Step
from members.opening.models import Opening
from members.opening.places import PLACES
from members.opening.words import STEPS


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step, where it is done and how far it is."""

    step: Step
    name: str
    address: str
    said: str
    wrong: int
    """Things that are wrong there."""


@dataclass(frozen=True, slots=True)
class Side:
    """An account that is explained on a page, both ways."""

    name: str
    address: str
    compared: Compared


def address_of(step: Step, shop: str = "") -> str:
    """Where a step is done; of a shop where it matters."""
    endpoint, values = PLACES.get(step, PLACES[Step.START])
    address: dict[str, Any] = {**values, **({"shop": shop} if shop else {})}
    return url_for(endpoint, **address)


def step_links(session: Session, opening: Opening, found: Checked) -> list[StepLink]:
    """All steps but the first, which the page shows itself."""
    counts = queries.counts(session, opening)
    said = {
        Step.ACCOUNTS: _("%(count)s baris", count=counts.accounts),
        Step.MEMBERS: _("%(count)s anggota", count=counts.members),
        Step.BONS: _("%(count)s bon", count=counts.bons),
        Step.SUPPLIERS: _("%(count)s utang", count=counts.suppliers),
        Step.CONSIGNORS: _("%(count)s utang", count=counts.consignors),
        Step.STOCK: _("Diisi di halaman barang; langsung masuk rak."),
    }
    return [
        StepLink(step, str(STEPS[step]), address_of(step), text,
                 sum(each.step is step for each in found.wrong))
        for step, text in said.items()
    ]  # fmt: skip


def every_side(session: Session, found: Checked) -> list[Side]:
    """Every account that is explained."""
    return [
        Side(session.get_one(Account, each.account).name, address_of(each.step), each)
        for each in found.compared
    ]


def sides(session: Session, found: Checked, step: Step) -> list[Side]:
    """The accounts that a step explains."""
    return [side for side in every_side(session, found) if side.compared.step is step]


def wrong_rows(found: Checked) -> list[tuple[str, str, str]]:
    """What is wrong: the sentence, where it is put right, and what that place is called."""
    return [
        (each.sentence, address_of(each.step, each.shop), str(STEPS[each.step]))
        for each in found.wrong
    ]


def tabs(current: Step) -> list[dict[str, Any]]:
    """The ways between the steps."""
    return [
        {"name": str(STEPS[step]), "address": address_of(step), "here": step is current}
        for step in (Step.ACCOUNTS, Step.MEMBERS, Step.BONS, Step.SUPPLIERS, Step.CONSIGNORS)
    ]
