"""Baskets drawn at random, as the cases of tests/vectors/price.json write them."""

from __future__ import annotations

from random import Random
from typing import Any

_PACKS = ("a", "b", "c", "d")
_DAYS = ("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")
_LISTS = ("umum", "umum", "umum", "anggota", "grosir", "tempo")
_VAT_CLASSES = ("PPN", "PPN_BEBAS", "NON_BKP", "PPN_FEE_ONLY")


def drawn(seed: int, count: int) -> list[dict[str, Any]]:
    """So many baskets with prices, promotions and discounts of every kind."""
    random = Random(seed)
    return [_case(random) for _ in range(count)]


def _case(random: Random) -> dict[str, Any]:
    case: dict[str, Any] = {
        "shop": "WSB",
        "on": "2026-11-22",
        "is_member": random.random() < 0.5,
        "is_credit": random.random() < 0.2,
        "rounding": {
            "unit": random.choice([1, 50, 100, 500]),
            "mode": random.choice(["down", "nearest", "up"]),
        },
        "rows": [
            *(_usual_row(random, pack) for pack in _PACKS if random.random() < 0.7),
            *(_row(random) for _ in range(random.randint(0, 7))),
        ],
        "asks": [_ask(random) for _ in range(random.randint(0, 6))],
        "promotions": [_promotion(random, id_) for id_ in "zyxwv"[: random.randint(0, 5)]],
        "packs": {pack: _terms(random) for pack in _PACKS if random.random() < 0.3},
        "vat_rate": random.choice([0, 1100, 1200]),
        "paid_otherwise": random.choice([0, 0, random.randint(0, 30_000)]),
    }
    if random.random() < 0.3:
        case["discount"] = _discount(random)
    return case


def _usual_row(random: Random, pack_id: str) -> dict[str, Any]:
    """Everyone's price in all shops, which has held for long."""
    return {
        "pack_id": pack_id,
        "list": "umum",
        "shop": None,
        "amount": _price(random),
        "valid_from": "2026-01-01",
        "valid_to": None,
    }


def _row(random: Random) -> dict[str, Any]:
    listed = random.choice(_LISTS)
    return {
        "pack_id": random.choice(_PACKS),
        "list": listed,
        "shop": random.choice([None, None, "WSB", "FLT"]),
        "amount": _price(random),
        "valid_from": random.choice(_DAYS),
        "valid_to": random.choice([None, None, random.choice(_DAYS)]),
        "least": random.randint(1, 8) * 1000 if listed == "grosir" else 0,
    }


def _price(random: Random) -> int:
    """Mostly as in a shop; sometimes nothing, sometimes more than a float holds in thousandths."""
    kind = random.random()
    if kind < 0.9:
        return random.randint(1, 60) * 250
    return random.randint(10**7, 10**9) if kind < 0.95 else random.randint(0, 9)


def _ask(random: Random) -> dict[str, Any]:
    ask: dict[str, Any] = {"pack_id": random.choice(_PACKS)}
    kind = random.random()
    if kind < 0.1:
        return ask | {"asked_amount": random.randint(1, 50_000)}
    if kind < 0.7:
        ask["quantity"] = random.randint(1, 12) * 1000
    else:
        ask["quantity"] = random.choice([random.randint(1, 9_999), random.randint(1, 10**9)])
    if random.random() < 0.1:
        ask["price"] = _price(random)
    if random.random() < 0.2:
        ask["discount"] = _discount(random)
    if random.random() < 0.2:
        ask["cost"] = random.randint(0, 20_000)
    return ask


def _discount(random: Random) -> dict[str, int]:
    if random.random() < 0.5:
        return {"percent": random.randint(0, 10_000)}
    return {"amount": random.randint(0, 20_000)}


def _terms(random: Random) -> dict[str, Any]:
    return {
        "ceiling": random.choice([None, random.randint(1, 60) * 250]),
        "vat_class": random.choice(_VAT_CLASSES),
        "fixed": random.random() < 0.2,
    }


def _promotion(random: Random, id_: str) -> dict[str, Any]:
    kind = random.choice(["percent", "amount", "price", "n_for", "buy_get", "mix", "mix"])
    count = random.randint(1, 5)
    return {
        "id": id_,
        "kind": kind,
        "packs": random.sample(_PACKS, random.randint(1, 4)),
        "shop": random.choice([None, None, "WSB", "FLT"]),
        "for_members": random.random() < 0.3,
        "valid_from": random.choice(_DAYS[:3]),
        "valid_to": random.choice([None, None, *_DAYS]),
        "percent": random.randint(1, 10_000) if kind == "percent" else 0,
        "amount": random.randint(0, 10_000) * (count if kind in ("n_for", "mix") else 1),
        "count": count,
        "free": random.randint(1, 3) if kind == "buy_get" else 0,
    }
