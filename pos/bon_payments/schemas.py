"""The body of a kasbon payment, and how it becomes a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.i18n import _, lazy
from core.ids import ShiftId
from core.money import Money
from members.debtors import Debtor, debtor_of
from pos.bon_payments.documents import BonPaymentDocument
from pos.documents import Unbookable
from pos.models import TenderKind
from pos.schemas import (
    MOST_RUPIAH,
    HeaderSchema,
    count,
    header_of,
    key,
    one_of,
    receipt_number,
    rupiah,
    words,
)


class BonPaymentSchema(HeaderSchema):
    """A payment of kasbon; ``given`` is left out where there is no change."""

    shift_id = key()
    number = receipt_number()
    counter = count(most=10**9)
    member_id = key(allow_none=True, load_default=None)
    customer_id = key(allow_none=True, load_default=None)
    amount = rupiah(least=1)
    tender = one_of(TenderKind, lazy("cara bayar yang dikenal"))
    rounding = rupiah(least=-MOST_RUPIAH, load_default=0)
    given = rupiah(allow_none=True, load_default=None)
    reference = words(60, load_default="")


def _debtor(loaded: Mapping[str, Any]) -> Debtor:
    member_id, customer_id = loaded["member_id"], loaded["customer_id"]
    found = debtor_of(member_id, customer_id)
    if found is None or (member_id and customer_id):
        raise Unbookable(_("Sebut satu yang membayar: anggota atau pelanggan."), field="member_id")
    return found


def build(loaded: Mapping[str, Any]) -> BonPaymentDocument:
    """The payment in a loaded body. Raises Unbookable when it contradicts itself."""
    amount, rounding = Money(loaded["amount"]), Money(loaded["rounding"])
    given = loaded["given"]
    return BonPaymentDocument(
        header=header_of(loaded),
        shift_id=ShiftId(loaded["shift_id"]),
        number=loaded["number"],
        counter=loaded["counter"],
        debtor=_debtor(loaded),
        amount=amount,
        tender=loaded["tender"],
        rounding=rounding,
        given=amount + rounding if given is None else Money(given),
        reference=loaded["reference"],
    )
