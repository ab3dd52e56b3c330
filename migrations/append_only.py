"""Triggers that make a table append-only, on both engines.

SQLite gets a third trigger, because ``INSERT OR REPLACE`` deletes the row it replaces without
firing the delete trigger unless ``recursive_triggers`` is on, which another program's connection
need not have set. It replaces by any key, the hidden ``rowid`` too (-1 in the trigger while SQLite
has yet to choose one). PostgreSQL gets one for TRUNCATE. A revision that rebuilds such a table
(``batch_alter_table``) must call ``protect`` again: rebuilding drops triggers silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

Keys = Sequence[Sequence[str]]


def protect(table: str, keys: Keys) -> None:
    """Refuse UPDATE, DELETE, REPLACE and TRUNCATE; ``keys`` are the primary and unique keys."""
    if op.get_bind().dialect.name == "postgresql":
        _protect_postgresql(table)
    else:
        _protect_sqlite(table, keys)


def _protect_sqlite(table: str, keys: Keys) -> None:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN {refuse}; END"
        )
    exists = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE "  # noqa: S608 (names come from the revision)
        + " AND ".join(f"{column} = NEW.{column}" for column in key)
        + ")"
        for key in (*keys, ("rowid",))
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {exists} "
        f"BEGIN {refuse}; END"
    )


def _protect_postgresql(table: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
