"""What is installed is what is here, and lock files work on any machine."""

from __future__ import annotations

import json
import re
from configparser import ConfigParser

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import HOUSE, PACKAGES

SETUP = ConfigParser()
SETUP.read(HOUSE / "setup.cfg", encoding="utf-8")
LOCKS = ["requirements.txt", "requirements-dev.txt"]
DATA_FOLDERS = {"core.translations", "static", "templates"}
"""Listed as packages, because that is what makes setuptools ship them."""


def test_setup_lists_every_package() -> None:
    found = {
        ".".join(module.parent.relative_to(HOUSE).parts)
        for top in (*PACKAGES, "migrations")
        for module in (HOUSE / top).rglob("*.py")
    }
    assert set(SETUP["options"]["packages"].split()) == found | DATA_FOLDERS


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_hashes_and_no_addresses(name: str) -> None:
    text = (HOUSE / name).read_text()
    assert not re.search(r"https?:|file:/|@ |--(?:index|extra|find|trusted)|^/", text, re.M)
    pins = re.findall(r"^(\S+==\S+)(.*)$", text, re.M)
    assert pins
    assert [pin for pin, rest in pins if not rest.endswith("\\")] == []
    assert text.count("--hash=sha256:") >= len(pins)


def test_lock_satisfies_setup() -> None:
    wanted = SETUP["options"]["install_requires"] + SETUP["options.extras_require"]["postgres"]
    assert _unsatisfied(wanted, "requirements.txt") == []
    extras = "".join(SETUP["options.extras_require"].values())
    assert _unsatisfied(wanted + extras, "requirements-dev.txt") == []


def _unsatisfied(wanted: str, lock: str) -> list[str]:
    pins = dict(re.findall(r"^(\S+)==(\S+)", (HOUSE / lock).read_text(), re.M))
    requirements = [Requirement(line) for line in wanted.strip().splitlines()]
    return [
        str(requirement)
        for requirement in requirements
        if not requirement.marker or requirement.marker.evaluate()
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]


def test_both_locks_agree() -> None:
    run, develop = (
        dict(re.findall(r"^(\S+)==(\S+)", (HOUSE / n).read_text(), re.M)) for n in LOCKS
    )
    assert run.items() <= develop.items()


def test_npm_lock_holds_hashes_and_no_addresses() -> None:
    packages = json.loads((HOUSE / "package-lock.json").read_text())["packages"]
    libraries = {name: package for name, package in packages.items() if name}
    assert [name for name, package in libraries.items() if "resolved" in package] == []
    assert [name for name, package in libraries.items() if "integrity" not in package] == []
