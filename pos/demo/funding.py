"""A programme of the example: its grant, the members in it, their participation capital."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, new_id
from core.money import Money
from members.models import Migrant
from members.programmes import grants, participations, programmes
from members.programmes.grants import NewGrant, NewRelease
from members.programmes.models import Grant, GrantForm, Programme, ReleasedTo
from members.programmes.participations import Agreement, NewReturn, Share
from members.ways import PaidBy
from pos.demo import registering
from pos.demo.company import Company
from pos.demo.diary import local_instant
from pos.demo.places import PLACES
from pos.demo.script import Script

AT = time(10, 30)
BEGINS, AGREED, MET, SPENT, RETURNED = (timedelta(days=n) for n in (250, 215, 160, 110, 60))
"""How long before the end of the year each happens."""
FUNDER = "Yayasan Pulang Berdaya"
GIVEN, SHARE, KEPT, COURSE = 30_000_000, 1_500_000, 4_000_000, 2_400_000
EQUIPMENT, BACK = 6_500_000, 500_000
MOST = 12
"""Members who put programme money in as their own."""


@dataclass(slots=True)
class Funding:
    """The treasurer and the programme."""

    session: Session
    company: Company
    script: Script
    members: Mapping[int, MemberId]
    """By place."""
    _programme: Programme | None = field(init=False, default=None)
    _grant: Grant | None = field(init=False, default=None)

    def live(self, day: date) -> None:
        """What is done on a day."""
        before = self.script.days[-1] - day
        if before == BEGINS:
            self._begin(day)
        if self._programme is None or self._grant is None:
            return
        if before == AGREED:
            self._agree(day, self._programme, self._grant)
        elif before == MET:
            self._release(day, self._grant, KEPT, ReleasedTo.EQUITY, "Rak dan timbangan terpasang")
        elif before == SPENT:
            self._release(day, self._grant, COURSE, ReleasedTo.SPENT, "Pelatihan menjahit, 8 orang")
        elif before == RETURNED:
            self._give_back(day)

    def _begin(self, day: date) -> None:
        code = f"PMI-{day.year}"
        details = programmes.Details(code, "Usaha bersama purna pekerja migran", FUNDER)
        at = local_instant(PLACES[0], day, AT)
        programme = programmes.add(self.session, details, at=at, by=self._treasurer)
        programmes.tag(self.session, programme, self._numbers(day), since=day, at=at,
                       by=self._treasurer)  # fmt: skip
        shops = self.company.shops
        restricted = NewGrant(
            new_id(), self.company.office_id, FUNDER, GrantForm.BANK, Money(GIVEN), True, day,
            "Modal anggota purna PMI, pelatihan dan perlengkapan toko", programme.id,
        )  # fmt: skip
        fridge = NewGrant(
            new_id(), shops["FLT"], FUNDER, GrantForm.EQUIPMENT, Money(EQUIPMENT), False, day,
            programme_id=programme.id,
        )  # fmt: skip
        self._programme = programme
        self._grant = grants.receive(self.session, restricted, at=at, by=self._treasurer)
        grants.receive(self.session, fridge, at=at, by=self._treasurer)

    def _agree(self, day: date, programme: Programme, grant: Grant) -> None:
        agreement = Agreement(
            self.company.office_id, f"SP-01/{day.year}", day - timedelta(days=3), day,
            PaidBy.PROGRAMME, "Kembali setelah 5 tahun, atau saat keluar", programme.id, grant.id,
        )  # fmt: skip
        taking_part = [place for place in self.members if self._is_returned(place)][:MOST]
        shares = [Share(new_id(), self.members[place], Money(SHARE)) for place in taking_part]
        participations.put_in_list(self.session, agreement, new_id(), shares,
                                   at=local_instant(PLACES[0], day, AT),
                                   by=self._treasurer)  # fmt: skip

    def _release(self, day: date, grant: Grant, amount: int, to: ReleasedTo, reason: str) -> None:
        new = NewRelease(new_id(), Money(amount), to, reason, day, PaidBy.BANK)
        at = local_instant(PLACES[0], day, AT)
        grants.release(self.session, grant, new, at=at, by=self._treasurer)

    def _give_back(self, day: date) -> None:
        first = participations.by_number(self.session, 1)
        back = NewReturn(new_id(), Money(BACK), PaidBy.PROGRAMME,
                         "Sebagian, atas permintaan anggota", day)  # fmt: skip
        at = local_instant(PLACES[0], day, AT)
        participations.give_back(self.session, first, back, at=at, by=self._treasurer)

    def _numbers(self, day: date) -> list[int]:
        joinings = enumerate(self.script.joinings, start=1)
        return [
            number for number, joining in joinings
            if joining.on <= day and self._is_returned(joining.neighbour.place)
        ]  # fmt: skip

    def _is_returned(self, place: int) -> bool:
        return registering.migrant(place) is Migrant.RETURNED

    @property
    def _treasurer(self) -> OperatorId:
        return self.company.operators["bendahara"]
