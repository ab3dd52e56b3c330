"""``lumbung operator``: for whoever has the server's shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from core import clock, operators
from core.errors import NotFound
from core.models import Operator
from core.permissions import Role
from tests.support.shell import Shell
from tests.support.world import World
from wsgi import cli


def test_one_is_added_with_a_code_and_signs_in(shell: Shell, world: World) -> None:
    words = ["--login", "Putu", "--name", "Ni Luh Putu", "--role", "clerk", "--shop", "wsb"]
    answer = json.loads(shell.run("operator", "add", *words, "--json").stdout)
    assert answer["login"] == "putu"
    assert answer["path"] == f"/invitation/{answer['code']}"
    people = json.loads(shell.run("operator", "list", "--json").stdout)
    (putu,) = [person for person in people if person["login"] == "putu"]
    assert putu == {
        "login": "putu", "name": "Ni Luh Putu", "roles": ["clerk"],
        "shop": "Toko Wonosobo", "active": True, "invited": True,
    }  # fmt: skip
    assert "Ni Luh Putu" in shell.run("operator", "list").stdout


def test_a_new_code_replaces_the_old(shell: Shell, world: World) -> None:
    codes = [
        json.loads(shell.run("operator", "invite", "kasir", "--json").stdout)["code"]
        for _ in range(2)
    ]
    with shell.database.reading() as session:
        operators.find_invitation(session, codes[1], at=clock.now())
        with pytest.raises(NotFound):
            operators.find_invitation(session, codes[0], at=clock.now())
    assert "Kode untuk kasir: " in shell.run("operator", "invite", "kasir").stdout


def test_one_is_deactivated_but_not_the_last_who_manages(shell: Shell, world: World) -> None:
    assert "kasir tidak dapat masuk lagi." in shell.run("operator", "deactivate", "kasir").stdout
    done = shell.run("operator", "deactivate", "admin", exit_code=2)
    assert done.stderr.strip() == ("Harus ada satu orang aktif yang boleh mengatur operator.")
    with shell.database.reading() as session:
        active = {
            role: session.get_one(Operator, world.operator_id(role)).active
            for role in (Role.CLERK, Role.ADMIN)
        }
    assert active == {Role.CLERK: False, Role.ADMIN: True}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "--login", "kasir", "--name", "X", "--role", "clerk"], "sudah dipakai"),
        (["add", "--login", "x y", "--name", "X", "--role", "clerk"], "Nama masuk: 2–40"),
        (["add", "--login", "baru", "--name", "X", "--role", "clerk", "--shop", "ZZZ"], "ZZZ"),
        (["add", "--login", "baru", "--name", "X", "--role", "raja"], "raja"),
        (["invite", "tiada"], "Operator tidak ditemukan."),
    ],
)
def test_what_cannot_be_is_one_sentence(
    shell: Shell, world: World, words: list[str], sentence: str
) -> None:
    done = shell.run("operator", *words, exit_code=2)
    assert sentence in done.stderr
    assert "Traceback" not in done.output


def test_without_data_a_command_says_how_to_begin(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check"], env={"LUMBUNG_DATA": str(tmp_path)})
    assert done.exit_code == 2
    assert "lumbung init" in done.stderr
