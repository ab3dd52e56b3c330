"""Open bons on paper: what members bought on credit before the cut-over and still owe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, ShopId
from core.money import ZERO, Money
from core.settings import read
from members.opening.models import Opening, OpeningBon
from members.settings import CREDIT_DAYS


@dataclass(frozen=True, slots=True)
class PaperBon:
    """A bon as it lies in the drawer."""

    key: UUID
    """Made with the form: sent twice, it counts once."""
    member_id: MemberId
    shop_id: ShopId
    """Where the goods were bought: whose receivable it is."""
    bought_on: date
    amount: Money
    """What is still open of it."""
    due_on: date | None = None
    """None: so many days after it was bought as the setting of that day says."""


def put(session: Session, opening: Opening, bon: PaperBon) -> None:
    """Write a bon down. Raises InvalidInput for nothing, and for days that cannot be."""
    if session.get(OpeningBon, bon.key) is not None:
        return
    check(opening, bon)
    days = timedelta(days=read(session, CREDIT_DAYS, on=bon.bought_on, shop_id=bon.shop_id))
    session.add(
        OpeningBon(
            id=bon.key,
            opening_id=opening.id,
            member_id=bon.member_id,
            shop_id=bon.shop_id,
            bought_on=bon.bought_on,
            due_on=bon.due_on or bon.bought_on + days,
            amount=bon.amount,
        )
    )
    session.flush()


def check(opening: Opening, bon: PaperBon) -> None:
    """Raises InvalidInput for nothing, and for days that cannot be."""
    if bon.amount <= ZERO:
        raise InvalidInput(_("Isi berapa yang masih terutang."), field="amount")
    if bon.bought_on >= opening.cut_over:
        raise InvalidInput(
            _("Bon ini dari sesudah hari pertama di Lumbung; catat di kasir."), field="bought_on"
        )
    if bon.due_on is not None and bon.due_on < bon.bought_on:
        raise InvalidInput(_("Jatuh tempo tidak dapat sebelum tanggal bon."), field="due_on")


def remove(session: Session, opening: Opening, key: UUID) -> None:
    """Forget a bon."""
    session.execute(
        delete(OpeningBon).where(OpeningBon.opening_id == opening.id, OpeningBon.id == key)
    )
