"""The restricted money (2-1450) behind vouchers that a programme pays for.

It comes out of a grant, or out of what earlier vouchers gave back in the same shop's books. So
much must be there when they are issued: then no till ever has to refuse one.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId, ShopId, new_id
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.programmes import grants
from members.programmes.grants import NewRelease
from members.programmes.models import Grant, ReleasedTo


def grant_of(session: Session, number: int | None) -> Grant | None:
    """The restricted grant of money with this number; None for none. Raises InvalidInput."""
    if number is None:
        return None
    try:
        grant = grants.by_number(session, number)
    except NotFound as missing:
        raise InvalidInput(missing.sentence, field="grant") from None
    if not grant.restricted or grant.form not in grants.MONEY:
        raise InvalidInput(_("Pilih hibah terikat yang menjadi sumbernya."), field="grant")
    return grant


def check_given_back(session: Session, shop_id: ShopId, worth: Money) -> None:
    """Without a grant: what earlier vouchers gave back must do. Raises InvalidInput."""
    there = given_back(session, shop_id)
    if worth > there:
        raise InvalidInput(
            _("Dana program tanpa hibah di buku ini hanya %(there)s, voucher ini %(worth)s. Pilih "
              "hibah yang membayarnya.", there=rupiah(max(there, ZERO)), worth=rupiah(worth)),
            field="grant",
        )  # fmt: skip


def draw(
    session: Session, grant: Grant, worth: Money, *, reason: str, on: date, at: datetime,
    by: OperatorId,
) -> None:  # fmt: skip
    """Take what vouchers are worth from a grant, whose shop and the seat are locked by then.

    Raises InvalidInput for more than is left of it.
    """
    part = NewRelease(new_id(), worth, ReleasedTo.SPENT, reason, on)
    try:
        grants.note_release(session, grant, part, at=at, by=by)
    except InvalidInput as refused:
        raise InvalidInput(refused.sentence, field="grant") from None


def given_back(session: Session, shop_id: ShopId) -> Money:
    """Restricted money in a shop's books that is no grant's."""
    summed = (
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == chart.PROGRAMME_FUNDS, Posting.party_id.is_(None))
        .where(JournalEntry.shop_id == shop_id)
    )
    return -(session.scalar(summed) or ZERO)
