"""Making the example in an empty database, from any process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core import words
from core.db import Database
from core.errors import BusinessError
from core.i18n import _
from core.shops import find_coop
from pos.demo import people
from pos.demo.places import COOP_NAME, PLACES
from pos.demo.script import Script, write_script
from pos.demo.staging import stage


class NotEmpty(BusinessError):
    """The database is somebody's already."""

    kind = "not-empty"


@dataclass(frozen=True, slots=True)
class Made:
    """What there is to try."""

    first_day: date
    last_day: date
    sales: int

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "coop": COOP_NAME,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "sales": self.sales,
            "password": people.PASSWORD,
            "pin": people.PIN,
            "logins": [
                {"login": each.login, "name": each.name, "role": each.role, "shop": each.shop}
                for each in people.EVERYBODY
            ],
            "member_pin": people.MEMBER_PIN,
            "members": [
                {"number": each.place, "name": each.name, "shop": each.shop}
                for each in people.ON_THE_PHONE
            ],
            "tills": [{"code": place.till_code, "token": place.till_token} for place in PLACES],
        }


def make_example(
    database: Database, *, until: date, sales: int, progress: Callable[[int], None]
) -> Made:
    """Write the example, all of it or nothing. Raises NotEmpty for a database in use."""
    refuse_unless_empty(database)
    script = write_script(until=until, sales=sales)
    with database.transaction() as session:
        stage(session, script, progress=progress)
    return made(script)


def made(script: Script) -> Made:
    """What a script leaves behind."""
    return Made(script.days[0], script.days[-1], script.sales)


def refuse_unless_empty(database: Database) -> None:
    """Raise NotEmpty when the database belongs to a co-operative."""
    with database.reading() as session:
        coop = find_coop(session)
    if coop is not None:
        raise NotEmpty(
            _("Data ini tidak kosong: sudah milik %(name)s. Tidak ada yang diubah.", name=coop.name)
        )


def role_name(person: people.Person) -> str:
    """What the person does, in words."""
    return str(words.ROLES[person.role])
