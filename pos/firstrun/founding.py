"""Founding a co-operative in an empty database: office, first shop, books, first treasurer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from core import audit, operators, shops
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Coop, Operator, Shop, ShopKind
from core.permissions import Role
from core.shops import ShopDetails
from ledger import chart
from ledger.journal import open_journal

OFFICE_CODE = "KTR"
FIRST_ROLES = frozenset({Role.TREASURER, Role.MANAGER, Role.ADMIN})
"""The first person keeps the books, runs the shop, sells in it and invites the others."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What must be known to begin."""

    coop_name: str
    shop: ShopDetails
    """The first shop; the office shares its time zone."""
    treasurer_login: str
    treasurer_name: str
    office_address: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Founded:
    """What there is afterwards."""

    coop: Coop
    office: Shop
    shop: Shop
    treasurer: Operator
    invitation: str
    """The treasurer's one-time code for setting a password and PIN."""


def found_coop(session: Session, founding: Founding, *, at: datetime) -> Founded:
    """Make the database a co-operative's. Raises InvalidInput when it is one already."""
    coop = shops.found(session, name=founding.coop_name, is_demo=founding.is_demo, at=at)
    chart.install(session)
    office = add_shop(session, _office(founding))
    shop = add_shop(session, replace(founding.shop, kind=ShopKind.SHOP))
    treasurer = operators.add(
        session,
        login=founding.treasurer_login,
        name=founding.treasurer_name,
        roles=FIRST_ROLES,
        at=at,
    )
    treasurer_id = OperatorId(treasurer.id)
    audit.record(session, "coop.founded", at=at, by=treasurer_id, subject=coop.name, shop=shop.code)
    code = operators.invite(session, treasurer_id, at=at)
    return Founded(coop, office, shop, treasurer, code)


def add_shop(session: Session, details: ShopDetails) -> Shop:
    """Open a shop or the office with a journal of its own."""
    shop = shops.open_shop(session, details)
    open_journal(session, ShopId(shop.id))
    return shop


def _office(founding: Founding) -> ShopDetails:
    return ShopDetails(
        code=OFFICE_CODE,
        name=_("Kantor"),
        kind=ShopKind.OFFICE,
        time_zone=founding.shop.time_zone,
        address=founding.office_address or founding.shop.address,
    )
