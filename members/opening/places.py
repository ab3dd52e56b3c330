"""Where each step of the opening balances is done: an endpoint, and what its address says."""

from __future__ import annotations

from collections.abc import Mapping

from members.opening.checking import Step

Place = tuple[str, Mapping[str, str]]

PLACES: dict[Step, Place] = {
    Step.START: ("opening.index", {}),
    Step.ACCOUNTS: ("opening.accounts.index", {}),
    Step.MEMBERS: ("opening.members.index", {}),
    Step.BONS: ("opening.papers.bons", {}),
    Step.SUPPLIERS: ("opening.papers.debts", {"kind": "pemasok"}),
    Step.CONSIGNORS: ("opening.papers.debts", {"kind": "penitip"}),
}
"""The packages above add what is theirs: the opening stock."""
