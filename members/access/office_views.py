"""Handing a member the code for her own pages, at the office; the till asks over the API."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock, qr_codes
from core.access import current_operator, requires
from core.db import reading, transaction
from core.i18n import _
from core.permissions import Permission
from core.public_address import PUBLIC_ADDRESS
from core.queries import today_for
from core.settings import read
from core.shops import get_shop
from members import register
from members.access import activation
from members.access.models import MemberAccess, MemberSession
from members.models import Member

blueprint = Blueprint("member_access", __name__)


@blueprint.get("/members/<int(max=999999999):number>/access")
@requires(Permission.ACTIVATE_MEMBERS)
def show(number: int) -> ResponseReturnValue:
    """Whether she has a PIN, and on how many phones she is signed in."""
    with reading() as session:
        member = register.by_number(session, number)
        return render_template("members/access.html", member=member, handed=None,
                               **_facts(session, member, at=clock.now()))  # fmt: skip


@blueprint.post("/members/<int(max=999999999):number>/access")
@requires(Permission.ACTIVATE_MEMBERS)
def hand_out(number: int) -> ResponseReturnValue:
    """Make a one-time code; it is shown this once."""
    at = clock.now()
    with transaction() as session:
        member = register.by_number(session, number)
        handed = activation.make_code(session, member, at=at, by=current_operator().id)
        facts = _facts(session, member, at=at)
        url = activation_url(session, handed.code, on=at)
    code = qr_codes.svg(url, _("Kode QR untuk %(name)s", name=member.name))
    return render_template("members/access.html", member=member, handed=handed, url=url, code=code,
                           **facts)  # fmt: skip


def activation_url(session: Session, code: str, *, on: datetime) -> str:
    """Where a phone uses a code: at the public address, else at the one in use."""
    address = read(session, PUBLIC_ADDRESS, on=today_for(session, None, at=on))
    path = url_for("member_entry.choose_pin", code=code)
    return f"{address or request.host_url.rstrip('/')}{path}"


def _facts(session: Session, member: Member, *, at: datetime) -> dict[str, object]:
    mine = MemberSession.member_id == member.id, MemberSession.expires_at > at
    phones = session.scalar(select(func.count()).select_from(MemberSession).where(*mine))
    return {
        "access": session.get(MemberAccess, member.id),
        "phones": phones or 0,
        "zone": get_shop(session, member.shop_id).time_zone,
        "now": at,
    }
