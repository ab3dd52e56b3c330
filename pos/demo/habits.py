"""How the neighbours of the example pay, save, buy on credit and bring things back. Pure."""

from __future__ import annotations

from random import Random

from pos.models import TenderKind

POKOK = 100_000
WAJIB = 20_000
CREDIT_LIMIT = 300_000
BON_DAY = 27
"""From this day of the month on, what was bought on credit is paid."""
_ONE_IN = 4
"""Every so many neighbours may buy on credit."""
_BY_QRIS_IN_100 = 12
_BY_TRANSFER_IN_100 = 25
_ON_CREDIT_IN_100 = 9
_BIG = 150_000
"""From here on a transfer is worth the trouble."""
_BROUGHT_BACK_IN_1000 = 6
REASONS = ("Kemasan rusak", "Salah ambil", "Sudah punya di rumah")


def credit_limit(place: int) -> int:
    """How much a neighbour may owe."""
    return CREDIT_LIMIT if place % _ONE_IN == 0 else 0


def wajib_day(place: int) -> int:
    """The day of the month on which a neighbour pays simpanan wajib, if the shop is open."""
    return place % 26 + 2


def way_of_paying(random: Random, total: int, *, credit_left: int) -> TenderKind:
    """How somebody pays so much, who may still owe so much."""
    drawn = random.randrange(100)
    if total <= credit_left and drawn < _ON_CREDIT_IN_100:
        return TenderKind.KASBON
    if total >= _BIG and drawn < _BY_TRANSFER_IN_100:
        return TenderKind.TRANSFER
    return TenderKind.QRIS if drawn >= 100 - _BY_QRIS_IN_100 else TenderKind.CASH


def bon_payment(random: Random, owed: int) -> int:
    """What somebody pays of a debt: mostly all, sometimes half, in coins there are."""
    wanted = owed if random.randrange(10) < 8 else owed // 2
    return wanted // 100 * 100


def brings_back(random: Random) -> bool:
    """Whether the first thing of a basket comes back."""
    return random.randrange(1000) < _BROUGHT_BACK_IN_1000
