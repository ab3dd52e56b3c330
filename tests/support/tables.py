"""What the models promise about their tables."""

from __future__ import annotations

import inventory.models  # noqa: F401
import ledger.models  # noqa: F401
import members.models  # noqa: F401
import pos.approvals.models
import pos.bon_payments.models
import pos.cash.models
import pos.closing.models
import pos.corrections.models
import pos.late_sales.models
import pos.member_money.models
import pos.models
import pos.practice.models
import pos.printing.models
import pos.provider.models
import pos.qris.models
import pos.quick_keys.models
import pos.returns.models  # noqa: F401
from core.models import Base

APPEND_ONLY = sorted(
    str(mapper.class_.__tablename__)
    for mapper in Base.registry.mappers
    if "append-only" in (mapper.class_.__doc__ or "")
)
"""Every table whose docstring promises it."""
