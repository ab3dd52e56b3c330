"""How the neighbours of the example pay, save, buy on credit and bring things back. Pure."""

from __future__ import annotations

from random import Random

from pos.models import TenderKind

POKOK = 100_000
WAJIB = 20_000
EXIT_FEE = 10_000
INSTALMENTS = 6
"""In how many parts a kasbon may be paid at most."""
CREDIT_LIMIT = 300_000
BAD_DEBTOR = 30
"""A neighbour who has moved away and does not pay what she owes from before."""
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
_IN_ARREARS, _STOPPED = 4, 3
"""Which neighbours stop paying simpanan wajib so many months before the end."""
_EARLY, AHEAD = 6, 3
"""Which neighbours pay so many months too many at once."""
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


def months_paid(place: int, owed: int, *, left: int) -> int:
    """How many months of simpanan wajib a neighbour pays who owes so many.

    ``left`` counts the months until the end of the example's year.
    """
    if owed <= 0 or (place % 9 == _IN_ARREARS and left < _STOPPED):
        return 0
    return owed + AHEAD if place % 13 == _EARLY and left == 1 else owed


def saves(place: int, day: int, month: int) -> int:
    """What a neighbour pays into simpanan sukarela on such a day; mostly nothing."""
    if place % 3 != 1 or day != place % 19 + 4 or month % 2 != place % 2:
        return 0
    return (place % 4 + 1) * 25_000
