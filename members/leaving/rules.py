"""What is settled with a member who leaves: what she owned, less what she owed. Pure.

``pokok + wajib + sukarela + pots + shu - credit - fee = net`` (domain §2). The fee is never lent:
where nothing is left for it, it is not taken. A net below zero stays owed.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class Owned:
    """What the books say of her on the day, over all shops."""

    pokok: Money = ZERO
    wajib: Money = ZERO
    sukarela: Money = ZERO
    """Below zero when more was spent than was there."""
    pots: Money = ZERO
    shu: Money = ZERO
    """Of past years, not paid out yet."""
    owed: Money = ZERO
    """Kasbon in the shops to which she owes."""
    overpaid: Money = ZERO
    """What shops owe her, of kasbon paid twice; positive."""

    @property
    def there(self) -> Money:
        """What can pay: all she owned, and what was overpaid."""
        owned = (self.pokok, self.wajib, self.sukarela, self.pots, self.shu, self.overpaid)
        return total(owned)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where it goes."""

    credit: Money
    """What she owed, less what shops owed her."""
    fee: Money
    net: Money
    paid: Money
    """Of the kasbon: this much is settled by it."""
    lent: Money
    """What she had spent beyond her savings becomes a debt."""

    @property
    def payable(self) -> Money:
        """What she or her heir is to be paid."""
        return max(self.net, ZERO)

    @property
    def still_owed(self) -> Money:
        """What she goes on owing."""
        return max(-self.net, ZERO)


@dataclass(frozen=True, slots=True)
class Figures:
    """A settlement as its sheet shows it: what she owned, what was taken off, what comes of it."""

    pokok: Money
    wajib: Money
    sukarela: Money
    pots: Money
    shu: Money
    credit: Money
    fee: Money
    net: Money


def settle(owned: Owned, fee: Money) -> Outcome:
    """What comes of it; ``fee`` is the exit fee of the day, 0 when there is none."""
    there = owned.there
    taken = min(fee, max(there - owned.owed, ZERO))
    return Outcome(
        credit=owned.owed - owned.overpaid,
        fee=taken,
        net=there - owned.owed - taken,
        paid=min(owned.owed, max(there, ZERO)),
        lent=max(-there, ZERO),
    )
