"""The office menu: places in groups that fold; which of them are open a browser remembers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

COOKIE = "menu"
"""The open groups as ``x.1.4``, written by static/core/menu.js; the ``x`` is never empty."""
FEW = 12
"""So many places need no folding until somebody folds them."""

Place = tuple[str, str]
"""What it is called, and its endpoint."""


@dataclass(frozen=True, slots=True)
class Group:
    """Places that stand together."""

    key: str
    """The same in every language and for every operator."""
    label: str
    places: Sequence[Place]
    is_open: bool


def groups(
    navigation: Mapping[str, Sequence[Place]], order: Iterable[str], here: Iterable[str | None],
    remembered: str | None,
) -> Sequence[Group]:  # fmt: skip
    """The menu of an operator; the group of the page that is shown is always open.

    ``order``: every group there is; ``here``: the endpoints that the page belongs to;
    ``remembered``: the browser's cookie.
    """
    keys = {label: str(number) for number, label in enumerate(dict.fromkeys(order), start=1)}
    current = {place for place in here if place}
    unfolded = _unfolded(navigation, keys, remembered)
    return [
        Group(keys[label], label, places,
              keys[label] in unfolded or any(place in current for _label, place in places))
        for label, places in navigation.items()
    ]  # fmt: skip


def _unfolded(
    navigation: Mapping[str, Sequence[Place]], keys: Mapping[str, str], remembered: str | None
) -> set[str]:
    if remembered is not None:
        return set(remembered.split("."))
    return set(keys.values()) if sum(map(len, navigation.values())) <= FEW else set()
