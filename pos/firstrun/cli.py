"""``lumbung init``: found the co-operative from a shell."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from core import clock, config
from core.commands import json_option, opened, print_json
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.format import number
from core.i18n import _
from core.ids import OperatorId
from core.queries import DEFAULT_ZONE
from core.shops import find_coop
from core.words import TIME_ZONES
from inventory.importing.kind import ImportFile
from pos.escpos import PROFILES
from pos.firstrun import equipping, forms
from pos.firstrun.founding import Founding, found_coop
from pos.printing.printers import PrinterDetails

STARTER = "dasar"


@click.command("init")
@click.option("--name", default="", help="Nama koperasi.")
@click.option("--shop", default="", help="Kode toko pertama, tiga huruf, misalnya WSB.")
@click.option("--shop-name", default="", help="Nama toko pertama.")
@click.option("--address", default="", help="Alamat toko.")
@click.option(
    "--time-zone", default=DEFAULT_ZONE, show_default=True, type=click.Choice(list(TIME_ZONES))
)
@click.option("--treasurer", default="", help="Nama masuk bendahara pertama.")
@click.option("--treasurer-name", default="", help="Nama bendahara pertama.")
@click.option("--printer", default="", help="Alamat printer struk, misalnya tcp://192.168.1.50.")
@click.option("--paper", default="58", show_default=True, type=click.Choice(list(PROFILES)))
@click.option("--products", default="", help="File barang (CSV atau XLSX), atau: dasar.")
@json_option
def init(as_json: bool, **answers: str) -> None:
    """Dirikan koperasi di data yang kosong; yang tidak disebut akan ditanyakan."""
    places = config.places()
    with opened(places.own_url, create=True):
        with reading() as session:
            _refuse_if_founded(session)
        asked = _asked(answers)
        with transaction() as session:
            outcome = _found(session, asked)
    if as_json:
        print_json(outcome.as_json())
    else:
        outcome.say()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was founded, and what the treasurer needs to begin."""

    coop: str
    shop: str
    office: str
    login: str
    invitation: str
    goods: Mapping[str, int] | None
    """Rows of the list of goods by what became of them."""

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "coop": self.coop,
            "shop": self.shop,
            "office": self.office,
            "treasurer": self.login,
            "invitation": self.invitation,
            "products": self.goods,
        }

    def say(self) -> None:
        """For people."""
        click.echo(
            _("%(coop)s berdiri, dengan toko %(shop)s.",
              coop=self.coop, shop=self.shop)
        )  # fmt: skip
        if self.goods is not None:
            click.echo(
                _("%(new)s barang masuk daftar, %(refused)s baris ditolak.",
                  new=number(self.goods["new"]),
                  refused=number(self.goods["refused"]))
            )  # fmt: skip
        click.echo(
            _("Bendahara %(login)s memilih kata sandi dan PIN di /invitation/%(code)s",
              login=self.login, code=self.invitation)
        )  # fmt: skip
        click.echo(_("Kode undangan itu berlaku tujuh hari, sekali pakai. Jalankan: lumbung serve"))


def _found(session: Session, answers: dict[str, str]) -> Outcome:
    at = clock.now()
    shop = forms.first_shop(
        {
            "name": answers["shop_name"],
            "code": answers["shop"],
            "time_zone": answers["time_zone"],
            "address": answers["address"],
        }
    )
    founded = found_coop(
        session,
        Founding(
            coop_name=forms.coop_name({"name": answers["name"]}),
            shop=shop,
            treasurer_login=answers["treasurer"].lower(),
            treasurer_name=answers["treasurer_name"],
        ),
        at=at,
    )
    by = OperatorId(founded.treasurer.id)
    till = equipping.first_till(session, founded.shop, at=at, by=by)
    if answers["printer"]:
        typed = forms.new_printer({"address": answers["printer"], "paper": answers["paper"]})
        details = PrinterDetails(till, typed.address, typed.profile)
        equipping.connect_printer(session, details, at=at, by=by)
    file = _file(answers["products"])
    goods = equipping.take_goods(session, file, founded.shop, at=at, by=by) if file else None
    return Outcome(
        coop=founded.coop.name,
        shop=founded.shop.code,
        office=founded.office.code,
        login=founded.treasurer.login,
        invitation=founded.invitation,
        goods=goods.counts if goods else None,
    )


def _refuse_if_founded(session: Session) -> None:
    coop = find_coop(session)
    if coop is not None:
        raise BusinessError(
            _("Data ini sudah milik %(name)s. Tidak ada yang diubah.", name=coop.name)
        )


def _asked(answers: dict[str, str]) -> dict[str, str]:
    """The answers, completed by asking at a terminal, else by what most shops would say."""
    questions = {
        "name": (_("Nama koperasi"), ""),
        "shop": (_("Kode toko pertama (tiga huruf)"), ""),
        "shop_name": (_("Nama toko pertama"), ""),
        "treasurer": (_("Nama masuk bendahara"), "bendahara"),
        "treasurer_name": (_("Nama bendahara"), _("Bendahara")),
    }
    for name, (question, usual) in questions.items():
        if not answers[name]:
            answers[name] = _answer(question, usual)
    return answers


def _answer(question: str, usual: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(question, default=usual or None, err=True))
    if not usual:
        raise InvalidInput(_("Belum disebut: %(question)s.", question=question))
    return usual


def _file(products: str) -> ImportFile | None:
    if not products:
        return None
    if products == STARTER:
        return equipping.starter_file()
    path = Path(products)
    if not path.is_file():
        raise InvalidInput(_("File %(path)s tidak ada.", path=path))
    return equipping.read_goods(path.name, path.read_bytes())
