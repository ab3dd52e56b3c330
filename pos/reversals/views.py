"""The pages of what was paid at the counter: the list, a receipt as paper, taking it back.

Whoever works for one shop lists, copies and takes back only that shop's; a member's own movements
lead to the paper of any.
"""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _, lazy, lazy_in
from core.models import Shop
from core.paging import Page
from core.permissions import Permission
from core.registry import NavigationItem
from members.views import DOCUMENT_PAGES
from pos import tills
from pos.printing import jobs
from pos.queries import shops_of
from pos.reversals import forms, listings, queries, reversals, words
from pos.reversals import payments as paid
from pos.reversals.listings import PaymentRow
from pos.reversals.remedies import REMEDIES
from pos.words import TENDERS

blueprint = Blueprint("member_payments", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Uang anggota"),
        "member_payments.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    ),
]
DOCUMENT_PAGES.update(
    sale=("sales.show", "sale_id"),
    member_money=("member_payments.show", "key"),
    bon_payment=("member_payments.show", "key"),
)


@blueprint.get("/member-money")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Share money and payments of kasbon, searched and paged."""
    number, within = paging.page_number(request.args.get("page")), current_operator().shop_id
    with reading() as session:
        places = shops_of(session, within=within)
        try:
            search = forms.search(request.args, places)
            page = listings.payments(session, search, within=within, page=number)
        except InvalidInput as error:
            return _list_page(places, error=error), error.status
    return _list_page(places, page)


@blueprint.get("/member-money/<uuid:key>")
@requires(Permission.VIEW_MEMBERS)
def show(key: UUID) -> ResponseReturnValue:
    """A deposit, withdrawal or payment of kasbon as paper; a manager takes it back here."""
    return _page(key)


@blueprint.post("/member-money/<uuid:key>/reverse")
@requires(Permission.APPROVE)
def reverse(key: UUID) -> ResponseReturnValue:
    """Take a payment back, or move it to the right one."""
    operator = current_operator()
    try:
        with transaction() as session:
            decision = forms.decision(session, request.form)
            reversals.reverse(session, key, decision, within=operator.shop_id, at=clock.now(),
                              by=operator.id)  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _page(key, error), error.status
    flash(_("Koreksi dibukukan."), "success")
    return redirect(url_for("member_payments.show", key=key))


@blueprint.post("/member-money/<uuid:key>/copy")
@requires(Permission.APPROVE)
def copy(key: UUID) -> ResponseReturnValue:
    """Print another receipt on the till that took the money, marked as a copy."""
    operator = current_operator()
    try:
        with transaction() as session:
            payment = paid.find(session, key, within=operator.shop_id)
            job = jobs.queue_copy_at(
                session,
                tills.by_id(session, payment.till_id),
                source=payment.source,
                subject=payment.number,
                at=clock.now(),
                by=operator.id,
            )
        flash(_("Salinan ke-%(number)s dikirim ke printer.", number=job.copy_number), "success")
    except NotFound:
        raise
    except BusinessError as error:
        flash(error.sentence, "error")
    return redirect(url_for("member_payments.show", key=key))


def _list_page(
    places: list[Shop], page: Page[PaymentRow] | None = None, error: InvalidInput | None = None
) -> str:
    return render_template(
        "pos/member_payments.html",
        page=page,
        error=error,
        typed=request.args,
        filtered=any(value for name, value in request.args.items() if name != "page"),
        places=[(shop.code, shop.name) for shop in places],
        kinds=words.KINDS,
        tender_words=TENDERS,
    )


def _page(key: UUID, error: BusinessError | None = None) -> str:
    with reading() as session:
        detail = queries.detail(session, key)
    payment, operator = detail.payment, current_operator()
    choices = [(remedy.value, str(words.CHOICES[remedy])) for remedy in REMEDIES[payment.tender]]
    return render_template(
        "pos/member_payment.html",
        detail=detail,
        is_own=payment.operator_id == operator.id,
        is_here=operator.shop_id in (None, payment.shop_id),
        choices=[(value, text, None) for value, text in choices],
        outcomes=words.OUTCOMES,
        typed=request.form,
        error=error,
    )
