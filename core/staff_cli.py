"""Commands about the people who work with the program, for whoever has the server's shell."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from core import audit, clock, operators, queries, shops, staff
from core.commands import command_database, json_option, print_json
from core.db import reading, transaction
from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Operator
from core.permissions import Role


@click.group("operator")
def operator_group() -> None:
    """Operator: tambah, lihat, undang, nonaktifkan."""


@operator_group.command("add")
@click.option("--login", required=True, help="Nama masuk, misalnya siti.")
@click.option("--name", required=True, help="Nama orangnya.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="Peran; boleh lebih dari satu kali.",
)
@click.option("--shop", "shop_code", help="Toko tempat ia bekerja; tanpa ini semua toko.")
@json_option
def add_operator(
    login: str, name: str, roles: tuple[str, ...], shop_code: str | None, as_json: bool
) -> None:  # fmt: skip
    """Tambah operator; kode undangannya dicetak sekali ini saja."""
    at = clock.now()
    with command_database(), transaction() as session:
        shop_id = ShopId(shops.shop_by_code(session, shop_code).id) if shop_code else None
        operator = operators.add(
            session,
            login=login.lower(),
            name=name,
            roles=[Role(role) for role in roles],
            at=at,
            shop_id=shop_id,
        )
        audit.record(
            session, "operator.added", at=at, by=None, subject=operator.login, roles=sorted(roles)
        )
        code = _invite(session, operator)
    _print_invitation(operator, code, as_json=as_json)


@operator_group.command("list")
@json_option
def list_operators(as_json: bool) -> None:
    """Semua operator."""
    with command_database(), reading() as session:
        people = queries.list_operators(session, at=clock.now())
    if as_json:
        print_json(
            [
                {
                    "login": person.login,
                    "name": person.name,
                    "roles": [role.value for role in person.roles],
                    "shop": person.shop,
                    "active": person.active,
                    "invited": person.invited,
                }
                for person in people
            ]
        )
        return
    for person in people:
        state = _("aktif") if person.active else _("tidak aktif")
        roles = ", ".join(person.roles)
        click.echo(f"{person.login:<20} {person.name:<30} {roles:<24} {state}")


@operator_group.command("invite")
@click.argument("login")
@json_option
def invite_operator(login: str, as_json: bool) -> None:
    """Kode baru untuk operator yang lupa kata sandi; kode lamanya tidak berlaku lagi."""
    with command_database(), transaction() as session:
        operator = _operator(session, login)
        code = _invite(session, operator)
    _print_invitation(operator, code, as_json=as_json)


@operator_group.command("deactivate")
@click.argument("login")
def deactivate_operator(login: str) -> None:
    """Operator tidak dapat masuk lagi; namanya tetap tercatat."""
    with command_database(), transaction() as session:
        operator = _operator(session, login)
        staff.deactivate(session, operator, at=clock.now(), by=None)
    click.echo(_("%(login)s tidak dapat masuk lagi.", login=operator.login))


def _operator(session: Session, login: str) -> Operator:
    operator = operators.by_login(session, login)
    if operator is None:
        raise NotFound(_("Operator tidak ditemukan."))
    return operator


def _invite(session: Session, operator: Operator) -> str:
    at = clock.now()
    audit.record(session, "operator.invited", at=at, by=None, subject=operator.login)
    return operators.invite(session, OperatorId(operator.id), at=at)


def _print_invitation(operator: Operator, code: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"login": operator.login, "code": code, "path": f"/invitation/{code}"})
        return
    click.echo(_("Kode untuk %(login)s: %(code)s", login=operator.login, code=code))
    days = operators.INVITATION_LASTS.days
    click.echo(_("Berlaku %(n)s hari, satu kali, di halaman /invitation", n=days))
