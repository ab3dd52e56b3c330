"""The register book (buku daftar anggota) as somebody would write it by hand. Values.

It is read as of a day: who had joined by then, and what each was by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.format import day
from core.ids import MemberId
from core.seals import Seals
from members.cleaning import shown_phone
from members.models import Member, MemberStatus, Migrant, Sex
from members.people import identities
from members.people.models import Heir, SealedIdentity, StatusChange
from members.people.regions.regions import district_name, regency_name

BATCH = 500
SEXES = {Sex.FEMALE: "P", Sex.MALE: "L"}
STATUSES = {
    MemberStatus.CANDIDATE: "Calon",
    MemberStatus.ACTIVE: "Aktif",
    MemberStatus.LEFT: "Berhenti",
    MemberStatus.EXPELLED: "Dikeluarkan",
    MemberStatus.DECEASED: "Meninggal",
}
MIGRANTS = {
    Migrant.RETURNED: "Purna PMI",
    Migrant.PROSPECTIVE: "Calon PMI",
    Migrant.FAMILY: "Keluarga PMI",
    Migrant.NONE: "",
}
"""On paper, which is Indonesian."""


@dataclass(frozen=True, slots=True)
class BookRow:
    """A member in the book."""

    number: int
    name: str
    born: str
    """Place and date."""
    sex: str
    occupation: str
    address: str
    phone: str
    nik: str
    """Masked."""
    joined_on: date
    admitted_by: str
    status: str
    """What she was on the day."""
    history: str
    """Everything she has been, with dates and reasons."""
    heirs: str
    migrant: str


def rows(session: Session, seals: Seals, *, on: date) -> Iterator[BookRow]:
    """Everybody who had joined by a day, by number."""
    members = session.scalars(
        select(Member)
        .where(Member.joined_on <= on)
        .order_by(Member.number)
        .execution_options(yield_per=BATCH)
    )
    for batch in members.partitions(BATCH):
        yield from _rows(session, seals, batch, on)


def _rows(session: Session, seals: Seals, batch: Sequence[Member], on: date) -> Iterator[BookRow]:
    ids = [MemberId(member.id) for member in batch]
    changes, heirs = _changes(session, ids, on), _heirs(session, ids)
    sealed = set(
        session.scalars(select(SealedIdentity.member_id).where(SealedIdentity.member_id.in_(ids)))
    )
    for member in batch:
        key = MemberId(member.id)
        nik = identities.masked(session, seals, member) if key in sealed else ""
        yield _row(member, nik, changes.get(key, ()), heirs.get(key, ()))


def _row(
    member: Member, nik: str, changes: Sequence[StatusChange], heirs: Sequence[Heir]
) -> BookRow:
    status = changes[-1].status if changes else member.status
    places = (member.address.replace("\n", ", "), member.village,
              district_name(member.district), regency_name(member.regency))  # fmt: skip
    return BookRow(
        member.number,
        member.name,
        _joined(", ", member.birth_place, day(member.birth_date) if member.birth_date else ""),
        SEXES[member.sex] if member.sex else "",
        member.occupation,
        _joined(", ", *places),
        shown_phone(member.phone),
        nik,
        member.joined_on,
        member.admitted_by,
        STATUSES[status],
        "; ".join(_told(change) for change in changes),
        "; ".join(_named(heir) for heir in heirs),
        _joined(", ", MIGRANTS[member.migrant] if member.migrant else "", member.destination),
    )


def _told(change: StatusChange) -> str:
    why = _joined(", ", change.reason, change.decided_by)
    told = f"{STATUSES[change.status]} {day(change.holds_from)}"
    return f"{told} ({why})" if why else told


def _named(heir: Heir) -> str:
    about = _joined(", ", heir.relation, shown_phone(heir.phone))
    return f"{heir.name} ({about})" if about else heir.name


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


def _changes(
    session: Session, ids: Sequence[MemberId], on: date
) -> Mapping[MemberId, Sequence[StatusChange]]:
    """What each was up to a day, in the order in which it held."""
    found: dict[MemberId, list[StatusChange]] = defaultdict(list)
    changes = select(StatusChange).where(
        StatusChange.member_id.in_(ids), StatusChange.holds_from <= on
    )
    order = (StatusChange.holds_from, StatusChange.recorded_at, StatusChange.id)
    for change in session.scalars(changes.order_by(*order)):
        found[change.member_id].append(change)
    return found


def _heirs(session: Session, ids: Sequence[MemberId]) -> Mapping[MemberId, Sequence[Heir]]:
    found: dict[MemberId, list[Heir]] = defaultdict(list)
    known = select(Heir).where(Heir.member_id.in_(ids), Heir.active)
    for heir in session.scalars(known.order_by(Heir.created_at, Heir.id)):
        found[heir.member_id].append(heir)
    return found
