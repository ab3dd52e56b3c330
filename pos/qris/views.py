"""The pages of QRIS: the provider's file against the tills, and what is still owed by day."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import charts, clock, forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.format import day, rupiah
from core.i18n import _, lazy
from core.ids import ShopId
from core.models import Shop
from core.money import Money, total
from core.paging import SIZE, Page, offset, page_number
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from core.tables import MOST_BYTES, read_table
from pos import queries as counter
from pos.qris import days, reconciliation
from pos.qris.matching import Matching
from pos.qris.reconciliation import Uploaded
from pos.qris.settlement_files import SettlementFile, read_file

blueprint = Blueprint("qris", __name__)

NAVIGATION = [
    NavigationItem(lazy("Rekonsiliasi QRIS"), "qris.index", Permission.VIEW_SALES, lazy("Toko")),
]
CHART_DAYS = 30
DAYS_A_LABEL = 5
DAYS_LISTED = 14
SIDES = {
    "matched": lazy("Cocok"),
    "differing": lazy("Jumlah berbeda"),
    "only_in_file": lazy("Hanya di mutasi"),
    "only_at_till": lazy("Hanya di kasir"),
}
MOST_PROBLEMS = 5
"""Sentences about rows of a file that are shown at once."""


@blueprint.get("/qris")
@requires(Permission.VIEW_SALES)
def index() -> ResponseReturnValue:
    """What is still owed by day, and the four sides of the comparison."""
    return _page()


@blueprint.post("/qris/file")
@requires(Permission.RECONCILE)
def upload() -> ResponseReturnValue:
    """Take the rows of a provider's file that are new."""
    operator, now = current_operator(), clock.now()
    try:
        with reading() as session:
            shop = _shop(session, request.form.get("shop", ""))
        name, sent = _sent_file(shop)
        with transaction() as session:
            found = reconciliation.upload(
                session, ShopId(shop.id), sent, file_name=name, at=now, by=operator.id
            )
    except InvalidInput as error:
        return _page(error), error.status
    _tell(found, sent)
    return redirect(url_for("qris.index", shop=shop.code))


@blueprint.post("/qris/accept")
@requires(Permission.RECONCILE)
def accept() -> ResponseReturnValue:
    """Book the pairs that were ticked, or all of them."""
    operator, now = current_operator(), clock.now()
    chosen = None if request.form.get("all") else _ticked(request.form.getlist("pair"))
    with transaction() as session:
        shop = _shop(session, request.form.get("shop", ""))
        pairs = reconciliation.accept(
            session, ShopId(shop.id), chosen, today=today_in(shop, now), at=now, by=operator.id
        )
    if pairs:
        flash(
            _("%(n)s pembayaran dibukukan: %(net)s ke bank, %(fee)s biaya MDR.",
              n=len(pairs), net=rupiah(total(pair.row.net for pair in pairs)),
              fee=rupiah(total(pair.row.fee for pair in pairs))),
            "success",
        )  # fmt: skip
    else:
        flash(_("Tidak ada yang dipilih; tidak ada yang dibukukan."), "warning")
    return redirect(url_for("qris.index", shop=shop.code))


def _sent_file(shop: Shop) -> tuple[str, SettlementFile]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput(_("Pilih filenya dulu."), field="file")
    name = forms.line({"file": sent.filename}, "file")
    content = sent.stream.read(MOST_BYTES + 1)
    return name, read_file(read_table(name, content), time_zone=shop.time_zone)


def _tell(found: Uploaded, sent: SettlementFile) -> None:
    """What was taken, what was known, and what could not be used."""
    sentence = _("%(new)s baris baru diambil, %(known)s sudah ada sebelumnya.",
                 new=found.new, known=found.known)  # fmt: skip
    flash(sentence, "success" if found.new else "warning")
    if sent.left_out:
        flash(_("%(n)s transaksi yang gagal atau belum selesai dilewati.", n=sent.left_out),
              "warning")  # fmt: skip
    for problem in sent.problems[:MOST_PROBLEMS]:
        flash(problem, "error")
    if len(sent.problems) > MOST_PROBLEMS:
        flash(_("%(n)s baris lagi tidak dapat dipakai.", n=len(sent.problems) - MOST_PROBLEMS),
              "error")  # fmt: skip


def _ticked(values: list[str]) -> set[tuple[UUID, str]]:
    """Pairs as the page names them: the row and the payment it was shown with."""
    found = set()
    for value in values:
        row, _equals, payment = value.partition("=")
        try:
            found.add((UUID(row), payment))
        except ValueError:
            continue
    return found


def _shop(session: Session, code: str) -> Shop:
    """The shop with that code, or the first that whoever asks may see."""
    places = counter.shops_of(session, within=current_operator().shop_id)
    chosen = forms.shop_choice({"shop": code}, places)
    for shop in places:
        if chosen in (None, shop.id):
            return shop
    raise NotFound(_("Belum ada toko."))


def _page(error: InvalidInput | None = None) -> str:
    at = clock.now()
    number = page_number(request.args.get("page"))
    with reading() as session:
        places = counter.shops_of(session, within=current_operator().shop_id)
        if not places:
            return render_template("pos/qris.html", shop=None, error=error)
        shop = _shop(session, request.values.get("shop", ""))
        shop_id, today = ShopId(shop.id), today_in(shop, at)
        found = reconciliation.matching(session, shop_id, today=today)
        month = days.days(session, shop_id, until=today, count=CHART_DAYS)
    side = request.args.get("side", "")
    side = side if side in SIDES else _most_pressing(found)
    rows = getattr(found, side)
    return render_template(
        "pos/qris.html",
        shop=shop,
        places=[(each.code, each.name) for each in places],
        error=error,
        owed=month[-1].still_owed,
        month=[each for each in reversed(month) if not each.is_quiet][:DAYS_LISTED],
        chart=charts.chart(
            [(day(each.day)[:5], each.still_owed.amount) for each in month],
            spell=lambda amount: rupiah(Money(amount)),
            label_every=DAYS_A_LABEL,
        ),
        found=found,
        sides=[(name, label, len(getattr(found, name))) for name, label in SIDES.items()],
        side=side,
        page=Page(tuple(rows[offset(number) : offset(number) + SIZE]), number, len(rows)),
        matched=total(pair.row.amount for pair in found.matched),
        unconfirmed=sum(1 for payment in found.only_at_till if not payment.confirmed),
    )


def _most_pressing(found: Matching) -> str:
    """The first side where something stands."""
    return next((name for name in SIDES if getattr(found, name)), "matched")
