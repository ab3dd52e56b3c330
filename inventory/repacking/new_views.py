"""Putting a repacking together: what is opened, what is filled from it, a look, then it is done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.format import quantity
from core.i18n import _
from core.ids import PackId, ShopId, new_id
from core.models import Shop
from core.permissions import Permission
from inventory.pages import shops_in_reach, today
from inventory.repacking import forms, previewing, queries, repacking
from inventory.repacking.forms import Typed, TypedLine
from inventory.repacking.models import Repacking
from inventory.repacking.queries import RepackingView
from inventory.repacking.repacking import Wanted
from inventory.transfers import choosing
from inventory.transfers.choosing import Choice

blueprint = Blueprint("new_repacking", __name__)

LOOK, SAVE, SAME = "look", "save", "same"
"""What the buttons ask for beside adding and removing goods."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands on the page, and what may be meant by what was typed last."""

    said: Typed = field(default_factory=Typed)
    choices: list[Choice] = field(default_factory=list)


@blueprint.route("/repackings/new", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def new() -> ResponseReturnValue:
    """Put goods on the page and look at their costs. Until it is saved nothing is kept."""
    said = forms.typed(request.form)
    do = request.form.get("do", "add")
    try:
        if request.method == "GET":
            return _form_page(_started())
        if do == SAVE:
            paper = _save(said)
            flash(_("Kemas ulang %(number)s selesai.", number=paper.number))
            return redirect(url_for("inventory.repacking.show", number=paper.number))
        if do == LOOK or (do == "add" and said.lines and not _sought()):
            return _look_page(said)
        return _form_page(_changed(said, do))
    except (InvalidInput, NotFound) as error:
        return _form_page(Draft(said), error), error.status


def _started() -> Draft:
    """An empty page, or one for the goods that the address names."""
    code = request.args.get("goods", "")
    if not code:
        return Draft()
    with reading() as session:
        return _with_goods(session, Typed(), code, "1")


def _changed(said: Typed, do: str) -> Draft:
    """The page with goods more or less, as the button says."""
    if do == "remove-opened":
        return Draft(replace(said, opened="", opened_count=""))
    if do.startswith("remove-"):
        return Draft(replace(said, lines=forms.without(said.lines, do.removeprefix("remove-"))))
    if do == "edit":
        return Draft(said)
    amount = request.form.get("amount", "").strip() or "1"
    with reading() as session:
        if do == SAME:
            last = _last(session, said)
            return Draft(forms.as_last_time(last) if last else said)
        return _with_goods(session, said, _sought(), amount)


def _with_goods(session: Session, said: Typed, text: str, amount: str) -> Draft:
    """The goods that are meant: those to be opened first, then those to be filled."""
    place = ShopId(_place(session).id)
    found = choosing.choices(session, text, place)
    if len(found) > 1:
        return Draft(said, found)
    (chosen,) = found
    wanted = Wanted(chosen.pack_id, forms.count(amount, "amount"))
    if not said.opened:
        repacking.goods_of(session, wanted)
        return Draft(replace(said, opened=chosen.key, opened_count=amount))
    opened = choosing.known(session, [said.opened], place)[0]
    goods = repacking.goods_of(session, wanted)
    if goods.product_id == opened.product_id:
        raise InvalidInput(_("Pilih barang lain daripada yang dibuka."), field="goods")
    content = "1" if goods.product.base_unit == opened.base_unit else ""
    line = _as_known(_last(session, said), TypedLine(chosen.key, amount, content))
    return Draft(replace(said, lines=[*said.lines, line][: forms.MOST_LINES]))


def _as_known(last: RepackingView | None, line: TypedLine) -> TypedLine:
    """A new line with what was inside the last time."""
    for earlier in last.filled if last else ():
        if earlier.key == line.code and earlier.content:
            return replace(line, content=quantity(earlier.content))
    return line


def _save(said: Typed) -> Repacking:
    with transaction() as session:
        shop = _place(session)
        wanted = forms.new_repacking(request.form, said, _packs(session, said, shop))
        return repacking.repack(session, shop, wanted, at=clock.now(), by=current_operator().id)


def _packs(session: Session, said: Typed, shop: Shop) -> list[PackId]:
    if not said.opened:
        raise InvalidInput(_("Pilih dulu barang yang dibuka."), field="goods")
    chosen = choosing.known(session, [said.opened, *said.codes], ShopId(shop.id))
    return [choice.pack_id for choice in chosen]


def _place(session: Session) -> Shop:
    """The shop that the page names; the only one when there is one."""
    places = shops_in_reach(session)
    code = request.values.get("shop", "")
    found = next((place for place in places if place.code == code), None)
    if found is None and len(places) != 1 and code:
        raise InvalidInput(_("Pilih tokonya."), field="shop")
    return found or places[0]


def _last(session: Session, said: Typed) -> RepackingView | None:
    """How what is to be opened was opened the last time."""
    if not said.opened:
        return None
    place = ShopId(_place(session).id)
    opened = choosing.known(session, [said.opened], place)[0]
    return queries.last(session, opened.product_id, shop_id=place)


def _sought() -> str:
    return request.form.get("choice") or request.form.get("goods", "").strip()


def _look_page(said: Typed) -> str:
    with reading() as session:
        shop = _place(session)
        wanted = forms.new_repacking(request.form, said, _packs(session, said, shop))
        goods = repacking.checked(session, wanted)
        seen = previewing.preview(session, goods, shop_id=ShopId(shop.id), on=today(session))
    return render_template(
        "inventory/repacking_look.html",
        said=said, seen=seen, shop=shop, note=wanted.note, key=wanted.key,
    )  # fmt: skip


def _form_page(draft: Draft, error: InvalidInput | NotFound | None = None) -> str:
    typed = request.form.to_dict()
    if error is None and not draft.choices:
        typed |= {"goods": "", "amount": ""}
    said = draft.said
    with reading() as session:
        places = shops_in_reach(session)
        place = next((of for of in places if of.code == request.values.get("shop")), places[0])
        opened = choosing.known(session, [said.opened] if said.opened else [], ShopId(place.id))
        goods = choosing.known(session, said.codes, ShopId(place.id))
        last = _last(session, said) if not said.lines else None
    return render_template(
        "inventory/repacking_new.html",
        said=said, opened=opened[0] if opened else None, choices=draft.choices, typed=typed,
        lines=list(zip(goods, said.lines, strict=True)), last=last, error=error, place=place,
        places=[(of.code, of.name) for of in places], key=typed.get("key") or new_id().hex,
    )  # fmt: skip
