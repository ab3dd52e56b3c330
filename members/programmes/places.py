"""In whose books somebody may write what belongs to no single member: office first."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator
from core.models import Shop, ShopKind
from core.queries import today_for
from core.shops import all_shops


def places(session: Session) -> list[Shop]:
    """The office and the shops that whoever is signed in works for; the office first."""
    own = current_operator().shop_id
    found = [shop for shop in all_shops(session) if shop.active and own in (None, shop.id)]
    return sorted(found, key=lambda shop: shop.kind is not ShopKind.OFFICE)


def choices(session: Session) -> list[tuple[str, str]]:
    """The same, to choose from: code and name."""
    return [(shop.code, shop.name) for shop in places(session)]


def today(session: Session) -> date:
    """The calendar day where whoever is signed in works."""
    return today_for(session, current_operator().shop_id, at=clock.now())
