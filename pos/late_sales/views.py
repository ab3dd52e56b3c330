"""The page of late sales: papers typed in bulk, checked, and taken one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.clock import local_day
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _, lazy
from core.ids import OperatorId
from core.money import Money, total
from core.permissions import Permission
from core.registry import NavigationItem
from pos import queries as counter
from pos import tills
from pos.documents import SaleDocument
from pos.late_sales import forms, late_sales, queries
from pos.late_sales.forms import TypedPage, TypedPaper
from pos.late_sales.late_sales import Entered
from pos.late_sales.papers import WAYS, PaperSale
from pos.late_sales.reading import Head, paper_sale
from pos.models import TenderKind
from pos.review import CLOCK_BEHIND

blueprint = Blueprint("late_sales", __name__)

NAVIGATION = [
    NavigationItem(lazy("Nota susulan"), "late_sales.index", Permission.APPROVE, lazy("Toko")),
]
WAY_WORDS = {
    TenderKind.CASH: lazy("Tunai"),
    TenderKind.QRIS: lazy("QRIS"),
    TenderKind.TRANSFER: lazy("Transfer"),
    TenderKind.KASBON: lazy("Kasbon"),
}


@dataclass(frozen=True, slots=True)
class FoundLine:
    """What a typed line means, at the prices of that day."""

    name: str
    unit: str
    price: Money
    amount: Money
    discount: Money


@dataclass(frozen=True, slots=True)
class Checked:
    """What a paper would become, or why it cannot."""

    sale: PaperSale | None = None
    document: SaleDocument | None = None
    error: InvalidInput | None = None

    @property
    def due(self) -> Money:
        """What the buyer paid, rounding included."""
        found = self.document
        return found.total + found.rounding if found else Money(0)

    def line(self, place: int) -> FoundLine | None:
        """What stands beside a typed line once it is understood."""
        if self.sale is None or self.document is None:
            return None
        field = f"item-{self.sale.place}-{place}"
        for goods, sold in zip(self.sale.lines, self.document.lines, strict=True):
            if goods.field == field:
                return FoundLine(
                    goods.name, goods.unit, sold.unit_price, sold.amount, sold.discount
                )
        return None


@blueprint.get("/late-sales")
@requires(Permission.APPROVE)
def index() -> ResponseReturnValue:
    """An empty page, and what was entered before."""
    typed = forms.page({"day": request.args.get("day", ""), "till": request.args.get("till", "")})
    return _page(typed)


@blueprint.post("/late-sales")
@requires(Permission.APPROVE)
def work() -> ResponseReturnValue:
    """More room, a check, or the entering: whichever button was pressed."""
    typed = forms.page(request.form)
    try:
        forms.refuse_unreadable(request.form)
    except InvalidInput as error:
        return _page(typed, error=error), error.status
    match request.form.get("do", "check").partition("-"):
        case ("paper", _dash, _rest):
            typed = forms.with_paper(typed)
            return _page(typed, focus=f"paper-{len(typed.papers) - 1}")
        case ("lines", _dash, place):
            return _page(forms.with_lines(typed, int(place)) if place.isdigit() else typed)
        case ("enter", _dash, _rest):
            return _enter(typed)
        case _:
            return _check(typed)


def _check(typed: TypedPage) -> ResponseReturnValue:
    now = clock.now()
    with reading() as session:
        try:
            head = _head(session, typed, now=now)
        except InvalidInput as error:
            return _page(typed, error=error), error.status
        checked = {paper.place: _checked(session, head, paper, now=now) for paper in typed.filled}
    if not checked:
        return _page(typed, error=InvalidInput(_("Isi paling sedikit satu nota."),
                                               field="paper-0")), 422  # fmt: skip
    return _page(typed, checked=checked), 422 if any(c.error for c in checked.values()) else 200


def _enter(typed: TypedPage) -> ResponseReturnValue:
    """Take what can be taken; what is left stays on the page with its sentence."""
    now, by = clock.now(), current_operator().id
    try:
        with transaction() as session:
            head = _head(session, typed, now=now)
            read = {paper.place: _read(session, head, paper, now=now) for paper in typed.filled}
            good = tuple(sale.sale for sale in read.values() if sale.sale)
            outcome = late_sales.enter(session, head.till, good, at=now, by=by)
    except InvalidInput as error:
        return _page(typed, error=error), error.status
    wrong = {place: each.error for place, each in read.items() if each.error} | outcome.refused
    if outcome.entered:
        flash(_taken(outcome.entered), "success")
    if outcome.entered and not wrong:
        return redirect(url_for("late_sales.index", day=typed.day, till=typed.till))
    return _left(typed, wrong), 422


def _left(typed: TypedPage, wrong: dict[int, InvalidInput]) -> str:
    """The page with the papers that could not be taken, each with its sentence."""
    places = {paper.place for paper in typed.papers}
    gone = frozenset(places - set(wrong))
    moved = {place: new for new, place in enumerate(sorted(places - gone))}
    checked = {moved[place]: Checked(error=_moved(error, place, moved[place]))
               for place, error in wrong.items()}  # fmt: skip
    return _page(forms.without(typed, gone), checked=checked)


def _moved(error: InvalidInput, old: int, new: int) -> InvalidInput:
    """The same sentence where the paper stands now: ``item-3-0`` as ``item-0-0``."""
    name, _dash, rest = (error.field or "").partition(f"-{old}")
    return InvalidInput(error.sentence, field=f"{name}-{new}{rest}" if name else None)


def _checked(session: Session, head: Head, typed: TypedPaper, *, now: datetime) -> Checked:
    read = _read(session, head, typed, now=now)
    if read.sale is None:
        return read
    try:
        document = late_sales.document_of(session, head.till, read.sale)
    except InvalidInput as error:
        return Checked(error=error)
    return Checked(read.sale, document)


def _read(session: Session, head: Head, typed: TypedPaper, *, now: datetime) -> Checked:
    try:
        return Checked(paper_sale(session, head, typed, now=now))
    except InvalidInput as error:
        return Checked(error=error)


def _head(session: Session, typed: TypedPage, *, now: datetime) -> Head:
    """The till, clerk and day that all papers share. Raises InvalidInput."""
    within = current_operator().shop_id
    till = _till(session, typed.till)
    if within not in (None, till.shop_id):
        raise InvalidInput(_("Pilih kasirnya."), field="till")
    known = {str(key): key for key, _name in queries.clerks(session, within=till.shop_id)}
    if typed.clerk not in known:
        raise InvalidInput(_("Pilih siapa yang melayani."), field="clerk")
    today = local_day(now, till.time_zone)
    oldest = today - CLOCK_BEHIND + timedelta(days=1)
    return Head(till, OperatorId(known[typed.clerk]),
                forms.sold_on(typed, today=today, oldest=oldest))  # fmt: skip


def _till(session: Session, code: str) -> tills.TillView:
    try:
        return tills.by_code(session, code)
    except NotFound:
        raise InvalidInput(_("Pilih kasirnya."), field="till") from None


def _taken(entered: tuple[Entered, ...]) -> str:
    paid = rupiah(total(sale.paid for sale in entered))
    if len(entered) == 1:
        return str(_("Nota %(paper)s dicatat sebagai %(number)s, %(paid)s.",
                     paper=entered[0].paper, number=entered[0].number, paid=paid))  # fmt: skip
    return str(
        _("%(n)s nota dicatat, %(paid)s: %(first)s sampai %(last)s.",
          n=len(entered), paid=paid, first=entered[0].number, last=entered[-1].number)
    )  # fmt: skip


def _page(
    typed: TypedPage,
    *,
    checked: dict[int, Checked] | None = None,
    error: InvalidInput | None = None,
    focus: str = "",
) -> str:
    within = current_operator().shop_id
    found = checked or {}
    good = [each for each in found.values() if each.document]
    with reading() as session:
        places = [
            (f"{shop.code}-{till.name}", f"{shop.code}-{till.name} · {shop.name}")
            for till, shop in counter.tills(session, within=within)
            if till.active
        ]
        clerks = queries.clerks(session, within=within)
        entered = queries.entered(session, within=within,
                                  page=paging.page_number(request.args.get("page")))  # fmt: skip
    return render_template(
        "pos/late_sales.html",
        typed=typed,
        checked=found,
        wrong=sum(1 for each in found.values() if each.error),
        good=len(good),
        due=total(each.due for each in good),
        error=error,
        focus=focus,
        places=places,
        clerks=clerks,
        kinds=[(kind.value, WAY_WORDS[kind]) for kind in WAYS],
        entered=entered,
    )
