"""What is typed on the page of suggestions, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.ids import PackId
from core.quantity import NONE
from inventory import packs
from inventory.purchasing import forms
from inventory.purchasing.forms import Several
from inventory.reordering.queries import ROWS
from inventory.reordering.reordering import Chosen


def typed(form: Several) -> dict[str, str]:
    """What stands beside each pack, by code and unit."""
    keys, many = form.getlist("line-code"), form.getlist("line-quantity")
    return dict(zip(keys[:ROWS], (text[:20] for text in many), strict=False))


def chosen(session: Session, rows: Mapping[str, str]) -> list[Chosen]:
    """What is wanted; a field left empty, or a zero, orders nothing."""
    return [_chosen(session, key, text) for key, text in rows.items() if _is_wanted(key, text)]


def _chosen(session: Session, key: str, text: str) -> Chosen:
    return Chosen(PackId(packs.find(session, key).id), forms.quantity(text))


def _is_wanted(key: str, text: str) -> bool:
    try:
        return forms.quantity(text) != NONE
    except InvalidInput as error:
        raise InvalidInput(f"{key}: {error.sentence}", field="lines") from None
