"""The rules of a meeting: who has a vote, when enough are there, when a motion is carried. Pure.

One member, one vote: share money weighs nothing (UU 25/1992 pasal 24).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import InvalidInput
from core.i18n import _
from members.models import MemberStatus

WHOLE = 10_000
"""Basis points of all."""


def has_vote(status: MemberStatus | None) -> bool:
    """Whether somebody of this status on the day may vote; None: not known by then."""
    return status is MemberStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class Quorum:
    """What part of the members with a vote must be there, in basis points."""

    first: int
    """On the first call more than this part: 5000 is one more than half."""
    second: int
    """After the second call at least this part; 0: whoever came."""

    def __post_init__(self) -> None:
        if not (0 <= self.first < WHOLE and 0 <= self.second <= WHOLE):
            raise ValueError(f"no part of the members: {self}")

    def needed(self, voters: int, *, second_call: bool) -> int:
        """How many must be there; always somebody."""
        if second_call:
            return max(-(-voters * self.second // WHOLE), 1)
        return voters * self.first // WHOLE + 1


class State(StrEnum):
    """How far a meeting has come."""

    CALLED = "dipanggil"
    OPEN = "berlangsung"
    CLOSED = "ditutup"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of those with a vote are there, against how many must be."""

    quorum: Quorum
    voters: int
    present: int
    second_call: bool

    @property
    def needed(self) -> int:
        """How many must be there; after the second call the easier of the two is enough."""
        first = self.quorum.needed(self.voters, second_call=False)
        if not self.second_call:
            return first
        return min(first, self.quorum.needed(self.voters, second_call=True))

    @property
    def missing(self) -> int:
        return max(self.needed - self.present, 0)

    @property
    def reached(self) -> bool:
        """Whether the meeting may decide."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Votes:
    """What was counted in the open."""

    in_favour: int
    against: int
    abstained: int = 0

    def __post_init__(self) -> None:
        if min(self.in_favour, self.against, self.abstained) < 0:
            raise ValueError(f"less than nobody voted: {self}")

    @property
    def counted(self) -> int:
        return self.in_favour + self.against + self.abstained


def checked(votes: Votes, *, present: int) -> Votes:
    """The votes, when nobody voted twice. Raises InvalidInput for more votes than people."""
    if votes.counted > present:
        raise InvalidInput(
            _(
                "Ada %(votes)s suara, padahal yang hadir %(present)s. Satu anggota satu suara: "
                "hitung sekali lagi.",
                votes=votes.counted,
                present=present,
            ),
            field="in_favour",
        )
    if not votes.in_favour + votes.against:
        raise InvalidInput(
            _("Belum ada suara setuju atau tidak setuju yang dihitung."), field="in_favour"
        )
    return votes


def is_carried(votes: Votes, *, majority: int) -> bool:
    """Whether more than this part (basis points) of those for or against are in favour."""
    return votes.in_favour * WHOLE > (votes.in_favour + votes.against) * majority
