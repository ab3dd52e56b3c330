"""What people call what the audit log notes of late sales. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _

ACTIONS = {"late_sale.entered": _("Mencatat nota susulan")}
DETAILS = {"paper": _("nota")}
