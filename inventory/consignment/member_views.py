"""A member sees what became of the goods she leaves to be sold."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from core import paging
from core.access import Open, requires
from core.db import reading
from core.i18n import lazy
from inventory.consignment import member_queries
from members.access.gate import PLACE, current_member
from members.pages import refusals
from members.pages.sections import Section

blueprint = Blueprint("member_consignment", __name__, url_prefix=PLACE)
refusals.answer_on(blueprint)

SECTION = Section(
    lazy("Barang titipan saya"),
    lazy("Berapa terjual, berapa sisa, berapa yang akan dibayar"),
    "member_consignment.index",
    member_queries.is_consignor,
    member_queries.sheets,
)


@blueprint.get("/titipan")
@requires(Open.MEMBER)
def index() -> ResponseReturnValue:
    """Her goods, shop by shop, and their newest sales."""
    number, member_id = paging.page_number(request.args.get("page")), current_member().member_id
    with reading() as session:
        if not member_queries.is_consignor(session, member_id):
            raise refusals.nothing()
        sold = member_queries.sales_of(session, member_id, number=number)
        return render_template(
            "inventory/member_consignment.html",
            places=member_queries.goods_of(session, member_id),
            sold=sold,
            names=member_queries.names_of(session, sold),
        )
