"""The pages of one receipt about a member's money: as paper, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from core.i18n import _, lazy
from core.ids import TillId
from core.permissions import Permission
from members.models import Member
from members.views import DOCUMENT_PAGES
from pos import queries
from pos.bon_payments.models import BonPayment
from pos.member_money import correcting, forms
from pos.member_money.correcting import REMEDIES, Remedy
from pos.member_money.models import MemberMoney
from pos.paper import PaperLine
from pos.printing import papers
from pos.printing.papers import Printing

blueprint = Blueprint("member_money", __name__)

DOCUMENT_PAGES.update(
    sale=("sales.show", "sale_id"),
    member_money=("member_money.money", "key"),
    bon_payment=("member_money.payment", "key"),
    reversal=("member_money.money", "key"),
)

WORDS = {
    Remedy.MOVE: lazy("Pindahkan ke anggota lain: salah orang"),
    Remedy.SAFE: lazy("Batalkan: uangnya sudah dikembalikan lewat kas besar"),
    Remedy.COUNT: lazy("Batalkan: uangnya tidak pernah berpindah, jadi tampak sebagai selisih kas"),
    Remedy.BANK: lazy("Batalkan: uangnya kembali lewat bank, atau tidak pernah sampai"),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as its page shows it."""

    number: str
    member: Member
    paper: Sequence[PaperLine]
    columns: int


@blueprint.get("/member-money/<uuid:key>")
@requires(Permission.VIEW_MEMBERS)
def money(key: UUID) -> ResponseReturnValue:
    """A deposit or withdrawal as paper; a manager takes it back here."""
    return _money_page(key)


@blueprint.post("/member-money/<uuid:key>/correct")
@requires(Permission.APPROVE)
def correct(key: UUID) -> ResponseReturnValue:
    """Take a deposit or withdrawal back, or move it to the right member."""
    try:
        with transaction() as session:
            correction = forms.correction(session, request.form)
            correcting.correct(session, key, correction, at=clock.now(), by=current_operator().id)
    except NotFound:
        raise
    except BusinessError as error:
        return _money_page(key, error), error.status
    flash(_("Koreksi dibukukan."), "success")
    return redirect(url_for("member_money.money", key=key))


@blueprint.get("/bon-payments/<uuid:key>")
@requires(Permission.VIEW_MEMBERS)
def payment(key: UUID) -> ResponseReturnValue:
    """A payment of kasbon as paper."""
    with reading() as session:
        row = session.get(BonPayment, key)
        if row is None:
            raise NotFound(_("Struk ini tidak ada."))
        receipt = _receipt(session, row, "bon_payment")
    return render_template(
        "pos/member_receipt.html",
        receipt=receipt,
        remedies=[],
        corrected=False,
        typed={},
        error=None,
    )


def _money_page(key: UUID, error: BusinessError | None = None) -> str:
    with reading() as session:
        row = session.get(MemberMoney, key)
        if row is None:
            raise NotFound(_("Struk ini tidak ada."))
        receipt = _receipt(session, row, "member_money")
        corrected = correcting.is_corrected(session, key)
        is_own = row.operator_id == current_operator().id
        options = [(remedy.value, str(WORDS[remedy]), None) for remedy in REMEDIES[row.tender]]
    return render_template(
        "pos/member_receipt.html",
        receipt=receipt,
        key=key,
        remedies=[] if corrected or is_own else options,
        corrected=corrected,
        typed=request.form,
        error=error,
    )


def _receipt(session: Session, row: MemberMoney | BonPayment, kind: str) -> Receipt:
    columns = queries.receipt_columns(session, TillId(row.till_id))
    printing = Printing(columns, row.received_at, None, reprint=False)
    paper = papers.lay_out(session, f"{kind}:{row.id}", printing)
    return Receipt(row.number, session.get_one(Member, row.member_id), paper, columns)
