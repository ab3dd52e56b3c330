"""The pages of paying shares out: who waits, one member over the desk, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, exports, paging, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import number as spelled
from core.format import rupiah
from core.i18n import _
from core.ids import ShopId, new_id
from core.models import Shop
from core.money import total
from core.permissions import Permission
from core.progress import BOARD
from core.queries import today_for
from core.shops import find_coop
from members.office.words import way_name
from members.shu import forms, payouts, reminder, slip_tills, waiting
from members.shu.payouts import Batch, Payment
from members.shu.waiting import WaitingRow, Wanted
from members.ways import PaidBy

blueprint = Blueprint("shu_payouts", __name__, url_prefix="/shu")
blueprint.add_app_template_filter(waiting.year_name, "share_year")


@blueprint.get("/unclaimed")
@requires(Permission.VIEW_SURPLUS)
def index() -> ResponseReturnValue:
    """Who has not come for her share."""
    wanted = forms.wanted(request.args)
    with reading() as session:
        rows = waiting.everybody(session, wanted)
    years = sorted({year for row in rows for year in row.by_year} | _chosen_year(wanted))
    return render_template(
        "members/shu_unclaimed.html", page=waiting.page_of(rows, _page_number()), listed=wanted,
        amount=total(row.amount for row in rows),
        years=[(str(year), waiting.year_name(year)) for year in years], kept=_kept(),
    )  # fmt: skip


@blueprint.get("/unclaimed/list.<ending>")
@requires(Permission.VIEW_SURPLUS)
def download(ending: str) -> ResponseReturnValue:
    """The whole list for a spreadsheet."""
    with reading() as session:
        rows = waiting.everybody(session, forms.wanted(request.args))
    return exports.download(waiting.sheet(rows), "shu belum diambil", ending)


@blueprint.route("/pay/<int(max=999999999):number>", methods=["GET", "POST"])
@requires(Permission.PREPARE_SURPLUS)
def pay(number: int) -> ResponseReturnValue:
    """One member over the desk."""
    if request.method == "GET":
        return _pay_page(number, request.args)
    try:
        payment = forms.payment(request.form)
        with transaction() as session:
            row, _owed = waiting.one(session, number)
            printed = _print(session, row, payment)
            slip = payouts.pay(
                session, row.member_id, payment, ShopId(_place(session).id), at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _pay_page(number, request.form, error), error.status
    flash(_("SHU dibayar: %(amount)s, bukti %(number)s.", amount=rupiah(slip.amount),
            number=slip.number), "success")  # fmt: skip
    if printed:
        flash(_("Slip SHU dikirim ke printer kasir."), "success")
    return redirect(url_for("savings_desk.show", number=slip.number))


@blueprint.get("/pay-many")
@requires(Permission.PREPARE_SURPLUS)
def many() -> ResponseReturnValue:
    """How many would be paid, how much, and how."""
    return _many_page()


@blueprint.post("/pay-many")
@requires(Permission.PREPARE_SURPLUS)
def pay_many() -> ResponseReturnValue:
    """Pay them, some at a time; pressed twice it pays once."""
    try:
        with reading() as session:
            batch = forms.batch(request.form, ShopId(_place(session).id))
            rows = payouts.payable(waiting.everybody(session, _wanted()), batch.way)
        forms.sure(request.form)
        if rows:
            said = _("%(amount)s dibayar, batch %(batch)s.", amount=_pay_all(batch, rows),
                     batch=batch.name)  # fmt: skip
            flash(said, "success")
        elif not _is_paid(batch):
            raise InvalidInput(_("Tidak ada yang dibayar dengan cara ini."), field="way")
    except InvalidInput as error:
        return _many_page(error), error.status
    return _go(url_for("shu_payouts.batch", name=batch.name))


@blueprint.get("/pay-many/<uuid:key>/progress")
@requires(Permission.PREPARE_SURPLUS)
def progress(key: str) -> ResponseReturnValue:
    """How far the paying is, in parts of a hundred; null when nothing is being paid."""
    return {"percent": BOARD.percent(str(key))}


@blueprint.get("/batches/<name>")
@requires(Permission.VIEW_SURPLUS)
def batch(name: str) -> ResponseReturnValue:
    """What was paid together, with the list for the bank."""
    with reading() as session:
        rows = list(payouts.transfer_sheet(session, name).rows)
    if not rows:
        raise NotFound(_("Tidak ada batch %(name)s.", name=name))
    amount = total(payouts.amount_in(row) for row in rows)
    return render_template("members/shu_batch.html", name=name, rows=rows, amount=amount)


@blueprint.get("/batches/<name>/list.<ending>")
@requires(Permission.VIEW_SURPLUS)
def transfers(name: str, ending: str) -> ResponseReturnValue:
    """The list of a batch for the bank."""
    with reading() as session:
        sheet = payouts.transfer_sheet(session, name)
    return exports.download(sheet, name, ending)


def _print(session: Session, row: WaitingRow, payment: Payment) -> int:
    """Her slips at the till that the form names, if it names one; once for a payment."""
    till = request.form.get("till", "")
    if not till or slip_tills.is_paid(session, payment):
        return 0
    operator = current_operator()
    return slip_tills.print_with(session, row, till, operator.shop_id, at=clock.now(),
                                 by=operator.id)  # fmt: skip


def _pay_all(batch: Batch, rows: Sequence[WaitingRow]) -> str:
    """In short transactions, so that tills go on selling."""
    paid, by = [], current_operator().id
    with BOARD.following(str(batch.key)) as tell:
        for done, ids in enumerate(payouts.parts(rows)):
            tell(done * payouts.PART, len(rows))
            with transaction() as session:
                paid.append(payouts.pay_part(session, batch, ids, at=clock.now(), by=by))
    return rupiah(total(paid))


def _is_paid(batch: Batch) -> bool:
    """Whether the form was sent before, and everybody has been paid by it."""
    with reading() as session:
        return any(True for _row in payouts.transfer_sheet(session, batch.name).rows)


def _go(address: str) -> ResponseReturnValue:
    """On to a page; the script that shows the progress goes there itself, once."""
    if request.accept_mimetypes.best == "application/json":
        return {"next": address}
    return redirect(address)


def _pay_page(number: int, typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        row, owed = waiting.one(session, number)
        coop = find_coop(session)
        today = today_for(session, current_operator().shop_id, at=clock.now())
        tills = slip_tills.places(session, number, current_operator().shop_id)
    said = reminder.message(coop.name if coop else "", row.name, row.by_year) if row.by_year else ""
    offered = (way for way in payouts.WAYS if owed or way is not PaidBy.KASBON)
    ways = [(way.value, way_name(way), "") for way in offered]
    return render_template(
        "members/shu_pay.html", row=row, owed=owed, typed=typed, error=error, today=today,
        key=typed.get("key") or new_id(), hows=ways,
        tills=[(str(place.till_id), place.name) for place in tills],
        message=said, link=reminder.link(row.phone, said),
    )  # fmt: skip


def _many_page(error: BusinessError | None = None) -> str:
    typed = request.form or request.args
    wanted = _wanted()
    with reading() as session:
        rows = waiting.everybody(session, wanted)
        today = today_for(session, current_operator().shop_id, at=clock.now())
    ways = [(way.value, way_name(way), _told(payouts.payable(rows, way)))
            for way in payouts.AT_ONCE]  # fmt: skip
    return render_template(
        "members/shu_pay_many.html", rows=rows[:20], count=len(rows), hows=ways, typed=typed,
        amount=total(row.amount for row in rows), error=error, today=today, listed=wanted,
        key=typed.get("key") or new_id(), numbers=sorted(wanted.numbers),
    )  # fmt: skip


def _told(rows: Sequence[WaitingRow]) -> str:
    """How many and how much."""
    return _("%(n)s anggota, %(amount)s", n=spelled(len(rows)),
             amount=rupiah(total(row.amount for row in rows)))  # fmt: skip


def _wanted() -> Wanted:
    source = request.form if request.method == "POST" else request.args
    return forms.wanted(source, source.getlist("member"))


def _chosen_year(wanted: Wanted) -> set[int]:
    return set() if wanted.year is None else {wanted.year}


def _kept() -> dict[str, str]:
    return {name: text for name, text in request.args.items() if name in ("q", "year", "sort")}


def _page_number() -> int:
    return paging.page_number(request.args.get("page"))


def _place(session: Session) -> Shop:
    """Where whoever is signed in pays: her shop, else the office."""
    own = current_operator().shop_id
    return shops.get_shop(session, own) if own else shops.seat(session)
