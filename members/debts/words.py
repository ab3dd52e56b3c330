"""What people call the ages of debts. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.debts.ageing import Age

AGES = {
    Age.NOT_DUE: _("Belum jatuh tempo"),
    Age.MONTH: _("Lewat 1–30 hari"),
    Age.TWO_MONTHS: _("Lewat 31–60 hari"),
    Age.THREE_MONTHS: _("Lewat 61–90 hari"),
    Age.OLDER: _("Lewat lebih dari 90 hari"),
}

SHORT_AGES = {
    Age.NOT_DUE: _("Belum tempo"),
    Age.MONTH: _("1–30 hari"),
    Age.TWO_MONTHS: _("31–60 hari"),
    Age.THREE_MONTHS: _("61–90 hari"),
    Age.OLDER: _("> 90 hari"),
}
"""As short as a chart and the heads of a table want them."""
