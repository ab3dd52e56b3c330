"""What a member decides herself: consent, her data as files, her phones, her PIN."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import audit, clock
from core.access import Open, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotSignedIn
from core.i18n import _
from members.access import devices, phones, signing_in
from members.access.gate import PLACE, current_member
from members.models import Member
from members.pages import export, forms, queries, refusals, words
from members.pages.entry_views import prove
from members.people import consents

blueprint = Blueprint("member_account", __name__, url_prefix=PLACE)
blueprint.add_app_template_filter(devices.device_name, "device_name")
refusals.answer_on(blueprint)


@blueprint.get("/data")
@requires(Open.MEMBER)
def data() -> ResponseReturnValue:
    """What the register says of her, and what it may be used for."""
    member_id = current_member().member_id
    with reading() as session:
        return render_template(
            "members/pages/data.html",
            own=queries.own_data(session, member_id),
            purposes=[(purpose.value, str(label)) for purpose, label in words.PURPOSES.items()],
            given={each.value: row for each, row in consents.newest(session, member_id).items()},
        )


@blueprint.post("/data/persetujuan")
@requires(Open.MEMBER)
def consent() -> ResponseReturnValue:
    """Agree to a use of her data, or take it back."""
    purpose, agreed = forms.consent(request.form)
    with transaction() as session:
        member = session.get_one(Member, current_member().member_id)
        consents.record(session, member, purpose, given=agreed, at=clock.now(), by=None)
    flash(_("Tersimpan. Anda boleh mengubahnya kapan saja."), "success")
    return redirect(url_for("member_account.data"))


@blueprint.get("/data/berkas.zip")
@requires(Open.MEMBER)
def files() -> ResponseReturnValue:
    """Everything the co-op keeps of her, as JSON and CSV."""
    visit, at = current_member(), clock.now()
    with reading() as session:
        content = export.archive(session, visit.member_id, at=at)
    with transaction() as session:
        audit.record(session, "member.data_taken", at=at, by=None, shop_id=visit.shop_id,
                     subject=str(visit.number))  # fmt: skip
    name = f'attachment; filename="anggota-{visit.number}.zip"'
    return Response(content, mimetype="application/zip", headers={"Content-Disposition": name})


@blueprint.get("/hp")
@requires(Open.MEMBER)
def devices_page() -> ResponseReturnValue:
    """On which phones she is signed in, and another PIN."""
    return _page()


@blueprint.post("/hp/<key>/keluar")
@requires(Open.MEMBER)
def sign_out_phone(key: str) -> ResponseReturnValue:
    """Sign one of her phones out."""
    with transaction() as session:
        if not phones.sign_out_phone(session, current_member().member_id, key):
            raise refusals.nothing()
    flash(_("HP itu sudah keluar."), "success")
    return redirect(url_for("member_account.devices_page"))


@blueprint.post("/pin")
@requires(Open.MEMBER)
def change_pin() -> ResponseReturnValue:
    """Take another PIN; her other phones are signed out."""
    visit = current_member()
    try:
        pin = forms.new_pin(request.form)
        _prove(request.form.get("old_pin", ""))
        with transaction() as session:
            signing_in.change_pin(session, visit.member_id, pin, at=clock.now())
            phones.sign_out_others(session, visit)
    except InvalidInput as error:
        return _page(error), error.status
    flash(_("PIN sudah diganti. HP lain harus masuk lagi."), "success")
    return redirect(url_for("member_account.devices_page"))


def _prove(pin: str) -> None:
    try:
        prove(current_member().member_id, "", pin)
    except NotSignedIn:
        raise InvalidInput(
            _("PIN sekarang salah, atau terlalu sering salah: coba lagi nanti."), field="old_pin"
        ) from None


def _page(error: InvalidInput | None = None) -> str:
    visit = current_member()
    with reading() as session:
        found = phones.phones_of(session, visit, at=clock.now())
        zone = queries.own_data(session, visit.member_id).time_zone
    return render_template("members/pages/phones.html", phones=found, zone=zone, error=error)
