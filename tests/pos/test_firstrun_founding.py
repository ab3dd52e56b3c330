"""Founding a co-operative gives it everything a first sale stands on, once."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import operators
from core.errors import InvalidInput, NotFound
from core.ids import OperatorId, ShopId
from core.models import AuditRecord, Coop, Shop, ShopKind
from core.permissions import Permission
from core.shops import ShopDetails
from ledger.chart import standard_accounts
from ledger.journal import lock_shop
from ledger.models import Account
from pos import tills
from pos.firstrun.founding import Founding, found_coop
from tests.support.world import NOW, PASSWORD, PIN

SHOP = ShopDetails("WSB", "Toko Wonosobo", ShopKind.SHOP, "Asia/Jakarta", address="Jl. Dieng 4")
FOUNDING = Founding("Koperasi Tani Makmur", SHOP, "maria", "Maria Goreti")


def test_there_are_an_office_a_shop_accounts_and_open_journals(session: Session) -> None:
    founded = found_coop(session, FOUNDING, at=NOW)
    assert session.scalars(select(Coop.name)).one() == "Koperasi Tani Makmur"
    kinds = {row.code: row.kind for row in session.execute(select(Shop.code, Shop.kind))}
    assert kinds == {"KTR": ShopKind.OFFICE, "WSB": ShopKind.SHOP}
    known = session.scalar(select(func.count()).select_from(Account))
    assert known == len(list(standard_accounts()))
    for shop in (founded.office, founded.shop):
        lock_shop(session, ShopId(shop.id))


def test_the_first_treasurer_may_do_what_the_first_day_needs(session: Session) -> None:
    founded = found_coop(session, FOUNDING, at=NOW)
    treasurer = operators.view_of(session, OperatorId(founded.treasurer.id))
    assert treasurer is not None
    assert treasurer.permissions >= {
        Permission.SELL,
        Permission.EDIT_PRODUCTS,
        Permission.MANAGE_TILLS,
        Permission.MANAGE_PRINTERS,
        Permission.MANAGE_OPERATORS,
        Permission.VIEW_BOOKS,
    }


def test_the_invitation_opens_the_door_once(session: Session) -> None:
    code = found_coop(session, FOUNDING, at=NOW).invitation
    operators.accept_invitation(session, code, password=PASSWORD, pin=PIN, at=NOW)
    session.flush()
    attempt = operators.try_password(session, "maria", PASSWORD, at=NOW)
    assert attempt.operator_id is not None
    with pytest.raises(NotFound):
        operators.find_invitation(session, code, at=NOW)


def test_the_founding_is_in_the_audit_log(session: Session) -> None:
    founded = found_coop(session, FOUNDING, at=NOW)
    record = session.scalars(select(AuditRecord).where(AuditRecord.action == "coop.founded")).one()
    assert (record.operator_id, record.subject) == (founded.treasurer.id, founded.coop.name)


def test_a_database_is_founded_once(session: Session) -> None:
    found_coop(session, FOUNDING, at=NOW)
    with pytest.raises(InvalidInput, match="sudah milik"):
        found_coop(session, FOUNDING, at=NOW)


@pytest.mark.parametrize("code", ["KTR", "W1", "wsb", "WSBX", ""])
def test_a_code_that_receipts_cannot_carry_is_refused(session: Session, code: str) -> None:
    shop = ShopDetails(code, "Toko", ShopKind.SHOP, "Asia/Jakarta")
    with pytest.raises(InvalidInput) as refused:
        found_coop(session, Founding("Koperasi", shop, "maria", "Maria"), at=NOW)
    assert refused.value.field == "code"


def test_the_shop_can_have_a_till_at_once(session: Session) -> None:
    founded = found_coop(session, FOUNDING, at=NOW)
    _row, token = tills.add(session, founded.shop, "T1", at=NOW, by=None)
    session.flush()
    assert tills.by_token(session, token).code == "WSB-T1"
