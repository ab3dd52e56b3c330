"""Somebody at the shell of the server."""

from __future__ import annotations

from dataclasses import dataclass

from click.testing import CliRunner, Result

from core.db import Database
from tests.support.books import book, transfer
from tests.support.world import World
from wsgi import cli


@dataclass(frozen=True)
class Shell:
    """Runs ``lumbung`` on one database; a command that ends otherwise than expected fails."""

    database: Database
    environment: dict[str, str]

    def run(self, *words: str, exit_code: int = 0, typed: str | None = None) -> Result:
        """What the command printed, to either stream."""
        done = CliRunner().invoke(cli, list(words), env=self.environment, input=typed)
        assert done.exit_code == exit_code, (done.output, done.exception)
        return done

    def book(self, world: World, *numbers: int) -> None:
        """Book an entry ``manual:<n>`` of n hundred rupiah for each number."""
        with self.database.transaction() as session:
            book(session, *(transfer(world.shop_id, f"manual:{n}", n * 100) for n in numbers))

    def execute(self, statement: str) -> None:
        """Do something to the database that the program never would."""
        with self.database.writer.begin() as connection:
            connection.exec_driver_sql(statement)
