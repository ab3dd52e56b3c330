"""What a member is told of her share: one figure and one sentence, then every step to it. Pure.

On paper it is Indonesian, whoever prints it: it is written to the member.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from core.format import day, number, rupiah
from core.money import ZERO, Money
from members.shu.capital import CapitalBasis

COLUMNS = 32
"""Of 58 mm paper."""
_MEASURED = {
    CapitalBasis.DAILY: "tiap hari",
    CapitalBasis.MONTH_END: "tiap akhir bulan",
    CapitalBasis.CLOSING: "pada akhir tahun",
    CapitalBasis.OPEN_CLOSE: "pada awal dan akhir tahun",
}
_RESTS = {
    "cadangan": "dana cadangan",
    "sosial": "dana sosial",
    "sukarela": "simpanan sukarela Anda",
}


@dataclass(frozen=True, slots=True)
class PoolShare:
    """A member's part of one pool."""

    pool: Money
    mine: int
    """What she is measured by, as it counts."""
    everybody: int
    amount: Money

    @property
    def formula(self) -> str:
        """``6.000.000 : 8.000.000 x 1.000.000 = 750.000``, cut off behind two decimals."""
        if not self.everybody:
            return ""
        hundredths = self.pool.amount * self.mine * 100 // self.everybody
        whole, rest = divmod(hundredths, 100)
        exact = number(whole) + (f",{rest:02d}" if rest else "")
        return (f"{number(self.mine)} : {number(self.everybody)} x {number(self.pool.amount)} "
                f"= {exact}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberSlip:
    """Everything a slip says."""

    coop: str
    year: int
    decision: str
    """The meeting's; empty before it."""
    decided_on: date | None
    member_number: int
    member_name: str
    surplus: Money
    """Of the co-op."""
    member_surplus: Money
    patronage: PoolShare
    capital: PoolShare
    basis: CapitalBasis
    days: int
    """On how many days share money was measured."""
    total: Money
    """What is paid."""
    unit: int
    rest_to: str
    left: bool = False
    """Stopped being a member in the year."""
    stamp: str = ""
    """Across the paper: ``CONTOH``, ``BELUM PASTI``."""

    @property
    def exact(self) -> Money:
        return self.patronage.amount + self.capital.amount

    @property
    def rest(self) -> Money:
        """What rounding the payment left."""
        return self.exact - self.total


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, what is compared, and the arithmetic in one line."""

    title: str
    amount: str
    facts: Sequence[tuple[str, str]]
    formula: str
    note: str = ""


def sentence(slip: MemberSlip) -> str:
    """What comes first, below the figure."""
    if not slip.total:
        return f"Tahun {slip.year} tidak ada SHU yang dibayar untuk Anda."
    return (f"Itu bagian Anda dari SHU {slip.year}: {rupiah(slip.patronage.amount)} karena belanja "
            f"dan {rupiah(slip.capital.amount)} karena simpanan.")  # fmt: skip


def parts(slip: MemberSlip) -> Sequence[Part]:
    """The steps to the figure, each with what it is reckoned from."""
    return [_by_purchases(slip), _by_capital(slip), *_rounding(slip)]


def whole(slip: MemberSlip) -> str:
    """What the co-op earned, and how much of it came from members."""
    return (f"SHU koperasi {rupiah(slip.surplus)}, di antaranya dari anggota "
            f"{rupiah(slip.member_surplus)}.")  # fmt: skip


def decided(slip: MemberSlip) -> str:
    """Who decided it."""
    if not slip.decision or slip.decided_on is None:
        return "Belum diputuskan rapat anggota; angkanya dapat berubah."
    return f"Menurut keputusan rapat {slip.decision}, {day(slip.decided_on)}."


def text_lines(slip: MemberSlip, columns: int = COLUMNS) -> tuple[str, ...]:
    """The slip for the paper of a till."""
    return tuple(_text(slip, columns))


def _by_purchases(slip: MemberSlip) -> Part:
    share = slip.patronage
    facts = [
        ("Belanja Anda", rupiah(Money(share.mine))),
        ("Belanja semua anggota", rupiah(Money(share.everybody))),
        ("Dana jasa usaha", rupiah(share.pool)),
    ]
    return Part("Jasa usaha", rupiah(share.amount), facts, share.formula, _note(share))


def _by_capital(slip: MemberSlip) -> Part:
    share = slip.capital
    average = Money(share.mine // max(slip.days, 1))
    facts = [
        ("Simpanan Anda rata-rata", rupiah(average)),
        (f"Dijumlah {slip.days} kali", rupiah(Money(share.mine))),
        ("Semua anggota", rupiah(Money(share.everybody))),
        ("Dana jasa modal", rupiah(share.pool)),
    ]
    if slip.days == 1:
        facts = [("Simpanan Anda", rupiah(average)), *facts[2:]]
    note = f"Simpanan diukur {_MEASURED[slip.basis]}."
    return Part("Jasa modal", rupiah(share.amount), facts, share.formula,
                " ".join(filter(None, (note, _note(share)))))  # fmt: skip


def _note(share: PoolShare) -> str:
    if not share.everybody or not share.mine:
        return ""
    if share.pool.amount * share.mine % share.everybody == 0:
        return ""
    return "Sen dibulatkan; semua bagian bersama tepat sebesar dananya."


def _rounding(slip: MemberSlip) -> Iterator[Part]:
    if slip.rest == ZERO:
        return
    to = _RESTS.get(slip.rest_to, slip.rest_to)
    facts = [
        ("Jasa usaha + jasa modal", rupiah(slip.exact)),
        (f"Dibayar, kelipatan Rp{number(slip.unit)}", rupiah(slip.total)),
    ]
    yield Part("Pembulatan", rupiah(-slip.rest), facts, "", f"Sisanya masuk ke {to}.")


def _text(slip: MemberSlip, columns: int) -> Iterator[str]:
    yield from (line.center(columns).rstrip() for line in wrap(slip.coop.upper(), columns))
    yield f"SHU {slip.year}".center(columns).rstrip()
    if slip.stamp:
        yield slip.stamp.center(columns).rstrip()
    yield "-" * columns
    yield from wrap(slip.member_name.upper(), columns)
    yield f"Anggota nomor {slip.member_number}"
    yield ""
    yield from pair("BAGIAN ANDA", rupiah(slip.total), columns)
    yield from wrap(sentence(slip), columns)
    for part in parts(slip):
        yield "-" * columns
        yield from pair(part.title.upper(), part.amount, columns)
        for name, value in part.facts:
            yield from pair(name, value, columns)
        yield from wrap(part.formula, columns)
        yield from wrap(part.note, columns)
    yield "-" * columns
    yield from wrap(whole(slip), columns)
    yield from wrap(decided(slip), columns)


def pair(name: str, value: str, columns: int) -> Iterator[str]:
    """A name on the left and a value on the right, on two lines where they do not fit on one."""
    if len(name) + 1 + len(value) <= columns:
        yield name + value.rjust(columns - len(name))
        return
    yield from wrap(name, columns)
    yield value.rjust(columns)
