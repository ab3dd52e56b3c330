"""In whose books somebody may write what belongs to no single member: office first."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator
from core.errors import PermissionDenied
from core.i18n import _
from core.ids import ShopId
from core.models import Shop, ShopKind
from core.queries import today_for
from core.shops import all_shops


def places(session: Session) -> list[Shop]:
    """The office and the shops that whoever is signed in works for; the office first."""
    own = current_operator().shop_id
    found = [shop for shop in all_shops(session) if shop.active and own in (None, shop.id)]
    return sorted(found, key=lambda shop: shop.kind is not ShopKind.OFFICE)


def check_reach(*shop_ids: ShopId) -> None:
    """Refuse the books of a shop that whoever is signed in does not work for."""
    own = current_operator().shop_id
    if any(own not in (None, shop_id) for shop_id in shop_ids):
        raise PermissionDenied(_("Ini di buku toko lain. Minta petugas toko itu, atau kantor."))


def choices(session: Session) -> list[tuple[str, str]]:
    """The same, to choose from: code and name."""
    return [(shop.code, shop.name) for shop in places(session)]


def today(session: Session) -> date:
    """The calendar day where whoever is signed in works."""
    return today_for(session, current_operator().shop_id, at=clock.now())
