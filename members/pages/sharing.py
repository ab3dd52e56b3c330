"""A member's statement to be shared by message: made for one instant, opened by its link alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from sqlalchemy.orm import Session

from core import audit
from core.clock import local_day
from core.errors import NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId
from core.money import Money
from core.settings import read
from core.shops import get_shop, today_in
from members.balances import Account, Balances, balances
from members.models import Member
from members.pages import queries, statement_links
from members.pages.settings import MEMBER_STATEMENT_DAYS
from members.pages.statement_links import Shared


@dataclass(frozen=True, slots=True)
class Statement:
    """What a link shows: whose, as of when, until when it opens."""

    name: str
    number: int
    shared: Shared
    time_zone: str
    balances: Balances

    @property
    def last_day(self) -> date:
        """On which the link still opens, where the member lives."""
        return local_day(self.shared.until, self.time_zone)

    @property
    def accounts(self) -> list[tuple[Account, Money]]:
        return queries.accounts_of(self.balances)

    @property
    def owned(self) -> Money:
        return queries.owned(self.balances)


def share(
    session: Session, member: Member, secret: str, *, at: datetime, by: OperatorId | None
) -> str:
    """A new link to how the member stands now."""
    today = today_in(get_shop(session, member.shop_id), at)
    days = read(session, MEMBER_STATEMENT_DAYS, on=today)
    shared = Shared(MemberId(member.id), at.replace(microsecond=0), days)
    audit.record(session, "member.statement_shared", at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
    return statement_links.link_of(statement_links.key_of(secret), shared)


def find(session: Session, link: str, secret: str, *, at: datetime) -> Statement:
    """What a link shows. Raises NotFound, the same for a wrong link and for one that is over."""
    shared = statement_links.shared_of(link, statement_links.key_of(secret))
    member = session.get(Member, shared.member_id) if shared else None
    if shared is None or member is None or not shared.is_open(at):
        raise NotFound(_("Rekening ini tidak ada atau tautannya sudah lewat. Minta yang baru."))
    shop = get_shop(session, member.shop_id)
    known = balances(session, shared.member_id, until=shared.at)
    return Statement(member.name, member.number, shared, shop.time_zone, known)


def message_link(phone: str, coop: str, url: str) -> str:
    """Opens the message on a phone, addressed to the member where her number is known."""
    said = f"Rekening Anda di {coop}: {url}"
    return f"https://wa.me/{phone}?text={quote(said)}"
