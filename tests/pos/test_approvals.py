"""Approvals: claims need proof, what nobody proved waits, and nobody judges oneself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from core import operators
from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.ids import OperatorId, ShopId, new_id
from core.money import Money
from core.operators import OperatorView
from core.permissions import Role
from pos import tills
from pos.approvals import approvals, queries
from pos.approvals.models import Approval
from pos.documents import Approval as Claim
from pos.documents import ApprovalAction, ApprovalMethod, Header
from pos.tills import TillView
from tests.support.world import NOW, World

DISCOUNT = ApprovalAction.DISCOUNT
NEEDED = {DISCOUNT: Money(5_000)}


def _till(session: Session, world: World) -> TillView:
    return tills.by_id(session, world.till.id)


def _view(session: Session, world: World, role: Role) -> OperatorView:
    found = operators.view_of(session, world.operator_id(role))
    assert found is not None
    return found


def _note(
    session: Session,
    world: World,
    *claims: Claim,
    needed: Mapping[ApprovalAction, Money] = NEEDED,
    by: OperatorId | None = None,
) -> list[ApprovalAction]:
    by = by or world.clerk_id
    header = Header(new_id(), 1, "A", by, NOW)
    return approvals.note(session, _till(session, world), header, claims, needed,
                          subject="WSB-T1-A-000001", requested_by=by,
                          received_at=NOW)  # fmt: skip


def _granted(session: Session, world: World, amount: int = 5_000) -> Claim:
    manager = _view(session, world, Role.MANAGER)
    grant = approvals.grant_by_pin(session, _till(session, world), manager, action=DISCOUNT,
                                   amount=Money(amount), at=NOW)  # fmt: skip
    return Claim(DISCOUNT, ApprovalMethod.PIN, manager.id, grant.code)


def test_a_grant_proves_a_claim(session: Session, world: World) -> None:
    assert _note(session, world, _granted(session, world)) == []
    assert queries.waiting(session, within=None) == 0


def test_a_grant_proves_one_document_only(session: Session, world: World) -> None:
    claim = _granted(session, world)
    assert _note(session, world, claim) == []
    assert _note(session, world, claim) == [DISCOUNT]


def test_a_grant_for_less_proves_nothing(session: Session, world: World) -> None:
    assert _note(session, world, _granted(session, world, amount=4_999)) == [DISCOUNT]


def test_a_claim_out_of_the_air_waits(session: Session, world: World) -> None:
    claim = Claim(DISCOUNT, ApprovalMethod.PIN, world.operator_id(Role.MANAGER), str(new_id()))
    assert _note(session, world, claim) == [DISCOUNT]
    assert queries.waiting(session, within=None) == 1
    assert queries.waiting(session, within=world.shop_id) == 1


def test_what_names_nobody_waits(session: Session, world: World) -> None:
    assert _note(session, world) == [DISCOUNT]
    (row,) = queries.approvals(session, within=None, reviewed=False, page=1).rows
    assert (row.action, row.amount, row.method) == (DISCOUNT, Money(5_000), None)
    assert row.requested_by == "Sari Wulandari"


def test_whoever_holds_the_right_needs_nobody(session: Session, world: World) -> None:
    assert _note(session, world, by=world.operator_id(Role.MANAGER)) == []
    assert queries.waiting(session, within=None) == 0


def test_a_code_over_the_telephone_proves_its_claim(session: Session, world: World) -> None:
    manager = _view(session, world, Role.MANAGER)
    code = approvals.grant_by_code(session, _till(session, world), manager, action=DISCOUNT,
                                   amount=Money(5_000), challenge="0417", at=NOW)  # fmt: skip
    claim = Claim(DISCOUNT, ApprovalMethod.CODE, None, f"0417-{code}")
    assert code == "740554"
    assert _note(session, world, claim) == []


@pytest.mark.parametrize("challenge", ["", "417", "04171", "o417", "٠٤١٧"])
def test_a_challenge_is_four_digits(session: Session, world: World, challenge: str) -> None:
    manager = _view(session, world, Role.MANAGER)
    with pytest.raises(InvalidInput) as caught:
        approvals.grant_by_code(session, _till(session, world), manager, action=DISCOUNT,
                                amount=Money(1), challenge=challenge, at=NOW)  # fmt: skip
    assert caught.value.field == "challenge"


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.ADMIN, Role.MEMBER])
def test_others_may_not_agree(session: Session, world: World, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        approvals.grant_by_pin(session, _till(session, world), _view(session, world, role),
                               action=DISCOUNT, amount=Money(1), at=NOW)  # fmt: skip


@pytest.mark.parametrize("way", ["pin", "code"])
def test_whoever_works_for_one_shop_agrees_only_there(
    session: Session, world: World, way: str
) -> None:
    till = _till(session, world)
    here, there = (
        replace(_view(session, world, Role.MANAGER), shop_id=shop_id)
        for shop_id in (world.shop_id, ShopId(world.ltm.id))
    )

    def agree(approver: OperatorView) -> object:
        if way == "pin":
            return approvals.grant_by_pin(session, till, approver, action=DISCOUNT,
                                          amount=Money(1), at=NOW)  # fmt: skip
        return approvals.grant_by_code(session, till, approver, action=DISCOUNT,
                                       amount=Money(1), challenge="1234", at=NOW)  # fmt: skip

    assert agree(here)
    with pytest.raises(PermissionDenied, match="toko Anda sendiri"):
        agree(there)


def test_what_waits_is_judged_once_by_somebody_else(session: Session, world: World) -> None:
    _note(session, world)
    approval = session.query(Approval).one()
    judge = world.operator_id(Role.MANAGER)

    def review(
        by: OperatorId, *, agreed: bool = True, note: str = "", within: ShopId | None = None
    ) -> None:
        approvals.review(session, approval.document_id, DISCOUNT, agreed=agreed, note=note,
                         within=within, at=NOW, by=by)  # fmt: skip

    with pytest.raises(BusinessError, match="mengesahkan sendiri"):
        review(world.clerk_id)
    with pytest.raises(NotFound):
        review(judge, within=ShopId(new_id()))
    with pytest.raises(InvalidInput):
        review(judge, agreed=False, note="  ", within=world.shop_id)
    review(judge, agreed=False, note="Tidak ada alasannya")
    with pytest.raises(BusinessError, match="sudah diputuskan"):
        review(judge)
    assert queries.waiting(session, within=None) == 0
    (row,) = queries.approvals(session, within=None, reviewed=True, page=1).rows
    assert (row.agreed, row.note, row.reviewed_by) == (
        False,
        "Tidak ada alasannya",
        "Joko Prasetyo",
    )
