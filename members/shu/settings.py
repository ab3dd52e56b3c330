"""The settings of the yearly surplus, each with its default and its law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.money import Money
from core.settings import Setting, define, yes_or_no
from members.shu.allocation import (
    Basis,
    Leavers,
    Plan,
    Policy,
    PolicyLine,
    by_sides,
    fixed_part,
    nested,
    percent,
)
from members.shu.capital import CapitalBasis

RESERVES = "cadangan"
"""The pool that takes what rounding leaves (domain §3.4)."""
BASES = {"jasa_usaha": Basis.PATRONAGE, "jasa_modal": Basis.CAPITAL}
"""The pools that belong to the members, and by what each is shared."""

GROSS_PROFIT, NET_SALES = "laba_kotor", "penjualan_bersih"

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))? *%?")
_GROUP = re.compile(rf"[a-z_]{{1,40}} +{_PERCENT.pattern} *\(([^()]+)\)")
_LINE = re.compile(rf"([a-z_]{{1,40}}) +{_PERCENT.pattern}")


def policy(text: str) -> Policy:
    """Read ``cadangan 30, jasa_usaha 25 …``, in percent with two places at most.

    Nested parts are multiplied out: ``cadangan 60, anggota 40 (jasa_modal 30, jasa_usaha 70)``.

    Raises InvalidInput when it is not 100% or names no reserves.
    """
    parts = re.split(r"[,;\n] *(?=[a-z])(?![^(]*\))", text)
    lines = tuple(line for part in parts for line in _lines(part.strip()))
    if RESERVES not in {line.code for line in lines}:
        raise InvalidInput(_("Pembagian SHU harus menyebut cadangan; ke sana sisa pembulatan."))
    return Policy(lines)


def _lines(text: str) -> tuple[PolicyLine, ...]:
    group = _GROUP.fullmatch(text)
    if group is None:
        return (_line(text),)
    whole, places, inner = group.groups()
    parts = {line.code: line.points for line in map(_line, re.split(r"[,;] *", inner))}
    flat = nested(_points(whole, places), parts)
    return tuple(PolicyLine(code, points, BASES.get(code)) for code, points in flat.items())


def _line(text: str) -> PolicyLine:
    found = _LINE.fullmatch(text)
    if found is None:
        raise InvalidInput(
            _("“%(text)s” tidak dapat dibaca. Tulis seperti: cadangan 30, jasa_usaha 25", text=text)
        )
    code, whole, places = found.groups()
    return PolicyLine(code, _points(whole, places), BASES.get(code))


def _others_policy(text: str) -> Policy:
    read = policy(text)
    Plan(member=read, other=read, remainder_to=RESERVES)
    return read


@dataclass(frozen=True, slots=True)
class MemberPart:
    """How the part of the surplus that members earned is found."""

    by_net_sales: bool = False
    points: int | None = None
    """Basis points that the meeting fixed; None: by what both sides brought."""

    def of(self, gross: tuple[Money, Money], net: tuple[Money, Money]) -> Fraction:
        """The part, by gross profit and net sales of members and others."""
        if self.points is not None:
            return fixed_part(self.points)
        return by_sides(*(net if self.by_net_sales else gross))

    def __str__(self) -> str:
        if self.points is not None:
            return percent(self.points)
        return NET_SALES if self.by_net_sales else GROSS_PROFIT


def _member_part(text: str) -> MemberPart:
    if text in {GROSS_PROFIT, NET_SALES}:
        return MemberPart(by_net_sales=text == NET_SALES)
    found = _PERCENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    points = _points(*found.groups())
    fixed_part(points)
    return MemberPart(points=points)


def _points(whole: str, places: str | None) -> int:
    return int(whole) * 100 + int((places or "0").ljust(2, "0"))


SHU_POLICY = define(
    Setting(
        "shu_policy",
        policy,
        policy(
            "cadangan 30, jasa_usaha 25, jasa_modal 20, pengurus 10, karyawan 5, pendidikan 5, "
            "sosial 5"
        ),
        lazy("Pembagian SHU dari anggota (persen, bersama-sama 100)"),
        legal_basis="UU 25/1992 pasal 45",
    )
)
SHU_OTHER_POLICY = define(
    Setting(
        "shu_other_policy",
        _others_policy,
        policy("cadangan 100"),
        lazy("Pembagian SHU dari bukan anggota (persen, bersama-sama 100, tidak kepada anggota)"),
        legal_basis="UU 25/1992 pasal 45",
    )
)
SHU_MEMBER_PART = define(
    Setting(
        "shu_member_part",
        _member_part,
        MemberPart(),
        lazy("Bagian SHU dari anggota: laba_kotor, penjualan_bersih, atau persen tetap"),
    )
)
SHU_CAPITAL_BASIS = define(
    Setting(
        "shu_capital_basis",
        CapitalBasis,
        CapitalBasis.MONTH_END,
        lazy("Jasa modal diukur dari simpanan"),
        choices={
            CapitalBasis.MONTH_END: lazy("Rata-rata akhir bulan"),
            CapitalBasis.DAILY: lazy("Rata-rata harian"),
            CapitalBasis.CLOSING: lazy("Saldo akhir tahun"),
            CapitalBasis.OPEN_CLOSE: lazy("Rata-rata awal dan akhir tahun"),
        },
    )
)
SHU_COUNTS_SUKARELA = define(
    Setting(
        "shu_counts_sukarela",
        yes_or_no,
        False,
        lazy("Simpanan sukarela ikut jasa modal"),
        choices={"ya": lazy("Ya"), "tidak": lazy("Tidak")},
    )
)
SHU_ON_RECEIPTS = define(
    Setting(
        "shu_on_receipts",
        yes_or_no,
        True,
        lazy("Cetak perkiraan SHU di struk anggota"),
        choices={"ya": lazy("Ya"), "tidak": lazy("Tidak")},
    )
)
SHU_LEAVERS = define(
    Setting(
        "shu_leavers",
        Leavers,
        Leavers.PRORATA,
        lazy("SHU anggota yang keluar dalam tahun itu"),
        choices={
            Leavers.PRORATA: lazy("Mendapat jasa usaha dan jasa modal"),
            Leavers.PATRONAGE_ONLY: lazy("Mendapat jasa usaha saja"),
            Leavers.NOTHING: lazy("Tidak mendapat"),
        },
    )
)


def _unit(text: str) -> int:
    unit = int(text)
    if not 1 <= unit <= 100_000:
        raise ValueError(text)
    return unit


SHU_PAYOUT_UNIT = define(
    Setting(
        "shu_payout_unit",
        _unit,
        1,
        lazy("SHU yang dibayar dibulatkan ke bawah ke kelipatan (rupiah; 1: tidak dibulatkan)"),
    )
)
REST_TO_SAVINGS = "sukarela"
SHU_REST_TO = define(
    Setting(
        "shu_rest_to",
        str,
        RESERVES,
        lazy("Sisa pembulatan pembayaran SHU masuk ke"),
        choices={
            RESERVES: lazy("Dana cadangan"),
            "sosial": lazy("Dana sosial"),
            REST_TO_SAVINGS: lazy("Simpanan sukarela anggota masing-masing"),
        },
    )
)


def _cap(text: str) -> int:
    found = _PERCENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return _points(*found.groups())


SHU_CAPITAL_CAP = define(
    Setting(
        "shu_capital_cap",
        _cap,
        0,
        lazy("Jasa modal paling banyak setahun (persen dari simpanan rata-rata; 0: tanpa batas)"),
    )
)
SHU_LAPSE_TO = define(
    Setting(
        "shu_lapse_to",
        str,
        RESERVES,
        lazy("SHU yang tidak diambil dan dinyatakan hangus oleh rapat masuk ke"),
        choices={RESERVES: lazy("Dana cadangan"), "sosial": lazy("Dana sosial")},
    )
)
