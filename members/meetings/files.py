"""The list of a meeting's people as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from core.clock import local_day
from core.exports import Cell, Column, Kind, Sheet
from core.format import time_of_day
from core.i18n import _
from members.cleaning import shown_phone
from members.meetings.queries import PersonRow


def people_sheet(number: str, people: Iterator[PersonRow], *, time_zone: str) -> Sheet:
    """Everybody with a vote: told or not, came or not."""
    columns = (
        Column(_("Nomor"), Kind.COUNT),
        Column(_("Nama")),
        Column(_("Alamat")),
        Column(_("HP")),
        Column(_("Diberi tahu"), Kind.DATE),
        Column(_("Datang pukul")),
    )
    return Sheet(number, columns, (_row(person, time_zone) for person in people))


def _row(person: PersonRow, zone: str) -> list[Cell]:
    return [
        person.number,
        person.name,
        person.home,
        shown_phone(person.phone),
        local_day(person.told_at, zone) if person.told_at else None,
        time_of_day(person.came_at, zone) if person.came_at else "",
    ]
