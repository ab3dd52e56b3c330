"""Somebody with a browser and no JavaScript: follows links, fills in forms, keeps cookies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.permissions import Role
from tests.support.world import PASSWORD, PEOPLE

Form = Mapping[str, str | Sequence[str]]


@dataclass
class Visitor:
    """One browser. ``submit`` sends the CSRF token of this browser's pages along."""

    app: Flask
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def see(self, path: str, status: int = 200) -> str:
        """The page at a path, which must answer with the status."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, text_of(answer.text))
        return answer.text

    def submit(self, path: str, form: Form | None = None, *, status: int = 302) -> TestResponse:
        """Send a form from a page of this site."""
        data = dict(form or {}) | {"csrf_token": self.csrf_token()}
        answer = self.client.post(path, data=data)
        assert answer.status_code == status, (path, answer.status_code, text_of(answer.text))
        return answer

    def sign_in(self, role: Role) -> Visitor:
        """Sign in as the person of that role in ``make_coop``."""
        self.submit("/sign-in", {"login": PEOPLE[role][0], "password": PASSWORD})
        return self

    def csrf_token(self) -> str:
        """The token in this browser's pages; every page has a form, for the language."""
        page = self.client.get("/nowhere").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found is not None
        return found[1]


def text_of(html: str) -> str:
    """The words of a page's main part, as one line."""
    main = re.search(r"<main.*?</main>", html, re.S)
    words = re.sub(r"<[^>]*>", " ", main[0] if main else html)
    return " ".join(unescape(words).split())
