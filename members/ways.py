"""Which way a member's money goes, and against what; words of the rules and of the tables."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Which way money went, seen from the member's account."""

    IN = "in"
    """Setoran."""
    OUT = "out"
    """Penarikan."""


class PaidBy(StrEnum):
    """What stands against a member's account when money moves outside a till."""

    CASH = "tunai"
    """The safe, 1-1020."""
    BANK = "bank"
    SUKARELA = "sukarela"
    """The member's own voluntary savings."""
    KASBON = "kasbon"
    """Her debt grows smaller; only with her consent."""
    DONATION = "donasi"
    """Given on, 2-1410; only with her consent."""
    PROGRAMME = "program"
    """Restricted programme money, 2-1450."""
    SURPLUS = "shu"
    """Her unpaid surplus, 2-1210."""
