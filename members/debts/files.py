"""Debts as a list for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from core.exports import Cell, Column, Kind, Sheet
from core.i18n import _
from members.debts.ageing import Age
from members.debts.queries import Debt
from members.debts.words import AGES


def ageing_sheet(debts: Sequence[Debt]) -> Sheet:
    """Everybody who owes, with the ages of what is owed; phones stay masked."""
    columns = (
        Column(_("Nomor")),
        Column(_("Nama")),
        Column(_("Nomor HP")),
        Column(_("Toko")),
        Column(_("Jatuh tempo"), Kind.DATE),
        *(Column(str(AGES[age]), Kind.RUPIAH) for age in Age),
        Column(_("Jumlah"), Kind.RUPIAH),
    )
    rows: list[tuple[Cell, ...]] = [
        (debt.person.code, debt.person.name, debt.phone_masked, debt.shops, debt.due_on,
         *(debt.buckets[age] for age in Age), debt.owed)
        for debt in debts
    ]  # fmt: skip
    return Sheet(_("Kasbon menurut umur"), columns, rows)
