"""A member's phone without JavaScript, and a co-op in which two members have everything."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy.orm import Session

from core import clock
from core.db import Database
from core.ids import MemberId, OperatorId
from core.money import Money
from core.permissions import Role
from members import register
from members.access import activation
from members.models import Member
from members.shu.allocation import Plan
from members.shu.capital import CapitalBasis
from members.shu.inputs import Inputs, Rules
from members.shu.models import RunState, SurplusRun, SurplusShare
from members.shu.settings import RESERVES, SHU_OTHER_POLICY, SHU_POLICY, MemberPart
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.member_money import bon_payment, member_money, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.visitor import Visitor
from tests.support.world import NOW, TODAY, World

PIN = "582039"
RULES = Inputs(
    2025, Money(100_000), (Money(1), Money(0)),
    Rules(Plan(SHU_POLICY.default, SHU_OTHER_POLICY.default, RESERVES), MemberPart(),
          CapitalBasis.MONTH_END, counts_sukarela=False, rest_to="cadangan"),
    (),
).frozen_rules()  # fmt: skip
"""As a run keeps them."""


@dataclass
class Phone(Visitor):
    """A member's phone: ``Visitor`` knows forms and cookies."""

    pin: str = field(default=PIN)

    def activate(self, code: str, *, phone: str = "own", status: int = 302) -> Phone:
        """Use a code and choose the PIN."""
        form = {"pin": self.pin, "pin_again": self.pin, "phone": phone}
        self.submit(f"/saya/aktivasi/{code}", form, status=status)
        return self

    def enter(self, number: int, *, pin: str = "", phone: str = "own", status: int = 302) -> Phone:
        """Sign in with number and PIN."""
        form = {"number": str(number), "pin": pin or self.pin, "phone": phone}
        self.submit("/saya/masuk", form, status=status)
        return self


def code_for(database: Database, number: int) -> str:
    """A fresh activation code of the member with this number."""
    with database.transaction() as session:
        member = register.by_number(session, number)
        return activation.make_code(session, member, at=clock.now(), by=None).code


def phone_of(app: Flask, database: Database, number: int, *, phone: str = "own") -> Phone:
    """A phone on which this member has just chosen her PIN."""
    return Phone(app).activate(code_for(database, number), phone=phone)


def fill(session: Session, world: World) -> None:
    """Both active members save, buy, owe, leave cakes and have had a share; only sums differ."""
    shift, counter = open_shift(session, world), 0
    for place, member in enumerate(world.members[:2], start=1):
        member_id = MemberId(member.id)
        session.get_one(Member, member_id).credit_limit = Money(500_000)
        for body in (
            member_money(world, shift, 50_000 + place * 111, counter=counter + 1,
                         member_id=member_id),
            paid_by(sale(world, shift, [(world.goods["air"], place * 3_000, 4_000)],
                         counter=counter + 2, member_id=member_id), ("kasbon", place * 12_000)),
            sale(world, shift, [(world.goods["gas"], place * 1_000, 20_000)],
                 counter=counter + 3, member_id=member_id),
            bon_payment(world, shift, place * 1_000, counter=counter + 4, member_id=member_id),
        ):  # fmt: skip
            send(session, world, body)
        counter += 4
        consignor = add_consignor(session, name=f"Titipan {place}", member_id=member_id)
        cake = add_cake(session, consignor, name=f"Kue {place}")
        bring(session, world, consignor, cake, 10)
        send(session, world, sale(world, shift, [(cake, place * 1_000, 5_000)],
                                  counter=counter + 1))  # fmt: skip
        counter += 1
    share_out(session, world, year=2025)


def share_out(session: Session, world: World, *, year: int) -> None:
    """A posted run in which member n gets n times 10,101."""
    treasurer = OperatorId(world.operators[Role.TREASURER].id)
    run = SurplusRun(
        year=year, number=1, state=RunState.POSTED,
        surplus=Money(100_000), member_surplus=Money(100_000), other_surplus=Money(0),
        payout_remainder=Money(0), rules=RULES, fingerprint="0" * 64, members=2, proposed_at=NOW,
        proposed_by=treasurer, decision=f"RAT-{year}/1", decided_on=TODAY, posted_at=NOW,
    )  # fmt: skip
    session.add(run)
    session.flush()
    for place, member in enumerate(world.members[:2], start=1):
        session.add(
            SurplusShare(
                run_id=run.id, number=member.number, member_id=MemberId(member.id),
                patronage=place * 77_000, capital=0, left=False,
                by_patronage=Money(place * 10_101), by_capital=Money(0),
                total=Money(place * 10_101),
            )
        )  # fmt: skip
    session.flush()
