"""Alembic's entry: runs the revisions on the connection that ``core.schema`` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

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
from core.models import Base


def render_column_type(
    kind: str, item: Any, autogen_context: AutogenContext
) -> str | Literal[False]:
    """Write our own column types into a new revision as ``columns.X()``."""
    if kind == "type" and type(item).__module__ == "core.columns":
        autogen_context.imports.add("from core import columns")
        return f"columns.{type(item).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_column_type,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
