"""What the pages of goods share: the day it is, and the shops somebody may look into."""

from __future__ import annotations

from datetime import date

from flask import request
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator
from core.errors import NotFound
from core.i18n import _
from core.models import Shop, ShopKind
from core.queries import today_for
from core.shops import all_shops


def today(session: Session) -> date:
    """The calendar day where the operator works."""
    return today_for(session, current_operator().shop_id, at=clock.now())


def shops_in_reach(session: Session) -> list[Shop]:
    """The shops that sell and that the operator works in, by code."""
    own = current_operator().shop_id
    return [
        shop
        for shop in all_shops(session)
        if shop.kind is ShopKind.SHOP and shop.active and own in (None, shop.id)
    ]


def shop_in_reach(session: Session, code: str) -> Shop:
    """The shop with this code. Raises NotFound, also for a shop the operator does not work in."""
    for shop in shops_in_reach(session):
        if shop.code == code.upper():
            return shop
    raise NotFound(_("Tidak ada toko dengan kode %(code)s.", code=code))


def chosen_shop(every: list[Shop]) -> Shop | None:
    """The shop the address asks for, else the first; None when there is none."""
    code = request.args.get("shop", "")
    return next((shop for shop in every if shop.code == code), next(iter(every), None))
