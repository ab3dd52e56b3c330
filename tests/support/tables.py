"""What the models promise about their tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

import inventory.assortment.models
import inventory.batches.models
import inventory.consignment.models
import inventory.counts.models
import inventory.facts.models
import inventory.importing.models
import inventory.labels.models
import inventory.models
import inventory.pictures.models
import inventory.purchasing.models
import inventory.repacking.models
import inventory.suppliers.models
import inventory.transfers.models
import inventory.write_offs.models  # noqa: F401
import ledger.models  # noqa: F401
import members.access.models
import members.cards.models
import members.dues.models
import members.interest.models
import members.leaving.models
import members.meetings.models
import members.models
import members.office.models
import members.opening.models
import members.people.models
import members.pots.models
import members.programmes.models
import members.shu.models
import members.write_offs.models  # noqa: F401
import pos.approvals.models
import pos.bon_payments.models
import pos.cash.models
import pos.closing.models
import pos.corrections.models
import pos.e_receipts.models
import pos.late_sales.models
import pos.member_money.models
import pos.models
import pos.practice.models
import pos.printing.models
import pos.provider.models
import pos.qris.models
import pos.quick_keys.models
import pos.returns.models
import pos.reversals.models
import pos.vouchers.models  # noqa: F401
from core.columns import InstantColumn, KeyColumn, MoneyColumn, QuantityColumn
from core.db import Database
from core.models import Base
from core.money import Money
from core.quantity import Quantity

APPEND_ONLY = sorted(
    str(mapper.class_.__tablename__)
    for mapper in Base.registry.mappers
    if "append-only" in (mapper.class_.__doc__ or "")
)
"""Every table whose docstring promises it."""


LEFT_EMPTY = {"customer_id", "party_id", "to_customer_id"}
"""What is owed is a member's or somebody else's, never both's."""


def fill_empty(database: Database) -> None:
    """Put a row into every append-only table that has none; whom it names need not exist."""
    engine = sa.create_engine(database.writer.url)  # without our foreign keys
    with engine.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for name in APPEND_ONLY:
            table = Base.metadata.tables[name]
            if connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0:
                columns = [c for c in table.columns if c.name not in LEFT_EMPTY]
                connection.execute(sa.insert(table), {c.name: _some(c.type) for c in columns})
    engine.dispose()


_SOME: tuple[tuple[type[Any], Any], ...] = (
    (MoneyColumn, Money(1)),
    (QuantityColumn, Quantity(1)),
    (InstantColumn, datetime(2026, 6, 1, tzinfo=UTC)),
    (sa.Boolean, True),
    (sa.Integer, 1),
    (sa.Date, date(2026, 6, 1)),
    (sa.JSON, {}),
    (sa.LargeBinary, b"x"),
    (sa.String, "x"),
)


def _some(kind: Any) -> Any:
    """A value that a column of this type takes."""
    if isinstance(kind, KeyColumn):
        return uuid4()
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class or kind.enums))
    return next(value for known, value in _SOME if isinstance(kind, known))
