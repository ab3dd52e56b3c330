"""What the pages of goods share: the day it is, and the shops somebody may look into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator
from core.db import transaction
from core.errors import BusinessError, NotFound, PermissionDenied
from core.i18n import _
from core.ids import ShopId
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


Paper = TypeVar("Paper", covariant=True)


class Find(Protocol[Paper]):
    """Finds the paper with a number, for whoever works in one shop only that shop's."""

    def __call__(self, session: Session, number: str, *, within: ShopId | None) -> Paper: ...


def take_step(
    number: str,
    find: Find[Paper],
    step: Callable[[Session, Paper], str],
    page: Callable[[str, BusinessError | None], str],
    *,
    endpoint: str,
) -> ResponseReturnValue:
    """One step of a paper, and its page again: with what it said, or with what is wrong."""
    within = current_operator().shop_id
    try:
        with transaction() as session:
            said = step(session, find(session, number, within=within))
    except (NotFound, PermissionDenied):
        raise
    except BusinessError as error:
        return page(number, error), error.status
    flash(said)
    return redirect(url_for(endpoint, number=number))
