"""A member sees nobody else's anything, and nobody else sees hers.

Every route of the program is tried as each role, as another member, and as nobody; who may call
what is read from the permission table.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from core.access import Access, Open
from core.db import Database
from core.permissions import Permission, Role, granted
from inventory.consignment.models import Consignor
from members.access.models import MemberSession
from members.models import Member
from members.pages.sections import SECTIONS
from pos.models import Sale
from tests.support.member_pages import fill, phone_of
from tests.support.visitor import Visitor
from tests.support.world import World, make_coop
from wsgi import create_app

FRAMEWORK = ("static", "api-docs.")
SITI, WAGIMIN = 1, 2
"""The two members who have everything."""


@dataclass(frozen=True)
class Place:
    """The program with two members who have everything, and what names the second one's things."""

    app: Flask
    database: Database
    hers: dict[int, frozenset[str]]
    """By member number: receipt numbers, ids and sums that only her pages may hold."""
    keys: dict[str, list[Any]]
    """Values to put in for the arguments of routes: all there are of every kind."""


@pytest.fixture
def place(database: Database) -> Place:
    with database.transaction() as session:
        world = make_coop(session)
        fill(session, world)
    app = create_app(database, secret_key="for-tests")
    for number in (SITI, WAGIMIN):
        phone_of(app, database, number)
    with database.reading() as session:
        sales = {
            number: list(session.scalars(select(Sale).join(Member).where(Member.number == number)))
            for number in (SITI, WAGIMIN)
        }
        hers = {number: frozenset(sale.number for sale in sales[number]) for number in sales}
        phones = [row.hex()[:16] for row in session.scalars(select(MemberSession.token_hash))]
        ids = [row.id for rows in sales.values() for row in rows]
        people = list(session.scalars(select(Member.id)))
        parties = list(session.scalars(select(Consignor.id)))
    return Place(app, database, hers, _values(world, [*ids, *people, *parties], hers, phones))


def _values(
    world: World, ids: list[UUID], hers: dict[int, frozenset[str]], phones: list[str]
) -> dict[str, list[Any]]:
    receipts = sorted(number for numbers in hers.values() for number in numbers)
    return {
        "uuid": [*ids, world.till.id, uuid4()],
        "int": [SITI, WAGIMIN, 2025],
        "string": [*receipts, *phones, "sukarela", "kasbon", "shu", str(WAGIMIN), "tidak-ada"],
    }


# Who may call what


def _rules(app: Flask) -> Iterator[tuple[Rule, str, Access]]:
    """Every route with a method it takes and who may call it."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(FRAMEWORK):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, _access(app, rule, method)


def _access(app: Flask, rule: Rule, method: str) -> Access:
    view: Any = app.view_functions[rule.endpoint]
    found: Access | None = view.__dict__.get("access")
    if found is None:
        of_method = getattr(view.view_class, method.lower(), None)
        found = getattr(of_method, "access", None) or view.view_class.access
    assert found is not None, rule.endpoint
    return found


def _addresses(place: Place, rule: Rule, most: int = 4) -> Iterator[str]:
    """The route with things of both members put in for its arguments."""
    if not rule.arguments:
        yield rule.rule
        return
    for turn in range(most):
        values = {
            name: _value(place, rule, name, turn) for name in sorted(rule.arguments)
        }  # fmt: skip
        _domain, address = rule.build(values, append_unknown=False) or ("", "")
        yield address


def _value(place: Place, rule: Rule, name: str, turn: int) -> Any:
    kind = type(rule._converters[name]).__name__
    known = {"UUIDConverter": "uuid", "IntegerConverter": "int"}.get(kind, "string")
    if kind == "AnyConverter":
        return sorted(rule._converters[name].items)[0]  # type: ignore[attr-defined]
    values = place.keys[known]
    return values[turn % len(values)]


def _call(who: Visitor, method: str, address: str) -> Any:
    data = None if method == "GET" else {"csrf_token": who.csrf_token()}
    return who.client.open(address, method=method, data=data, buffered=True)


def test_the_pages_of_members_are_named_as_such(place: Place) -> None:
    """Nothing under ``/saya`` is open to all but the doors and the frame."""
    doors = {
        "member_entry.sign_in", "member_entry.check_sign_in", "member_entry.unlock",
        "member_entry.lock", "member_entry.sign_out", "member_entry.enter_code",
        "member_entry.choose_pin", "member_app.worker", "member_app.manifest",
        "member_app.offline",
    }  # fmt: skip
    inside = [found for found in _rules(place.app) if found[0].rule.startswith("/saya")]
    assert {rule.endpoint for rule, _method, access in inside if access is not Open.MEMBER} == doors
    outside = [found for found in _rules(place.app) if not found[0].rule.startswith("/saya")]
    assert [rule.rule for rule, _method, access in outside if access is Open.MEMBER] == []


@pytest.mark.parametrize("role", [None, *Role])
def test_no_operator_and_nobody_reaches_a_members_pages(place: Place, role: Role | None) -> None:
    who = Visitor(place.app)
    if role is not None:
        who.sign_in(role)
    for rule, method, access in _rules(place.app):
        if access is not Open.MEMBER:
            continue
        for address in _addresses(place, rule, most=1):
            answer = _call(who, method, address)
            assert answer.status_code == 401, (role, method, address)
            assert "Rp" not in answer.text


def test_a_member_reaches_nothing_of_the_operators(place: Place) -> None:
    """Whatever needs a permission, an operator or a till: a page to sign in, or 401.

    A till's body is looked at before its token, so that an empty one may be refused first.
    """
    phone = phone_of(place.app, place.database, SITI)
    for rule, method, access in _rules(place.app):
        if access in (Open.PUBLIC, Open.MEMBER):
            continue
        for address in _addresses(place, rule, most=1):
            answer = _call(phone, method, address)
            if answer.status_code == 302:
                assert "/sign-in" in answer.headers["Location"], (method, address)
            else:
                refused = (401, 422) if access is Open.TILL else (401,)
                assert answer.status_code in refused, (method, address, answer.status_code)


@pytest.mark.parametrize("role", Role)
def test_an_operator_reaches_what_the_table_grants_and_no_more(place: Place, role: Role) -> None:
    who = Visitor(place.app).sign_in(role)
    for rule, method, access in _rules(place.app):
        if not isinstance(access, Permission) or access in granted([role]):
            continue
        for address in _addresses(place, rule, most=1):
            answer = _call(who, method, address)
            assert answer.status_code == 403, (role, method, address, answer.status_code)


# Another member's


def test_whatever_a_member_asks_for_she_gets_nothing_of_another(place: Place) -> None:
    """Every page of members with every id, number and key there is."""
    phone = phone_of(place.app, place.database, SITI)
    seen = set[str]()
    for rule, method, access in _rules(place.app):
        if access is not Open.MEMBER or method != "GET":
            continue
        for address in _addresses(place, rule, most=len(place.keys["string"])):
            answer = phone.client.get(address, buffered=True)
            assert answer.status_code in (200, 404, 422), (address, answer.status_code)
            _holds_nothing_of(place, WAGIMIN, answer, address)
            seen.add(rule.endpoint)
    assert {"member_receipts.receipt", "member_receipts.pdf", "member_consignment.index",
            "member_account.files", "member_pages.account"} <= seen  # fmt: skip


def test_another_members_receipts_are_not_there(place: Place) -> None:
    phone = phone_of(place.app, place.database, SITI)
    for number in place.hers[SITI]:
        assert number in phone.see(f"/saya/struk/{number}")
    for number in place.hers[WAGIMIN]:
        assert "bukan milik Anda" in phone.see(f"/saya/struk/{number}", status=404)
        phone.see(f"/saya/struk/{number}/struk.pdf", status=404)
    assert phone.see("/saya/struk/XXX-T9-A-000001", status=404)


def test_what_she_is_refused_says_the_same_as_what_never_was(place: Place) -> None:
    phone = phone_of(place.app, place.database, SITI)
    (theirs, *_others) = place.hers[WAGIMIN]
    refused = phone.see(f"/saya/struk/{theirs}", status=404)
    nothing = phone.see("/saya/struk/WSB-T1-A-999999", status=404)
    assert _words(refused) == _words(nothing)


def test_another_members_phone_is_not_signed_out(place: Place) -> None:
    hers = phone_of(place.app, place.database, SITI)
    his = phone_of(place.app, place.database, WAGIMIN)
    for key in [key for key in place.keys["string"] if re.fullmatch("[0-9a-f]{16}", key)]:
        hers.submit(f"/saya/hp/{key}/keluar", status=404)
    his.see("/saya")


def test_the_file_of_her_data_holds_hers_alone(place: Place) -> None:
    phone = phone_of(place.app, place.database, SITI)
    text = _unzipped(phone.client.get("/saya/data/berkas.zip").data)
    assert all(number in text for number in place.hers[SITI])
    assert not any(number in text for number in place.hers[WAGIMIN])
    assert "Siti Aminah" in text


def test_numbers_in_addresses_and_forms_change_nobody(place: Place) -> None:
    """A member cannot say whose page she wants: there is nowhere to say it."""
    phone = phone_of(place.app, place.database, SITI)
    mine = _words(phone.see("/saya"))
    for name in ("number", "member", "member_id", "id", "anggota"):
        for value in (str(WAGIMIN), *map(str, place.keys["uuid"][:8])):
            answer = phone.client.get("/saya", query_string={name: value})
            assert _words(answer.text) == mine


def test_each_section_of_other_packages_is_walked(place: Place) -> None:
    """A section that is handed in later is tried by these tests, too."""
    assert set(SECTIONS) == {"receipts", "consignment"}
    for section in SECTIONS.values():
        with place.app.test_request_context():
            endpoint = place.app.view_functions[section.endpoint]
        assert endpoint.__dict__["access"] is Open.MEMBER


def _holds_nothing_of(place: Place, number: int, answer: Any, address: str) -> None:
    """Neither receipts nor goods nor sums of the other member."""
    content = answer.data
    text = _unzipped(content) if content[:2] == b"PK" else content.decode("utf-8", "replace")
    asked = set(address.split("/"))
    for each in place.hers[number] - asked:
        assert each not in text, (address, each)
    for sign in (f"Kue {number}", f"Titipan {number}", "Rp50.222", "Rp20.202", "50222", "20202"):
        assert sign not in text, (address, sign)


def _unzipped(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "\n".join(file.read(name).decode("utf-8-sig") for name in file.namelist())


def _words(page: str) -> str:
    """What the main part says, without the moment it was made."""
    main = re.search(r"<main.*?</main>", page, re.S)
    text = re.sub(r"<[^>]*>", " ", main[0] if main else page)
    return re.sub(r"Keadaan \S+ \S+", "", " ".join(unescape(text).split()))


def test_the_second_member_does_have_all_that_was_looked_for(place: Place) -> None:
    """Else the tests above would look for nothing."""
    his = phone_of(place.app, place.database, WAGIMIN)
    assert "Rp50.222" in his.see("/saya")
    assert "Rp20.202" in his.see("/saya/shu")
    assert "Kue 2" in his.see("/saya/titipan")
    text = _unzipped(his.client.get("/saya/data/berkas.zip").data)
    assert all(sign in text for sign in ("50222", "20202", "Kue 2", *place.hers[WAGIMIN]))


def test_a_phone_that_is_locked_gets_nothing(place: Place) -> None:
    phone = phone_of(place.app, place.database, SITI)
    phone.submit("/saya/kunci")
    for rule, method, access in _rules(place.app):
        if access is Open.MEMBER:
            for address in _addresses(place, rule, most=1):
                assert _call(phone, method, address).status_code == 401, address
